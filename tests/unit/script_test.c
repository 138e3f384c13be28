/* Where scripts move a page: what they would do in a browser, condition by condition. */
#include "unit.h"
#include "unit/growth.h"

#include "syntax/script.h"

#include <stdlib.h>

static const char page[] = "https://a.test/dir/x?q=1#f";

/* Each move in the order in which they run: "?" before one that may not happen, "+100 " before one
 * that is made 100 ms after the page has been read. */
static const struct {
    const char *in, *want;
} moves[] = {
    { "location.href.x = '/a'", "" },
    { "var u = '/a'; u.x = '/b'; location = u", "/a" },
    { "if (x) { var u = '/a' } location = u", "?/a" },
    { "if (x) u = '/a'; location.href = u + '/b'", "?/a/b" },
    { "var u = '/a'; if (x) u = '/b'; location = u", "?/b" },
    { "var u = '/a'; u++; location = u", "" },
    { "var u = '/a'; function f(u) {} f('/b'); location = u", "/a" },
    { "function f() { f(); f() } f(); location = '/x'", "/x" },
    { "--> location = '/x'", "" },
    { "a --> 0; location = '/x'", "/x" },
    { "location='/a'", "/a" },
    { "Location='/a'", "" },
    { "window.Top.location='/a'", "" },
    { "location.Replace('/a')", "" },
    { "location.replace(\"https:\\/\\/news.example\\/a\")", "https://news.example/a" },
    { "window.opener = null; location.replace(\"a\")", "a" },
    { "window . location\n.href\n=\n'a'\nfoo()", "a" },
    { "if (x) { location.href = 'a' }", "?a" },
    { "function go() { return location.replace('a', 1) }", "" },
    { "function go() { location.replace('a') } go();", "a" },
    { "(function(){ location = '/iife' })()", "/iife" },
    { "(function(){ location = '/iife' }())", "/iife" },
    { "!function(a){ location = a }('/arg');", "/arg" },
    { "(() => { window.location.href = \"/arrow\" })();", "/arrow" },
    { "(() => location.replace(\"/arrow2\"))();", "/arrow2" },
    { "var u = \"/x\"; location = u;", "/x" },
    { "var u = \"/x\"; u += \"/y\"; window.location.href = u + \"?z\";", "/x/y?z" },
    { "const base = 'https://b.test', path = `/p/${1}`; location.assign(base + path)",
      "https://b.test/p/1" },
    { "setTimeout(\"location.href='/timer'\", 100)", "+100 /timer" },
    { "setTimeout(function(){ location.href='/timer2' }, 3000)", "+3000 /timer2" },
    { "setTimeout(() => location.replace('/t3'), 0)", "+0 /t3" },
    { "function go(){ top.location='/named' }\nsetTimeout(go, 500)", "+500 /named" },
    { "setTimeout('go()', 500); function go(){ self.location='/named2' }", "+500 /named2" },
    { "window.onload = function(){ location.href = \"/lander\" }", "+0 /lander" },
    { "window.addEventListener('load', () => { document.location = '/l2' })", "+0 /l2" },
    { "document.addEventListener(\"DOMContentLoaded\", function(e){ location = '/l3' })",
      "+0 /l3" },
    { "document.getElementById('b').addEventListener('click', function(){ location='/click' })",
      "" },
    { "location.href = atob(\"aHR0cHM6Ly9iLnRlc3QveA==\")", "https://b.test/x" },
    { "location = decodeURIComponent(\"https%3A%2F%2Fb.test%2Fx\")", "https://b.test/x" },
    { "location = unescape('%2fa%u0041')", "/aA" },
    { "location = String.fromCharCode(47, 97, 98)", "/ab" },
    { "location.href = location.protocol + '//' + location.host + '/new' + location.search",
      "https://a.test/new?q=1" },
    { "location.search = '?b=2'", "/dir/x?b=2" },
    { "location.pathname = '/other'", "/other?q=1" },
    { "try { location = '/try' } catch (e) { location = '/catch' }", "/try|?/catch" },
    { "if (navigator.userAgent.match(/iPhone|Android/i)) { location = '/m' } else { location = "
      "'/desk' }",
      "/desk" },
    { "if (/Android/.test(navigator.userAgent)) location.href='/app'; else if "
      "(/iPhone/.test(navigator.userAgent)) location.href='/ios'; else location.href='/web';",
      "/web" },
    { "var r = /[\"'`]/; location = '/regex'", "/regex" },
    { "a = b / 2; location = '/div'", "/div" },
    { "var s = 'it\\'s', t = \"x\"; location=\"/q\"", "/q" },
    { "// location='/no'\n/* location='/no2' */\nlocation='/yes'", "/yes" },
    { "<!--\nlocation='/htmlcomment'\n//-->", "/htmlcomment" },
    { "location=`/template`", "/template" },
    { "location=`/t/${'in'}/${`n${1}`}`", "/t/in/n1" },
    { "{ location = '/block' }", "/block" },
    { "do { location='/do' } while (0)", "/do" },
    { "x && (location = '/and')", "?/and" },
    { "var y = 1 ? 2 : 3; location = '/after-ternary'", "/after-ternary" },
    { "for (var i=0;i<0;i++) { location='/loop' }", "" },
    { "for (var i=0;i<3;i++) { foo = i }\nlocation = '/after-loop'", "/after-loop" },
    { "function f(){ if (window.zzz) return; location = '/guarded' } f()", "?/guarded" },
    { "function f(){ location = '/before'; return; location='/dead' } f()", "/before" },
    { "location = '/one'; location = '/two'", "/one|/two" },
    { "location.href = 'app://x'; setTimeout(function(){ location.href='https://store.test/' }, "
      "500)",
      "app://x|+500 https://store.test/" },
    { "window['location'] = '/idx'", "/idx" },
    { "window['loc' + 'ation']['re' + 'place']('/key')", "/key" },
    { "self[`location`]['\\x68\\x72ef'] = '/key'", "/key" },
    { "window['loc' + x] = '/key'", "" },
    { "window['loc' 'ation'] = '/key'", "" },
    { "location = ['/k', '/key'][1] + ['/' + 'e'][0]", "/key/e" },
    { "location\u00a0=\u3000'/blank'\u2003;\u2028var\u00a0x", "/blank" },
    { "if (window.addEventListener) location = '/new'; else location = '/old'", "/new" },
    { "if (document.all) location = '/old'; else if (history.replaceState) location = '/new'",
      "/new" },
    { "if (navigator.cookieEnabled && !document.referrer) location = '/a'", "/a" },
    { "if (history.state) location = '/a'", "?/a" },
    { "var images = 0; if (window.images) location = '/a'; else location = document.URL + 1",
      "https://a.test/dir/x?q=1#f1" },
    { "if (typeof window !== 'undefined' && typeof 1 == 'number') location = typeof location",
      "object" },
    { "location = typeof null + typeof undefined + typeof XMLHttpRequest",
      "objectundefinedfunction" },
    { "function f() {} if (typeof f == 'function') location = '/a'", "?/a" },
    { "if (typeof x == 'undefined') location = '/a'", "?/a" },
    { "var n = 1; if (n-- == 1) location = '/a' + n", "/a0" },
    { "var n = 1; if (n++ > 1) location = '/a'", "" },
    { "var n = 'a'; if (n++ > 1) location = '/a'", "?/a" },
    { "var n = 1; location = '/a' + n++", "" },
    { "var n = 1; if (n == 1 && n--) location = '/a'; else location = '/b'", "?/a|?/b" },
    { "var n = 1; if (n-- + n-- == 1) location = '/a'; else location = '/b'", "?/a|?/b" },
    { "var o = {n: 1}; if (o.n-- == 1) location = '/a'; else location = '/b'", "?/a|?/b" },
    { "for (var n = 1; n-- > 1;) location = '/a'", "?/a" },
    { "for (var n = 1; --n;) location = '/a'", "?/a" },
    { "var n = 1; location = '/a' + ++n", "" },
    { "var n = 2; (function tick() { if (n-- <= 0) location = '/a'; else setTimeout(tick, 10) })()",
      "+20 /a" },
    { "function go(to = '/a', more) { location = to } go()", "/a" },
    { "function go(to = '/a') { location = to } go('/b')", "/b" },
    { "function go(to = x()) { location = to } go()", "" },
    { "Promise.resolve('/b').then((to = '/a') => { location = to })", "" },
    { "document.addEventListener('readystatechange', function () { location = '/r' })", "+0 /r" },
    { "location = '/line'\u2028x()", "/line" },
    { "\ufefflocation = '/bom'", "/bom" },
    { "window['location']['href'] = '/idx2'", "/idx2" },
    { "window.open('/self', '_self')", "/self" },
    { "window.open('/blank')", "" },
    { "var location = '/varloc'", "/varloc" },
    { "(function(){ var location = '/x'; location = '/local' })()", "" },
    { "(function(location){ location = '/local' })('z')", "" },
    { "var go = function(u){ window.location.replace(u) }; go('https://b.test/' + 'x')",
      "https://b.test/x" },
    { "const go2 = u => { location = u }; go2(\"/g2\")", "/g2" },
    { "eval(\"location='/ev'\")", "/ev" },
    { "throw 1; location='/never'", "" },
    { "var target = { url: '/o' }; location = target.url", "/o" },
    { "var loc = window.location; loc.href = '/alias'", "/alias" },
    { "var loc = location; loc = '/no'", "" },
    { "var o = { u: '/a' }; o.u = '/b'; location = o.u", "/b" },
    { "var o = { u: '/a' }; o['u'] += '/b'; location = o.u", "" },
    { "var o = ['/a']; o[i] = '/b'; location = o[0]", "" },
    { "var o = ['/a', '/b']; o.reverse(); location = o[0]", "" },
    { "var o = ['/a', '/b']; x(o.length, o.join()); location = o[0]", "/a" },
    { "(function (w, d) { d.location = '/' + w.location.hostname })(window, document)", "/a.test" },
    { "if (true) location = '/a'; else location = '/b'", "/a" },
    { "if (!1) location = '/a'; else location = '/b'", "/b" },
    { "if (self == top) { location = '/a' }", "/a" },
    { "if (top.location != self.location) { top.location = '/a' }", "" },
    { "if (window.opener) location = '/a'", "" },
    { "var go = false; if (go) location = '/a'; else if (!go && 2 > 1) location = '/b'", "/b" },
    { "if (location.search == '?q=1' && location.pathname.indexOf('/dir') == 0) location = '/a'",
      "/a" },
    { "if (location.hash || document.cookie) location = '/a'", "/a" },
    { "location = location.search ? '/a' + (x.y ? 1 : 2) : '/b'", "" },
    { "location = location.port ? x.y : '/b'", "/b" },
    { "location = null ?? ('' || '/a')", "/a" },
    { "location = '/e'.concat('n', 'd').replace('n', 'N').replace(/D|x/i, 'd')", "/eNd" },
    { "location = 'x/Ay'.slice(1, -1).toLowerCase() + 'abc'.substring(3, 1) + 'abc'.substr(-2, 1) "
      "+ 'abc'.charAt(2)",
      "/abcbc" },
    { "location = '\u00e9'.substr(1)", "" },
    { "location = ['/a', 'b'].join('') + ['c', 'd'][1] + 'fe'.split('').reverse().join('')",
      "/abdef" },
    { "var parts = location.href.split('?'); location = parts[0] + '#' + parts.length",
      "https://a.test/dir/x#2" },
    { "location = location.href.replace('a.test', 'b.test')", "https://b.test/dir/x?q=1#f" },
    { "location = new URLSearchParams(location.search).get('q')", "1" },
    { "location = new URL('../y?z=2', location.href).pathname + new "
      "URL(location).searchParams.get('q')",
      "/y1" },
    { "function to() { return '/a' + location.hash } location = to()", "/a#f" },
    { "function to() { return to() } location = to()", "" },
    { "function to(u) { return '/a' } location = to('/b')", "/a" },
    /* Regular expressions. */
    { "location = 'abc'.replace(/b|c/g, '')", "a" },
    { "location = '/a1b22c'.replace(/[0-9]{2,}/, '-').replace(/\\d/, '')", "/ab-c" },
    { "location = 'aXbX'.replace(/x/gi, '/')", "a/b/" },
    { "location = '/ab'.replace(/(a)(b)/, '$2$&$1')", "/baba" },
    { "location = 'x=/a;y'.match(/x=(.*?);/)[1]", "/a" },
    { "location = 'x=/a;b;y'.match(/x=(.*);/)[1]", "/a;b" },
    { "location = /(?:a|(b))c/.exec('/bc')[1] + '/'", "b/" },
    { "location = '/' + 'aab'.replace(/^a{2}\\b/, '') + 'a.b'.replace(/\\./, '')", "/aabab" },
    { "location = '/' + 'caab'.replace(/[^a-b\\s]a?/, '')", "/ab" },
    { "location = '/' + 'a'.replace(/(?=a)/, 'b')", "" },
    { "location = '/' + 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'.replace(/(a*)*(a*)*c/, '')", "" },
    { "location = '/' + 'ab'.replace(/x*/g, '-')", "/-a-b" },
    { "location = '/' + 'a'.replace(/(/, '')", "" },
    { "if (/^\\/dir\\/[a-z]+$/.test(location.pathname)) location = '/a'", "/a" },
    { "if (!'x'.match(/y/)) location = '/a'", "/a" },
    { "var r = new RegExp('Q=(\\\\d)', 'i'); location = '/' + r.exec(location.href)[1]", "/1" },
    { "location = ['/a', '/b'][2]", "" },
    { "location = 'ab'[2]", "" },
    { "var d = document; if (x) d = window; d.location = '/a'", "" },
    { "location.protocol = 'http:'", "http://a.test/dir/x?q=1" },
    { "location.host = 'b.test'", "https://b.test/dir/x?q=1" },
    { "var n = 2; setInterval(function () { n--; if (n <= 0) location = '/a' }, 1000)",
      "+2000 /a" },
    { "var n = 1; setInterval(() => { if (--n === 0) { location = '/a' } }, 10)", "+10 /a" },
    { "var n = 2; function tick() { if (n == 0) { location = '/a' } else { n -= 1; "
      "setTimeout(tick, 300) } } tick()",
      "+600 /a" },
    { "setInterval(function () { x() }, 0)", "" },
    { "new Function(\"location='/a'\")(); Function(\"location='/b'\")", "/a" },
    { "location.hash = 'x'", "https://a.test/dir/x?q=1#x" },
    { "history.replaceState(null, '', '/x')", "here /x" },
    { "window.history.pushState({}, 'x', 'y' + location.search); location.hash = '#z'",
      "here y?q=1|https://a.test/dir/x?q=1#z" },
    { "history.replaceState({}, ''); history.back('', '', '/x')", "" },
    { "location = '/a' + 1 + 2", "/a12" },
    { "location = 1 + '/x'", "1/x" },
    { "location == '/a'", "" },
    { "var a='/a',b='/b';\nlocation = a", "/a" },
    { "let n = 5\n;[1].forEach(function(){ location = '/each' })", "?/each" },
    { "location.href=\"/dir/\"+encodeURIComponent(\"a b/ü\")", "/dir/a%20b%2F%C3%BC" },
    { "setTimeout(function(){ setTimeout(function(){ location='/nested' }, 10) }, 10)",
      "+20 /nested" },
    { "class A { go(){ location='/c' } } location='/class'", "/class" },
    { "switch (1) { case 1: location = '/sw'; break }", "/sw" },
    { "location = ('/par' + 'en')", "/paren" },
    { "window.location.href = \"a\" , foo()", "a" },
    { "window.location = document.location = '/chain'", "/chain" },
    { "async function m(){ location='/async' } m()", "/async" },
    { "var f = async () => { location='/async2' }; f();", "/async2" },
    { "location.replace('/x'.trim())", "/x" },
    { "location=\"a\"/* c */+\"b\"// d", "ab" },
    { "new Image().src = '/x'; location = '/img'", "/img" },
    { "requestAnimationFrame(function(){ location='/raf' })", "+0 /raf" },
    { "var q = \"a\nb\"; location='/broken'", "" },
    { "location = '/unclosed'; foo(", "" },
    { "document.body.onload = function(){ location='/bodyonload' }", "+0 /bodyonload" },
    { "onload = () => location.assign('/onl')", "+0 /onl" },
    { "function a(){ b() } function b(){ location='/ab' } a()", "/ab" },
    { "function r(){ r() } location='/rec'; ", "/rec" },
    { "label: location = '/lab'", "/lab" },
    { "var x = true\nif (x) location='/iftrue'", "/iftrue" },
    { "location.assign(new URL('/nu', location.href))", "https://a.test/nu" },
    { "\"use strict\"; location = '/strict'", "/strict" },
    { "void (location = '/void')", "/void" },
    { "window.location.href=unescape(\"https%3A//b.test/%3Fa%3D1\")", "https://b.test/?a=1" },
    { "this.location = '/this'", "/this" },
    { "var u=\"/late\"; setTimeout(function(){location=u}, 1); u=\"/later\"", "+1 /later" },
    { "setTimeout(function(u){location=u}, 1, '/argt')", "+1 /argt" },
    { "function go(a, b) { location = a + b } setTimeout(go, 1, '/x', 2)", "+1 /x2" },
    { "setTimeout(function(u){location=u}, 1)", "" },
    { "var t = setTimeout(function(){location='/a'}, 1); clearTimeout(t)", "" },
    { "window.t = setInterval(\"location='/a'\", 1); window.clearInterval(window.t)", "" },
    { "var t = setTimeout(\"location='/a'\", 1); clearTimeout(u)", "+1 /a" },
    { "var t = setTimeout(\"location='/a'\", 1); if (x) clearTimeout(t)", "+1 /a" },
    { "document.onreadystatechange = function(){ location = '/r' }", "+0 /r" },
    { "document.onreadystatechange = function(){ if (document.readyState === 'complete') location "
      "= '/r' }",
      "+0 /r" },
    { "if (document.readyState == 'complete') location = '/r'", "" },
    { "var o = { u: '/x', go: function(a){ location = a } }; o.go('/o')", "/o" },
    { "var o = { go() { location = '/o' }, no() { location = '/no' } }; o.go()", "/o" },
    { "var o = { go: () => location = '/o' }; if (x) o.go()", "?/o" },
    { "var o = { go: function(){ location = '/no' } }; o.stay(); p.go()", "" },
    { "Promise.resolve().then(function(){ location = '/p' })", "/p" },
    { "new Promise(function(){ location = '/p' })", "/p" },
    { "new Promise(function(r){ setTimeout(r, 5) }).then(function(){ location = '/p' })", "/p" },
    { "new Promise(function(r){ window.r = r }).then(function(){ location = '/p' })", "?/p" },
    { "if (/a1|b1|c1|d1|e1|f1|g1|h1|i1|j1|k1|l1|m1|n1|o1|p1|q1|r1|s1/.test('x')) location = '/no'",
      "" },
    { "new Promise(r => r()).then(function(){ location = '/p' })", "/p" },
    { "try { throw 1; location = '/no' } catch (e) { location = '/c' } location = '/a'", "/c|/a" },
    { "try { throw 1 } catch { } location = '/a'", "/a" },
    { "function f() { try { return } catch (e) { location = '/no' } location = '/no' } f()", "" },
    { "(function(w, d, u){ w.setTimeout(function(){ d.location.href = u }, 1) })(window, document, "
      "'/w')",
      "+1 /w" },
    { "(function(u){ setTimeout(function(){ location = u }, 1) })('/a'); (function(u){ "
      "setTimeout(function(){ location = u }, 2) })('/b')",
      "+1 /a|+2 /b" },
    { "fetch('/x').then(function(){ location = '/p' })", "?/p" },
    { "true && (location = '/a'); false || (location = '/b')", "/a|/b" },
    { "false && (location = '/a'), location = '/b'; 1 || (location = '/c')", "/b" },
    { "x && (location = '/a')", "?/a" },
    { "x = 1; x && true && (location = '/a')", "/a" },
    { "while (true) { location = '/a'; break }", "/a" },
    { "while (x) { location = '/a' }", "?/a" },
    { "while (0) { location = '/a' }", "" },
    { "for (var i = 0; i < 2; i++) { location = '/a'; break }", "/a" },
    { "for (var i = 0; i < 0; i++) location = '/a'", "" },
    { "for (;;) { location = '/a'; break }", "/a" },
    { "for (var k in x) location = '/a'", "?/a" },
    { "with (window) { location = '/a' }", "/a" },
    { "a: { location = '/a' }", "/a" },
    { "if (1) {} else {} location = '/afterif'", "/afterif" },
    { "try { foo.bar() } catch(e) {} finally { location='/fin' }", "/fin" },
    { "location.href=\"\"", "" },
    { "location=\"a\\x2fb\\u002Fc\\\nd\"", "a/b/cd" },
    { "location.replace('a'", "" },
    { "location.href.replace('a','b')", "" },
    { "location.location='a'", "" },
    { "x.location='a'", "" },
    { "f().location='a'", "" },
    { "mylocation='a'", "" },
    { "let location='a'", "" },
    { "`location='a'`", "" },
    { "history.replace('a')", "" },
    { "location='a'.concat(b)", "" },
    { "location='a'+b", "" },
    { "location='/a'\n/* location='/b'", "" },
    { "if (top != self) { top.location = self.location } else { location = \"/framed\" }",
      "/framed" },
    { "while (false) location='/w'\nlocation='/after-while'", "/after-while" },
    { "x ? location='/q' : location='/r'", "?/q|?/r" },
    { "var a = 'x', b = a + 'y', c = `${b}z`; location = c + `/` + a", "xyz/x" },
    { "document.cookie=\"a=1; path=/\"; document.location.reload(); location=\"/cookie\"",
      "https://a.test/dir/x?q=1#f|/cookie" },
    { "var cookie = '/a'; location = cookie", "/a" },
    { "window.cookie = '/a'; location = cookie", "/a" },
    { "if (x) location.reload()", "?https://a.test/dir/x?q=1#f" },
    { "(function (location) { location.reload() })(1)", "" },
    { "function f(a, b) { window.location.href = \"https://\" + a + \"/\" + b; } f(\"b.test\", "
      "'c');",
      "https://b.test/c" },
    { "fetch('/x').then(function(r){ location = '/then' })", "?/then" },
    { "$(document).ready(function(){ window.location = '/ready' })", "?/ready" },
    { "$('#x').on('click', function(){ location = '/jq' })", "" },
    { "document.getElementById('f').onclick = function(){ location = '/oc' }", "" },
    { "setTimeout('location=\"/str\"', 3e3)", "+1000 /str" },
    { "setInterval(function(){ location='/iv' }, 2000)", "+2000 /iv" },
    { "var n = 5; setTimeout(function(){ location='/var' }, n * 1000)", "+5000 /var" },
    { "window.location.assign(window.location.origin + \"/o\")", "https://a.test/o" },
    { "location = document.URL + '&x'", "https://a.test/dir/x?q=1#f&x" },
    { "(function(w){ w.location = '/w' })(window)", "/w" },
    { "var _0x=['/ob']; location=_0x[0]", "/ob" },
    { "location.href=\"/x\".toString()", "/x" },
    { "return location='/ret'", "/ret" },
    { "location=/* c */ \"/\" // x\n+ \"joined\"", "/joined" },
    { "location=\n\"/nl\"", "/nl" },
    { "var a=\"/a\"; { let a=\"/b\"; } location = \"/scope\"", "/scope" },
    { "Array.from('x').forEach(c => { location = '/fe' })", "?/fe" },
    { "if (location.protocol == 'http:') location = 'https://' + location.host + "
      "location.pathname; ",
      "" },
    { "if (location.protocol !== 'http:') location = '/secure'; else location = '/plain'",
      "/secure" },
    { "function f(){ if (location.host === 'a.test') { location = '/eq'; return } location = '/ne' "
      "} f()",
      "/eq" },
    { "function f(){ if (location.host === 'b.test') { location = '/eq'; return } location = '/ne' "
      "} f()",
      "/ne" },
    /* Forms. */
    { "document.forms[0].submit()", "form 0" },
    { "document.forms[12].submit();", "form 12" },
    { "document.forms['go'].submit()", "form go" },
    { "document.forms.go.submit()", "form go" },
    { "window.document.forms.go.submit()", "form go" },
    { "document.go.submit()", "form go" },
    { "document['go'].submit()", "form go" },
    { "go.submit()", "form go" },
    { "forms[0].submit()", "form 0" },
    { "document.getElementById('go').submit()", "form go" },
    { "document.getElementById(\"go\").requestSubmit()", "form go" },
    { "document.getElementsByTagName('form')[1].submit()", "form 1" },
    { "document.getElementsByName('go')[0].submit()", "form go" },
    { "document.querySelector('form').submit()", "form 0" },
    { "document.querySelector('form#go').submit()", "form go" },
    { "document.querySelector('form[name=\"go\"]').submit()", "form go" },
    { "document.querySelectorAll('form')[2].submit()", "form 2" },
    { "document.querySelector('.go').submit()", "" },
    { "$('#go').submit()", "form go" },
    { "jQuery('form').submit()", "form 0" },
    { "$('form')[0].submit()", "form 0" },
    { "var f = document.forms[0]; f.submit()", "form 0" },
    { "var f = document.getElementById('go')\nf.submit()", "form go" },
    { "if (x) { var f = document.go } f.submit()", "?form go" },
    { "var f = document.go; f = 1; f.submit()", "" },
    { "var f = document.go; location = f", "" },
    { "if (x) document.go.submit()", "?form go" },
    { "window.onload = function () { document.forms[0].submit() }", "+0 form 0" },
    { "setTimeout('document.go.submit()', 200)", "+200 form go" },
    { "function go() { document.go.submit() }", "" },
    { "$(document).ready(function () { document.go.submit() })", "?form go" },
    { "document.go.submit; document.go.submitted()", "" },
    { "document.go.submit(1)", "" },
    { "$('#go').submit(function () { return false })", "" },
    { "x.y.submit()", "" },
    { "this.submit()", "" },
    { "document.submit()", "" },
    { "f().submit()", "" },
    { "document.forms[i].submit()", "" },
    { "submit()", "" },
    { "document.go.action = '/x'; document.go.submit()", "" },
    { "document.go.q.value = x; document.go.submit()", "" },
    { "document.title = 'x'; document.go.submit()", "form go" },
    { "location = document.getElementById('go').href", "form go" },
    { "location.replace(document.links[0].href)", "form 0" },
    { "location.href = document.querySelector('a').getAttribute('href')\nx()", "form 0" },
    { "var a = document.querySelector('#go'); location.assign(a.href)", "form go" },
    { "if (x) location = go.href", "?form go" },
    { "location = document.forms[0].href", "" },
    { "location = this.href", "" },
    { "var a = document.createElement('a'); a.href = '/made'; a.rel = 'x'; a.click()", "/made" },
    { "var a = document.createElement('a'); a.href = '/made'; location = a.href", "/made" },
    { "var a = document.createElement('a'); if (x) a.href = '/made'; a.click()", "?/made" },
    { "var a = document.createElement('a'); a.href = '/a' + x; a.click()", "#" },
    { "var a = document.createElement('a'); a.href = '/a'; a.target = '_blank'; a.click()", "" },
    { "var a = document.createElement('a'); a.href = '/a'; a['target'] = '_blank'; a.click()", "" },
    { "var a = document.createElement('a'); a.href = '/a'; a.setAttribute('download', ''); "
      "a.click()",
      "" },
    { "var a = document.createElement('a'); a.setAttribute('href', '/a'); a.click()", "/a" },
    { "var a = document.createElement('a'); a.href = '/a'; a.onclick = x; a.click()", "" },
    { "var a = document.createElement('a'); a.href = '/a'; a.addEventListener('click', x); "
      "a.click()",
      "" },
    { "var a = document.createElement('a'); a.href = '/a'; a.href += x; a.click()", "#" },
    { "var a = document.createElement('a'); a.href = '/a'; a.host = x; location = a.href", "#" },
    { "var a = document.createElement('a'); a.href = '/a'; if (0) a.href = '/b'; a.click()", "/a" },
    { "var a = document.createElement('b'); a.href = '/a'; a.click()", "form a" },
    { "var a = document.createElement('a'); a.href = '/a'; a.onclick = stay; a.click()", "" },
    { "var a = document.createElement('a'); a.setAttribute('href', '/a'); a.click()", "/a" },
    { "var a = document.createElement('a'); a.href = '/a'; "
      "a.addEventListener('click', stay); a.click()",
      "" },
    { "function f(fetch) { if (!fetch) location = '/a' } f(x)", "?/a" },
    { "var history = x; if (history) location = '/a'", "?/a" },
    { "if (row.images) location = '/a'", "?/a" },
    { "var a = document.createElement('a'); b.a.href = '/a'; a.click()", "#" },
    { "location = go.href + '?a'", "" },
    { "location = go.getAttribute('src')", "" },
    { "(function () { var location = ''; location = go.href })()", "" },
    { "location = '/a'; document.go.submit()", "/a|form go" },
    { "var x='1'; if (x == '1' && y) { location = '/and' }", "?/and" },
};

