#!/usr/bin/python3
"""Writes encoding_mended.inc: the characters of GB18030 and Big5 that the Encoding Standard decodes otherwise than
glibc 2.36's iconv.

Source: the indexes of the Standard as npm's @exodus/bytes 1.16.0 has them; its unpacked folder is the argument.

    npm pack @exodus/bytes@1.16.0 && tar xf exodus-bytes-1.16.0.tgz
    src/syntax/encoding_mended.py package
"""

import itertools
import pathlib
import subprocess
import sys

DECODE = """
import { multibyteDecoder } from '%s/fallback/multi-byte.js'
import fs from 'fs'
fs.writeSync(1, multibyteDecoder('%s', true)(new Uint8Array(fs.readFileSync(0))))
"""
HIGH = range(0x81, 0xFF)
DIGITS = range(0x30, 0x3A)


def by_standard(package, name, characters):
    """Each character's text; None where it is malformed."""
    script = DECODE % (pathlib.Path(package).resolve(), name)
    done = subprocess.run(["node", "--input-type=module", "-e", script], input=b"\n".join(characters), capture_output=True, check=True)
    texts = done.stdout.decode().split("\n")
    assert len(texts) == len(characters)
    return [None if "\ufffd" in text else text for text in texts]


def by_iconv(name, characters):
    """One call for all; those that stop it are malformed."""
    texts = []
    while len(texts) < len(characters):
        data = b"\n".join(characters[len(texts):])
        done = subprocess.run(["iconv", "-f", name, "-t", "UTF-8"], input=data, capture_output=True, check=False)
        known = done.stdout.decode().split("\n")
        texts += known if done.returncode == 0 else [*known[:-1], None]
    return texts


def rows(package, name, converter, characters):
    for character, want, have in zip(characters, by_standard(package, name, characters), by_iconv(converter, characters), strict=True):
        if want is not None and want != have:
            (code,) = map(ord, want)
            yield f"{{ {int.from_bytes(character, 'big'):#x}, {code:#x} }},"


def write(out, array, found):
    out.append(f"static const struct mended {array}[] = {{")
    line = ""
    for row in found:
        if len(line) + len(row) > 98:
            out.append(line.rstrip())
            line = ""
        line += row + " "
    out += [line.rstrip(), "};"]


def main():
    pairs = [bytes(pair) for pair in itertools.product(HIGH, range(0x40, 0xFF))]
    fours = [bytes(four) for four in itertools.product(HIGH, DIGITS, HIGH, DIGITS) if four[0] < 0x85 or four[0] == 0x90]
    out = ["/* Made by encoding_mended.py. */"]
    write(out, "mended_gb", rows(sys.argv[1], "gb18030", "GB18030", pairs + fours))
    write(out, "mended_big5", rows(sys.argv[1], "big5", "BIG5-HKSCS", pairs))
    pathlib.Path(__file__).with_suffix(".inc").write_text("\n".join(out) + "\n")


main()
