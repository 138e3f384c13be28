#!/usr/bin/python3
"""Writes date_languages.inc: the names of months, weekdays and halves of the day in the languages below, out of CLDR.

    npm install cldr-dates-full@48.2.0
    src/syntax/date_languages.py node_modules/cldr-dates-full > src/syntax/date_languages.inc

A name is kept as its key, the form in which texts are compared: small letters without accents, vowel points and marks of
direction (fold, below; the table of folds it writes is the same rule for date_names.c). Names that hold a digit ("4月",
"tháng 4") are read by rule, not by row."""

import json
import pathlib
import sys
import unicodedata

# A name that two languages give to different months belongs to the one that stands first.
LANGUAGES = """en fr es pt it nl de pl ru uk tr hu cs ro sv da nb nn fi el he ar fa hi th vi id ms ja zh ko ca
bg sr sr-Latn hr bs sk sl lt lv et is ga eu gl fil bn ta te ur af sq mk be hy ka az kk uz mr gu kn ml pa ne sw cy km lo my
am lb fo no en-AU en-CA en-GB de-AT fr-CA fr-CH es-MX es-CO pt-PT it-CH nl-BE zh-Hant ar-LB ar-IQ ar-SY ar-MA ar-DZ ar-TN
hi-Latn""".split()

# Names that are printed and that CLDR does not have, the twelve months in their order; several with "/".
MORE = {
    "en": "- - - - - - - - sept - - -",
    "fr": "janv/jan févr/fev mars/mar avr mai juin/jun juil/jui août/aoû/aou sept/sep oct nov déc/dec",
    "es": "ene feb mar abr may jun jul ago sep/set/setiembre oct nov dic",
    "de": "jänner/jän feber/feb mär/mrz/maerz apr mai jun jul aug sep/sept okt nov dez",
    "pt": "- - - - - - - - setembro - - -",
    "it": "- - - - - - - - sett/set - - -",
    "ru": "- фев марта/мар - май июнь/июн июль/июл - сен/сент - ноя/нояб -",
    "uk": "січ лют бер/березень кві/квіт тра/трав чер/черв лип сер/серп вер жов/жовт лис/лист гру/груд",
    "el": "- - - - μάιος/μαιου ιούν/ιουν ιούλ/ιουλ - σεπτ/σεπ - - -",
    "he": "ינו פבר מרס - - יונ יול אוג ספט אוק נוב דצמ",
    "ar": "كانون_الثاني/جانفي شباط/فيفري آذار/مارس نيسان/أفريل أيار/ماي حزيران/جوان تموز/جويلية آب/أوت أيلول/شتنبر "
          "تشرين_الأول تشرين_الثاني/نونبر كانون_الأول/دجنبر",
    "fa": "ژانویه/ژانویهٔ فوریه/فوریهٔ - - مه/می/مهٔ - ژوئیه/ژوئیهٔ/جولای اوت/آگوست/اگست - - - -",
    "hi": "- फरवरी/फ़रवरी - - - - जुलाई - सितम्बर/सितंबर अक्तूबर/अक्टूबर नवम्बर/नवंबर दिसम्बर/दिसंबर",
    "th": "มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค",
    "vi": "tháng_một/tháng_giêng tháng_hai tháng_ba tháng_tư tháng_năm tháng_sáu tháng_bảy tháng_tám tháng_chín tháng_mười "
          "tháng_mười_một tháng_mười_hai/tháng_chạp",
    "id": "- peb/pebruari - - - - - agt/ags - - nop/nopember -",
    "nl": "- - mrt/mrt - - - - - sept - - -",
    "ro": "- - - - - - - - - - noi -",
    "hu": "- - már - - - - - sze/szep - - -",
    "fi": "tammikuu/tam helmikuu/hel maaliskuu/maa huhtikuu/huh toukokuu/tou kesäkuu/kes heinäkuu/hei elokuu syyskuu/syy lokakuu/lok "
          "marraskuu joulukuu/jou",
}

# Between a date and a time, where CLDR has other words or none.
JOINS = "at/on/à/a las/a la/a la(s)/à/às/as/alle/alle ore/ore/um/om/kl/klo/kello/o/ob/la/в/о/у/στις/ώρα/lúc/pukul/jam/saat/เวลา/في/الساعة/ساعت/בשעה"
# Halves of the day that are everyday words where they stand behind a time.
EVERYDAY = {"de", "du", "da", "e", "a"}