static void describe(const struct script *s, struct buffer *into)
{
    buffer_reset(into);
    for (size_t i = 0; i < s->move_count; i++) {
        const struct script_move *m = &s->moves[i];
        buffer_add(into, i ? SLICE("|") : SLICE(""));
        buffer_add(into, m->level == SCRIPT_MAYBE ? SLICE("?") : SLICE(""));
        if (m->stage) {
            buffer_printf(into, "+%u ", m->delay_ms);
        }
        buffer_add(into, m->here ? SLICE("here ") : SLICE(""));
        buffer_add(into, m->form != SCRIPT_NO_FORM ? SLICE("form ") : SLICE(""));
        buffer_add(into, m->target);
    }
}

/* Adds what several scripts, with a "\f" between them, and the code of an onload do. */
static void run(const char *scripts, const char *onload, bool whole, struct buffer *into)
{
    struct buffer text = BUFFER(URL_MOST);
    struct url url;
    struct script s;
    assert_int_equal(url_parse(slice_from(page), NULL, &text, &url), URL_OK);
    script_open(&s, &url);
    struct slice rest = slice_from(scripts);
    while (rest.length) {
        struct slice script = slice_cut(&rest, '\f');
        script_add(&s, script, whole || rest.length);
    }
    if (onload) {
        script_add_handler(&s, slice_from(onload));
    }
    script_run(&s);
    assert_false(s.failed);
    describe(&s, into);
    script_free(&s);
    buffer_free(&text);
}

