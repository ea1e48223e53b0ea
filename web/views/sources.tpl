{{%AUTOESCAPE context="HTML"}}<header class="page-head"><h1>{{T_sources}}</h1><p><strong>{{REACHED}}</strong> <span class="soft">{{T_sources_hint}}</span></p><p><a class="button" href="/pickup">{{T_pickup}}</a></p></header>
{{#EMPTY}}<p class="notice">{{T_no_sources}}</p>{{/EMPTY}}
<div class="scroll" tabindex="0"><table class="stack sources-table">
<thead><tr><th scope="col">{{T_source}}</th><th scope="col">{{T_state}}</th><th scope="col">{{T_last_success}}</th><th scope="col">{{T_last_item}}</th><th scope="col" class="n">{{T_items_day}}</th><th scope="col">{{T_trouble}}</th></tr></thead>
<tbody>
{{#SOURCE_ROW}}<tr class="s-{{STATE}}">
<th scope="row"><a href="/search?q=&amp;source={{ID}}"><bdi>{{NAME}}</bdi></a>{{#OFFICIAL}} <span class="pill official">{{T_official}}</span>{{/OFFICIAL}}<br><small>{{KIND}} · <bdi dir="ltr">{{ID}}</bdi></small></th>
<td data-label="{{T_state}}"><span class="pill {{STATE}}">{{STATE_TEXT}}</span></td>
<td data-label="{{T_last_success}}">{{#SUCCESS}}<time datetime="{{MACHINE}}">{{WHEN}}</time>{{/SUCCESS}}</td>
<td data-label="{{T_last_item}}">{{#ITEM}}<time datetime="{{MACHINE}}">{{WHEN}}</time>{{/ITEM}}</td>
<td data-label="{{T_items_day}}" class="n">{{ITEMS}} <small>({{T_usual}} {{USUAL}})</small></td>
<td data-label="{{T_trouble}}"{{#NO_TROUBLE}} class="empty"{{/NO_TROUBLE}}>{{#ERROR}}<bdi class="trouble-text">{{TEXT}}</bdi> {{/ERROR}}{{#TROUBLE}}<small class="part">{{TEXT}}</small> {{/TROUBLE}}</td>
</tr>
{{/SOURCE_ROW}}
</tbody></table></div>
{{#OWN_SITES}}<section class="own-sites"><h2>{{T_own_sites}}</h2>
{{#OWN_SITE}}<article class="card">
<h3><bdi lang="{{LANG}}">{{NAME}}</bdi> <span class="pill {{STATE}}">{{STATE_TEXT}}</span></h3>
<p>{{#LINK}}<a href="{{HREF}}" rel="noreferrer"><bdi dir="ltr">{{URL}}</bdi></a>{{/LINK}}{{#NO_LINK}}<bdi dir="ltr">{{URL}}</bdi>{{/NO_LINK}}</p>
<ul class="facts"><li>{{SINCE}}</li>{{#ERROR}}<li class="bad"><bdi>{{TEXT}}</bdi></li>{{/ERROR}}{{#CERTIFICATE}}<li><span class="pill {{STATE}}">{{TEXT}}</span></li>{{/CERTIFICATE}}{{#SHARE}}<li>{{TEXT}}</li>{{/SHARE}}{{#LATENCY}}<li>{{TEXT}}</li>{{/LATENCY}}<li>{{CHECKED}}</li></ul>
{{#ALL_WELL}}<p class="soft">{{T_site_all_well}}</p>{{/ALL_WELL}}
{{#BROKEN}}<details open><summary>{{COUNT}}</summary><ul class="broken-links">
{{#BROKEN_LINK}}<li>{{#LINK}}<a href="{{HREF}}" rel="noreferrer"><bdi>{{TEXT}}</bdi></a>{{/LINK}}{{#NO_LINK}}<bdi>{{TEXT}}</bdi>{{/NO_LINK}}: <span class="bad">{{WHY}}</span>{{#ON}} <small>{{T_on_page}} <a href="{{HREF}}" rel="noreferrer"><bdi dir="ltr">{{PAGE}}</bdi></a></small>{{/ON}}</li>
{{/BROKEN_LINK}}</ul></details>{{/BROKEN}}
{{#CHANGED}}<details open><summary>{{COUNT}}</summary>
{{#CHANGE}}<div class="page-change"><p>{{#LINK}}<a href="{{HREF}}" rel="noreferrer"><bdi dir="ltr">{{URL}}</bdi></a>{{/LINK}}{{#NO_LINK}}<bdi dir="ltr">{{URL}}</bdi>{{/NO_LINK}} <small><time datetime="{{MACHINE}}">{{WHEN}}</time></small></p>
{{#REMOVED}}<p><del dir="auto"><span class="visually-hidden">{{T_was_removed}}</span> {{LINE}}</del></p>
{{/REMOVED}}{{#ADDED}}<p><ins dir="auto"><span class="visually-hidden">{{T_was_added}}</span> {{LINE}}</ins></p>
{{/ADDED}}</div>
{{/CHANGE}}</details>{{/CHANGED}}
</article>
{{/OWN_SITE}}</section>{{/OWN_SITES}}
