{{%AUTOESCAPE context="HTML"}}<div class="sign-in">
<section class="card">
<h1>{{T_sign_in}}</h1>
<p class="soft">{{T_brand_line}}</p>
{{#TROUBLE}}<p class="notice bad" role="alert">{{TEXT}}</p>{{/TROUBLE}}
<form method="post" action="/sign-in" class="fields">
<input type="hidden" name="form_token" value="{{FORM_TOKEN}}">
{{#NEXT}}<input type="hidden" name="next" value="{{PATH}}">{{/NEXT}}
<label>{{T_user_name}}<input name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required dir="ltr"></label>
<label>{{T_password}}<input name="password" type="password" autocomplete="current-password" required dir="ltr"></label>
<button class="primary">{{T_sign_in}}</button>
</form>
</section>
{{#DEMO_USERS}}<section class="demo-users">
<h2>{{T_demo_users}}</h2>
<p class="soft">{{T_demo_users_hint}} <code dir="ltr">{{PASSWORD}}</code></p>
<ul>
{{#DEMO_USER}}<li>
<form method="post" action="/sign-in">
<input type="hidden" name="form_token" value="{{FORM_TOKEN}}">
{{#NEXT}}<input type="hidden" name="next" value="{{PATH}}">{{/NEXT}}
<input type="hidden" name="name" value="{{NAME}}"><input type="hidden" name="password" value="{{PASSWORD}}">
<button class="person"><span class="person-name"><bdi>{{SHOWN}}</bdi> <code dir="ltr">{{NAME}}</code></span><span class="person-role">{{ROLE}}</span><span class="soft">{{JOB}}</span></button>
</form>
</li>
{{/DEMO_USER}}
</ul>
</section>{{/DEMO_USERS}}
</div>
