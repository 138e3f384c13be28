"""Pages whose scripts move them, or do not, as Chromium has it: each row says, in words of pages_test.py, how one goes
on from there ("" where it stays). ADDRESSES: what address a page has that stays."""

from answers import article, page

TEXT = "With words of its own, which somebody may want to read. " * 3
STAYS = ""
END = "script /end"


def body(code, goes=END, markup=""):
    return page(f"<!doctype html><title>x</title><body>{TEXT}{markup}<script>{code}</script></body>"), goes


def at_head(code, goes=END, markup=""):
    return page(f"<!doctype html><head><title>x</title><script>{code}</script></head><body>{TEXT}{markup}</body>"), goes


def whole(markup, goes=END):
    return page(f"<!doctype html>{markup}{TEXT}"), goes


# The first script that moves the page is the last one that runs; of its moves the last one counts.
ORDER = {
    "/two-scripts": whole("<script>location='/end'</script><script>location='/other'</script>"),
    "/two-moves": body("location='/other';location.replace('/end')"),
    "/form-after": whole("<script>location='/end'</script><form action=/other></form><script>document.forms[0].submit()</script>"),
    "/fragment-before": whole("<script>location.hash='x'</script><script>location='/end'</script>"),
    "/written-after": body("location='/end';document.write('<script>location=\"/other\"<\\/script>')"),
    "/app-after": body("location='/other';location='quay://open'", STAYS),
    "/app-before": whole("<script>location='quay://open'</script><script>location='/other'</script>", STAYS),
    "/itself-after": body("location='/other';location=location.href", STAYS),
    "/soon": body("location='/other';setTimeout(\"location='/end'\",0)"),
    "/not-so-soon": body("location='/end';setTimeout(\"location='/other'\",3000)"),
    "/same-time": body("setTimeout(\"location='/other'\",500);setTimeout(\"location='/end'\",500)"),
    "/one-timer": body("setTimeout(function(){location='/other';location='/end'},100)"),
    "/read-before-loaded": body("window.onload=function(){location='/other'};document.addEventListener('DOMContentLoaded',function(){location='/end'})"),
    "/loaded-and-timer": body("window.onload=function(){location='/other'};setTimeout(\"location='/end'\",0)"),
    "/onload-twice": body("window.onload=function(){location='/other'};window.onload=function(){location='/end'}"),
    "/onload-of-body": whole("<script>window.onload=function(){location='/other'}</script><body onload=\"location='/end'\">"),
    "/onload-in-body": whole("<body onload=\"location='/other'\"><script>window.onload=function(){location='/end'}</script>"),
    "/document-loads": body("document.addEventListener('load',function(){location='/other'})", STAYS),
}

# An exception ends the script in which it happens, and no other.
THROWN = {
    "/unknown-call": body("nothing();location='/other'", STAYS),
    "/unknown-object": body("nothing.here=1;location='/other'", STAYS),
    "/unknown-of-window": body("window.nothing();location='/other'", STAYS),
    "/unknown-in-function": body("function f(){nothing()}f();location='/other'", STAYS),
    "/unknown-in-timer": body("setTimeout(function(){nothing();location='/other'},100)", STAYS),
    "/unknown-library": body("$('#x').hide();location='/other'", STAYS),
    "/unknown-counter": body("_gaq.push(['x']);location='/other'", STAYS),
    "/unknown-caught": body("try{nothing();location='/other'}catch(e){location='/end'}"),
    "/unknown-asked": body("window.nothing&&window.nothing();typeof nothing;location='/end'"),
    "/unknown-next": whole("<script>nothing()</script><script>location='/end'</script>"),
    "/known-counter": body("var _gaq=_gaq||[];_gaq.push(['x']);location='/end'"),
    "/known-by-string": body("(function(w,n){w[n]=w[n]||function(){}})(window,'ga');ga('send');location='/end'"),
    "/known-element": body("box.hidden=true;location='/end'", END, "<p id=box></p>"),
    "/known-later": whole("<script src=/library.js></script><script>nothing();location='/end'</script>"),
    "/handler-of-document": whole("<body onload=\"links[0].href;location='/other'\"><a href=/other>x</a>", STAYS),
    "/unknown-in-handler": whole("<body onload=\"nothing();location='/other'\">", STAYS),
    "/element-of-tag": body("location=document.querySelector('b').textContent", END, "<i>/other</i><b>/end</b>"),
    "/first-of-list": body("if(['a','b'].includes('a'))location='/end'"),
    "/no-element": body("document.getElementById('box').hidden=true;location='/other'", STAYS),
    "/no-element-kept": body("var box=document.getElementById('box');box.hidden=true;location='/other'", STAYS),
    "/no-element-yet": at_head("document.getElementById('box').hidden=true;location='/other'", STAYS, "<p id=box></p>"),
    "/element": body("document.getElementById('box').hidden=true;location='/end'", END, "<p id=box></p>"),
    "/no-body-yet": at_head("document.body.hidden=true;location='/other'", STAYS),
    "/no-body-for-link": at_head("var a=document.createElement('a');a.href='/other';document.body.appendChild(a);a.click()", STAYS),
    "/body-when-loaded": at_head("window.onload=function(){document.body.hidden=true;location='/end'}"),
    "/no-body": at_head("location=document.body?'/other':'/end'"),
}

