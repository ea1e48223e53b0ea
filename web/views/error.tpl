{{%AUTOESCAPE context="HTML"}}<section class="narrow-page">
<p class="code">{{STATUS}}</p>
<h1>{{HEADING}}</h1>
<p>{{DETAIL}}</p>
<p><a class="button" href="/">{{T_nav_today}}</a></p>
</section>
