"""150 pages: skeletons in the shapes of news sites, each filled by a seeded generator with embeds, links and decoys.

A skeleton is a function of (page, fill) that gives the whole HTML; `fill` holds what differs from page to page."""

import datetime
import html
import pathlib
import random

import markup
import truth
from page import Page, text_of
from words import AFTER, BEFORE, POSTS, SEED

HERE = pathlib.Path(__file__).parent
SITE = "https://www.valepost.example"
TITLES = ["Ferry returns after eleven years", "Council keeps the baths & the lamps", "Who signed for the lower lock?",
          "“Nobody asked the eels”: inside the reed-bed survey", "Storm Edda: what we know so far"]


class Fill:
    def __init__(self, seed, lang="en"):
        self.dice = random.Random(seed + SEED)
        self.seed, self.lang = seed, lang
        self.title = POSTS[lang][0][:60] if lang != "en" else self.dice.choice(TITLES)
        self.slug = f"{self.dice.randrange(10**6)}-{self.dice.choice(['ferry', 'lock', 'storm'])}"
        day = datetime.date(2015, 1, 1) + datetime.timedelta(self.dice.randrange(3000))
        self.hour = self.dice.randrange(3, 20)
        self.iso = f"{day}T{self.hour:02}:14:05"
        self.day = str(day)
        self.rows = []

    def paragraphs(self, number=2):
        pool = POSTS[self.lang] if self.lang != "en" else BEFORE + AFTER
        return [self.dice.choice(pool) + ("" if self.lang == "en" else ".") for _ in range(number)]

    def utc(self, shift=0):
        """The published moment in UTC, where the page says it `shift` hours east."""
        return f"{self.day}T{self.hour - shift:02}:14:05Z"


def embeds(page, fill):
    return [markup.add(page, row, f"{fill.seed} {row.__name__}", fill.lang if row.__name__ == "tweet_current" else "en") for row in fill.rows]


def body(page, fill, para="<p>{}</p>"):
    """Paragraphs with links, embeds in between."""
    parts = []
    for index, block in enumerate(embeds(page, fill)):
        text = text_of(fill.paragraphs(1)[0])
        inline = page.a(f"https://www.eastmoor.example/{fill.slug}/{index}?a=1&amp;b={index}", "an earlier report")
        parts.append(para.format(f"{text} See {inline}."))
        parts.append(block)
    parts += [para.format(text_of(text)) for text in fill.paragraphs(2)]
    if fill.dice.random() < 0.3:
        parts.append(para.format(f"The minutes are at {page.bare(f'https://minutes.vale.example/{fill.slug}')} in full."))
    return "\n".join(parts)


# --- Decoys: nothing in them is a link or an embed ---

def dead_comment(fill):
    return ('<!-- <blockquote class="twitter-tweet"><p>gone</p>&mdash; Old (@old) <a href="https://twitter.com/old/status/'
            f'1009000000000000000">June 19, 2018</a></blockquote> --><!-- <a href="https://dead.example/{fill.slug}">dead</a> -->')


def decoy_script(fill):
    return fill.dice.choice([
        f"<script>var beacon = 'https://beacon.example/{fill.slug}?t=' + Date.now(); if (1 < 2 && a > b) {{ document.write('<a href=\"https://written.example/\">x<\\/a>'); }}</script>",
        "<script><!--\nvar s = '<script src=\"https://dead.example/x.js\">'; var t = \"</scr\" + \"ipt>\";\n// -->\n</script>",
        "<script type=\"text/template\"><a href=\"https://dead.example/{{ slug }}\">{{ title }}</a></script>",
        "<template><a href=\"https://dead.example/template\">x</a><blockquote class=\"twitter-tweet\"><a href=\"https://twitter.com/old/status/1009000000000000001\"></a></blockquote></template>",
    ])


def style(fill):
    return f"<style>.lead::before {{ content: '<a href=\"https://dead.example/style-{fill.slug}\">'; }}</style>"


