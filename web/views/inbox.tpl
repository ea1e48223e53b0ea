{{%AUTOESCAPE context="HTML"}}<header class="page-head"><h1>{{T_inbox}}</h1><p class="soft">{{T_inbox_hint}}</p></header>
{{#TROUBLE}}<p class="notice bad" role="alert">{{TEXT}}</p>{{/TROUBLE}}
{{#TAKEN}}<p class="notice good" role="status">{{T_inbox_taken}}</p>{{/TAKEN}}
{{#ENTRY_FORM}}<form method="post" action="/inbox" enctype="multipart/form-data" class="card inbox-form">
<input type="hidden" name="form_token" value="{{FORM_TOKEN}}">
<label>{{T_observation_text}}<textarea name="text" rows="4" maxlength="8000" required dir="auto">{{TEXT}}</textarea></label>
<label>{{T_observation_place}}<input name="place" value="{{PLACE}}" maxlength="100" dir="auto" autocomplete="off"></label>
<label>{{T_observation_channel}}<input name="channel" value="{{CHANNEL}}" maxlength="100" dir="auto" list="channels" autocomplete="off"></label>
<datalist id="channels"><option value="{{T_channel_hotline}}"></option><option value="{{T_channel_visit}}"></option><option value="{{T_channel_letter}}"></option><option value="{{T_channel_message}}"></option></datalist>
<label>{{T_observation_file}} <small class="soft">{{FILE_HINT}}</small><input type="file" name="file"></label>
<p><button class="primary">{{T_observation_hand_in}}</button></p>
</form>{{/ENTRY_FORM}}
<nav class="tabs" aria-label="{{T_state}}"><a href="/inbox"{{#ALL_STATES}} aria-current="page"{{/ALL_STATES}}>{{T_any}}</a>
{{#STATE_TAB}}<a href="/inbox?state={{CODE}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}>{{TEXT}} <small>{{N}}</small></a>
{{/STATE_TAB}}</nav>
{{#EMPTY}}<p class="notice">{{T_inbox_empty}}</p>{{/EMPTY}}
<ul class="rows inbox-rows">
{{#OBSERVATION}}<li><a href="/item/{{ID}}"><bdi lang="{{TITLE_LANG}}">{{TITLE}}</bdi></a>
<span class="soft"><span class="pill obs-{{STATE}}">{{STATE_TEXT}}</span> <bdi>{{SOURCE}}</bdi> · <time datetime="{{WHEN_MACHINE}}">{{WHEN}}</time>{{#FILES}} · {{N}}{{/FILES}}{{#BY}} · <bdi>{{WHO}}</bdi> {{AT}}{{/BY}}</span></li>
{{/OBSERVATION}}
</ul>
{{#OLDER}}<p><a class="button" rel="next" href="{{LINK}}">{{T_older}}</a></p>{{/OLDER}}
