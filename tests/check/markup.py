"""Every markup row: a function gives the HTML of an embed on a page, with its truth. The tables at the end list them."""

import datetime
import json
import random
import string
import urllib.parse

from lines import Post
from page import ALSO_END, ALSO_START, text_of
from words import SEED, moment_of, printed

ALNUM = string.ascii_letters + string.digits
BASE36 = string.digits + string.ascii_lowercase
WIDGETS = "https://platform.twitter.com/widgets.js"


def draw(dice, alphabet, size):
    return "".join(dice.choices(alphabet, k=size))


def stamp(dice, first=2014, last=2024):
    """A moment in milliseconds."""
    day = datetime.datetime(dice.randint(first, last), dice.randint(1, 12), dice.randint(1, 28), tzinfo=datetime.timezone.utc)
    return int(day.timestamp()) * 1000 + dice.randrange(86400000)


def day_of(ms):
    return datetime.datetime.fromtimestamp(ms / 1000, datetime.timezone.utc).date()


def quoted(url):
    return urllib.parse.quote(url, safe="")


# --- Twitter ---

class Tweet(Post):
    def __init__(self, dice, lang="en"):
        super().__init__(dice, lang)
        self.dice, self.lang = dice, lang
        self.ms = (self.id >> 22) + 1288834974657

    def facts(self, *forms, **more):
        facts = {"post_id": str(self.id), "moment": moment_of(self.ms), "forms": forms, "handle": self.handle,
                 "urls": [self.permalink], "name": self.name, "text": self.text}
        return {**facts, **more}

    def only_id(self, *forms, **more):
        """The id is all there is."""
        return {"post_id": str(self.id), "moment": moment_of(self.ms), "forms": forms, "handle": None, "judged": {"handle"},
                "urls": [f"https://twitter.com/i/status/{self.id}"], **more}

    def nameless(self, *forms, **more):
        return self.facts(*forms, name=None, text=None, judged={"handle"}, **more)

    def words(self, page):
        out = text_of(self.text)
        for kind in self.links:
            slug = self.slugs[0 if kind == "t" else 1]
            shown = f"https://t.co/{slug}" if kind == "t" else f"pic.twitter.com/{slug}"
            out += " " + page.a(f"https://t.co/{slug}", shown)
        return out


def tweet_quote(page, t, attributes='class="twitter-tweet"', dash="&mdash;", tail="?ref_src=twsrc%5Etfw", part="status",
                paragraph='lang="{lang}" dir="ltr"', script=WIDGETS, date=None, **facts):
    link = page.a(f"https://twitter.com/{t.handle}/{part}/{t.id}{tail}", date or t.date)
    markup = (f'<blockquote {attributes}><p {paragraph.format(lang=t.lang)}>{t.words(page)}</p>{dash} {text_of(t.name)} '
              f"(@{t.handle}) {link}</blockquote>{ALSO_END}")
    if script:
        markup += "\n" + page.script(script, ' async charset="utf-8"')
    return page.embed(markup, "twitter", **t.facts("blockquote", **facts))


def tweet_current(page, t):
    return tweet_quote(page, t)


def tweet_2016(page, t):
    return tweet_quote(page, t, f'class="twitter-tweet" data-lang="{t.lang}"', tail="", script="//platform.twitter.com/widgets.js")


def tweet_older(page, t):
    return tweet_quote(page, t, f'class="twitter-tweet" lang="{t.lang}"', tail="", part="statuses", paragraph="")


def tweet_options(page, t):
    return tweet_quote(page, t, 'class="twitter-tweet tw-align-center" data-dnt="true" data-width="550" data-theme="light" '
                                'data-conversation="none" align="center"')


def tweet_dash(page, t):
    return tweet_quote(page, t, dash=t.dice.choice(["—", "&#x2014;", "--", "&#8212;"]))


def tweet_wpautop(page, t):
    link = page.a(f"https://twitter.com/{t.handle}/status/{t.id}?ref_src=twsrc%5Etfw", t.date)
    markup = (f'<blockquote class="twitter-tweet">\n<p dir="ltr" lang="{t.lang}">{t.words(page)}</p>\n'
              f"<p>— {text_of(t.name)} (@{t.handle}) {link}</p></blockquote>{ALSO_END}\n<p>{page.script(WIDGETS)}{ALSO_END}</p>")
    return page.embed(markup, "twitter", **t.facts("blockquote"))


def tweet_bare(page, t):
    markup = (f'<blockquote class="twitter-tweet" data-lang="zh-tw" data-theme="dark">'
              f"{page.a(t.permalink, '')}</blockquote>{ALSO_END} {page.script(WIDGETS)}")
    return page.embed(markup, "twitter", **t.nameless("blockquote"))


def tweet_x(page, t):
    link = page.a(f"https://x.com/{t.handle}/status/{t.id}?ref_src=twsrc%5Etfw", t.date)
    markup = (f'<blockquote class="twitter-tweet"><p lang="{t.lang}" dir="ltr">{t.words(page)}</p>&mdash; {text_of(t.name)} '
              f"(@{t.handle}) {link}</blockquote>{ALSO_END} {page.script('https://platform.x.com/widgets.js')}")
    return page.embed(markup, "twitter", **t.facts("blockquote"))


def tweet_wrapped(page, t):
    """The source is wrapped at some column, inside a tag and a date too."""
    words = t.words(page).replace(" ", "\n", 1)
    url = page.value(t.permalink, "a@href")
    date = t.date.replace(" ", "\n", 1)
    markup = (f'<blockquote\nclass="twitter-tweet"><p lang="{t.lang}"\ndir="ltr">{words}</p>&mdash; {text_of(t.name)}\n'
              f'(@{t.handle}) <a\nhref="{url}">{date}</a></blockquote>{ALSO_END}')
    return page.embed(markup, "twitter", **t.facts("blockquote"))


def tweet_video(page, t):
    return tweet_quote(page, t, 'class="twitter-video" data-media-max-width="560"')


def tweet_rtl(page, t):
    t = Tweet(t.dice, t.dice.choice(["ar", "he", "fa"]))
    lang = {"he": "iw"}.get(t.lang, t.lang)
    return tweet_quote(page, t, paragraph=f'lang="{lang}" dir="rtl"')