static void moves_are_found(void **state)
{
    (void)state;
    struct buffer got = BUFFER(1 << 16);
    for (size_t i = 0; i < COUNT_OF(moves); i++) {
        run(moves[i].in, NULL, true, &got);
        if (!slice_equal(buffer_slice(&got), slice_from(moves[i].want))) {
            fail_msg("%s\ngives %s\nnot   %s", moves[i].in, buffer_string(&got), moves[i].want);
        }
    }
    buffer_free(&got);
}

/* What a page's scripts set for sure. */
static void cookies_are_noted(void **state)
{
    (void)state;
    static const struct {
        const char *code, *want;
    } rows[] = {
        { "document.cookie = 'a=1; path=/'; window.document.cookie = 'b=' + 2",
          "a=1; path=/\nb=2\n" },
        { "if (x) document.cookie = 'a=1'", "" },
        { "window.cookie = 'a=1'; self.cookie = 'b=2'", "" },
        { "document.cookie = 'a=1\\nb=2'", "" },
        { "document.cookie = 'a=' + x", "" },
        { "var cookie = 'a=1'", "" },
        { "this.cookie = 'a=1'", "" },
        { "document.cookie = ''", "" },
        { "document.cookie = 'a=1\\nb=2'; document.cookie = 'a=1\\r\\nX: y'", "" },
        { "function f() { document.cookie = 'a=1' } f()", "a=1\n" },
        { "setTimeout(function () { document.cookie = 'a=1' }, 10)", "a=1\n" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer text = BUFFER(URL_MOST);
        struct url url;
        struct script s;
        assert_int_equal(url_parse(slice_from(page), NULL, &text, &url), URL_OK);
        script_open(&s, &url);
        script_add(&s, slice_from(rows[i].code), true);
        script_run(&s);
        assert_slice(s.cookies.data ? s.cookies : SLICE(""), rows[i].want);
        script_free(&s);
        buffer_free(&text);
    }
}

/* No page can have a jar take long to fill. */
static void cookies_are_bounded(void **state)
{
    (void)state;
    struct buffer code = BUFFER(1 << 16);
    struct buffer text = BUFFER(URL_MOST);
    struct url url;
    struct script s;
    for (int i = 0; i < 1000; i++) {
        buffer_printf(&code, "document.cookie = 'a%d=';", i);
    }
    assert_int_equal(url_parse(slice_from(page), NULL, &text, &url), URL_OK);
    script_open(&s, &url);
    script_add(&s, buffer_slice(&code), true);
    script_run(&s);
    size_t lines = 0;
    for (struct slice rest = s.cookies; rest.length; slice_cut(&rest, '\n')) {
        lines++;
    }
    assert_in_range(lines, 1, 100);
    script_free(&s);
    buffer_free(&text);
    buffer_free(&code);
}

static void scripts_of_a_page_run_in_order(void **state)
{
    (void)state;
    static const struct {
        const char *scripts, *onload, *want;
        bool cut;
    } rows[] = {
        { "location='/a'\flocation='/b'", NULL, "/a|/b", false },
        { "var u = '/a'\flocation = u", NULL, "/a", false },
        { "throw 1\flocation='/a'", NULL, "/a", false },
        { "if (\flocation='/a'", NULL, "/a", false },
        { "location='/a'; (\flocation='/b'", NULL, "/b", false },
        { "function go() { location='/a' }\fgo()", NULL, "/a", false },
        { "function go() { location='/a' }", "go()", "+0 /a", false },
        { "", "location='/a'", "+0 /a", false },
        { "", "javascript:location.replace('/a');return false", "+0 /a", false },
        { "", "setTimeout('go()', 50)", "", false },
        { "function go() { location='/a' }", "setTimeout('go()', 50)", "+50 /a", false },
        { "", "if (x) location='/a'", "?+0 /a", false },
        { "", "location='/a", "", false },
        { "var u='/a'; onload=function(){location=u}", "u='/b'", "+0 /a", false },
        /* The page's end cuts the last one. */
        { "location='/a'; f(", NULL, "/a", true },
        { "location='/a'; 'b", NULL, "/a", true },
        { "location='/a'; f(", NULL, "", false },
    };
    struct buffer got = BUFFER(1 << 16);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        run(rows[i].scripts, rows[i].onload, !rows[i].cut, &got);
        if (!slice_equal(buffer_slice(&got), slice_from(rows[i].want))) {
            fail_msg("%s, onload %s: %s, not %s", rows[i].scripts, rows[i].onload,
                     buffer_string(&got), rows[i].want);
        }
    }
    buffer_free(&got);
}

