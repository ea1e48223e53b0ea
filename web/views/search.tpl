{{%AUTOESCAPE context="HTML"}}<h1 class="visually-hidden">{{T_search}}</h1>
<form action="/search" role="search" class="search-form" hx-get="/search" hx-target="#results" hx-select="#results" hx-swap="outerHTML" hx-push-url="true" hx-trigger="submit, change delay:150ms">
<div class="search-line"><label class="visually-hidden" for="q">{{T_search_words}}</label><input id="q" name="q" type="search" value="{{QUERY}}" dir="auto" maxlength="500" placeholder="{{T_search_words}}"><button class="primary">{{T_search_go}}</button></div>
<p class="soft hint">{{T_search_hint}}</p>
<details{{#FILTERED}} open{{/FILTERED}}><summary>{{T_filters}}</summary>
<div class="filters">
<label>{{T_from}}<input class="day-field" name="from" value="{{FROM}}" dir="ltr" size="10" maxlength="20" autocomplete="off" placeholder="2026-11-24" title="{{T_day_form}}" pattern="[0-9٠-٩]{4}[\-\/.][0-9٠-٩]{1,2}[\-\/.][0-9٠-٩]{1,2}"></label>
<label>{{T_to}}<input class="day-field" name="to" value="{{TO}}" dir="ltr" size="10" maxlength="20" autocomplete="off" placeholder="2026-11-24" title="{{T_day_form}}" pattern="[0-9٠-٩]{4}[\-\/.][0-9٠-٩]{1,2}[\-\/.][0-9٠-٩]{1,2}"></label>
{{#FILTER}}<label>{{LABEL}}<select name="{{NAME}}"><option value="">{{T_any}}</option>{{#OPTION}}<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{TEXT}}</option>{{/OPTION}}</select></label>
{{/FILTER}}
<label>{{T_order}}<select name="order"><option value="">{{T_order_best}}</option><option value="newest"{{#NEWEST}} selected{{/NEWEST}}>{{T_order_newest}}</option></select></label>
<label class="check"><input type="checkbox" name="mode" value="exact"{{#EXACT}} checked{{/EXACT}}> {{T_exact}}</label>
</div></details>
</form>
<div id="results">
{{#TROUBLE}}<p class="notice bad" role="alert"><bdi>{{TEXT}}</bdi></p>{{/TROUBLE}}
{{#START}}<p class="soft start">{{T_search_start}}</p>{{/START}}
{{#RESULTS}}<p class="result-line" role="status"><strong>{{TOTAL}}</strong>{{#UNDERSTOOD}} <span class="soft">{{T_understood}} <bdi>{{TEXT}}</bdi></span>{{/UNDERSTOOD}}</p>
{{#NONE}}<p class="soft start">{{T_search_none}}</p>{{/NONE}}
<ol class="hits">
{{#HIT}}<li>
{{#HAS_TITLE}}<h2><a href="/item/{{ID}}"><bdi lang="{{TITLE_LANG}}">{{TITLE}}</bdi></a></h2>{{/HAS_TITLE}}
{{#SNIPPET}}<p class="snippet" dir="auto" lang="{{TITLE_LANG}}">{{#PIECE}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}{{#MARK}}<mark>{{TEXT}}</mark>{{/MARK}}{{/PIECE}}</p>{{/SNIPPET}}
{{#UNTITLED}}<h2 class="untitled"><a href="/item/{{ID}}"><bdi lang="{{TITLE_LANG}}">{{#PIECE}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}{{#MARK}}<mark>{{TEXT}}</mark>{{/MARK}}{{/PIECE}}</bdi></a></h2>{{/UNTITLED}}
<p class="line"><span class="kind k-{{KIND_CODE}}">{{KIND}}</span> · <bdi>{{SOURCE}}</bdi> · <time datetime="{{WHEN_MACHINE}}">{{WHEN}}</time>{{#COPIES}} · {{N}}{{/COPIES}}{{#INCIDENTS}} <span class="chip incident">{{NAME}}</span>{{/INCIDENTS}} <span class="chip">{{TOPIC}}</span></p>
</li>
{{/HIT}}
</ol>
<nav class="pager" aria-label="{{T_search}}">{{#NEWER}}<a class="button" rel="prev" href="{{LINK}}">{{T_back}}</a>{{/NEWER}} {{#PAGE_NUMBER}}<span class="soft">{{TEXT}}</span>{{/PAGE_NUMBER}} {{#OLDER}}<a class="button" rel="next" href="{{LINK}}">{{T_more}}</a>{{/OLDER}}</nav>
{{/RESULTS}}
</div>