def tweet_language(page, t):
    t = Tweet(t.dice, t.dice.choice(["fr", "es", "de", "pt", "it", "nl", "pl", "ru", "tr", "hu", "ja", "ko", "vi", "uk", "el"]))
    return tweet_quote(page, t, f'class="twitter-tweet" data-lang="{t.lang}"')


def tweet_iframe(page, t):
    markup = (f'<iframe id="twitter-widget-0" class="twitter-tweet twitter-tweet-rendered" data-tweet-id="{t.id}" '
              'scrolling="no" frameborder="0" allowtransparency="true"></iframe>')
    return page.embed(markup, "twitter", **t.only_id("iframe", "widget"))


def tweet_widget(page, t):
    tag = t.dice.choice(["twitterwidget", "twitter-widget"])
    markup = f'<{tag} class="twitter-tweet twitter-tweet-rendered" id="twitter-widget-1" data-tweet-id="{t.id}"></{tag}>'
    return page.embed(markup, "twitter", **t.only_id("widget"))


def tweet_frame(page, t):
    src = (f"https://platform.twitter.com/embed/Tweet.html?dnt=false&amp;embedId=twitter-widget-0&amp;frame=false&amp;"
           f"id={t.id}&amp;lang={t.lang}&amp;theme=light")
    markup = f'<div class="twitter-tweet twitter-tweet-rendered">{ALSO_START}{page.iframe(src)}{ALSO_END}</div>'
    return page.embed(markup, "twitter", **t.only_id("iframe", "widget"))


def tweet_consent(page, t):
    name = t.dice.choice(["data-embedded-url", "data-original-href", "data-resourceurl"])
    markup = f'<div class="consent-placeholder" data-service="twitter" {name}="{page.ignore(t.permalink)}">Show the post?</div>'
    return page.embed(markup, "twitter", **t.nameless("widget", "block", "url"))


def tweet_escaped(page, t):
    inner = (f"&lt;blockquote class=&quot;twitter-tweet&quot;&gt;&lt;p lang=&quot;en&quot; dir=&quot;ltr&quot;&gt;{text_of(t.text)}"
             f"&lt;/p&gt;&amp;mdash; {text_of(t.name)} (@{t.handle}) &lt;a href=&quot;{t.permalink}&quot;&gt;{t.date}&lt;/a&gt;"
             "&lt;/blockquote&gt;")
    markup = f'<div class="lazy-embed" data-src="{page.ignore(ALSO_START + inner + ALSO_END)}"></div>'
    return page.embed(markup, "twitter", **t.facts("blockquote", "widget"))


def tweet_lost_class(page, t):
    link = page.a(t.permalink, t.date + ALSO_END)
    markup = (f"<blockquote>{ALSO_START}<p>{ALSO_START}{t.words(page)}</p>— {text_of(t.name)} (@{t.handle}) {link}{ALSO_END}"
              "</blockquote>")
    return page.embed(markup, "twitter", **t.facts("blockquote", "flattened"))


def tweet_stripped(page, t):
    """An extractor kept paragraphs and links only."""
    link = page.a(t.permalink, t.date + ALSO_END)
    markup = (f"<p>{ALSO_START}{t.words(page)}</p>\n<p>— {text_of(t.name)} (@{t.handle}) {link}{ALSO_END}</p>")
    return page.embed(markup, "twitter", **t.facts("flattened", "blockquote"))


def tweet_text(page, t):
    """Nothing but text is left."""
    t.links = "p"
    pic = page.bare(f"pic.twitter.com/{t.slugs[1]}")
    markup = f"<p>{ALSO_START}{text_of(t.text)} {pic}</p>\n<p>— {text_of(t.name)} (@{t.handle}) {t.date}{ALSO_END}</p>"
    return page.embed(markup, "twitter", handle=t.handle, name=t.name, days=[str(t.day)], text=t.text, forms=("flattened",))


def tweet_inline(page, t):
    """Flattened in one paragraph, with inline elements in the middle of words and names."""
    t.links = "p"
    pic = page.bare(f"pic.twitter.com/{t.slugs[1]}")
    first, _, rest = t.text.partition(" ")
    name = t.name.split(" ")
    by = f"<strong>{text_of(name[0])}</strong> {text_of(' '.join(name[1:]))}".rstrip() if len(name) > 1 else f"<b>{text_of(t.name)}</b>"
    who = page.a(f"https://twitter.com/{t.handle}", f"@{t.handle}")
    markup = f"<p>{ALSO_START}<em>{ALSO_START}{text_of(first)}</em> {text_of(rest)} {pic} — {by} ({who}) <span>{t.date}{ALSO_END}</span>{ALSO_END}</p>"
    return page.embed(markup, "twitter", handle=t.handle, name=t.name, days=[str(t.day)], text=t.text, forms=("flattened",))


def tweet_entities(page, t):
    """Flattened, with every character that can be a reference written as one."""
    t.links = "p"
    pic = page.bare(f"pic.twitter.com/{t.slugs[1]}")
    text = text_of(t.text).replace("’", "&rsquo;").replace("e", "&#101;", 1).replace("“", "&ldquo;").replace("”", "&rdquo;")
    markup = f"<p>{ALSO_START}{text} {pic} &mdash;&nbsp;{text_of(t.name)} (&#64;{t.handle})&nbsp;{t.date}{ALSO_END}</p>"
    return page.embed(markup, "twitter", handle=t.handle, name=t.name, days=[str(t.day)], text=t.text, forms=("flattened",))


def tweet_breaks(page, t):
    """Flattened, with <br> for paragraphs."""
    t.links = "t"
    link = page.bare(f"https://t.co/{t.slugs[0]}")
    markup = (f"<div>The office posted this.<br><br>{ALSO_START}{text_of(t.text)} {link}<br>\n<br>— {text_of(t.name)} (@{t.handle}) "
              f"{t.date}{ALSO_END}<br></div>")
    return page.embed(markup, "twitter", handle=t.handle, name=t.name, days=[str(t.day)], text=t.text, forms=("flattened",))