def comments(page, fill):
    """What readers wrote: prose with handles and dates, and times that are not the article's."""
    user = page.a("https://www.valepost.example/user/marlow", "marlow")
    return (f'<section id="comments"><h3>2 comments</h3><article class="comment"><footer>{user} <time datetime="2024-05-01T10:00:00Z">'
            'May 1, 2024</time></footer><p>I was there with Ann Field (@annfield), and it was nothing like this.</p></article>'
            '<article class="comment"><footer>tide <time datetime="2024-05-02T10:00:00Z">May 2, 2024</time></footer><p>Agree. '
            'Bo Tarn (@botarn) said so on June 3, 2018.</p></article></section>')


def related(page, fill):
    items = "".join(f"<li>{page.a(f'{SITE}/related/{fill.slug}-{i}', f'Related story {i}')}</li>" for i in range(3))
    return f'<aside class="related"><h4>Related</h4><ul>{items}</ul></aside>'


def share(page, fill):
    """Buttons that carry other URLs inside theirs; none is an embed."""
    inside = markup.quoted(f"{SITE}/{fill.slug}")
    return (f'<div class="share">{page.a(f"https://twitter.com/intent/tweet?url={inside}&amp;text=Ferry", "Tweet")} '
            f'{page.a(f"https://www.facebook.com/sharer/sharer.php?u={inside}", "Share")} '
            f'{page.a("mailto:?subject=Ferry&amp;body=Read", "Mail")} {page.a("#comments", "2")} {page.a("javascript:void(0)", "Print")}</div>')


def cookie(page):
    return (f'<div id="cookie-banner" role="dialog">We use cookies. {page.a("https://www.valepost.example/privacy#cookies", "More")} '
            '<button onclick="location.href=\'https://dead.example/accept\'">Accept</button></div>')


def buttons(page, fill):
    """Widgets and frames that are no posts: buttons, maps, tag managers, advertisements."""
    inside = markup.quoted(f"{SITE}/{fill.slug}")
    choices = [
        page.iframe(f"https://www.facebook.com/plugins/like.php?href={inside}&amp;layout=button"),
        page.iframe("https://platform.twitter.com/widgets/follow_button.html?screen_name=valepost"),
        page.iframe("https://www.google.com/maps/embed?pb=!1m18!1m12", ' width="600"'),
        f'<noscript>{page.iframe("https://www.googletagmanager.com/ns.html?id=GTM-AB12", " height=0 style=display:none")}</noscript>',
        f'{page.a("https://twitter.com/share?ref_src=twsrc%5Etfw", "Tweet", " class=twitter-share-button")}',
        f'{page.a("https://twitter.com/valepost?ref_src=twsrc%5Etfw", "Follow @valepost", " class=twitter-follow-button")}',
        f'<p>As {page.a("https://twitter.com/annfield/status/1009000000000000002", "she tweeted on June 19, 2018")}, nobody asked.</p>',
        f'<p>The talk is {page.a("https://www.youtube.com/watch?v=abcDEF12_-4", "on YouTube")}, the pictures '
        f'{page.a("https://www.instagram.com/p/BnSBALPBGaF/", "on Instagram")}.</p>',
    ]
    return "\n".join(fill.dice.sample(choices, 3))


def profile(page):
    return page.a("https://twitter.com/valepost", "Follow us")


def meta(page, name, content):
    return f'<meta property="{name}" content="{page.ignore(content)}">'


def head_link(page, rel, href, more=""):
    if rel == "stylesheet":
        return f'<link rel="stylesheet" href="{page.value(href, "link@href", resource=True)}"{more}>'
    return f'<link rel="{rel}" href="{page.ignore(href)}"{more}>'


def jsonld(page, fill, published):
    return page.ignore('<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ferry",'
                       f'"url":"{SITE}/{fill.slug}","datePublished":"{published}","dateModified":"2024-06-01T00:00:00Z",'
                       '"author":{"@type":"Person","name":"Wilma Achter"},"publisher":{"@type":"Organization","name":"Vale Post",'
                       '"logo":{"@type":"ImageObject","url":"https://cdn.valepost.example/logo.png"}}}</script>')


# --- Skeletons: (page, fill) to (HTML, facts) ---

def charset_meta(page, form="new"):
    label = {"windows-1252": "ISO-8859-1", "gbk": "gb2312", "shift_jis": "Shift_JIS"}.get(page.charset, page.charset)
    if form == "new":
        return f'<meta charset="{label}">'
    return f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'