/* A name that nobody has ends the script, where the whole page is known. */
static void names_are_looked_up_in_the_page(void **state)
{
    (void)state;
    static const struct {
        const char *html, *code, *want;
    } rows[] = {
        { "<p>box</p>", "box.x = 1; location = '/a'", "" },
        { "<p id=box>", "box.x = 1; location = '/a'", "/a" },
        { "<p name = 'box'>", "box.x = 1; location = '/a'", "/a" },
        { "<p onclick='box()'>", "box.x = 1; location = '/a'", "" },
        { "<p id=box", "box.x = 1; location = '/a'", "/a" },
        { "<p>", "var box; box.x(); location = '/a'", "/a" },
        { "<p>", "window['box'] = 1; box(); location = '/a'", "/a" },
        { "<p>", "function f(box) { box() } location = '/a'", "/a" },
        { "<p>", "try { box() } catch (e) { location = '/a' }", "/a" },
        { "<p>",
          "if (window.box || typeof box != 'undefined') location = '/b'; else location = '/a'",
          "/a" },
        { "<p id=to title='&amp;a'>", "location = document.getElementById('to').title", "" },
        { "<p id=to lang='/&amp;a'>",
          "location = document.querySelector('#to').getAttribute('lang')", "/&a" },
        { "<p id=to>", "location = '/' + document.getElementById('to').getAttribute('x')",
          "/null" },
        { "<p>", "document.getElementById('to').x = 1; location = '/a'", "" },
        { "<p id=to", "location = '/' + document.getElementById('to').innerHTML", "" },
    };
    struct buffer got = BUFFER(1 << 16);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer text = BUFFER(URL_MOST);
        struct url url;
        struct script s;
        size_t length = strlen(rows[i].html);
        char *html = malloc(length); /* nothing stands behind it */
        assert_non_null(html);
        memcpy(html, rows[i].html, length);
        assert_int_equal(url_parse(slice_from(page), NULL, &text, &url), URL_OK);
        script_open(&s, &url);
        s.html = slice_of(html, length);
        s.alone = true;
        script_add(&s, slice_from(rows[i].code), true);
        script_run(&s);
        describe(&s, &got);
        if (!slice_equal(buffer_slice(&got), slice_from(rows[i].want))) {
            fail_msg("%s %s: %s", rows[i].html, rows[i].code, buffer_string(&got));
        }
        script_free(&s);
        buffer_free(&text);
        free(html);
    }
    buffer_free(&got);
}