def tweet_gutenberg(page, t):
    kind = t.dice.choice(["embed", "core-embed/twitter"])
    url = f"https://twitter.com/{t.handle}/status/{t.id}"
    slug = json.dumps({"url": url, "type": "rich", "providerNameSlug": "twitter", "responsive": True}, separators=(",", ":"))
    markup = (f"{ALSO_START}<!-- wp:{kind} {page.ignore(slug)} -->\n"
              f'<figure class="wp-block-embed is-type-rich is-provider-twitter wp-block-embed-twitter">' + ALSO_START + '<div class="wp-block-embed__wrapper">'
              f"\n{page.bare(url)}\n</div></figure>{ALSO_END}\n<!-- /wp:{kind} -->")
    return page.embed(markup, "twitter", **t.nameless("block"))


def tweet_figure(page, t):
    """What WordPress serves of it: the block's figure around the blockquote."""
    markup = ('<figure class="wp-block-embed is-type-rich is-provider-twitter">' + ALSO_START + '<div class="wp-block-embed__wrapper">'
              f"{ALSO_START}<blockquote class=\"twitter-tweet\" data-width=\"550\" data-dnt=\"true\"><p lang=\"{t.lang}\" dir=\"ltr\">"
              f"{t.words(page)}</p>&mdash; {text_of(t.name)} (@{t.handle}) {page.a(t.permalink + '?ref_src=twsrc%5Etfw', t.date)}"
              f"</blockquote>{ALSO_END}{page.script(WIDGETS)}{ALSO_END}</div>{ALSO_END}</figure>")
    return page.embed(markup, "twitter", **t.facts("blockquote", "block"))


def tweet_ckeditor(page, t):
    markup = f'<figure class="media">{ALSO_START}<oembed url="{page.ignore(t.permalink)}"></oembed>{ALSO_END}</figure>'
    return page.embed(markup, "twitter", **t.nameless("block", "widget"))


def tweet_ghost(page, t):
    quote = (f'<blockquote class="twitter-tweet"><p lang="{t.lang}" dir="ltr">{t.words(page)}</p>&mdash; {text_of(t.name)} '
             f"(@{t.handle}) {page.a(t.permalink + '?ref_src=twsrc%5Etfw', t.date)}</blockquote>{ALSO_END}\n{page.script(WIDGETS)}{ALSO_END}")
    markup = f'<figure class="kg-card kg-embed-card">{ALSO_START}{quote}</figure>'
    return page.embed(markup, "twitter", **t.facts("blockquote", "block"))


def tweet_shortcode(page, t):
    code, forms = t.dice.choice([("[embed]{url}[/embed]", "u"), ("[tweet {id}]", "i")])
    url = f"https://twitter.com/{t.handle}/status/{t.id}"
    if forms == "u":
        markup = f"[embed]{page.bare(url)}[/embed]"
        return f"<p>{page.embed(markup, 'twitter', **t.nameless('shortcode'))}</p>"
    return f"<p>{page.embed(f'[tweet {t.id}]', 'twitter', **t.only_id('shortcode'))}</p>"


def tweet_amp(page, t):
    markup = (f'<amp-twitter width="375" height="472" layout="responsive" data-tweetid="{t.id}"></amp-twitter>')
    return page.embed(markup, "twitter", **t.only_id("amp"))


def tweet_arc(page, t):
    """Arc's ANS in a script."""
    quote = (f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{text_of(t.text)}</p>&mdash; {text_of(t.name)} '
             f'(@{t.handle}) <a href="{t.permalink}?ref_src=twsrc%5Etfw">{t.date}</a></blockquote>\n'
             f'<script async src="{WIDGETS}" charset="utf-8"></script>')
    ans = {"_id": draw(t.dice, ALNUM.upper(), 26), "type": "oembed_response", "subtype": "twitter",
           "raw_oembed": {"url": t.permalink, "author_name": t.name, "author_url": f"https://twitter.com/{t.handle}",
                          "html": quote, "width": 550, "type": "rich", "cache_age": "3153600000", "provider_name": "Twitter"}}
    body = json.dumps({"content_elements": [{"type": "text", "content": "The office said so."}, ans]}).replace("</", "<\\/")
    return page.ignore('<script type="application/javascript" id="fusion-metadata">window.Fusion=window.Fusion||{};'
                       f'Fusion.globalContent={page.embed(body, "twitter", **where_free(t.facts("json")))};</script>')


def where_free(facts):
    """Anywhere in the data will do."""
    return {**facts, "free": True}


def tweet_rich(page, t):
    """Mentions, tags, lines and a quoted post among the words."""
    who = page.a("https://twitter.com/annfield?ref_src=twsrc%5Etfw", "@annfield")
    tag = page.a("https://twitter.com/hashtag/LowerLock?src=hash&amp;ref_src=twsrc%5Etfw", "#LowerLock")
    quote = page.a(f"https://t.co/{t.slugs[0]}", f"https://t.co/{t.slugs[0]}")
    pic = page.a(f"https://t.co/{t.slugs[1]}", f"pic.twitter.com/{t.slugs[1]}")
    date = page.a(t.permalink + "?ref_src=twsrc%5Etfw", t.date)
    markup = (f'<blockquote class="twitter-tweet" data-partner="tweetdeck"><p lang="en" dir="ltr">{who} says the {tag} is &lt;closed&gt; &amp; '
              f"will stay so:<br><br>1. ice<br>2. eels {quote} {pic}</p>&mdash; {text_of(t.name)} (@{t.handle}) {date}</blockquote>{ALSO_END}\n"
              f"{page.script(WIDGETS)}")
    return page.embed(markup, "twitter", **t.facts("blockquote", text="@annfield says the #LowerLock is <closed> & will stay so: 1. ice 2. eels"))


def tweet_ancient(page, t):
    """Ids were no clocks before November 2010: the printed day is all there is."""
    link = page.a(f"http://twitter.com/{t.handle}/statuses/3579860805", "August 27, 2009")
    markup = (f'<blockquote class="twitter-tweet"><p>{text_of(t.text)}</p>&mdash; {text_of(t.name)} (@{t.handle}) {link}</blockquote>{ALSO_END}'
              f"\n{page.script(WIDGETS)}")
    return page.embed(markup, "twitter", **t.facts("blockquote", post_id="3579860805", moment=None, days=["2009-08-27"],
                                                  urls=[f"https://twitter.com/{t.handle}/status/3579860805"]))


