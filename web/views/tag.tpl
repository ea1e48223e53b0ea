{{%AUTOESCAPE context="HTML"}}<div class="tag-head">
<h1>{{T_tag_queue}}</h1>
<nav class="tabs" aria-label="{{T_tag_queue}}">{{#QUEUE}}<a href="/tag?queue={{CODE}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}>{{TEXT}} <span class="count">{{N}}</span></a>
{{/QUEUE}}</nav>
<p class="progress-line">{{#PROGRESS}}<progress max="{{MAX}}" value="{{DONE}}" aria-label="{{T_done_today}}"></progress> {{/PROGRESS}}<span>{{T_done_today}}: <strong>{{DONE_TODAY}}</strong></span>{{#PACE}} <span class="soft">{{TEXT}}</span>{{/PACE}} <button type="button" class="quiet" id="keys-open" hidden><kbd>?</kbd> {{T_act_help}}</button></p>
</div>
<p class="soft queue-hint">{{QUEUE_HINT}}</p>
{{#TROUBLE}}<p class="notice bad" role="alert">{{TEXT}}</p>{{/TROUBLE}}
{{#NOTICE}}<p class="notice good" role="status">{{TEXT}}</p>{{/NOTICE}}
{{#EMPTY}}<p class="notice">{{T_queue_empty}}</p>{{/EMPTY}}
{{#WORK}}<div class="tag-work">
<article class="tag-text">
<p class="kicker"><span class="kind k-{{KIND_CODE}}">{{KIND}}</span> · <bdi>{{SOURCE}}</bdi> · <time datetime="{{WHEN_MACHINE}}">{{WHEN}}</time> · <a href="/item/{{ID}}">{{T_item}}</a></p>
{{#HAS_TITLE}}<h2 dir="auto" lang="{{TITLE_LANG}}">{{TITLE}}</h2>{{/HAS_TITLE}}
<div class="text" lang="{{TITLE_LANG}}">{{#PARAGRAPH}}<p dir="auto">{{TEXT}}</p>{{/PARAGRAPH}}</div>
</article>
<form method="post" action="/tag" class="tag-form" id="tag-form" autocomplete="off">
<input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="item" value="{{ITEM_ID}}"><input type="hidden" name="queue" value="{{QUEUE_CODE}}">
{{#CORRECTION}}<input type="hidden" name="correction" value="1">{{/CORRECTION}}
<button name="action" value="save" hidden></button>
{{#SUGGESTION}}<div class="suggestion" id="suggestion" data-incident="{{CODES}}" data-topic="{{TOPIC_CODE}}" data-tone="{{TONE_CODE}}" data-stance="{{STANCE_CODE}}">
<p><strong>{{T_suggestion}}</strong> {{#CODE}}<span class="chip incident">{{TEXT}}</span> {{/CODE}}<span class="chip">{{TOPIC}}</span> <span class="chip">{{TONE}} <small>{{TONE_P}}</small></span> <span class="chip">{{STANCE}} <small>{{STANCE_P}}</small></span></p>
<p class="suggestion-tools"><button name="action" value="accept" class="primary"><kbd>A</kbd> {{T_act_accept}}</button> <button type="reset" id="reject"><kbd>X</kbd> {{T_act_reject}}</button> <a class="quiet-link" href="/tag?queue={{QUEUE_CODE}}&amp;hide=1">{{T_suggestion_hide}}</a></p>
</div>{{/SUGGESTION}}
{{#SUGGESTION_HIDDEN}}<p class="soft">{{T_suggestion_hidden}}{{#MAY_SHOW}} <a href="/tag?queue=learning&amp;hide=0">{{T_suggestion_show}}</a>{{/MAY_SHOW}}</p>{{/SUGGESTION_HIDDEN}}
{{#GROUP}}<fieldset class="choices g-{{NAME}}" data-group="{{NAME}}"><legend><kbd>{{LETTER}}</kbd> {{LABEL}}{{#HINT}} <small>{{TEXT}}</small>{{/HINT}}</legend>
<div class="options">{{#OPTION}}<label class="choice"><input type="{{TYPE}}" name="{{GROUP}}" value="{{CODE}}" data-key="{{KEY}}"{{#CHECKED}} checked{{/CHECKED}}><span>{{TEXT}}</span><kbd>{{KEY}}</kbd></label>
{{/OPTION}}</div></fieldset>
{{/GROUP}}
<label class="note-field"><span>{{T_note}}</span><input name="note" value="{{NOTE}}" maxlength="250" dir="auto"></label>
<div class="tag-foot"><div class="tag-actions">
<button name="action" value="save" class="primary"><kbd>↵</kbd> {{T_act_save}}</button>
<button name="action" value="skip"><kbd>{{T_key_space}}</kbd> {{T_act_skip}}</button>
<button form="undo-form" id="undo"><kbd>Z</kbd> {{T_act_undo}}</button>
</div>
<div class="tag-more">
<button name="action" value="irrelevant"><kbd>R</kbd> {{T_act_irrelevant}}</button>
<button name="action" value="flag"><kbd>F</kbd> {{T_act_flag}}</button>
</div></div>
</form>
</div>{{/WORK}}
<form method="post" action="/tag/undo" id="undo-form"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"></form>
<dialog id="keys" aria-label="{{T_act_help}}">
<h2>{{T_act_help}}</h2>
<dl class="keys">
<div><dt><kbd>1</kbd>…<kbd>9</kbd></dt><dd>{{T_keys_digits}}</dd></div>
<div><dt><kbd>⇧1</kbd>…<kbd>⇧9</kbd></dt><dd>{{T_keys_shift_digits}}</dd></div>
<div><dt><kbd>0</kbd></dt><dd>{{T_non}}</dd></div>
<div><dt><kbd>I</kbd> <kbd>T</kbd> <kbd>N</kbd> <kbd>S</kbd></dt><dd>{{T_keys_groups}}</dd></div>
<div><dt><kbd>{{T_key_enter}}</kbd></dt><dd>{{T_act_save}}</dd></div>
<div><dt><kbd>A</kbd></dt><dd>{{T_act_accept}}</dd></div>
<div><dt><kbd>X</kbd></dt><dd>{{T_act_reject}}</dd></div>
<div><dt><kbd>{{T_key_space}}</kbd></dt><dd>{{T_act_skip}}</dd></div>
<div><dt><kbd>Z</kbd></dt><dd>{{T_act_undo}}</dd></div>
<div><dt><kbd>F</kbd></dt><dd>{{T_act_flag}}</dd></div>
<div><dt><kbd>R</kbd></dt><dd>{{T_act_irrelevant}}</dd></div>
<div><dt><kbd>?</kbd></dt><dd>{{T_act_help}}</dd></div>
</dl>
<form method="dialog"><button>{{T_act_close}}</button> <button type="button" id="keys-toggle" data-on="{{T_keys_on}}" data-off="{{T_keys_off}}">{{T_keys_off}}</button></form>
</dialog>
<div class="tag-below">
{{#LAST}}<section><h2>{{T_last_ten}}</h2><ul class="rows">
{{#DONE}}<li{{#UNDONE}} class="undone"{{/UNDONE}}><a href="/item/{{ID}}"><bdi lang="{{TITLE_LANG}}">{{TITLE}}</bdi></a><span class="soft">{{TAGGED}} · {{LABELS}}{{#UNDONE}} · {{T_undone}}{{/UNDONE}}</span>{{#CAN_UNDO}}<form method="post" action="/tag/undo"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="tag_id" value="{{TAG_ID}}"><button class="quiet">{{T_act_undo}}</button></form>{{/CAN_UNDO}}</li>
{{/DONE}}</ul></section>{{/LAST}}
<section><h2>{{T_designs}}</h2>
<ul class="rows">{{#DESIGN}}<li><span><bdi dir="ltr">{{ID}}</bdi> · <strong>{{PROGRESS}}</strong></span><span class="soft"><bdi>{{WHO}}</bdi></span></li>{{/DESIGN}}</ul>
<details><summary>{{T_draw_sample}}</summary><p class="soft">{{T_draw_hint}}</p>
<form method="post" action="/tag/draw" class="inline"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}">
<label>{{T_from}} <input class="day-field" name="from" value="{{DRAW_FROM}}" dir="ltr" size="10" maxlength="20" autocomplete="off" placeholder="2026-11-24" title="{{T_day_form}}" pattern="[0-9٠-٩]{4}[\-\/.][0-9٠-٩]{1,2}[\-\/.][0-9٠-٩]{1,2}"></label><label>{{T_to}} <input class="day-field" name="to" value="{{DRAW_TO}}" dir="ltr" size="10" maxlength="20" autocomplete="off" placeholder="2026-11-24" title="{{T_day_form}}" pattern="[0-9٠-٩]{4}[\-\/.][0-9٠-٩]{1,2}[\-\/.][0-9٠-٩]{1,2}"></label><label>{{T_sample_size}} <input type="number" name="size" min="4" max="2000" value="35"></label><button>{{T_draw}}</button></form></details>
<p><a href="/tag/export">{{T_export_tags}}</a></p>
</section>
</div>
