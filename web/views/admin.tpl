{{%AUTOESCAPE context="HTML"}}<header class="page-head"><h1>{{T_admin}}</h1></header>
<section><h2>{{T_users}}</h2>
<div class="scroll" tabindex="0"><table class="stack"><thead><tr><th scope="col">{{T_user_name}}</th><th scope="col">{{T_role}}</th><th scope="col">{{T_created}}</th></tr></thead>
<tbody>{{#PERSON}}<tr><th scope="row"><bdi>{{NAME}}</bdi>{{#DISABLED}} <span class="pill failing">{{T_disabled}}</span>{{/DISABLED}}</th><td data-label="{{T_role}}">{{ROLE}}</td><td data-label="{{T_created}}">{{CREATED}}</td></tr>
{{/PERSON}}</tbody></table></div></section>
<section><h2>{{T_audit_log}}</h2>
{{#WHOLE}}<p class="notice good">{{TEXT}} <code class="hash" dir="ltr">{{HEAD}}</code></p>{{/WHOLE}}{{#BROKEN}}<p class="notice bad" role="alert">{{TEXT}}</p>{{/BROKEN}}
<div class="scroll" tabindex="0"><table class="stack"><thead><tr><th scope="col">{{T_time}}</th><th scope="col">{{T_who}}</th><th scope="col">{{T_what}}</th><th scope="col">{{T_detail}}</th></tr></thead>
<tbody>{{#ENTRY}}<tr><th scope="row"><time datetime="{{MACHINE}}">{{WHEN}}</time></th><td data-label="{{T_who}}"><bdi>{{WHO}}</bdi></td><td data-label="{{T_what}}"><bdi>{{WHAT}}</bdi></td><td data-label="{{T_detail}}" class="detail"><bdi>{{DETAIL}}</bdi></td></tr>
{{/ENTRY}}</tbody></table></div></section>
