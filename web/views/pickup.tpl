{{%AUTOESCAPE context="HTML"}}<div class="day-bar">
<div class="day-step">{{#PERIOD}}<a class="button" href="/pickup?from={{FROM}}&amp;to={{TO}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{TEXT}}</a>
{{/PERIOD}}</div>
<form action="/pickup" class="inline">
<label>{{T_from}} <input class="day-field" name="from" value="{{FROM}}" dir="ltr" size="10" maxlength="20" autocomplete="off" placeholder="2026-11-24" title="{{T_day_form}}" pattern="[0-9٠-٩]{4}[\-\/.][0-9٠-٩]{1,2}[\-\/.][0-9٠-٩]{1,2}"></label>
<label>{{T_to}} <input class="day-field" name="to" value="{{TO}}" dir="ltr" size="10" maxlength="20" autocomplete="off" placeholder="2026-11-24" title="{{T_day_form}}" pattern="[0-9٠-٩]{4}[\-\/.][0-9٠-٩]{1,2}[\-\/.][0-9٠-٩]{1,2}"></label>
<button>{{T_show}}</button></form>
</div>
{{#TROUBLE}}<p class="notice bad" role="alert">{{TEXT}}</p>{{/TROUBLE}}
{{REPORT:none}}
