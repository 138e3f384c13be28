#!/usr/bin/python3
"""Writes html_names.inc: the named character references of the HTML Standard (section 13.5).

Source: html.entities.html5 of Python 3's standard library, which was made from
https://html.spec.whatwg.org/entities.json; that list is complete and will never change.
"""

import html.entities
import pathlib


def rows():
    names = html.entities.html5
    for name in sorted((name[:-1] for name in names if name.endswith(";")), key=str.encode):
        codes = [ord(c) for c in names[name + ";"]]
        yield f'{{ "{name}", {codes[0]:#x}, {codes[1] if len(codes) > 1 else 0:#x}, {int(name in names)} }},'


def main():
    lines, line = ["/* Made by html_names.py. */"], ""
    for row in rows():
        if len(line) + len(row) > 98:
            lines.append(line.rstrip())
            line = ""
        line += row + " "
    lines.append(line.rstrip())
    pathlib.Path(__file__).with_suffix(".inc").write_text("\n".join(lines) + "\n")


main()
