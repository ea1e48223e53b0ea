{{%AUTOESCAPE context="HTML"}}<div class="day-bar">
<div class="day-step">
<a class="button" href="/digest/{{PREVIOUS}}" rel="prev"><span class="arrow" aria-hidden="true">‹</span> {{T_previous_day}}</a>
{{#NEXT}}<a class="button" href="/digest/{{DAY}}" rel="next">{{T_next_day}} <span class="arrow" aria-hidden="true">›</span></a>{{/NEXT}}
</div>
<form action="/" class="inline"><label>{{T_go_to_day}} <input class="day-field" name="day" value="{{DAY}}" dir="ltr" size="10" maxlength="20" autocomplete="off" placeholder="2026-11-24" title="{{T_day_form}}" pattern="[0-9٠-٩]{4}[\-\/.][0-9٠-٩]{1,2}[\-\/.][0-9٠-٩]{1,2}"></label><button>{{T_show}}</button></form>
{{#STATE}}<p class="state-line"><span class="pill {{CODE}}">{{NAME}}</span>{{#BY}} <span class="soft">{{TEXT}}</span>{{/BY}}{{#EDITS}} <span class="soft">· {{TEXT}}</span>{{/EDITS}}</p>{{/STATE}}
{{#DRAFT_TOOLS}}<div class="tools">
<a class="button" href="/digest/{{DAY}}/edit">{{T_edit_digest}}</a>
<form method="post" action="/digest/{{DAY}}/approve"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="revision" value="{{REVISION}}"><button class="primary" title="{{T_approve_hint}}">{{T_approve}}</button></form>
</div>{{/DRAFT_TOOLS}}
</div>
{{#CORRECTIONS}}<section class="notice warn"><h2>{{T_corrections}}</h2>
{{#CORRECTION}}<p><bdi>{{TEXT}}</bdi> <small><bdi>{{WHO}}</bdi> · {{WHEN}}</small></p>{{/CORRECTION}}
</section>{{/CORRECTIONS}}
{{DIGEST:none}}
{{#CORRECT_TOOLS}}<section class="card correction"><h2>{{T_append_correction}}</h2>
<form method="post" action="/digest/{{DAY}}/correct" class="fields"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}">
<label>{{T_correction}}<textarea name="text" rows="3" maxlength="1000" dir="auto" required></textarea></label><button>{{T_save}}</button></form>
</section>{{/CORRECT_TOOLS}}