static void moves_know_their_script(void **state)
{
    (void)state;
    struct script s;
    script_open(&s, NULL);
    script_add(&s, SLICE("x("), true);
    script_add(&s, SLICE("location='/a'"), true);
    script_add(&s, SLICE("setTimeout(\"location='/b'\")"), true);
    script_run(&s);
    assert_int_equal(s.move_count, 2);
    assert_int_equal(s.moves[0].script, 1);
    assert_int_equal(s.moves[1].script, 2);
    script_free(&s);
}

/* Of more moves than are kept the first ones are, and the last. */
static void many_moves_are_bounded(void **state)
{
    (void)state;
    struct buffer code = BUFFER(1 << 16);
    struct script s;
    for (int i = 0; i < 100; i++) {
        buffer_printf(&code, "location='/%d';", i);
    }
    script_open(&s, NULL);
    script_add(&s, buffer_slice(&code), true);
    script_run(&s);
    assert_int_equal(s.move_count, SCRIPT_MOVES);
    assert_slice(s.moves[0].target, "/0");
    assert_slice(s.moves[SCRIPT_MOVES - 1].target, "/99");
    script_free(&s);
    buffer_free(&code);
}

static const struct {
    const char *in, *want;
} escapes[] = {
    { "", "" },
    { "https:\\/\\/news.example\\/a", "https://news.example/a" },
    { "\\x41\\x2f\\u00e9\\u{1F600}\\ud83d\\ude00", "A/\xc3\xa9\xf0\x9f\x98\x80\xf0\x9f\x98\x80" },
    { "\\ud83d\\u0041\\ude00", "\xef\xbf\xbd"
                               "A\xef\xbf\xbd" },
    { "\\n\\t\\'\\\"\\\\\\q", "\n\t'\"\\q" },
    { "a\\\nb", "ab" },
    { "\\x4\\u12\\u{}\\u{1234567}", "x4u12u{}u{1234567}" },
    { "a\\", "a" },
};

