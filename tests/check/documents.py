"""40 Markdown documents: sections written by hand, put together by a seeded generator.

A section is a function of (page, dice) that gives Markdown with the marks of page.py: links where their URL stands."""

import random

import markup
from page import ALSO_END, ALSO_START, Page
from words import AFTER, BEFORE, SEED

SITE = "https://www.valepost.example"


def md(page, url, written=None, resource=False):
    """A destination as it is written."""
    marked, ends = page.around(written or url)
    page.found.append((page.resolve(url), ends, "markdown", resource))
    return marked


def prose(page, dice):
    return dice.choice(BEFORE) + "\n" + dice.choice(AFTER)


def inline(page, dice):
    n = dice.randrange(10**6)
    return (f"See [the report]({md(page, f'{SITE}/{n}/report')}), [a *titled* one]({md(page, f'{SITE}/{n}/titled')} \"A title (really)\") and\n"
            f"[brackets](<{md(page, f'{SITE}/{n}/a b', f'{SITE}/{n}/a b')}> 'x'), [parens]({md(page, f'{SITE}/{n}/lock_(water)')}), "
            f"[code `]` in it]({md(page, f'{SITE}/{n}/code')}) and [![picture]({md(page, f'{SITE}/{n}.png', resource=True)})]({md(page, f'{SITE}/{n}/big')}).")


def references(page, dice):
    n = dice.randrange(10**6)
    return (f"The [minutes][min-{n}] and [the plan][], also [Plan {n}], but not [this].\n\n"
            f"[min-{n}]: {md(page, f'{SITE}/minutes/{n}')}\n"
            f"[the plan]: <{md(page, f'{SITE}/plan/{n}')}> \"The plan\"\n"
            f"[plan {n}]:\n    {md(page, f'{SITE}/plan-2/{n}')}\n    'On two lines'")


def autolinks(page, dice):
    n = dice.randrange(10**6)
    bare = page.around(f"https://minutes.vale.example/{n}?a=1&b=2")
    page.found.append((page.resolve(f"https://minutes.vale.example/{n}?a=1&b=2"), bare[1], "", False))
    www = page.around(f"www.vale.example/{n}")
    page.found.append((f"http://www.vale.example/{n}", www[1], "", False))
    return (f"<{md(page, f'{SITE}/auto/{n}')}> and {bare[0]}, then ({www[0]}) and <ann@field.example>.\n"
            f"Not <{page.ignore('https://dead.example/with space')}> and not \\<https-no://x>.")


def code(page, dice):
    return ("Run `curl https://dead.example/inline` or ``a ` https://dead.example/double``:\n\n"
            "```sh\ncurl https://dead.example/fenced\n# [x](https://dead.example/fenced-2)\n```\n\n"
            "~~~~\n```\nhttps://dead.example/tilde\n~~~\n{{< tweet 1009000000000000000 >}}\n~~~~\n\n"
            "    [indented](https://dead.example/indented)\n    <a href=\"https://dead.example/indented-2\">x</a>")


def table(page, dice):
    n = dice.randrange(10**6)
    return ("| What | Where |\n|---|:--|\n"
            f"| Minutes | [here]({md(page, f'{SITE}/t/{n}')}) |\n| Plan | <{md(page, f'{SITE}/t2/{n}')}> |")


def lists(page, dice):
    n = dice.randrange(10**6)
    return (f"- [one]({md(page, f'{SITE}/l/{n}')})\n  - nested [two]({md(page, f'{SITE}/l2/{n}')})\n\n"
            f"    A paragraph of the nested item: [three]({md(page, f'{SITE}/l3/{n}')}).\n"
            f"1. > quoted [four]({md(page, f'{SITE}/l4/{n}')})\n   > and [five]({md(page, f'{SITE}/l5/{n}')})")