def wordpress_classic(page, fill):
    canonical = f"{SITE}/{fill.day[:4]}/{fill.slug}/"
    text = f"""<!DOCTYPE html>
<html lang="{fill.lang}" class="no-js">
<head>
{charset_meta(page)}
<title>{text_of(fill.title)} &#8211; Vale Post</title>
{head_link(page, "canonical", canonical)}
{head_link(page, "shortlink", f"{SITE}/?p=1234")}
{head_link(page, "stylesheet", "https://cdn.valepost.example/wp-content/themes/vale/style.css?ver=6.1", " id='theme-css' media='all'")}
{meta(page, "article:published_time", fill.iso + "+00:00")}
{meta(page, "article:modified_time", "2024-06-01T00:00:00+00:00")}
{meta(page, "og:url", canonical)}
{page.script("https://cdn.valepost.example/wp-includes/js/jquery/jquery.min.js", " id='jquery-core-js'")}
{decoy_script(fill)}
{style(fill)}
</head>
<body class="post-template-default single single-post">
<header>{page.a(SITE + "/", "Vale Post")} <nav>{page.a(SITE + "/category/news/", "News")} | {page.a(SITE + "/about", "About")}</nav></header>
<article id="post-1234" class="post hentry"><h1 class="entry-title">{text_of(fill.title)}</h1>
<div class="entry-meta">By {page.a(SITE + "/author/wachter/", "Wilma Achter")} (@wachter_x) on {fill.day}</div>
<div class="entry-content">
{body(page, fill)}
{dead_comment(fill)}
</div></article>
{share(page, fill)}
{comments(page, fill)}
{related(page, fill)}
</body>
</html>
"""
    return text, {"title": fill.title + " – Vale Post", "lang": fill.lang, "canonical": canonical, "published": fill.utc()}


def gutenberg(page, fill):
    """As an export keeps it, with the comments of the blocks."""
    canonical = f"{SITE}/{fill.slug}/"
    text = f"""<!doctype html>
<html lang="{fill.lang}">
<head>{charset_meta(page)}<title>{text_of(fill.title)}</title>
{head_link(page, "canonical", canonical)}
{jsonld(page, fill, fill.iso + "Z")}
</head>
<body>
<!-- wp:paragraph -->
<p>{text_of(fill.paragraphs(1)[0])}</p>
<!-- /wp:paragraph -->

<!-- wp:image {{"id":77,"sizeSlug":"large"}} -->
<figure class="wp-block-image">{page.img("https://cdn.valepost.example/uploads/quay-1024.jpg", f' srcset="{srcset(page, "https://cdn.valepost.example/uploads/quay")}" alt="The quay"')}</figure>
<!-- /wp:image -->

{body(page, fill, "<!-- wp:paragraph -->" + chr(10) + "<p>{}</p>" + chr(10) + "<!-- /wp:paragraph -->")}
{dead_comment(fill)}
{comments(page, fill)}
</body></html>
"""
    return text, {"title": fill.title, "lang": fill.lang, "canonical": canonical, "published": fill.utc()}


def srcset(page, stem, tag="img"):
    return ", ".join(f'{page.value(f"{stem}-{w}.jpg", tag + "@srcset", resource=True)} {w}w' for w in (300, 768, 1536))


def drupal(page, fill):
    canonical = f"{SITE}/node/{fill.slug}"
    text = f"""<!DOCTYPE html>
<html lang="{fill.lang}" dir="ltr" prefix="og: https://ogp.me/ns#">
  <head>
    {charset_meta(page, "old")}
    {head_link(page, "canonical", canonical)}
    <meta name="Generator" content="Drupal 9 (https://www.drupal.org)" />
    <title>{text_of(fill.title)} | Vale Post</title>
    {head_link(page, "stylesheet", "https://cdn.valepost.example/sites/default/files/css/css_Ab3.css")}
  </head>
  <body class="path-node">
    {page.a("#main-content", "Skip to main content", ' class="visually-hidden focusable"')}
    <main><article role="article"><h1>{text_of(fill.title)}</h1>
      <time datetime="{fill.iso}Z" itemprop="datePublished">{fill.day}</time>
      <div class="field field--name-body">
{body(page, fill)}
      </div></article></main>
    {related(page, fill)}
    {buttons(page, fill)}
    {dead_comment(fill)}
    <script type="application/json" data-drupal-selector="drupal-settings-json">{page.ignore('{"path":{"baseUrl":"/","currentPath":"node/1"}}')}</script>
    {decoy_script(fill)}
  </body>
</html>
"""
    return text, {"title": fill.title + " | Vale Post", "lang": fill.lang, "canonical": canonical, "published": fill.utc()}