/* Adds a script that decodes a long constant so many times before it moves. */
static void add_decoder(struct buffer *code, size_t times)
{
    enum { CONSTANT = 60000 };
    buffer_add(code, SLICE("var a = '"));
    for (size_t i = 0; i < CONSTANT; i++) {
        buffer_add_char(code, '#');
    }
    buffer_add(code, SLICE("';"));
    for (size_t i = 0; i < times; i++) {
        buffer_add(code, SLICE("b=encodeURI(a);"));
    }
    buffer_add(code, SLICE("location = '/x';"));
}

/* What costs more than its code is long is given up. */
static void long_values_are_bounded(void **state)
{
    (void)state;
    static const struct {
        size_t times, moves;
    } rows[] = { { 1, 1 }, { 4000, 0 } };
    struct url url = { 0 };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer code = BUFFER(SIZE_MAX);
        struct script s;
        add_decoder(&code, rows[i].times);
        script_open(&s, &url);
        script_add(&s, buffer_slice(&code), true);
        script_run(&s);
        assert_int_equal(s.move_count, rows[i].moves);
        script_free(&s);
        buffer_free(&code);
    }
}

static void check_moves(struct buffer *code, size_t want)
{
    struct script s;
    script_open(&s, NULL);
    script_add(&s, buffer_slice(code), true);
    script_run(&s);
    assert_int_equal(s.move_count, want);
    script_free(&s);
    buffer_free(code);
}