def raw_html(page, dice):
    n = dice.randrange(10**6)
    link = page.a(f"{SITE}/raw/{n}?a=1&amp;b=2", "raw")
    block = page.a(f"{SITE}/block/{n}", "block")
    return (f"Inline {link} here.\n\n<div class=\"box\">\n{block}\n</div>\n\n"
            "<!-- [dead](https://dead.example/comment) <a href=\"https://dead.example/comment-2\">x</a> -->")


def images(page, dice):
    n = dice.randrange(10**6)
    return (f"![The quay]({md(page, f'https://cdn.valepost.example/{n}.jpg', resource=True)} \"At dawn\")\n\n"
            f"![Two][pic-{n}]\n\n[pic-{n}]: {page.ignore(f'https://cdn.valepost.example/two-{n}.jpg')}\n\n"
            f"{page.img(f'https://cdn.valepost.example/three-{n}.png', ' alt=three')}")


def no_links(page, dice):
    return ("[relative](../other.md) [anchor](#top) [mail](mailto:ann@field.example) [script](javascript:void(0))\n"
            "\\[escaped](not-a-link) and [no link] (here), README.md and end.Start")


def headings(page, dice):
    n = dice.randrange(10**6)
    return (f"## A [linked]({md(page, f'{SITE}/h/{n}')}) heading ##\n\nSetext [heading]({md(page, f'{SITE}/s/{n}')})\n---\n\n* * *\n\n"
            f"**[bold]({md(page, f'{SITE}/b/{n}')})**, ~~[struck]({md(page, f'{SITE}/x/{n}')})~~, [entity]({md(page, f'{SITE}/e?a=1&b=2&n={n}', f'{SITE}/e?a=1&amp;b=2&n={n}')})")


# --- Embeds ---

def quote_link(page, dice):
    t = markup.Tweet(dice)
    text = f"{ALSO_START}{t.text}"
    date = f"[{t.date}]({md(page, t.permalink + '?ref_src=twsrc%5Etfw')}){ALSO_END}"
    inner = f"> {text}\n>\n> — {t.name} (@{t.handle}) {date}"
    return page.embed(inner, "twitter", **t.facts("flattened", "blockquote"))


def quote_plain(page, dice):
    t = markup.Tweet(dice)
    link = page.bare(f"https://t.co/{t.slugs[0]}")
    inner = f"> {ALSO_START}{t.text} {link}\n>\n> — {t.name} (@{t.handle}) {t.date}"
    return page.embed(inner, "twitter", handle=t.handle, name=t.name, days=[str(t.day)], text=t.text, forms=("flattened", "blockquote"))


def quote_pic(page, dice):
    """The links of a post as a converter writes them."""
    t = markup.Tweet(dice)
    slug = t.slugs[0]
    pic = f"[{page.ignore(f'pic.twitter.com/{slug}')}]({md(page, f'https://t.co/{slug}')})"
    inner = f"> {ALSO_START}{t.text} {pic}\n>\n> — {t.name} (@{t.handle}) [{t.date}]({md(page, t.permalink)}){ALSO_END}"
    return page.embed(inner, "twitter", **t.facts("flattened", "blockquote"))


def paragraph_plain(page, dice):
    t = markup.Tweet(dice)
    inner = f"{t.text} {page.bare(f'https://t.co/{t.slugs[0]}')}\n\n— {t.name} (@{t.handle}) {t.date}"
    return page.embed(inner, "twitter", handle=t.handle, name=t.name, days=[str(t.day)], text=t.text, forms=("flattened",))


def raw_tweet(page, dice):
    row = dice.choice([markup.tweet_current, markup.tweet_older, markup.tweet_bare, markup.tweet_iframe])
    return row(page, markup.Tweet(dice))


def raw_other(page, dice):
    row = dice.choice([markup.youtube, markup.instagram_quote, markup.gist, markup.mastodon_frame, markup.tiktok_quote, markup.vimeo])
    return row(page, dice)