# Little words of all languages: { table: { word: (value, other) } }; date_parts.h says what the numbers mean.
NUMBERED = ("tháng", "thg")  # a month's number follows
WORDS = {
    "links": dict.fromkeys("d' da de del den di do e i la năm of ta' ng nke".split(), (0, 0)),
    "leads": dict.fromkeys("ngày ika- ika ที่ den the".split(), (0, 0)),
    "eras": {"พ.ศ": (1, 0), "พศ": (1, 0), "ค.ศ": (0, 0), "คศ": (0, 0)},
    "ordinals": {**dict.fromkeys("st nd rd th er ère e a º ª ° (a) -го -ті".split(), (0, 0)),
                 **dict.fromkeys(". .º .ª 日 号 號 일".split(), (1, 0))},
    "year_ends": dict.fromkeys("г г. года р р. року թ թ. ж.".split(), (0, 0)),
    "year_starts": {**dict.fromkeys("年 년 (e)ko eko ko -ko թ. оны он".split(), (0, 0)), ".": (1, 0), "m.": (1, 0), "m": (1, 0),
                    **dict.fromkeys([". gada", "gada", ". g", ". g.", "g.", "ж.", "жылғы"], (0, 1))},
}
CROATIAN = {"hr"}  # its day is followed by a full stop, which tells its "listopada" from the Polish one
MARKS = [(0x00AD, 0x00AD), (0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2),
         (0x05C4, 0x05C5), (0x05C7, 0x05C7), (0x0610, 0x061A), (0x061C, 0x061C), (0x0640, 0x0640), (0x064B, 0x065F),
         (0x0670, 0x0670), (0x093C, 0x093C), (0x09BC, 0x09BC), (0x0A3C, 0x0A3C), (0x0ABC, 0x0ABC), (0x0CBC, 0x0CBC),
         (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF)]
LIKE = {"ı": "i", "ς": "σ", "’": "'", "ʼ": "'", "‘": "'", "ʻ": "'", "׳": "'", "´": "'", "`": "'", "ی": "ي", "ى": "ي",
        "ک": "ك", "ۀ": "ه", "ە": "ه", "ة": "ه", "ہ": "ه", "ھ": "ه", "\u00a0": " ", "\u202f": " ", "‑": "-", "‐": "-", "־": "-"}
ENDS = ".'॰՛։۔ "  # stand behind an abbreviation and are passed over there


def is_mark(character):
    return any(first <= ord(character) <= last for first, last in MARKS)


def fold_one(character):
    """What one character of a text counts as: one character, or nothing."""
    character = character.lower() if character != "İ" else "i"
    parts = "".join(LIKE.get(part, part) for part in unicodedata.normalize("NFKD" if character > "\uff00" else "NFD", character)
                    if not is_mark(part))
    whole = unicodedata.normalize("NFC", parts)
    return LIKE.get(whole, whole)


def fold(text):
    return "".join(fold_one(character) for character in text)


def keys_of(name):
    """The keys of a name, composed and decomposed: what is more than accents stays in a text as it was written."""
    for form in ("NFC", "NFD"):
        key = fold(unicodedata.normalize(form, name)).strip().rstrip(ENDS)
        if key and not any(unicodedata.category(c) == "Nd" for c in key) and not ("月" in key and key[0].isascii()):
            yield key


def load(root, language):
    path = pathlib.Path(root, "main", language, "ca-gregorian.json")
    return json.loads(path.read_text())["main"][language]["dates"]["calendars"]["gregorian"]


def forms(names):
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield names[context][width]


def spellings(language, name):
    """The name as other words leave it: behind a Hebrew or Catalan preposition, in a Basque case."""
    for start in ("de ", "d’", "d'"):
        if language == "ca" and name.startswith(start):
            name = name[len(start):]
    yield name
    if language == "he":
        yield "ב" + name
        yield "ב-" + name
    if language == "eu":
        yield from (name + "ren", name + "aren", name + "k", name + "ak")


def more_names(language):
    for month, names in enumerate(MORE.get(language, "").split(), 1):
        for name in names.split("/"):
            if name != "-":
                yield month, name.replace("_", " ")


def months(root):
    """{ key: (month, the month where a full stop stands behind the day) }"""
    found, dotted, full_stop = {}, {}, {}
    for language in LANGUAGES:
        calendar = load(root, language)
        long = calendar["dateFormats"]["long"]
        names = [(int(month), name) for form in forms(calendar["months"]) for month, name in form.items()]
        for month, name in names + list(more_names(language)):
            for key in (key for spelling in spellings(language, name) for key in keys_of(spelling)):
                first = found.setdefault(key, month)
                if "d." in long:
                    full_stop[key] = full_stop.get(key, True) and long.endswith("y.")
                if first != month and language in CROATIAN:
                    dotted[key] = month
                elif first != month and key not in dotted:
                    print(f"{language}: {key} is month {first} already, not {month}", file=sys.stderr)
    for name in NUMBERED:
        found[fold(name)], full_stop[fold(name)] = 0, False
    return {key: (month, dotted.get(key, month), full_stop.get(key, False) or key in dotted) for key, month in found.items()}