def tweet_photo(page, t):
    """The permalink leads to the post's picture, on a mobile host, in the pieces of a CMS."""
    link = page.a(f"https://mobile.twitter.com/{t.handle}/status/{t.id}/photo/1", t.date)
    quote = (f'<blockquote class="twitter-tweet tw-align-center" data-lang="en"><p lang="en" dir="ltr">{t.words(page)}</p>&mdash; '
             f"{text_of(t.name)} (@{t.handle}) {link}</blockquote>{ALSO_END}")
    markup = f'<div class="embed embed-twitter"><div class="inner">{ALSO_START}{quote}</div></div>'
    return page.embed(markup, "twitter", **t.facts("blockquote"))


def tweet_paragraph(page, t):
    """A bare permalink alone in its paragraph, which WordPress would have made an embed."""
    return f"<p>{page.embed(page.bare(t.permalink), 'twitter', **t.nameless('url'))}</p>"


TWITTER = [tweet_rich, tweet_ancient, tweet_photo, tweet_paragraph, tweet_current, tweet_2016, tweet_older, tweet_options, tweet_dash, tweet_wpautop, tweet_bare, tweet_x, tweet_wrapped,
           tweet_video, tweet_rtl, tweet_language, tweet_iframe, tweet_widget, tweet_frame, tweet_consent, tweet_escaped,
           tweet_lost_class, tweet_stripped, tweet_text, tweet_inline, tweet_entities, tweet_breaks, tweet_gutenberg, tweet_figure, tweet_ckeditor, tweet_ghost,
           tweet_shortcode, tweet_arc]


# --- Instagram, Threads ---

def code64(number):
    alphabet = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
    return "".join(alphabet[number >> 6 * place & 63] for place in range(10, -1, -1))


class Gram:
    def __init__(self, dice):
        self.ms = stamp(dice, 2013, 2023)
        self.code = code64((self.ms - 1314220021721) << 23 | dice.randrange(1 << 23))
        self.code = self.code.lstrip("A")
        self.name, self.handle = dice.choice([("Ann Field", "annfield"), ("Vale Rovers", "vale.rovers"), ("Kofi ✈️", "kofi_flies")])
        self.url = f"https://www.instagram.com/p/{self.code}/"

    def facts(self, *forms, **more):
        return {"post_id": self.code, "moment": moment_of(self.ms), "urls": [self.url], "forms": forms, "handle": self.handle,
                "name": self.name, **more}


def instagram_quote(page, dice):
    g = Gram(dice)
    link = g.url + "?utm_source=ig_embed&amp;utm_campaign=loading"
    markup = (f'<blockquote class="instagram-media" data-instgrm-captioned data-instgrm-permalink="{page.ignore(link)}" '
              f'data-instgrm-version="14" style=" background:#FFF; border:0;"><div style="padding:16px;"> {page.a(link, "View this post on Instagram")}'
              f'<p style=" color:#c9c8cd;">{page.a(link, f"A post shared by {g.name} (@{g.handle})")}</p></div></blockquote>{ALSO_END} '
              + page.script("//www.instagram.com/embed.js"))
    return page.embed(markup, "instagram", **g.facts("blockquote"))


def instagram_old(page, dice):
    """Version 7: no permalink attribute, but a time."""
    g = Gram(dice)
    when = moment_of(g.ms)[:19] + "+00:00"
    markup = (f'<blockquote class="instagram-media" data-instgrm-captioned data-instgrm-version="7"><div style="padding:8px;">'
              f'<p style="margin:8px 0 0 0;">{page.a(g.url, "Low tide at Millbrook")}</p><p>A post shared by {g.name} (@{g.handle}) on '
              f'<time style="font-size:14px;" datetime="{when}">{printed(day_of(g.ms))} at 6:12am PDT</time></p></div></blockquote>'
              f"{ALSO_END}\n{page.script('//platform.instagram.com/en_US/embeds.js', ' async defer')}")
    return page.embed(markup, "instagram", **g.facts("blockquote"))


def instagram_amp(page, dice):
    g = Gram(dice)
    markup = f'<amp-instagram data-shortcode="{g.code}" data-captioned width="400" height="400" layout="responsive"></amp-instagram>'
    return page.embed(markup, "instagram", **g.facts("amp", judged=set()))


def instagram_frame(page, dice):
    g = Gram(dice)
    return page.embed(page.iframe(f"{g.url}embed/captioned/", ' width="400"'), "instagram", **g.facts("iframe", judged=set()))


def threads_quote(page, dice):
    g = Gram(dice)
    g.ms = stamp(dice, 2024, 2025)
    g.code = code64((g.ms - 1314220021721) << 23 | dice.randrange(1 << 23)).lstrip("A")
    url = f"https://www.threads.{dice.choice(['com', 'net'])}/@{g.handle}/post/{g.code}"
    markup = (f'<blockquote class="text-post-media" data-text-post-permalink="{page.ignore(url)}" data-text-post-version="0" '
              f'id="ig-tp-{g.code}" style=" background:#FFF;"> {page.a(url, f"<div>Post by @{g.handle}</div><div>View on Threads</div>")}'
              f"</blockquote>{ALSO_END}\n{page.script('https://www.threads.com/embed.js')}")
    urls = [f"https://www.threads.com/@{g.handle}/post/{g.code}"]
    return page.embed(markup, "threads", **g.facts("blockquote", urls=urls, judged={"handle"}))


# --- Facebook ---

