#!/usr/bin/python3
"""Compares the TOML reader with Python's on files made by chance: what one takes, the other takes, with the same values.

    toml.py COUNT READER        makes COUNT files; READER is the program toml_json

Exits with 1 where they differ, and 77 where this Python has no reader."""

import json
import pathlib
import random
import subprocess
import sys
import tempfile

try:
    import tomllib
except ImportError:
    sys.exit(77)

KEYS = ["a", "b", "c", "a.b", "a.c", "b.a.c", '"x y"', "'z'", 'a."b"', "1", "a . b", "-", ""]
VALUES = ["1", "-17", "+0", "007", "1_000", "1__0", "_1", "1_", "0x1F", "0xg", "0o17", "0b102", "0b101", "1.5", "1.", ".5", "1e3", "1e_3", "6.02e+2_3",
          "inf", "-nan", "true", "false", "True", '"s"', "'s\\d'", '"\\t\\u00e9"', '"\\d"', '"\\ud800"', '"""m\n\n"""', '"""\\\n  x"""', "'''y'''''", '""""q"""', "''''''", "x",
          "", '"open', "[]", "[1, 2,]", "[1 2]", "[\n1, # c\n2\n]", "[[1], ['a']]", "{}", "{a = 1}", "{a.b = 1, a.c = 2}", "{a = 1, a = 2}", "{a = {b = 1}, a.c = 1}", "{a = 1,}", "[{a = 1}, {b = 2}]", "[,]", "9223372036854775807", "-0.0", "0e0", "00.5", "+0x1"]


def line(chance):
    kind = chance.random()
    if kind < 0.3:
        return f"[{chance.choice(KEYS)}]"
    if kind < 0.4:
        return f"[[{chance.choice(KEYS)}]]"
    if kind < 0.45:
        return chance.choice(["# comment", "", "\t# \u00e9", "a = 1 b = 2", "[a] # c", "[a", "= 1", "a", "\x01"])
    plain = [value for value in VALUES if chance.random() < 0.9]
    return f"{chance.choice(KEYS)} = {chance.choice(plain)}{chance.choice(['', '', ' # c', ' x'])}" if kind < 0.6 else \
        f"{chance.choice(KEYS[:10])}{chance.choice('abc')} = {chance.randrange(9)}"


def known(value):
    if isinstance(value, dict):
        return {key: known(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [known(inner) for inner in value]
    return "float" if isinstance(value, float) else value


def ours(value):
    if isinstance(value, dict):
        return {key: ours(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [ours(inner) for inner in value]
    return "float" if isinstance(value, str) and value.startswith("float ") else value


def theirs(text):
    try:
        return known(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def main(count, reader):
    chance = random.Random(10)
    texts = ["\n".join(line(chance) for _ in range(chance.choice((1, 1, 2, 3, 5, 8)))) for _ in range(int(count))]
    with tempfile.TemporaryDirectory(prefix="landfall-toml-") as folder:
        files = [pathlib.Path(folder) / str(number) for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_bytes(text.encode())
        done = subprocess.run([reader, *files], capture_output=True, text=True, check=True)
    told = [ours(json.loads(told)) for told in done.stdout.splitlines()]
    assert len(told) == len(texts), (len(told), len(texts))
    wanted = [theirs(text) for text in texts]
    wrong = [(text, got, want) for text, got, want in zip(texts, told, wanted, strict=True) if got != want]
    for text, got, want in wrong[:10]:
        print(f"of {text!r}:\n  landfall {got}\n  Python   {want}")
    good = sum(want is not None for want in wanted)
    print(f"{len(texts)} files, of which {good} are TOML; {len(wrong)} read otherwise")
    assert len(texts) < 100 or len(texts) // 10 < good < len(texts) * 9 // 10, "the files show too little"
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