def ghost(page, fill):
    canonical = f"{SITE}/{fill.slug}/"
    text = f"""<!DOCTYPE html>
<html lang="{fill.lang}">
<head>
    <title>{text_of(fill.title)}</title>
    {charset_meta(page)}
    {head_link(page, "canonical", canonical)}
    {meta(page, "article:published_time", fill.iso + ".000Z")}
    {head_link(page, "amphtml", canonical + "amp/")}
    <meta name="generator" content="Ghost 5.2">
</head>
<body class="post-template">
<article class="gh-article post"><h1>{text_of(fill.title)}</h1>
<section class="gh-content">
{body(page, fill)}
<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="{page.value(f"https://www.eastmoor.example/bookmark/{fill.slug}", "a@href")}"><div class="kg-bookmark-title">The bookmark</div></a></figure>
<hr>
</section></article>
{share(page, fill)}
{buttons(page, fill)}
<footer>{page.a("https://ghost.org/", "Powered by Ghost")}</footer>
{decoy_script(fill)}
</body>
</html>
"""
    return text, {"title": fill.title, "lang": fill.lang, "canonical": canonical, "published": fill.utc()}


def arc(page, fill):
    canonical = f"{SITE}/news/{fill.day.replace('-', '/')}/{fill.slug}/"
    text = f"""<!DOCTYPE html><html lang="{fill.lang}"><head>{charset_meta(page)}<title>{text_of(fill.title)} - The Vale Post</title>{head_link(page, "canonical", canonical)}{meta(page, "og:title", fill.title)}{jsonld(page, fill, fill.iso + "+02:00")}{page.script("https://cdn.valepost.example/pf/dist/engine/react.js?d=42", " defer")}</head><body><div id="fusion-app"><header>{page.a(SITE + "/", "The Vale Post")}</header><h1>{text_of(fill.title)}</h1><article class="article-body">{body(page, fill)}</article>{related(page, fill)}{share(page, fill)}</div>{decoy_script(fill)}</body></html>"""
    return text, {"title": fill.title + " - The Vale Post", "lang": fill.lang, "canonical": canonical, "published": fill.utc(2)}


def amp(page, fill):
    canonical = f"{SITE}/{fill.slug}"
    text = f"""<!doctype html>
<html ⚡ lang="{fill.lang}">
<head>
<meta charset="utf-8">
<title>{text_of(fill.title)}</title>
{head_link(page, "canonical", canonical)}
<meta name="viewport" content="width=device-width,minimum-scale=1">
{jsonld(page, fill, fill.iso + "Z")}
{page.script("https://cdn.ampproject.org/v0.js")}
<style amp-boilerplate>body{{visibility:hidden}}</style><noscript><style amp-boilerplate>body{{visibility:visible}}</style></noscript>
</head>
<body>
<h1>{text_of(fill.title)}</h1>
{body(page, fill)}
<amp-analytics type="gtag"><script type="application/json">{page.ignore('{"vars":{"gtag_id":"UA-1","u":"https://dead.example/amp"}}')}</script></amp-analytics>
{related(page, fill)}
</body>
</html>
"""
    return text, {"title": fill.title, "lang": fill.lang, "canonical": canonical, "published": fill.utc()}