/* Nor is an object gone through as often as a method is looked for in it. */
static void long_lists_are_bounded(void **state)
{
    (void)state;
    enum { SUM = 20000 };
    static const struct {
        size_t times, moves;
    } rows[] = { { 4, 1 }, { 3000, 0 } };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer code = BUFFER(SIZE_MAX);
        buffer_add(&code, SLICE("var o = { a: "));
        for (size_t n = 0; n < SUM; n++) {
            buffer_add(&code, SLICE("x+"));
        }
        buffer_add(&code, SLICE("1, f: function () {} };"));
        for (size_t n = 0; n < rows[i].times; n++) {
            buffer_add(&code, SLICE("o.f();"));
        }
        buffer_add(&code, SLICE("location = '/x';"));
        check_moves(&code, rows[i].moves);
    }
}

/* Nor is a long text that a condition has looked through whenever it is met. */
static void long_conditions_are_bounded(void **state)
{
    (void)state;
    enum { TEXT = 60000 };
    static const struct {
        size_t times, moves;
    } rows[] = { { 1, 1 }, { 800, 0 } };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer code = BUFFER(SIZE_MAX);
        buffer_add(&code, SLICE("function f() { if (x('"));
        for (size_t n = 0; n < TEXT; n++) {
            buffer_add_char(&code, '#');
        }
        buffer_add(&code, SLICE("', userAgent)) {} } function g() {"));
        for (size_t n = 0; n < rows[i].times; n++) {
            buffer_add(&code, SLICE("f();"));
        }
        buffer_add(&code, SLICE("} g(); location = '/x';"));
        check_moves(&code, rows[i].moves);
    }
}

/* None of these may take memory without end, or much time. */
static void heavy_values_are_given_up(void **state)
{
    (void)state;
    enum { CONSTANT = 60000, TIMES = 500 };
    static const char *const rows[] = {
        "b=a.split('#').join(a);",
        "b=a.split('').reverse().join(a);",
        "b=[a,a,a,a,a,a,a,a,a];",
        "b=`${a}${a}${a}${a}`;",
        "b=a.concat(a,a,a).concat(a,a,a);",
        "b=a.replace(/#/g,a);",
        "b=a.replace(/a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p/g,'x');",
        "b=/a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p/.test(a);",
        "document.write(a,a,a,a,a,a);",
        "b=new URLSearchParams(a).get(a);",
        "b=a.indexOf(a)+a.length;",
        "b=encodeURI(a+a);",
    };
    struct url url = { 0 };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer code = BUFFER(SIZE_MAX);
        struct script s;
        buffer_add(&code, SLICE("var a='"));
        for (size_t n = 0; n < CONSTANT; n++) {
            buffer_add_char(&code, '#');
        }
        buffer_add(&code, SLICE("';"));
        for (size_t n = 0; n < TIMES; n++) {
            buffer_add(&code, slice_from(rows[i]));
        }
        script_open(&s, &url);
        script_add(&s, buffer_slice(&code), true);
        script_run(&s);
        assert_false(s.failed);
        script_free(&s);
        buffer_free(&code);
    }
}

static void undoes_escapes(void **state)
{
    (void)state;
    struct buffer got = BUFFER(4096);
    for (size_t i = 0; i < COUNT_OF(escapes); i++) {
        buffer_reset(&got);
        script_unescape(slice_from(escapes[i].in), &got);
        assert_slice(buffer_slice(&got), escapes[i].want);
    }
    buffer_free(&got);
}

