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
