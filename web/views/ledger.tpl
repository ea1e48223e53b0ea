{{%AUTOESCAPE context="HTML"}}<header class="page-head"><h1>{{T_ledger}}</h1><p class="soft">{{T_ledger_hint}}</p></header>
<ul class="tiles">
<li><span>{{T_taken_in}}</span><strong>{{TAKEN_IN}}</strong></li>
{{#STATE}}<li class="t-{{CODE}}"><span>{{NAME}}</span><strong>{{N}}</strong></li>
{{/STATE}}
</ul>
{{#RECONCILES}}<p class="notice good">{{T_reconciles}}</p>{{/RECONCILES}}{{#RECONCILES_NOT}}<p class="notice bad" role="alert">{{T_reconciles_not}}</p>{{/RECONCILES_NOT}}
<section><h2>{{T_by_source}}</h2>
<div class="scroll" tabindex="0"><table class="stack numbers">
<thead><tr><th scope="col">{{T_source}}</th><th scope="col" class="n">{{T_is_stored}}</th><th scope="col" class="n">{{T_is_duplicate}}</th><th scope="col" class="n">{{T_is_filtered}}</th><th scope="col" class="n">{{T_is_failed}}</th><th scope="col" class="n">{{T_is_quarantined}}</th><th scope="col" class="n">{{T_taken_in}}</th></tr></thead>
<tbody>{{#BY_SOURCE}}<tr><th scope="row"><bdi>{{NAME}}</bdi></th>{{#CELL}}<td class="n{{#ZERO}} zero{{/ZERO}}" data-label="{{LABEL}}">{{N}}</td>{{/CELL}}<td class="n" data-label="{{T_taken_in}}"><strong>{{ALL}}</strong></td></tr>
{{/BY_SOURCE}}</tbody></table></div></section>
<section><h2>{{T_by_reason}}</h2>
<div class="scroll" tabindex="0"><table class="stack">
<thead><tr><th scope="col">{{T_state}}</th><th scope="col">{{T_stage}}</th><th scope="col">{{T_reason}}</th><th scope="col" class="n">{{T_count}}</th></tr></thead>
<tbody>{{#BY_REASON}}<tr><th scope="row"><span class="pill {{CODE}}">{{STATE}}</span></th><td data-label="{{T_stage}}">{{STAGE}}</td><td data-label="{{T_reason}}"><bdi>{{REASON}}</bdi></td><td class="n" data-label="{{T_count}}">{{N}}</td></tr>
{{/BY_REASON}}</tbody></table></div></section>
<section><h2>{{T_quarantine}}</h2><p class="soft">{{T_quarantine_hint}}</p>
{{#QUARANTINE_EMPTY}}<p class="notice good">{{T_quarantine_empty}}</p>{{/QUARANTINE_EMPTY}}
<ul class="rows">{{#QUARANTINED}}<li><span><bdi dir="ltr" class="url">{{URL}}</bdi></span><span class="soft"><bdi>{{SOURCE}}</bdi> · <time datetime="{{MACHINE}}">{{WHEN}}</time> · {{STAGE}} · <bdi>{{REASON}}</bdi>{{#FETCH}} · <a href="/ledger/{{ID}}/bytes">{{T_bytes}}</a>{{/FETCH}}</span></li>
{{/QUARANTINED}}</ul></section>