/* What would take hours if any of it were quadratic, or worse. */
static const char *const repeated[] = {
    "(",
    "[",
    "{",
    "a=",
    "a=a+a;",
    "a='x'+a;",
    "location='a';",
    "location='a'+",
    "location=(",
    "location=`${",
    "function f(){f();f()}",
    "function f(){f();f()}f();",
    "(function(){",
    "(function(){location='a'})();",
    "setTimeout('",
    "setTimeout(\"setTimeout('location=1')\");",
    "setTimeout(function(){",
    "eval('",
    "Function('x'",
    "Function('x',1,2,3,4,5,6,7,8,9,10,11,12,13,14",
    "eval(\"location='a'\");",
    "if(a)",
    "if(a){",
    "if(a=='b')",
    "a?b:",
    "a=>",
    "x=a=>",
    "(a=>",
    "f(a=>",
    "a(b=>",
    "x.then(function(){",
    "for(",
    "for(;;)",
    "for(;;){",
    "for(a;1;",
    "while(1)",
    "while(1){",
    "true&&",
    "0||a&&",
    "a:",
    "with(a){",
    "try{throw 1}catch(e){",
    "clearTimeout(t);",
    "t=setTimeout('a',1);",
    "(function(a){setTimeout(function(){",
    "var o={a(){o.a()}};o.a();",
    "var o={a:o.a(),",
    "new Promise(function(){",
    "Promise.resolve().then(function(){",
    "document.links[0].click();",
    "'\\1\\22\\377'+",
    "try{",
    "do ",
    "return ",
    "var a='b',",
    "`${`",
    "/a",
    "/*",
    "//",
    "'\\",
    "}",
    "String.fromCharCode(1,",
    "location.",
    "window.",
    "if(!",
    "location=!",
    "location=1?",
    "location=0?1:",
    "location=1&&",
    "location=''||",
    "location=1==",
    "location=1-",
    "location=-",
    "location=['a',",
    "location=[",
    "location={a:",
    "location='a'.concat(",
    "location='a'.slice(0)",
    "location='a'[",
    "location=new URL(",
    "location=new URLSearchParams('a=b').get(",
    "location=/a|",
    "var a={u:a.u};location=a.u;",
    "function f(){return f()+f()}location=f();",
    "a=window;a.location='b';",
    "a=a.window;",
    "n=n*9;",
    "n++;",
    "--n;",
    "n=1;setInterval(function(){n++},1);",
    "setInterval(function(){setInterval(f,1);",
    "document.write('<script>location=1<\\/script>');",
    "Function('",
    "window['location']",
};

static void run_scripts(const void *whole, struct slice code)
{
    struct buffer text = BUFFER(URL_MOST);
    struct url url;
    struct script s;
    assert_int_equal(url_parse(slice_from(page), NULL, &text, &url), URL_OK);
    script_open(&s, &url);
    script_add(&s, code, whole != NULL);
    script_run(&s);
    assert_false(s.failed);
    script_free(&s);
    buffer_free(&text);
}

#define LETTERS "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void repeat(struct buffer *into, const char *text, size_t times)
{
    for (size_t i = 0; i < times; i++) {
        buffer_add(into, slice_from(text));
    }
}

/* What short code asks of long values is given up, too: what stands behind it is not reached. */
static void questions_of_long_values_are_bounded(void **state)
{
    (void)state;
    static const struct {
        const char *before, *part;
        size_t parts;
        const char *after, *question;
    } rows[] = {
        { "r=/[", "bc", 1000, "]d/;x='" LETTERS LETTERS "';", "if(r.test(x))y=1;" },
        { "x='", "a,", 10000, "'.split(',');", "if(x[9999])y=1;" },
        { "x='", "a,", 10000, "'.split(',');", "if(x.length)y=1;" },
        { "x='", "a,", 10000, "';", "y=x.split('');" },
        { "e=document.getElementById('e');", "", 0, "", "if(e.textContent)y=1;" },
    };
    struct buffer html = BUFFER(SIZE_MAX);
    buffer_add(&html, SLICE("<a id=e>"));
    repeat(&html, "&amp;", 20000);
    buffer_add(&html, SLICE("</a>"));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buffer code = BUFFER(SIZE_MAX);
        struct url url = { 0 };
        struct script s;
        buffer_add(&code, slice_from(rows[i].before));
        repeat(&code, rows[i].part, rows[i].parts);
        buffer_add(&code, slice_from(rows[i].after));
        repeat(&code, rows[i].question, 500);
        buffer_add(&code, SLICE("location = '/x';"));
        script_open(&s, &url);
        s.html = buffer_slice(&html);
        script_add(&s, buffer_slice(&code), true);
        script_run(&s);
        if (s.move_count) {
            fail_msg("row %zu was asked to the end", i);
        }
        script_free(&s);
        buffer_free(&code);
    }
    buffer_free(&html);
}

/* However many tokens come before it, so that it once fills the room for them to the last. */
static void a_call_that_is_cut_is_read_to_its_end(void **state)
{
    (void)state;
    enum { MOST_TOKENS = 300 };
    struct buffer code = BUFFER(4096);
    for (size_t count = 0; count < MOST_TOKENS; count++) {
        buffer_reset(&code);
        for (size_t i = 0; i < count; i++) {
            buffer_add(&code, SLICE(";"));
        }
        buffer_add(&code, SLICE("location = String.fromCharCode(47"));
        assert_false(code.failed);
        run_scripts(NULL, buffer_slice(&code));
    }
    buffer_free(&code);
}

static void takes_linear_time(void **state)
{
    (void)state;
    const struct growth growths[] = { { run_scripts, page, "whole scripts" },
                                      { run_scripts, NULL, "scripts that are cut" } };
    for (size_t i = 0; i < COUNT_OF(repeated); i++) {
        const struct hostile hostile = { .before = "var a = '/x', b = a; location = a;",
                                         .again = repeated[i] };
        growth_check(&growths[0], &hostile);
        growth_check(&growths[1], &hostile);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_are_found),
        cmocka_unit_test(cookies_are_noted),
        cmocka_unit_test(cookies_are_bounded),
        cmocka_unit_test(scripts_of_a_page_run_in_order),
        cmocka_unit_test(names_are_looked_up_in_the_page),
        cmocka_unit_test(moves_know_their_script),
        cmocka_unit_test(many_moves_are_bounded),
        cmocka_unit_test(long_values_are_bounded),
        cmocka_unit_test(questions_of_long_values_are_bounded),
        cmocka_unit_test(long_lists_are_bounded),
        cmocka_unit_test(long_conditions_are_bounded),
        cmocka_unit_test(undoes_escapes),
        cmocka_unit_test(heavy_values_are_given_up),
        cmocka_unit_test(a_call_that_is_cut_is_read_to_its_end),
        cmocka_unit_test(takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
