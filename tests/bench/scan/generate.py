#!/usr/bin/python3
"""Writes news-like text with a link or a flattened post every 1.3 KB: generate.py BYTES > FILE

The same bytes every time. People, places and links are invented, and no two links are the same."""
import random
import sys

WORDS = """the of and to in a that for was on with as at by it from be are this have an had not which
but were their has or been one will said who more its would about into two than other new could time
some year after first people also last over out between years many where three before through council
harbour river market station bridge mayor school winter summer report budget road village island
ferry festival museum library hospital company workers union residents police election minister
season match league weather storm forecast engineers project money million week month Tuesday""".split()
NAMES = "Maya Lind,Tomas Hale,Ines Carrow,Olu Brandt,Petra Voss,Jonah Reyes,Sana Whitlock,Emil Castro".split(",")
MONTHS = "January February March April May June July August September October November December".split()
SITES = "news.example", "www.harbour-times.example", "blog.valley.example", "shop.example.org"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
BLOCK = 4 << 20

random = random.Random(2)


def slug():
    return "".join(random.choices(LETTERS, k=6))  # renew adds four


def sentence():
    text = " ".join(random.choices(WORDS, k=random.randint(8, 24)))
    mark = random.random()
    if mark < .05:
        text += " – and/or not"
    elif mark < .15:
        text = "“%s,” said %s" % (text, random.choice(NAMES))
    elif mark < .17:
        text += " (write to desk@harbour-times.example)"
    return text[0].upper() + text[1:] + "."


def paragraph():
    return " ".join(sentence() for _ in range(random.randint(2, 6)))


def link():
    return "https://%s/%d/%02d/%s-%s?id=%d" % (random.choice(SITES), random.randint(2010, 2024), random.randint(1, 12),
                                              random.choice(WORDS), slug().lower(), random.randint(1, 10 ** 6))


def post():
    name = random.choice(NAMES)
    return "%s https://t.co/%s pic.twitter.com/%s\n\n— %s (@%s) %s %d, %d" % (
        sentence(), slug(), slug(), name, name.lower().replace(" ", "_"), random.choice(MONTHS), random.randint(1, 28),
        random.randint(2012, 2023))


def article(size):
    parts, length, wanted = [], 0, 1300
    while length < size:
        text = paragraph()
        if length >= wanted:
            wanted += 1300
            text = post() if random.random() < .3 else text + " See " + link() + " for more."
        parts.append(text)
        length += len(text.encode()) + 2
    return "\n\n".join(parts) + "\n\n"


# A block of fresh text takes Python seconds, so blocks are repeated with other slugs and numbers in their links.
def renew(block, number):
    tag = ("%04d" % number).encode()
    for before in (b"t.co/", b"twitter.com/", b"?id="):
        block = block.replace(before, before + tag)
    return block


def main():
    size = int(sys.argv[1])
    block = article(BLOCK).encode()
    done = number = 0
    while done < size:
        piece = renew(block, number)[:size - done]
        sys.stdout.buffer.write(piece)
        done += len(piece)
        number += 1


main()