# What a browser on a desk says of itself, and one that has not been there before.
ASKED = {
    "/platform": body("if(navigator.platform.match(/iPhone|iPod/))location='/other';else location='/end'"),
    "/vendor": body("location=navigator.vendor.indexOf('Apple')>-1?'/other':'/end'"),
    "/app-name": body("if(navigator.appName=='Microsoft Internet Explorer')location='/other';else location='/end'"),
    "/width": body("if(screen.width<768||window.innerWidth<768)location='/other';else location='/end'"),
    "/touch": body("if('ontouchstart' in window||navigator.maxTouchPoints>0)location='/other';else location='/end'"),
    "/worker": body("if('serviceWorker' in navigator)location='/end'"),
    "/chrome": body("if(!window.chrome)location='/other';else location='/end'"),
    "/no-library": body("if(typeof jQuery=='undefined'&&!window.$)location='/end'"),
    "/default": body("location=window.target||'/end'"),
    "/referrer": body("if(document.referrer=='')location='/end'"),
    "/cookie": body("if(document.cookie.indexOf('seen=1')==-1)location='/end'"),
    "/cookie-of-its-own": body("document.cookie='a=1; path=/';if(document.cookie.indexOf('a=1')<0)location='/other';else location='/end'"),
    "/storage": body("if(!localStorage.getItem('seen'))location='/end';else location='/other'"),
    "/storage-set": body("localStorage.setItem('seen',1);if(!localStorage.getItem('seen'))location='/other'", STAYS),
    "/not-found": body("if(~location.href.indexOf('nowhere'))location='/other';else location='/end'"),
}

# What elements say.
ELEMENTS = {
    "/href": body("location=document.querySelector('a.go').getAttribute('href')+''", END, "<a href=/other>x</a><a class='b go' href=/end>x</a>"),
    "/value": body("location=document.getElementById('to').value", END, "<input type=hidden id=to value=/end>"),
    "/content": whole("<meta name=to content=/end><script>location=document.querySelector('meta[name=to]').content</script>"),
    "/canonical": whole("<link rel=canonical href=/end><script>location=document.querySelector('link[rel=canonical]').href</script>"),
    "/dataset": body("location=document.getElementById('box').dataset.goTo", END, "<p id=box data-go-to=/end></p>"),
    "/text": body("location.href=document.getElementById('box').textContent", END, "<p id=box>/end</p>"),
    "/later": at_head("window.onload=function(){location=document.getElementById('to').value}", END, "<input id=to value=/end>"),
    "/count": body("var n=2,c=document.getElementById('n');var t=setInterval(function(){c.innerHTML=n;if(--n<=0){clearInterval(t);location='/end'}},300)", END,
                   "<b id=n>2</b>"),
}

# What scripts put into the page.
MADE = {
    "/refresh": body("var m=document.createElement('meta');m.httpEquiv='refresh';m.content='0;url=/end';document.head.appendChild(m)", "refresh /end"),
    "/refresh-set": at_head("var m=document.createElement('meta');m.setAttribute('http-equiv','refresh');m.setAttribute('content','0;url=/end');"
                            "document.getElementsByTagName('head')[0].appendChild(m)", "refresh /end"),
    "/description": body("var m=document.createElement('meta');m.name='description';m.content='0;url=/other';document.head.appendChild(m)", STAYS),
    "/refresh-kept": body("var m=document.createElement('meta');m.httpEquiv='refresh';m.content='0;url=/other'", STAYS),
    "/code": body("var s=document.createElement('script');s.textContent=\"location='/end'\";document.body.appendChild(s)"),
    "/code-of-another-kind": body("var s=document.createElement('script');s.type='text/plain';s.text=\"location='/other'\";document.head.appendChild(s)", STAYS),
}

