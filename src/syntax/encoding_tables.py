#!/usr/bin/python3
"""Writes encoding_labels.inc and encoding_single.inc: the Encoding Standard's labels (section 4.2) and its single-byte
encodings (section 9).

Sources: the labels of webencodings 0.6.1 from PyPI (made from https://encoding.spec.whatwg.org/encodings.json), whose
unpacked folder is the argument; the code points of Python 3's own codecs, mended where the Standard has others.

    pip download webencodings==0.6.1 --no-binary :all: --no-deps && tar xf webencodings-0.6.1.tar.gz
    src/syntax/encoding_tables.py webencodings-0.6.1
"""

import pathlib
import runpy
import sys

HERE = pathlib.Path(__file__).parent
CODECS = {"windows-874": "cp874", "x-mac-cyrillic": "mac_cyrillic", "macintosh": "mac_roman", "iso-8859-8-i": "iso8859-8"}
MENDED = {("koi8-u", 0xAE): 0x45E, ("koi8-u", 0xBE): 0x40E, ("windows-1255", 0xCA): 0x5BA}
NOT_SINGLE = {"utf-8", "utf-16le", "utf-16be", "gbk", "gb18030", "big5", "euc-jp", "shift_jis", "euc-kr", "iso-2022-jp",
              "replacement", "x-user-defined"}


def constant(name):
    return "ENCODING_" + name.upper().replace("-", "_")


def code_of(name, byte):
    """What no codec maps is a control in 0x80 to 0x9f of the vendors' code pages, and else an error."""
    if (name, byte) in MENDED:
        return MENDED[name, byte]
    try:
        return ord(bytes([byte]).decode(CODECS.get(name, name)))
    except UnicodeDecodeError:
        return byte if byte < 0xA0 and not name.startswith("iso") else 0xFFFD


def fill(parts):
    lines, line = [], ""
    for part in parts:
        if len(line) + len(part) > 98:
            lines.append(line.rstrip())
            line = ""
        line += part + " "
    return "\n".join(lines + [line.rstrip()]) + "\n"


def main():
    labels = runpy.run_path(str(pathlib.Path(sys.argv[1]) / "webencodings/labels.py"))["LABELS"]
    rows = [f'{{ "{label}", {constant(name)} }},' for label, name in sorted(labels.items())]
    head = "/* Made by encoding_tables.py. */\n"
    (HERE / "encoding_labels.inc").write_text(head + fill(rows))
    singles = sorted(set(labels.values()) - NOT_SINGLE)
    text = head
    for name in singles:
        text += f"[{constant(name)}] = {{\n" + fill(f"{code_of(name, byte):#x}," for byte in range(0x80, 0x100)) + "},\n"
    (HERE / "encoding_single.inc").write_text(text)
    print("enum:", ", ".join(constant(name) for name in singles))


main()