def facebook_post(page, dice):
    number = draw(dice, "123456789", 16)
    day = day_of(stamp(dice, 2014, 2019))
    lang, name, owner = dice.choice([("en", "Port Alder Rovers", "portalderrovers"), ("es", "Bomberos San Telmo", "bomberossantelmo")])
    url = f"https://www.facebook.com/{owner}/posts/{number}"
    names = {"en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday", "es": "lunes martes miércoles jueves viernes sábado domingo"}
    date = names[lang].split()[day.weekday()] + ", " + printed(day, lang)
    owned = page.a(f"https://www.facebook.com/{owner}/", name)
    markup = (f'<div class="fb-post" data-href="{page.ignore(url)}" data-width="500" data-show-text="true">{ALSO_START}<blockquote '
              f'cite="{page.value(url, "blockquote@cite")}" class="fb-xfbml-parse-ignore"><p>Training is cancelled tonight, the pitch '
              f"is under water.</p>Posted by {owned} on&nbsp;{page.a(url, date)}</blockquote>{ALSO_END}</div>")
    return page.embed(markup, "facebook", post_id=number, urls=[url], forms=("widget", "blockquote"), name=name, judged={"name"},
                      days=[str(day)], text="Training is cancelled tonight, the pitch is under water.")


def facebook_video(page, dice):
    number = draw(dice, "123456789", 15)
    url = f"https://www.facebook.com/portalderrovers/videos/{number}/"
    markup = (f'<div class="fb-video" data-href="{page.ignore(url)}" data-width="500"><blockquote cite="'
              f'{page.value(url, "blockquote@cite")}" class="fb-xfbml-parse-ignore">{page.a(url, "Training")}<p>Training on Monday</p>'
              f"</blockquote></div>")
    return page.embed(markup, "facebook", post_id=number, urls=[url, f"https://www.facebook.com/watch/?v={number}"],
                      forms=("widget", "blockquote"), judged=set())


def facebook_frame(page, dice):
    number = draw(dice, "123456789", 15)
    kind, path = dice.choice([("post", "posts"), ("video", "videos")])
    url = f"https://www.facebook.com/portalderrovers/{path}/{number}"
    src = f"https://www.facebook.com/plugins/{kind}.php?href={quoted(url)}&amp;show_text=true&amp;width=500"
    return page.embed(page.iframe(src, ' width="500" height="300" scrolling="no"'), "facebook", post_id=number,
                      urls=[url, f"https://www.facebook.com/watch/?v={number}"], forms=("iframe",), judged=set())


def facebook_amp(page, dice):
    number = draw(dice, "123456789", 15)
    url = f"https://www.facebook.com/portalderrovers/posts/{number}"
    markup = f'<amp-facebook width="552" height="310" layout="responsive" data-href="{page.ignore(url)}"></amp-facebook>'
    return page.embed(markup, "facebook", post_id=number, urls=[url], forms=("amp",), judged=set())


# --- TikTok, Bluesky, Mastodon, Reddit ---