# What functions give, which way the code goes, what is put together.
VALUES = {
    "/function": body("function to(page){return '/'+page}location.href=to('end')"),
    "/arrow": body("const to=page=>`/${page}`;location.href=to('end')"),
    "/function-with-lines": body("function to(lang){var base='/';if(lang=='de'){return '/other'}return base+'end'}location=to('en')"),
    "/function-at-once": body("location.href=(function(){return '/end'})()"),
    "/method": body("var mobile={iOS:function(){return navigator.userAgent.match(/iPhone|iPad/i)}};if(mobile.iOS()){location='/other'}else{location='/end'}"),
    "/method-assigned": body("var app={};app.go=function(){location='/end'};app.go()"),
    "/member-assigned": body("var app=app||{};app.to='/end';location=app.to"),
    "/choice": body("navigator.userAgent.match(/Android/i)?location.href='/other':location.href='/end'"),
    "/choices": body("var l=navigator.language;l=='de'?location='/other':l=='en-US'&&top==self?location='/end':location='/other'"),
    "/choice-of-nothing": body("void 0===window.x?location.href='/end':location.href='/other'"),
    "/switch": body("switch(navigator.language.slice(0,2)){case 'de':location='/other';break;case 'en':location='/end';break;default:location='/other'}"),
    "/switch-by-condition": body("var l='en';switch(true){case /^de/.test(l):location='/other';break;case /^en/.test(l):location='/end'}"),
    "/switch-default": body("switch('x'){case 'a':location='/other';break;default:location='/end'}"),
    "/switch-none": body("switch('x'){case 'a':location='/other'}", STAYS),
    "/not-taken": body("var to='/end';if(false)to='/other';location=to"),
    "/loop": body("var s='';for(var i=0;i<4;i++)s+='/end'.charAt(i);location=s"),
    "/loop-left": body("for(var i=0;i<9;i++){if(i==2)break}location='/end'"),
    "/supported": body("var all=['en','de'],l=navigator.language.split('-')[0];if(all.indexOf(l)===-1)l='de';location=l=='en'?'/end':'/other'"),
    "/query?to=%2Fend": body("var m=location.search.match(/[?&]to=([^&]+)/);if(m)location.href=decodeURIComponent(m[1])"),
    "/query-made?to=%2Fend": body("function ask(n){var m=new RegExp('[?&]'+n+'=([^&#]*)').exec(location.href);return m&&decodeURIComponent(m[1])}var to=ask('to');if(to)location=to"),
    "/query-missing?x=1": body("var m=location.search.match(/[?&]to=([^&]+)/);if(m)location.href=decodeURIComponent(m[1])", STAYS),
    "/digits": body("location='/e1n22d'.replace(/\\d+/g,'')"),
    "/groups": body("location='end/'.replace(/^(\\w+)(\\/)$/,'$2$1')"),
}

ROWS = {**ORDER, **THROWN, **ASKED, **ELEMENTS, **MADE, **VALUES}

# What the page has in the end for its address.
ADDRESSES = {
    "/fragment": (body("location.hash='x'")[0], "/fragment#x"),
    "/fragment-assigned": (body("location='#x'")[0], "/fragment-assigned#x"),
    "/fragment-when-loaded": (body("window.onload=function(){location.hash='!/home'}")[0], "/fragment-when-loaded#!/home"),
    "/fragment-last": (body("location.hash='a';location.hash='b'")[0], "/fragment-last#b"),
    "/fragment-perhaps": (body("if(Math.random()>2)location.hash='a'")[0], "/fragment-perhaps"),
    "/fragment-linked#own": (body("if(!location.hash)location.hash='a'")[0], "/fragment-linked#own"),
    "/replaced": (body("history.replaceState(null,'','/address')")[0], "/address"),
    "/pushed": (body("window.history.pushState({},document.title,'/address?a=1')")[0], "/address?a=1"),
    "/cleaned?utm_source=a": (body("history.replaceState(null,'',location.pathname)")[0], "/cleaned"),
    "/where-it-can": (body("if(window.history.replaceState)history.replaceState({},'','/address')")[0], "/address"),
    "/elsewhere": (body("history.replaceState(null,'','https://moves.test/end')")[0], "/elsewhere"),
    "/on-click": (body("document.onclick=function(){history.pushState(null,'','/other')}")[0], "/on-click"),
    "/no-address": (body("history.replaceState({a:1},'')")[0], "/no-address"),
}

SITE = {path: answer for path, (answer, _) in ROWS.items()}
SITE.update({path.partition("#")[0]: answer for path, (answer, _) in ADDRESSES.items()})
SITE.update({"/end": article("The end"), "/other": article("Not this one"), "/library.js": page("function nothing(){}", kind="text/javascript")})
WANTED = {path: want for path, (_, want) in ROWS.items()}
ENDS = {path: end for path, (_, end) in ADDRESSES.items()}
