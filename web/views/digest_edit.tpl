{{%AUTOESCAPE context="HTML"}}<p><a href="/digest/{{DAY}}">{{T_back}}</a></p>
<h1>{{HEADING}}</h1>
<p class="soft">{{T_edit_hint}}</p>
<form method="post" action="/digest/{{DAY}}/edit">
<input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="revision" value="{{REVISION}}">
<ol class="edits">
{{#ENTRY}}<li class="card">
<input type="hidden" name="story-{{INDEX}}" value="{{STORY}}"><input type="hidden" name="was-{{INDEX}}" value="{{TITLE}}">
<p class="headline"><a href="/item/{{ID}}"><bdi lang="{{LANG}}">{{TITLE}}</bdi></a></p>
<p class="soft"><bdi>{{SOURCE}}</bdi> · {{OUTLETS}}</p>
<label>{{T_edit_wording}}<input name="title-{{INDEX}}" value="{{NEW_TITLE}}" maxlength="200" dir="auto"></label>
<label>{{T_edit_action}}<input name="action-{{INDEX}}" value="{{ACTION}}" maxlength="200" dir="auto" placeholder="{{T_edit_action_none}}"></label>
<p class="checks"><label><input type="checkbox" name="pin-{{INDEX}}" value="1"{{#PINNED}} checked{{/PINNED}}> {{T_edit_pin}}</label>
<label><input type="checkbox" name="drop-{{INDEX}}" value="1"{{#DROPPED}} checked{{/DROPPED}}> {{T_edit_drop}}</label></p>
</li>
{{/ENTRY}}
</ol>
<p class="sticky-tools"><button class="primary">{{T_save}}</button></p>
</form>