def next_js(page, fill):
    canonical = f"{SITE}/articles/{fill.slug}"
    data = '{"props":{"pageProps":{"slug":"x","api":"https://api.valepost.example/v1"}},"page":"/articles/[slug]"}'
    text = f"""<!DOCTYPE html><html lang="{fill.lang}"><head>{charset_meta(page)}<meta name="viewport" content="width=device-width"/><title>{text_of(fill.title)}</title>{meta(page, "article:published_time", fill.iso + "Z")}{head_link(page, "canonical", canonical)}<meta name="next-head-count" content="5"/>{head_link(page, "preload", "/_next/static/css/5e6.css", ' as="style"')}<noscript data-n-css=""></noscript></head><body><div id="__next"><main><h1 class="sc-a1b2">{text_of(fill.title)}</h1><div class="sc-c3d4">{body(page, fill, '<p class="sc-e5f6">{}</p>')}</div>{related(page, fill)}<footer>{page.a("https://www.valepost.example/imprint", "Imprint")}<!-- -->·<!-- -->{profile(page)}</footer></main></div><script id="__NEXT_DATA__" type="application/json">{page.ignore(data)}</script></body></html>"""
    return text, {"title": fill.title, "lang": fill.lang, "canonical": canonical, "published": fill.utc()}


def medium(page, fill):
    canonical = f"https://medium.example/@wachter/{fill.slug}"
    text = f"""<!doctype html><html lang="{fill.lang}"><head>{charset_meta(page)}<title data-rh="true">{text_of(fill.title)} | by Wilma Achter</title>
<meta data-rh="true" property="article:published_time" content="{fill.iso}.000Z"/>
{head_link(page, "canonical", canonical, ' data-rh="true"')}</head>
<body><div id="root"><article><h1>{text_of(fill.title)}</h1>
{body(page, fill, '<p id="8a3b" class="pw-post-body-paragraph">{}</p>')}
<figure><picture><source srcset="{srcset(page, 'https://miro.medium.example/quay', 'source')}" type="image/webp"/>{page.img('https://miro.medium.example/v2/quay.png', ' alt="" width="700"')}</picture></figure>
</article></div>
<script>window.__APOLLO_STATE__ = {page.ignore('{"ROOT_QUERY":{"url":"https://medium.example/graphql"}}')}</script></body></html>
"""
    return text, {"title": fill.title + " | by Wilma Achter", "lang": fill.lang, "canonical": canonical, "published": fill.utc()}


def bbc(page, fill):
    canonical = f"https://www.vbc.example/news/uk-{fill.slug}"
    text = f"""<!DOCTYPE html>
<html lang="en-GB" class="no-js">
<head>
{charset_meta(page)}
<title data-rh="true">{text_of(fill.title)} - VBC News</title>
{head_link(page, "canonical", canonical)}
{head_link(page, "alternate", "https://www.vbc.example/news/uk-1", ' hreflang="en-gb"')}
{jsonld(page, fill, fill.iso + ".000Z")}
</head>
<body>
<div id="root"><main id="main-content"><article>
<h1 id="main-heading">{text_of(fill.title)}</h1>
<div data-component="text-block"><p><b>{text_of(fill.paragraphs(1)[0])}</b></p></div>
{body(page, fill, '<div data-component="text-block"><p>{}</p></div>')}
</article></main>
{cookie(page)}
<section data-component="topic-list">{page.a("https://www.vbc.example/news/topics/c1", "Harbours")}</section>
</div>
{decoy_script(fill)}
</body>
</html>
"""
    return text, {"title": fill.title + " - VBC News", "lang": "en-GB", "canonical": canonical, "published": fill.utc()}


def tabloid(page, fill):
    """Everything is lazy, upper case and in the way."""
    canonical = f"{SITE}/showbiz/{fill.slug}.html"
    lazy = page.ignore("https://cdn.valepost.example/lazy.jpg")
    text = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<HTML xmlns="http://www.w3.org/1999/xhtml" LANG='{fill.lang}'>
