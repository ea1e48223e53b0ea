{{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="{{LANG}}" dir="{{DIR}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="htmx-config" content='{"includeIndicatorCSS": false, "history": "reload"}'>
<title>{{TITLE}} · {{T_brand}}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/report.css?v={{ASSETS}}">
<link rel="stylesheet" href="/assets/desk.css?v={{ASSETS}}">
<script src="/assets/htmx.min.js?v={{ASSETS}}" defer></script>
{{#KEYS}}<script src="/assets/tag_queue.js?v={{ASSETS}}" defer></script>{{/KEYS}}
</head>
<body>
<a class="skip" href="#main">{{T_skip}}</a>
{{#DEMO}}<p class="demo" role="note"><strong>{{T_demo_banner}}</strong> {{YOU}}</p>{{/DEMO}}
<header class="bar">
<div class="bar-in">
<a class="brand" href="/"><svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><circle cx="16" cy="16" r="13"></circle><circle cx="16" cy="16" r="7"></circle><path d="M16 16 25 7"></path><circle class="dot" cx="16" cy="16" r="2.4"></circle></svg><span>{{T_brand}}</span></a>
<nav aria-label="{{T_nav}}">
{{#NAV}}<a href="{{PATH}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}>{{TEXT}}</a>
{{/NAV}}
</nav>
<div class="me">
<a class="quiet-link" href="{{LANG_LINK}}" lang="{{OTHER_LANG}}" dir="{{OTHER_DIR}}" hreflang="{{OTHER_LANG}}">{{T_other_language}}</a>
{{#USER}}<span class="who"><bdi>{{NAME}}</bdi> <small>{{ROLE}}</small></span>
<form method="post" action="/sign-out"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><button class="quiet">{{T_sign_out}}</button></form>{{/USER}}
</div>
</div>
</header>
<main id="main" tabindex="-1">
{{>PAGE}}
</main>
<footer class="foot"><p><bdi>{{DIRECTORATE}}</bdi></p><p>{{T_footer_standing}}</p><p>{{ZONE}}</p>{{#DIGITS}}<p><a href="{{LINK}}">{{TEXT}}</a></p>{{/DIGITS}}</footer>
</body>
</html>