def bare_line(page, dice):
    t = markup.Tweet(dice)
    platform, facts, url = dice.choice([
        ("twitter", t.nameless("url"), t.permalink),
        ("youtube", {"post_id": "abcDEF12_-4", "forms": ("url",), "judged": set()}, "https://www.youtube.com/watch?v=abcDEF12_-4"),
        ("bluesky", {"post_id": "3lbd2ebt3wk2r", "forms": ("url",), "handle": "annfield.bsky.social", "judged": {"handle"}},
         "https://bsky.app/profile/annfield.bsky.social/post/3lbd2ebt3wk2r")])
    return page.embed(page.bare(url), platform, **facts)


def angle_line(page, dice):
    t = markup.Tweet(dice)
    inner = f"<{ALSO_START}{md(page, t.permalink)}{ALSO_END}>"
    return page.embed(inner, "twitter", **t.nameless("url"))


def hugo(page, dice):
    t = markup.Tweet(dice)
    form = dice.choice(["id", "named", "x"])
    if form == "id":
        return page.embed(f"{{{{< tweet {t.id} >}}}}", "twitter", **t.only_id("shortcode"))
    word = "tweet" if form == "named" else "x"
    return page.embed(f'{{{{< {word} user="{t.handle}" id="{t.id}" >}}}}', "twitter", **t.nameless("shortcode"))


def hugo_other(page, dice):
    if dice.random() < 0.5:
        return page.embed("{{< youtube abcDEF12_-4 >}}", "youtube", post_id="abcDEF12_-4", forms=("shortcode",), judged=set())
    return page.embed("{{< gist marlow 50a7482715eac222e230d1e64dd9a89b >}}", "gist", post_id="50a7482715eac222e230d1e64dd9a89b",
                      forms=("shortcode",), judged=set())


def jekyll(page, dice):
    t = markup.Tweet(dice)
    return page.embed(f"{{% twitter {page.ignore(t.permalink)} %}}", "twitter", **t.nameless("shortcode"))


def wordpress(page, dice):
    t = markup.Tweet(dice)
    if dice.random() < 0.5:
        return page.embed(f"[embed]{page.bare(t.permalink)}[/embed]", "twitter", **t.nameless("shortcode"))
    return page.embed(f"[tweet {t.id}]", "twitter", **t.only_id("shortcode"))


def jsx(page, dice):
    t = markup.Tweet(dice)
    inner = (f'<blockquote className="twitter-tweet"><p lang="en" dir="ltr">{t.words(page)}</p>&mdash; {t.name} (@{t.handle}){{" "}}'
             f"{page.a(t.permalink + '?ref_src=twsrc%5Etfw', t.date)}</blockquote>")
    return page.embed(inner, "twitter", **t.facts("blockquote", "flattened"))


LINKS = [inline, references, autolinks, code, table, lists, raw_html, images, no_links, headings]
EMBEDS = [quote_link, quote_plain, quote_pic, paragraph_plain, raw_tweet, raw_other, bare_line, angle_line, hugo, hugo_other, jekyll,
          wordpress, jsx]
FRONT = ["---\ntitle: The ferry\nlink: https://dead.example/front\ndate: 2018-06-19\n---\n\n",
         "+++\ntitle = \"The ferry\"\nlink = \"https://dead.example/front\"\n+++\n\n", ""]


def cases():
    for number in range(40):
        dice = random.Random(f"document {number} {SEED}")
        page = Page()
        sections = dice.sample(LINKS, 3)
        chosen = [EMBEDS[(number * 2 + step) % len(EMBEDS)] for step in range(2)] if number % 5 else []
        parts = [FRONT[number % 3] + "# The ferry is back", prose(page, dice)]
        for section in sections + chosen:
            parts.append(prose(page, dice))
            parts.append(section(page, dice))
        parts.append(dice.choice(AFTER))
        group = "links" if not chosen else "embeds"
        case = page.finish("\n\n".join(parts) + "\n", f"document-{number}", group, {})
        case.media = "markdown"
        case.facts = {}
        yield case
