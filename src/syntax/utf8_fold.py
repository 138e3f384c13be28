#!/usr/bin/python3
"""Writes utf8_fold_table.c: the case folding of Unicode as Python's unicodedata has it (CaseFolding.txt, C and F).

    ./utf8_fold.py > utf8_fold_table.c
"""

import sys
import unicodedata


def foldings():
    for code in range(0x80, sys.maxunicode + 1):
        folded = chr(code).casefold()
        if folded != chr(code):
            yield code, [ord(c) for c in folded]


def runs():
    """[first, last, step, to]: characters a step apart that fold by the same distance are one row."""
    rows = []
    for code, to in foldings():
        row = rows[-1] if rows else None
        if row and len(to) == 1 and len(row[3]) == 1 and code - row[0] == to[0] - row[3][0]:
            step = code - row[1]
            if step <= 2 and (row[0] == row[1] or step == row[2]):
                row[1], row[2] = code, step
                continue
        rows.append([code, code, 1, to])
    return rows


print(f"/* Written by utf8_fold.py from Unicode {unicodedata.unidata_version} (Python's unicodedata); sorted. */")
print('#include "syntax/utf8_fold.h"\n')
print("const struct utf8_folding utf8_foldings[] = {")
for first, last, step, to in runs():
    print(f"    {{ {first:#x}, {last:#x}, {step}, {{ {', '.join(f'{c:#x}' for c in to)} }} }},")
print("};\n")
print("const size_t utf8_folding_count = sizeof utf8_foldings / sizeof *utf8_foldings;")
