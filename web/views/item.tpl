{{%AUTOESCAPE context="HTML"}}<div class="item-page">
<article>
<p class="kicker"><span class="kind k-{{KIND_CODE}}">{{KIND}}</span> · <bdi>{{SOURCE}}</bdi>{{#OFFICIAL}} <span class="pill official">{{T_official}}</span>{{/OFFICIAL}} · <time datetime="{{WHEN_MACHINE}}">{{WHEN}}</time></p>
{{#HAS_TITLE}}<h1 dir="auto" lang="{{TITLE_LANG}}">{{TITLE}}</h1>{{/HAS_TITLE}}{{#HAS_NO_TITLE}}<h1 class="visually-hidden">{{KIND}}</h1>{{/HAS_NO_TITLE}}
<p class="chips">{{#INCIDENTS}}<span class="chip incident">{{NAME}}</span> {{/INCIDENTS}}<span class="chip">{{TOPIC}}</span> <span class="chip">{{TONE}}</span> <span class="chip">{{STANCE}}</span></p>
{{#PARENT}}<p class="soft">{{T_comment_of}} <a href="/item/{{ID}}"><bdi dir="ltr">{{ID}}</bdi></a></p>{{/PARENT}}
<div class="text" lang="{{TEXT_LANG}}">
{{#LEAD}}<p class="lead" dir="auto">{{TEXT}}</p>{{/LEAD}}
{{#PARAGRAPHS}}<p dir="auto">{{TEXT}}</p>
{{/PARAGRAPHS}}
{{#NO_TEXT}}<p class="soft" dir="{{DIR}}" lang="{{LANG}}">{{T_empty_text}}</p>{{/NO_TEXT}}
</div>
{{#GROUP}}<section><h2>{{T_copies}} <small>{{N}}</small></h2>
<ul class="rows">{{#COPY}}<li><a href="/item/{{ID}}"><bdi lang="{{TITLE_LANG}}">{{TITLE}}</bdi></a><span class="soft"><bdi>{{SOURCE}}</bdi> · <time datetime="{{WHEN_MACHINE}}">{{WHEN}}</time></span></li>
{{/COPY}}</ul></section>{{/GROUP}}
</article>
<aside>
<section class="card"><dl class="facts-list">
{{#FACT}}<div><dt>{{NAME}}</dt><dd><bdi>{{VALUE}}</bdi></dd></div>
{{/FACT}}
<div><dt>{{T_source}}</dt><dd><a href="/search?q=&amp;source={{SOURCE_ID}}"><bdi>{{SOURCE}}</bdi></a></dd></div>
{{#ORIGINAL}}<div><dt>{{T_original}}</dt><dd><a class="url" dir="ltr" href="{{URL}}" rel="noopener noreferrer nofollow">{{SHOWN}}</a></dd></div>{{/ORIGINAL}}
<div><dt>{{T_archived}}</dt><dd>{{#ARCHIVED}}<a href="/item/{{ID}}/archived">{{T_archived_show}}</a> · <a href="/item/{{ID}}/archived?download=1">{{T_archived_download}}</a>{{/ARCHIVED}}{{#NOT_ARCHIVED}}{{T_not_archived}}{{/NOT_ARCHIVED}}</dd></div>
<div><dt>{{T_hash}}</dt><dd><code class="hash" dir="ltr">{{HASH}}</code></dd></div>
</dl></section>
{{#OBSERVATION}}<section class="card"><h2>{{T_observation}} <span class="pill obs-{{STATE}}">{{STATE_TEXT}}</span></h2>
{{#HAS_FILES}}<h3>{{T_attachments}}</h3>{{/HAS_FILES}}
<ul class="rows">{{#FILE}}<li><a href="/item/{{ID}}/file?n={{HASH}}" download><bdi>{{NAME}}</bdi></a> <span class="soft n">{{SIZE}} KB</span></li>
{{/FILE}}</ul>
<ul class="rows">{{#STEP}}<li><span>{{STATE_TEXT}}{{#LINK}} <a href="/item/{{ID}}">{{T_item}}</a>{{/LINK}} <bdi>{{NOTE}}</bdi></span><span class="soft"><bdi>{{WHO}}</bdi> · {{WHEN}}</span></li>
{{/STEP}}</ul>
{{#STEP_FORM}}<form method="post" action="/item/{{ID}}/step" class="inbox-form">
<input type="hidden" name="form_token" value="{{FORM_TOKEN}}">
<label>{{T_state}}<select name="state">{{#OPTION}}<option value="{{CODE}}"{{#SELECTED}} selected{{/SELECTED}}>{{TEXT}}</option>{{/OPTION}}</select></label>
<label>{{T_observation_linked_to}}<input name="linked_to" maxlength="300" dir="ltr" autocomplete="off"></label>
<label>{{T_observation_note}}<input name="note" maxlength="500" dir="auto" autocomplete="off"></label>
<p><button>{{T_save}}</button></p>
</form>{{/STEP_FORM}}
</section>{{/OBSERVATION}}
{{#ANNOTATION}}<section class="card"><h2>{{T_labels}}</h2><p class="soft">{{T_labels_machine}}</p>
{{#LABEL}}<h3>{{NAME}}{{#UNSURE}} <span class="pill draft">{{T_unsure}}</span>{{/UNSURE}}</h3>
<ul class="meters">{{#ROW}}<li{{#CHOSEN}} class="chosen"{{/CHOSEN}}><span>{{VALUE}}</span><meter min="0" max="1" value="{{METER}}"></meter><span class="n">{{PERCENT}}</span></li>
{{/ROW}}</ul>{{/LABEL}}
<p class="soft">{{T_language}}: {{LANGUAGE}}<br>{{T_model}}: {{READER}} <code dir="ltr">{{MODEL}}</code></p>
</section>{{/ANNOTATION}}
{{#CORRECT}}<p><a class="button" href="/tag?item={{ID}}">{{T_correct_labels}}</a></p>{{/CORRECT}}
{{#HAS_TAGS}}<section class="card"><h2>{{T_labels_person}}</h2><ul class="rows">
{{#TAG_LINE}}<li{{#UNDONE}} class="undone"{{/UNDONE}}><span>{{LABELS}}</span><span class="soft"><bdi>{{WHO}}</bdi> · {{WHEN}} · {{PURPOSE}}{{#UNDONE}} · {{T_undone}}{{/UNDONE}}</span></li>
{{/TAG_LINE}}</ul></section>{{/HAS_TAGS}}
</aside>
</div>