class Tok:
    def __init__(self, dice):
        self.ms = stamp(dice, 2019, 2024) // 1000 * 1000
        self.id = str((self.ms // 1000 << 32) | dice.randrange(1 << 32))
        self.handle = dice.choice(["lowtidesinger", "scout2014", "marina.bakes"])
        self.url = f"https://www.tiktok.com/@{self.handle}/video/{self.id}"

    def facts(self, *forms, **more):
        return {"post_id": self.id, "moment": moment_of(self.ms), "urls": [self.url], "forms": forms, "handle": self.handle,
                "judged": {"handle"}, **more}


def tiktok_quote(page, dice):
    t = Tok(dice)
    who = page.a(f"https://www.tiktok.com/@{t.handle}?refer=embed", f"@{t.handle}", f' target="_blank" title="@{t.handle}"')
    tag = page.a("https://www.tiktok.com/tag/seashanty?refer=embed", "#seashanty", ' title="seashanty" target="_blank"')
    music = page.a("https://www.tiktok.com/music/original-sound-6689804660171082501?refer=embed", "♬ original sound - tiff",
                   ' target="_blank" title="♬ original sound - tiff"')
    markup = (f'<blockquote class="tiktok-embed" cite="{page.value(t.url, "blockquote@cite")}" data-video-id="{t.id}" '
              f'data-embed-from="oembed" style="max-width:605px; min-width:325px;"> <section> {who} <p>the tide is out and so am I {tag}</p> '
              f"{music} </section> </blockquote>{ALSO_END} {page.script('https://www.tiktok.com/embed.js')}")
    return page.embed(markup, "tiktok", **t.facts("blockquote", text="the tide is out and so am I #seashanty"))


def tiktok_amp(page, dice):
    t = Tok(dice)
    markup = f'<amp-tiktok width="325" height="575" layout="responsive" data-src="{page.ignore(t.url)}"></amp-tiktok>'
    return page.embed(markup, "tiktok", **t.facts("amp"))


def tiktok_frame(page, dice):
    t = Tok(dice)
    src = f"https://www.tiktok.com/embed/v2/{t.id}?lang=en-US"
    return page.embed(page.iframe(src), "tiktok", **t.facts("iframe", judged=set(), urls=None))


def bluesky_quote(page, dice):
    ms = stamp(dice, 2024, 2025)
    alphabet = "234567abcdefghijklmnopqrstuvwxyz"
    number = ms * 1000 << 10 | dice.randrange(1024)
    tid = "".join(alphabet[number >> 5 * place & 31] for place in range(12, -1, -1))
    did = "did:plc:" + draw(dice, alphabet, 24)
    name, handle = dice.choice([("Ann Field", "annfield.bsky.social"), ("The Vale Post", "valepost.example")])
    day = day_of(ms)
    who = page.a(f"https://bsky.app/profile/{did}?ref_src=embed", f"@{handle}")
    date = page.a(f"https://bsky.app/profile/{did}/post/{tid}?ref_src=embed", f"{printed(day)} at 7:49 AM")
    inner = dice.choice([f"{name} ({who})", f"{page.a(f'https://bsky.app/profile/{did}?ref_src=embed', f'{name} (@{handle})')}"])
    markup = (f'<blockquote class="bluesky-embed" data-bluesky-uri="at://{did}/app.bsky.feed.post/{tid}" data-bluesky-cid="bafyrei'
              f'{draw(dice, alphabet, 52)}"><p lang="en">The quay at six in the morning.<br><br>{page.a(f"https://bsky.app/profile/{did}/post/{tid}?ref_src=embed", "[image or embed]")}</p>'
              f"&mdash; {inner} {date}</blockquote>{ALSO_END}{page.script('https://embed.bsky.app/static/embed.js')}")
    urls = [f"https://bsky.app/profile/{who}/post/{tid}" for who in (handle, did)]
    return page.embed(markup, "bluesky", post_id=tid, moment=moment_of(ms), urls=urls, forms=("blockquote",), handle=handle, name=name,
                      text="The quay at six in the morning.")


class Toot:
    def __init__(self, dice):
        self.ms = stamp(dice, 2018, 2025)
        self.id = str(self.ms << 16 | dice.randrange(1 << 16))
        self.host, self.user = dice.choice([("fedi.example", "ann"), ("social.vale.example", "portwatch"), ("mastodon.social", "moss_quay")])
        self.url = f"https://{self.host}/@{self.user}/{self.id}"

    def facts(self, *forms):
        return {"post_id": self.id, "moment": moment_of(self.ms), "urls": [self.url], "forms": forms,
                "handle": f"{self.user}@{self.host}", "judged": {"handle"}}


def mastodon_quote(page, dice):
    t = Toot(dice)
    words = f"<div>Post by @{t.user}@{t.host}</div><div>View on Mastodon</div>"
    markup = (f'<blockquote class="mastodon-embed" data-embed-url="{page.ignore(t.url + "/embed")}" style="background: #FCF8FF;"> '
              f"{page.a(t.url, words)} </blockquote>{ALSO_END} {page.script(f'https://{t.host}/embed.js', ' data-allowed-prefixes async')}")
    return page.embed(markup, "mastodon", **t.facts("blockquote"))


def mastodon_frame(page, dice):
    t = Toot(dice)
    markup = (page.iframe(t.url + "/embed", ' class="mastodon-embed" style="max-width: 100%; border: 0" width="400"') + ALSO_END
              + page.script(f"https://{t.host}/embed.js"))
    return page.embed(markup, "mastodon", **t.facts("iframe"))


def reddit_urls(url, code):
    return [url, f"https://www.reddit.com/r/portalder/comments/{code}/", f"https://www.reddit.com/comments/{code}/"]


def reddit_quote(page, dice):
    code = draw(dice, BASE36[1:], 7)
    url = f"https://www.reddit.com/r/portalder/comments/{code}/anyone_else_hear_the_siren/"
    user = page.a("https://www.reddit.com/user/marlow_tide/", "u/marlow_tide")
    sub = page.a("https://www.reddit.com/r/portalder/", "portalder")
    markup = (f'<blockquote class="reddit-embed-bq" style="height:316px" data-embed-height="316">{page.a(url, "Anyone else hear the siren?")}'
              f"<br> by{user} in{sub}</blockquote>{ALSO_END}{page.script('https://embed.reddit.com/widgets.js')}")
    return page.embed(markup, "reddit", post_id=code, urls=reddit_urls(url, code),
                      forms=("blockquote",), handle="marlow_tide", judged={"handle"})


def reddit_card(page, dice):
    code = draw(dice, BASE36[1:], 6)
    url = f"https://www.reddit.com/r/portalder/comments/{code}/anyone_else_hear_the_siren/"
    markup = (f'<blockquote class="reddit-card" data-card-created="1546300800">{page.a(url, "Anyone else hear the siren?")} from '
              f"{page.a('http://www.reddit.com/r/portalder', 'r/portalder')}</blockquote>{ALSO_END}\n"
              f"{page.script('//embed.redditmedia.com/widgets/platform.js')}")
    return page.embed(markup, "reddit", post_id=code, urls=reddit_urls(url, code),
                      forms=("blockquote",), judged=set())


# --- Widgets and frames of the rest ---

def telegram(page, dice):
    channel, number = dice.choice(["portalder", "vale_news"]), dice.randrange(100, 90000)
    markup = (f'<script async src="{page.value("https://telegram.org/js/telegram-widget.js?22", "script@src", resource=True)}" '
              f'data-telegram-post="{channel}/{number}" data-width="100%"></script>')
    return page.embed(markup, "telegram", urls=[f"https://t.me/{channel}/{number}"], forms=("widget",), judged=set())


def linkedin(page, dice):
    ms = stamp(dice, 2018, 2024)
    number = ms << 22 | dice.randrange(1 << 22)
    kind = dice.choice(["share", "ugcPost", "activity"])
    src = f"https://www.linkedin.com/embed/feed/update/urn:li:{kind}:{number}"
    return page.embed(page.iframe(src, ' height="543" width="504" title="Embedded post"'), "linkedin", moment=moment_of(ms),
                      urls=[f"https://www.linkedin.com/feed/update/urn:li:{kind}:{number}"], forms=("iframe",), judged=set())


def tumblr(page, dice):
    number = draw(dice, "123456789", 18)
    key = draw(dice, ALNUM, 22)
    src = f"https://embed.tumblr.com/embed/post/{key}/{number}"
    url = f"https://valeharbour.tumblr.com/post/{number}/low-tide"
    markup = (f'<div class="tumblr-post" data-href="{page.ignore(src)}" data-did="da39a3ee5e6b4b0d3255bfef95601890afd80709">'
              f"{page.a(url, url)}</div>{ALSO_END} {page.script('https://assets.tumblr.com/post.js')}")
    return page.embed(markup, "tumblr", post_id=number, forms=("widget",), judged=set())


def imgur(page, dice):
    code = draw(dice, ALNUM, 7)
    markup = (f'<blockquote class="imgur-embed-pub" lang="en" data-id="a/{code}">{page.a(f"https://imgur.com/a/{code}", "Low tide")}'
              f"</blockquote>{ALSO_END}{page.script('//s.imgur.com/min/embed.js')}")
    return page.embed(markup, "imgur", urls=[f"https://imgur.com/a/{code}"], forms=("blockquote",), judged=set())


def vk(page, dice):
    owner, number = dice.randrange(10**6, 10**8), dice.randrange(10, 9999)
    call = f'VK.Widgets.Post("vk_post_-{owner}_{number}", -{owner}, {number}, "{draw(dice, ALNUM, 26)}");'
    markup = (f'<div id="vk_post_-{owner}_{number}"></div>{ALSO_START}{page.script("https://vk.com/js/api/openapi.js?168", "")}'
              f'{ALSO_START}<script>{ALSO_START}(function() {{ {ALSO_START}{call}{ALSO_END} }}());{ALSO_END}</script>')
    return page.embed(markup, "vk", urls=[f"https://vk.com/wall-{owner}_{number}"], forms=("widget",), judged=set(), free=True)


def truthsocial(page, dice):
    number = str(stamp(dice, 2022, 2024) << 16 | dice.randrange(1 << 16))
    url = f"https://truthsocial.com/@portwatch/{number}"
    markup = page.iframe(url + "/embed", ' class="truthsocial-embed" style="max-width: 100%; border: 0" width="600"')
    return page.embed(markup, "truthsocial", post_id=number, urls=[url, f"https://truthsocial.com/@portwatch/posts/{number}"],
                      forms=("iframe",), handle="portwatch", judged={"handle"})


def tube(dice):
    """64 bits in base64: the last character holds four of them."""
    return draw(dice, ALNUM + "-_", 10) + dice.choice("AEIMQUYcgkosw048")


def youtube(page, dice):
    code = tube(dice)
    src = dice.choice([f"https://www.youtube.com/embed/{code}", f"https://www.youtube-nocookie.com/embed/{code}?rel=0&amp;start=42",
                       f"https://www.youtube.com/embed/{code}?feature=oembed"])
    return page.embed(page.iframe(src, ' width="560" height="315" title="The talk" allowfullscreen'), "youtube", post_id=code,
                      urls=[f"https://www.youtube.com/watch?v={code}"], forms=("iframe",), judged=set())


def youtube_lazy(page, dice):
    """A placeholder with the frame in a noscript: one post."""
    code = tube(dice)
    src = f"https://www.youtube.com/embed/{code}?feature=oembed"
    markup = (f'<iframe data-src="{page.ignore(src)}" class="lazyload" width="560" height="315"></iframe>{ALSO_END}<noscript>{ALSO_START}'
              f'{page.iframe(src)}{ALSO_END}</noscript>')
    return page.embed(markup, "youtube", post_id=code, urls=[f"https://www.youtube.com/watch?v={code}"], forms=("iframe", "widget"),
                      judged=set())


def youtube_data(page, dice):
    code = tube(dice)
    markup = (f'<div class="embed-consent"><iframe src="about:blank" data-src="{page.ignore(f"https://www.youtube.com/embed/{code}")}" '
              f'width="560"></iframe></div>')
    markup = markup.replace('<iframe', ALSO_START + '<iframe').replace("</iframe>", "</iframe>" + ALSO_END)
    return page.embed(markup, "youtube", post_id=code, urls=[f"https://www.youtube.com/watch?v={code}"], forms=("iframe", "widget"),
                      judged=set())


def youtube_amp(page, dice):
    code = tube(dice)
    markup = f'<amp-youtube width="480" height="270" layout="responsive" data-videoid="{code}"></amp-youtube>'
    return page.embed(markup, "youtube", post_id=code, urls=[f"https://www.youtube.com/watch?v={code}"], forms=("amp",), judged=set())


def youtube_gutenberg(page, dice):
    code = tube(dice)
    url = f"https://www.youtube.com/watch?v={code}"
    data = f'{{"url":"{url}","type":"video","providerNameSlug":"youtube","responsive":true}}'
    markup = (f'<!-- wp:embed {page.ignore(data)} -->\n<figure class="wp-block-embed is-type-video is-provider-youtube"><div '
              f'class="wp-block-embed__wrapper">\n{page.bare(url)}\n</div></figure>{ALSO_END}\n<!-- /wp:embed -->')
    return page.embed(markup, "youtube", post_id=code, urls=[url], forms=("block",), judged=set())


def vimeo(page, dice):
    number = draw(dice, "123456789", 9)
    return page.embed(page.iframe(f"https://player.vimeo.com/video/{number}?h={draw(dice, '0123456789abcdef', 10)}&amp;title=0"), "vimeo",
                      post_id=number, urls=None, forms=("iframe",), judged=set())


def vimeo_amp(page, dice):
    number = draw(dice, "123456789", 9)
    markup = f'<amp-vimeo data-videoid="{number}" layout="responsive" width="500" height="281"></amp-vimeo>'
    return page.embed(markup, "vimeo", post_id=number, urls=[f"https://vimeo.com/{number}"], forms=("amp",), judged=set())


def dailymotion(page, dice):
    code = "x" + draw(dice, BASE36, 6)
    return page.embed(page.iframe(f"https://www.dailymotion.com/embed/video/{code}?autoplay=0"), "dailymotion", post_id=code,
                      urls=[f"https://www.dailymotion.com/video/{code}"], forms=("iframe",), judged=set())


def spotify(page, dice):
    kind, code = dice.choice(["track", "episode", "playlist", "album"]), draw(dice, ALNUM, 22)
    return page.embed(page.iframe(f"https://open.spotify.com/embed/{kind}/{code}?utm_source=generator", ' width="100%" height="152"'),
                      "spotify", post_id=code, urls=[f"https://open.spotify.com/{kind}/{code}"], forms=("iframe",), judged=set())


def soundcloud(page, dice):
    url = f"https://soundcloud.com/lowtide/{draw(dice, BASE36, 8)}"
    src = f"https://w.soundcloud.com/player/?url={quoted(url)}&amp;color=%23ff5500&amp;auto_play=false"
    return page.embed(page.iframe(src, ' scrolling="no" allow="autoplay"'), "soundcloud", urls=[url], forms=("iframe",), judged=set())


def twitch(page, dice):
    if dice.random() < 0.5:
        number = draw(dice, "123456789", 10)
        return page.embed(page.iframe(f"https://player.twitch.tv/?video=v{number}&amp;parent=valepost.example"), "twitch",
                          urls=[f"https://www.twitch.tv/videos/{number}"], forms=("iframe",), judged=set())
    slug = "BraveTideGull" + draw(dice, ALNUM, 6)
    return page.embed(page.iframe(f"https://clips.twitch.tv/embed?clip={slug}&amp;parent=valepost.example"), "twitch", post_id=slug,
                      urls=[f"https://clips.twitch.tv/{slug}"], forms=("iframe",), judged=set())


def giphy(page, dice):
    code = draw(dice, ALNUM, 18)
    return page.embed(page.iframe(f"https://giphy.com/embed/{code}", ' width="480" class="giphy-embed"'), "giphy", post_id=code,
                      urls=[f"https://giphy.com/gifs/{code}"], forms=("iframe",), judged=set())


def flickr(page, dice):
    number = draw(dice, "123456789", 11)
    url = f"https://www.flickr.com/photos/valeharbour/{number}/"
    picture = page.img(f"https://live.staticflickr.com/65535/{number}_ab12cd34ef_b.jpg", ' width="1024" alt="Low tide"')
    markup = (f'<a data-flickr-embed="true" href="{page.value(url, "a@href")}" title="Low tide">{picture}</a>{ALSO_END}'
              + page.script("//embedr.flickr.com/assets/client-code.js"))
    return page.embed(markup, "flickr", post_id=number, urls=[url], forms=("widget",), judged=set())


def pinterest(page, dice):
    number = draw(dice, "123456789", 18)
    url = f"https://www.pinterest.com/pin/{number}/"
    markup = f'<a data-pin-do="embedPin" data-pin-width="medium" href="{page.value(url, "a@href")}"></a>'
    return page.embed(markup, "pinterest", post_id=number, urls=[url], forms=("widget",), judged=set())


def gist(page, dice):
    code = draw(dice, "0123456789abcdef", 32)
    markup = f'<script src="{page.value(f"https://gist.github.com/marlow/{code}.js", "script@src", resource=True)}"></script>'
    return page.embed(markup, "gist", post_id=code, urls=[f"https://gist.github.com/marlow/{code}"], forms=("widget",), judged=set())


def permalink(dice):
    """A post of some platform: (platform, URL, truth)."""
    tok, gram, code, number = Tok(dice), Gram(dice), tube(dice), draw(dice, "123456789", 9)
    track = draw(dice, ALNUM, 22)
    return dice.choice([
        ("youtube", f"https://youtu.be/{code}", {"post_id": code, "urls": [f"https://www.youtube.com/watch?v={code}"], "judged": set()}),
        ("instagram", gram.url, gram.facts(judged=set())),
        ("tiktok", tok.url, tok.facts()),
        ("vimeo", f"https://vimeo.com/{number}", {"post_id": number, "urls": [f"https://vimeo.com/{number}"], "judged": set()}),
        ("spotify", f"https://open.spotify.com/track/{track}",
         {"post_id": track, "urls": [f"https://open.spotify.com/track/{track}"], "judged": set()})])


def block_other(page, dice):
    platform, url, facts = permalink(dice)
    kind = dice.choice(["embed", f"core-embed/{platform}"])
    data = f'{{"url":"{url}","type":"rich","providerNameSlug":"{platform}"}}'
    markup = (f'<!-- wp:{kind} {page.ignore(data)} -->\n<figure class="wp-block-embed is-provider-{platform}"><div '
              f'class="wp-block-embed__wrapper">\n{page.bare(url)}\n</div></figure>{ALSO_END}\n<!-- /wp:{kind} -->')
    return page.embed(markup, platform, **{**facts, "forms": ("block",)})


def oembed_other(page, dice):
    platform, url, facts = permalink(dice)
    markup = f'<figure class="media">{ALSO_START}<oembed url="{page.ignore(url)}"></oembed>{ALSO_END}</figure>'
    return page.embed(markup, platform, **{**facts, "forms": ("block", "widget")})


def shortcode_other(page, dice):
    platform, url, facts = permalink(dice)
    return f"<p>{page.embed(f'[embed]{page.bare(url)}[/embed]', platform, **{**facts, 'forms': ('shortcode',)})}</p>"


def ghost_other(page, dice):
    code = tube(dice)
    frame = page.iframe(f"https://www.youtube.com/embed/{code}?feature=oembed", ' width="200" height="113" title="The talk"')
    markup = f'<figure class="kg-card kg-embed-card">{ALSO_START}{frame}{ALSO_END}</figure>'
    return page.embed(markup, "youtube", post_id=code, urls=[f"https://www.youtube.com/watch?v={code}"], forms=("iframe", "block"),
                      judged=set())


def lazy_frame(page, dice):
    code = draw(dice, "123456789", 9)
    name = dice.choice(["data-src", "data-lazy-src"])
    markup = f'<iframe {name}="{page.ignore(f"https://player.vimeo.com/video/{code}")}" class="lazy" width="640"></iframe>'
    return page.embed(markup, "vimeo", post_id=code, forms=("iframe", "widget"), judged=set())


def amp_other(page, dice):
    code, number = "x" + draw(dice, BASE36, 6), draw(dice, "123456789", 18)
    platform, markup, post = dice.choice([
        ("dailymotion", f'<amp-dailymotion data-videoid="{code}" layout="responsive" width="480" height="270"></amp-dailymotion>', code),
        ("gist", f'<amp-gist data-gistid="b9bb35bc68df68259af94430f012425f" layout="fixed-height" height="225"></amp-gist>',
         "b9bb35bc68df68259af94430f012425f"),
        ("pinterest", f'<amp-pinterest data-do="embedPin" data-url="{page.ignore(f"https://www.pinterest.com/pin/{number}/")}" '
                      'width="245" height="330"></amp-pinterest>', number)])
    return page.embed(markup, platform, post_id=post, forms=("amp",), judged=set())


OTHERS = [block_other, oembed_other, shortcode_other, ghost_other, lazy_frame, instagram_quote, instagram_old, instagram_frame, threads_quote, facebook_post, facebook_video, facebook_frame, tiktok_quote,
          tiktok_frame, bluesky_quote, mastodon_quote, mastodon_frame, reddit_quote, reddit_card, telegram, linkedin, tumblr, imgur,
          vk, truthsocial, youtube, youtube_lazy, youtube_data, youtube_gutenberg, vimeo, dailymotion, spotify, soundcloud, twitch,
          giphy, flickr, pinterest, gist]
AMP = [amp_other, instagram_amp, youtube_amp, facebook_amp, tiktok_amp, vimeo_amp]


def add(page, row, seed, lang="en"):
    """The embed of a row on the page."""
    dice = random.Random(f"{seed}{SEED}")
    page.row = row.__name__
    return row(page, Tweet(dice, lang)) if row.__name__.startswith("tweet") else row(page, dice)