<HEAD>
{charset_meta(page, "old")}
<TITLE>{text_of(fill.title)}
 - THE DAILY TIDE</TITLE>
{head_link(page, "canonical", canonical)}
{meta(page, "article:published_time", fill.iso + "+01:00")}
<script>window.dataLayer=window.dataLayer||[];dataLayer.push({{"url":"https://dead.example/layer"}});</script>
</HEAD>
<BODY ONLOAD="go('https://dead.example/onload')">
{cookie(page)}
<TABLE BORDER=0><TR><TD><A HREF={page.value("https://www.dailytide.example/sport", "a@href")}>Sport</A><TD><a class=x href='{page.value("https://www.dailytide.example/tv?a=1&b=2", "a@href")}'>TV</a></TABLE>
<h1>{text_of(fill.title)}</h1>
<img class="lazyload" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="{lazy}"><noscript>{page.img("https://cdn.valepost.example/lazy.jpg")}</noscript>
{body(page, fill)}
{buttons(page, fill)}
{page.iframe("https://ads.example/frame?slot=1&amp;size=300x250", ' width=300 height=250')}
<map name="m"><area shape="rect" coords="0,0,9,9" href="{page.value("https://www.dailytide.example/map", "area@href")}"></map>
{comments(page, fill)}
{share(page, fill)}
{decoy_script(fill)}
</BODY></HTML>
"""
    return text, {"title": fill.title + " - THE DAILY TIDE", "lang": fill.lang, "canonical": canonical, "published": fill.utc(1)}


def hard_links(page, fill):
    """Links as browsers read them."""
    page.base = "https://www.valepost.example/dir/page.html"
    written = [
        ("a.html", 1), ("/root", 1), ("../up/x", 1), ("?q=1&amp;r=2", 1), ("//cdn.valepost.example/p", 1), ("./here/./there/../x", 1),
        ("https://valepost.example", 1), ("HTTP://Vale.Example:80/Path", 1), (" https://valepost.example/spaces ", 1),
        ("https://valepost.example/a b", 1), ("https://valepost.example/ä?ö=ü", 1), ("\nhttps://valepost.example/new\nline", 1),
        ("https://valepost.example/q?a=1&b=2&copy=3", 1), ("https://valepost.example/q?x=%zz&amp;y=%41", 1),
        ("https://valepost.example/#frag ment", 1), ("https://valepost.example/x&#38;y", 1), ("mailto:ann@field.example", 0),
        ("tel:+15550100", 0), ("javascript:alert('https://dead.example/')", 0), ("data:text/html,x", 0), ("#top", 0),
        ("https://valepost.example/comma,", 1), ("https://valepost.example/paren)", 1), ("https://bücher.example/", 1)]
    fill.dice.shuffle(written)
    quotes = ['<a href="{}">', "<a class=x href='{}'>", '<A\tTITLE="a > b" HREF = "{}">', '<a\nhref="{}"\ntarget=_blank>',
              '<a href="{}" href="https://dead.example/second">', "<a data-x='<b>' href=\"{}\"/>"]
    rows = []
    for number, (href, good) in enumerate(written):
        shape = fill.dice.choice(quotes)
        if "'" in href:
            shape = quotes[0]
        inner = page.value(href, "a@href", page.resolve(href) if good else None) if good else page.ignore(href)
        rows.append("<li>" + shape.replace("{}", inner) + f"link {number}</a>")
    image = page.img("pic/one.jpg", f' srcset="{page.value("pic/two.jpg", "img@srcset", resource=True)} 2x,{page.value("/pic/three.jpg", "img@srcset", resource=True)} 3x"')
    text = f"""<!DOCTYPE html>
<html>
<head>{charset_meta(page)}<base href="{page.ignore(page.base)}"><title>Links</title></head>
<body>
<ul>
{chr(10).join(rows)}
</ul>
{image}
<video src="{page.value("clip.mp4", "video@src", resource=True)}" poster="{page.value("poster.jpg", "video@poster", resource=True)}"><source src="{page.value("clip.webm", "source@src", resource=True)}"></video>
<svg><a xlink:href="{page.ignore("https://www.valepost.example/svg")}"><text>x</text></a></svg>
{body(page, fill)}
{dead_comment(fill)}
{decoy_script(fill)}
<p>One < two and a < b: <a href={page.value("unquoted/path?x=1&y=2", "a@href")}>unquoted</a> <a>none</a></p>
<textarea>{page.ignore('<a href="https://dead.example/textarea">x</a>')}</textarea>
<xmp>{page.ignore('<a href="https://dead.example/xmp">x</a>')}</xmp>
<!--> <a href="{page.value("after-empty-comment", "a@href")}">x</a> -->
<!-- a --!> <a href="{page.value("after-bang", "a@href")}">x</a>
</body>
</html>
"""
    return text, {"title": "Links"}


def relative(page, fill):
    """No base: relative links are not scan's to report."""
    text = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{text_of(fill.title)}</title></head><body>