def weekdays(root):
    found = set()
    for language in LANGUAGES:
        for form in forms(load(root, language)["days"]):
            found.update(key for name in form.values() for key in keys_of(name))
    found.update(key for name in ("thurs", "tues", "weds", "thur", "wednes", "jeu", "terca", "quarta", "quinta", "sexta", "måndagen",
                                 "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen") for key in keys_of(name))
    return found


def halves(root):
    """{ key: whether it is the second half of the day }"""
    found = {"am": False, "pm": True, "凌晨": False, "清晨": False, "早上": False, "中午": True, "晚上": True}
    for language in LANGUAGES:
        for form in forms(load(root, language)["dayPeriods"]):
            for half in ("am", "pm"):
                for key in (key for key in keys_of(form[half]) if key not in EVERYDAY):
                    if found.setdefault(key, half == "pm") != (half == "pm"):
                        print(f"{language}: {key} is both halves of the day", file=sys.stderr)
    return found


def joins(root):
    """What stands between a date and its time."""
    found = set()
    for language in [*LANGUAGES, "es-419"]:
        formats = load(root, language)["dateTimeFormats-atTime"]["standard"]
        for pattern in formats.values():
            between = pattern.partition("{1}")[2].partition("{0}")[0].replace("'", "").strip(" ,،:/(")
            found.update(keys_of(between))
    found.update(key for word in JOINS.split("/") for key in keys_of(word))
    return found


def folds(alphabet):
    """Characters that count as another one of the alphabet."""
    for code in [*range(0x80, 0x3000), *range(0xA640, 0xA6A0), *range(0xFF10, 0xFF5B)]:
        character = chr(code)
        to = fold_one(character)
        if not is_mark(character) and len(to) == 1 and to != character and to in alphabet:
            yield code, ord(to)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write(kind, name, rows):
    """Rows in the order of their bytes, as many to a line as fit."""
    print(f"\nstatic const {kind} {name}[] = {{")
    line = "   "
    for row in rows:
        if len(line) + len(row) > 98:
            print(line)
            line = "   "
        line += f" {row},"
    print(line + "\n};")


def write_table(name, rows):
    """{ key: (value, other, flag) } as a table, with the bytes that its keys begin with as a set of 256 bits."""
    keys = sorted(rows, key=lambda key: key.encode())
    write("struct date_name", f"{name}_names", ("{ %s, %d, %d, %d }" % (quoted(key), *rows[key]) for key in keys))
    firsts = {key.encode()[0] for key in keys}
    words = [sum(1 << byte % 64 for byte in firsts if byte // 64 == word) for word in range(4)]
    print(f"const struct date_table date_{name} = {{\n    {name}_names, {len(keys)}, {max(len(key.encode()) for key in keys)},")
    print("    { " + ", ".join(f"0x{word:x}" for word in words) + " }\n};")


def main(root):
    version = json.loads(pathlib.Path(root, "package.json").read_text())["version"]
    month, weekday, half, join = months(root), weekdays(root), halves(root), joins(root)
    alphabet = set("".join([*month, *weekday, *half, *join])) | set("abcdefghijklmnopqrstuvwxyz'- ")
    print(f"/* Written by date_languages.py out of CLDR (npm's cldr-dates-full {version}). */")
    print(f"\nenum {{ KEY_MOST = {max(len(key.encode()) for key in [*month, *weekday, *half, *join])} }};")
    write("struct fold", "folds", (f"{{ 0x{code:x}, 0x{to:x} }}" for code, to in folds(alphabet)))
    write("struct range", "marks", (f"{{ 0x{first:x}, 0x{last:x} }}" for first, last in MARKS))
    write_table("months", month)
    write_table("weekdays", dict.fromkeys(weekday, (0, 0, 0)))
    write_table("halves", {key: (value, 0, 0) for key, value in half.items()})
    write_table("joins", dict.fromkeys(join, (0, 0, 0)))
    for table, words in WORDS.items():
        write_table(table, {fold(unicodedata.normalize(form, word)): (*numbers, 0)
                            for word, numbers in words.items() for form in ("NFC", "NFD")})


if __name__ == "__main__":
    main(sys.argv[1])
