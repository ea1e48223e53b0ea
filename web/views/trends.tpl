{{%AUTOESCAPE context="HTML"}}<div class="day-bar">
<div class="day-step">{{#PERIOD}}<a class="button" href="/trends?from={{FROM}}&amp;to={{TO}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{TEXT}}</a>
{{/PERIOD}}</div>
<form action="/trends" class="inline">
<label>{{T_from}} <input type="date" name="from" value="{{FROM}}"></label>
<label>{{T_to}} <input type="date" name="to" value="{{TO}}"></label>
<button>{{T_show}}</button></form>
</div>
{{#TROUBLE}}<p class="notice bad" role="alert">{{TEXT}}</p>{{/TROUBLE}}
{{REPORT:none}}