<p><a href="/a">a</a> <a href="b.html">b</a> <a href="../c">c</a> <a href="?d">d</a> {page.a("https://www.eastmoor.example/e", "e")}
<a href="//www.eastmoor.example/f">f</a></p>
{body(page, fill)}
<p><img src="/local.jpg" srcset="/local-2.jpg 2x"></p>
</body></html>
"""
    return text, {"title": fill.title, "lang": "en", "canonical": None}


def large(page, fill):
    """A fragment of some hundred kilobytes with CR LF and unclosed paragraphs: embeds stand far down."""
    rest = "".join(f"<p>{text_of(fill.paragraphs(1)[0])}\n<li>{page.a(f'https://www.eastmoor.example/archive/{number}?x=1&amp;y=2', 'archive')}\n"
                   for number in range(100 + 300 * fill.dice.randrange(4)))
    return (rest + body(page, fill) + related(page, fill)).replace("\n", "\r\n"), {}


def alone(page, fill):
    """Nothing but the embed's own markup, as it is copied from a platform."""
    return "\n".join(embeds(page, fill)) + "\n", {}


SKELETONS = [wordpress_classic, gutenberg, drupal, ghost, arc, next_js, medium, bbc, tabloid]
ENCODED = [("windows-1252", "fr"), ("windows-1252", "de"), ("windows-1251", "ru"), ("windows-1251", "uk"), ("shift_jis", "ja"),
           ("gbk", "zh"), ("utf-16le", "en"), ("utf-16le", "ja"), ("euc-kr", "ko"), ("windows-1250", "pl"), ("windows-1250", "hu"), ("euc-jp", "ja")]


def build(skeleton, seed, rows, charset="utf-8", lang="en", name=""):
    page, fill = Page(charset), Fill(seed, lang)
    fill.rows = rows
    text, facts = skeleton(page, fill)
    if "published" in facts:
        moment = facts["published"]
        facts["published"] = {moment, moment.replace("Z", ".000Z")}
    case = page.finish(text, name or seed.replace(" ", "-"), skeleton.__name__, facts, bom=charset == "utf-16le")
    assert html.unescape(case.data.decode({"gbk": "gbk", "shift_jis": "cp932", "euc-kr": "cp949", "utf-16le": "utf-16"}.get(charset, charset)))
    return case


def cases():
    """The generated pages: every row of Twitter and of the others goes round. Then the small inputs written by hand."""
    yield from made()
    for path in sorted(HERE.glob("pages/*.txt")):
        yield from truth.read_file(path, "html")


def made():
    rows = markup.TWITTER + markup.OTHERS
    order = random.Random("rows" + SEED)
    queue = []

    def take(number):
        nonlocal queue
        out = []
        while len(out) < number:
            if not queue:
                queue = order.sample(rows, len(rows))
            out.append(queue.pop())
        return out

    for number in range(12):
        for skeleton in SKELETONS:
            yield build(skeleton, f"{skeleton.__name__} {number}", take(1 + (number + len(skeleton.__name__)) % 3))
    for number in range(8):
        yield build(amp, f"amp {number}", [markup.AMP[(2 * number + i) % len(markup.AMP)] for i in (0, 1)] + [markup.tweet_amp])
    for number in range(14):
        yield build(hard_links, f"links {number}", take(1) if number % 2 else [])
    for number in range(4):
        yield build(relative, f"relative {number}", take(2))
    for number, (charset, lang) in enumerate(ENCODED):
        skeleton = [wordpress_classic, drupal, tabloid][number % 3]
        yield build(skeleton, f"encoded {charset} {lang} {number}", [markup.tweet_current, markup.youtube], charset, lang)
    for number in range(4):
        yield build(wordpress_classic, f"empty {number}", [])
    for row in rows + markup.AMP + [markup.tweet_amp]:
        yield build(alone, f"alone {row.__name__}", [row])
    for number in range(6):
        yield build(large, f"large {number}", take(3))
