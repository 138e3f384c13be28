#!/usr/bin/env python3
"""Writes pages in the shape of news sites: much script and navigation, an article, posts, related links, comments.

    generate.py FOLDER MEGABYTES
"""

import pathlib
import random
import sys

WORDS = ("the of and to in a is that for it was on as with be by at from this have are but not they which one you were all her she "
         "there would their we him been has when who will no more if out so up said what its about than into them can only other "
         "time new some could these two may first then do any like my now over such our man me even most made after also did many "
         "off before must well back through years much where your way down should because long each just state those people too "
         "minister parliament budget striking harbour ferry election council police reporters committee évidence Zürich").split()
SECTIONS = "world politics business sport culture science climate opinion travel video".split()


def words(draw, count):
    return " ".join(draw.choice(WORDS) for _ in range(count))


def slug(draw):
    return "-".join(draw.choice(WORDS) for _ in range(6)).lower()


def link(draw):
    return f"https://www.courier.example/{draw.choice(SECTIONS)}/{draw.randrange(10**8)}/{slug(draw)}?ref=home&amp;pos={draw.randrange(40)}"


def head(draw, title):
    style = "".join(f".c{i}-{draw.randrange(9999)}{{margin:0 {i}px;color:#{draw.randrange(1 << 24):06x};display:flex}}" for i in range(160))
    metas = "".join(f'<meta property="og:p{i}" content="{words(draw, 9)}">\n' for i in range(18))
    sheets = "".join(f'<link rel="preload" as="script" href="/static/js/{draw.randrange(1 << 40):010x}.js">\n' for _ in range(24))
    return (f'<!DOCTYPE html>\n<html lang="en" class="no-js">\n<head>\n<meta charset="utf-8">\n<title>{title} | Courier</title>\n{metas}{sheets}'
            f'<link rel="canonical" href="{link(draw)}">\n<style>{style}</style>\n{data(draw, title)}</head>\n')


def data(draw, title):
    state = ",".join(f'"k{i}":{{"id":"{draw.randrange(1 << 48):x}","t":"{words(draw, 6)}","u":"{slug(draw)}","n":{draw.random():.6f}}}'
                     for i in range(260))
    return (f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{title}",'
            f'"datePublished":"2024-0{draw.randrange(1, 10)}-1{draw.randrange(10)}T09:00:00Z"}}</script>\n'
            f'<script>window.__STATE__={{{state}}};(function(){{for(var i=0;i<9;i++){{if(i<3){{document.title+=""}}}}}})()</script>\n')


def navigation(draw):
    items = "".join(f'<li class="nav__item nav__item--{i}" data-track="nav-{i}"><a class="nav__link" href="/{draw.choice(SECTIONS)}/{slug(draw)}">'
                    f'<span>{words(draw, 2)}</span></a></li>\n' for i in range(60))
    return f'<body class="page page--article">\n<header><nav aria-label="Main"><ul>\n{items}</ul></nav></header>\n<main><article>\n'


def tweet(draw):
    handle = draw.choice(WORDS).capitalize() + str(draw.randrange(100))
    number = (1500000000000 + draw.randrange(10**11) - 1288834974657) << 22
    short = "".join(draw.choice("abcdefghijkmnopqrstuvwxyzABCDEFGH0123456789") for _ in range(10))
    return (f'<blockquote class="twitter-tweet" data-lang="en"><p lang="en" dir="ltr">{words(draw, 24)} <a href="https://t.co/{short}">pic.twitter.com/'
            f'{short}</a></p>&mdash; {handle} ({"@" + handle}) <a href="https://twitter.com/{handle}/status/{number}?ref_src=twsrc%5Etfw">July 14, 2017'
            f'</a></blockquote>\n<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>\n')


def article(draw):
    parts = []
    for i in range(34):
        text = words(draw, 60)
        if i % 3 == 0:
            text += f' <a href="{link(draw)}" rel="noopener" target="_blank">{words(draw, 4)}</a> {words(draw, 20)}'
        parts.append(f'<p class="article__paragraph article__paragraph--{i} css-{draw.randrange(1 << 30):x}">{text}.</p>\n')
        if i in (9, 20):
            parts.append(tweet(draw))
        if i == 15:
            parts.append('<figure><iframe width="560" height="315" src="https://www.youtube.com/embed/'
                         f'{draw.randrange(1 << 60):011x}" allowfullscreen></iframe><figcaption>{words(draw, 12)}</figcaption></figure>\n')
    return "".join(parts)


def related(draw):
    cards = "".join(f'<div class="card card--{i % 5}" data-id="{draw.randrange(1 << 40)}"><a class="card__link" href="{link(draw)}"><picture><source '
                    f'srcset="/i/{draw.randrange(1 << 30):x}-320.webp 320w, /i/{draw.randrange(1 << 30):x}-640.webp 640w"><img loading="lazy" alt="'
                    f'{words(draw, 5)}" src="/i/{draw.randrange(1 << 30):x}.jpg"></picture><h3 class="card__title">{words(draw, 9)}</h3></a></div>\n'
                    for i in range(70))
    return f'</article></main><aside>{cards}</aside>\n<footer><p>{words(draw, 60)}</p></footer>\n</body>\n</html>\n'


def page(draw):
    title = words(draw, 9).capitalize()
    return head(draw, title) + navigation(draw) + article(draw) + related(draw)


def main():
    folder, size = pathlib.Path(sys.argv[1]), int(sys.argv[2]) << 20
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(7)
    written = number = 0
    while written < size:
        text = page(draw).encode()
        (folder / f"page-{number:05}.html").write_bytes(text)
        written += len(text)
        number += 1


if __name__ == "__main__":
    main()
