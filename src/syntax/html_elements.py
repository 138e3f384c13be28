#!/usr/bin/python3
"""Writes html_elements.inc: the elements that are read in some way of their own, and a hash table of their names.

Sources: the HTML Standard, sections 15.3 (what they do to lines), 13.1.2 (void and raw elements), 13.2.6.5 (names that
leave foreign content).
"""

import pathlib
import random

KINDS = {
    "PARAGRAPH": "blockquote dir dl figure h1 h2 h3 h4 h5 h6 hr listing menu ol p plaintext pre ul xmp",
    "BREAK": "address article aside body br caption center dd details dialog div dt fieldset figcaption footer form "
    "frame frameset header hgroup html legend li main nav optgroup option search section summary table tbody td "
    "tfoot th thead tr",
    "CELL": "button input select textarea",
    "HIDDEN": "area base basefont col colgroup datalist head iframe link meta noembed noframes param rp script source "
    "style template title track",
}
TRAITS = {
    "RAW": "script style title textarea iframe noframes noembed xmp plaintext",
    "STACKED": "frameset svg math annotation-xml template foreignobject desc title mi mo mn ms mtext",
    "BREAKS_OUT": "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing "
    "menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var",
    "FACTS": "base frameset html link meta time",
    "FRAME": "iframe embed object amp-iframe amp-video-iframe amp-embedly-card",
    "LINKS": "a amp-iframe area blockquote del embed frame iframe ins link object q",
    "FILES": "a amp-anim amp-audio amp-img amp-video area audio bgsound body feimage image img input link script source table "
    "tbody td th thead tr track use video",
}
IDS = "a blockquote br plaintext pre script title".split()
WORD, SLOTS = 8, 1024


def words(name):
    padded = name.encode().ljust(2 * WORD, b"\0")
    return int.from_bytes(padded[:WORD], "little"), int.from_bytes(padded[WORD:], "little")


def slot(name, factor):
    first, second = words(name)
    return ((first + 3 * second) * factor % 2**64) >> 54


def find_factor(names):
    draw = random.Random(1)
    while True:
        factor = draw.getrandbits(64) | 1
        if len({slot(name, factor) for name in names}) == len(names):
            return factor


def row(name):
    first, second = words(name)
    kind = next((kind for kind, listed in KINDS.items() if name in listed.split()), "INLINE")
    traits = " | ".join(f"HTML_{trait}" for trait, listed in TRAITS.items() if name in listed.split())
    known = f"HTML_IS_{name.upper()}" if name in IDS else "HTML_IS_OTHER"
    return f'ROW("{name}", {first:#x}, {second:#x}, HTML_{kind}, {known}, {traits or 0})'


def main():
    names = sorted({"a", *" ".join([*KINDS.values(), *TRAITS.values()]).split()})
    factor = find_factor(names)
    slots = {slot(name, factor): number for number, name in enumerate(names, 1)}
    lines = ["/* Made by html_elements.py. */", f"FACTOR({factor:#x})"]
    lines += [row(name) for name in names]
    lines += [f"SLOT({at}, {slots[at]})" for at in sorted(slots)]
    pathlib.Path(__file__).with_suffix(".inc").write_text("\n".join(lines) + "\n")


main()
