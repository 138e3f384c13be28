#!/usr/bin/python3
"""What is told of options is what the two tables of them say: --help, the manual, and what is taken.

With --write, puts the options into the manual and into README.md."""

import os
import pathlib
import re
import subprocess
import sys
import typing
import unittest

from landfall import ROOT, run

MANUAL = ROOT / "src/cli/landfall.1"
README = ROOT / "README.md"
BUILD = pathlib.Path(os.environ.get("LANDFALL_BUILD", ROOT / "build/dev"))
COMMANDS = {"scan": 1, "resolve": 2, "expand": 4, "check": 8, "enrich": 16}
SECTIONS = {
    31: "All commands",
    15: "All commands but enrich",
    27: "scan, resolve, check and enrich",
    30: "All commands but scan",
    24: "check and enrich",
    8: "check",
    16: "enrich",
}
OPTIONS = re.compile(r"^\.SH OPTIONS\n(.*?)(?=^\.SH )", re.DOTALL | re.MULTILINE)
TABLE = re.compile(r"^\| option \| of \| what it does \|\n\|---\|---\|---\|\n((?:\|.*\n)*)", re.MULTILINE)


class Option(typing.NamedTuple):
    name: str
    letter: str
    argument: str
    takes: str
    standard: str
    summary: str
    details: str
    commands: int
    repeatable: bool

    @property
    def whole(self):
        """All there is to say of it, in sentences."""
        text = self.details or f"{self.summary[0].upper()}{self.summary[1:]}."
        return text + (f" Default {self.standard}." if self.standard else "") + (" May be given again." if self.repeatable else "")


def read_options():
    lines = subprocess.run([BUILD / "tests/options"], capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [line.split("\t") for line in lines]
    return [Option(*row[:7], int(row[7]), row[8] == "1") for row in rows]


def typed(text):
    """As it is typed, in roff: a bare hyphen is a typographic one."""
    return text.replace("\\", "\\e").replace("-", "\\-")


def sentences(option):
    """In roff, one a line."""
    text = re.sub(r"`([^`]+)`", lambda word: f"\\fB{typed(word[1])}\\fR", option.whole)
    for word in sorted(set(re.findall(r"[A-Z][A-Z0-9]*", option.argument))):
        text = re.sub(rf"(?<![\w\\]){word}(?!\w)", rf"\\fI{word}\\fR", text)
    return re.sub(r"([.;]) (?=[A-Z\\])", r"\1\n", text)


def in_manual(option):
    name = typed(f"--{option.name}")
    names = f'\\fB{typed("-" + option.letter)}\\fR, \\fB{name}\\fR' if option.letter else f"\\fB{name}\\fR"
    argument = f" \\fI{typed(option.argument)}\\fR" if option.argument else ""
    return f".TP\n{names}{argument}\n{sentences(option)}\n"


def manual_of(options):
    return "".join(f".SS {title}\n" + "".join(in_manual(option) for option in options if option.commands == mask)
                   for mask, title in SECTIONS.items() if any(option.commands == mask for option in options))


def in_readme(option):
    names = f"-{option.letter}`, `--{option.name}" if option.letter else f"--{option.name}"
    argument = f" {option.argument}".replace("|", "\\|") if option.argument else ""
    of = SECTIONS[option.commands].replace(" and", ",").replace("All commands but", "all but").replace("All commands", "all")
    return f"| `{names}{argument}` | {of} | {option.summary}{f' ({option.standard})' if option.standard else ''} |\n"


def readme_of(options):
    return "".join(in_readme(option) for mask in SECTIONS for option in options if option.commands == mask)


def write():
    options = read_options()
    MANUAL.write_text(OPTIONS.sub(lambda _: f".SH OPTIONS\n{manual_of(options)}", MANUAL.read_text()))
    head = "| option | of | what it does |\n|---|---|---|\n"
    README.write_text(TABLE.sub(lambda _: head + readme_of(options), README.read_text()))


class Told(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.options = read_options()

    def test_there_are_many(self):
        self.assertGreater(len(self.options), 25)
        for command, bit in COMMANDS.items():
            with self.subTest(command):
                mine = [option for option in self.options if option.commands & bit]
                self.assertEqual(len({option.name for option in mine}), len(mine))
                letters = [option.letter for option in mine if option.letter]
                self.assertEqual(len(set(letters)), len(letters))
        self.assertLessEqual({option.commands for option in self.options}, set(SECTIONS))

    def test_the_manual_has_them_all(self):
        [told] = OPTIONS.findall(MANUAL.read_text())
        self.assertEqual(told, manual_of(self.options))

    def test_the_readme_has_them_all(self):
        [told] = TABLE.findall(README.read_text())
        self.assertEqual(told, readme_of(self.options))

    def test_help_has_those_of_a_command(self):
        for command, bit in COMMANDS.items():
            [told] = re.findall(r"^Options\n(.*?)(?:\n\n|\n\Z)", run(command, "--help").out.decode(), re.DOTALL | re.MULTILINE)
            told = re.sub(r"\n {10,}", " ", told)  # lines that are full go on below
            lines = re.findall(r"^  (?:-(.),|   ) --([a-z-]+)(?: ('.*?'|\S+))? +(.*)$", told, re.MULTILINE)
            wanted = [(o.letter, o.name, o.argument, o.summary + (f" ({o.standard})" if o.standard else "") +
                       ("; may be repeated" if o.repeatable else "")) for o in self.options if o.commands & bit]
            self.assertEqual(lines, wanted)

    def test_a_command_takes_its_own_alone(self):
        """Told by what it says where no value is given, or one too many."""
        for command, bit in COMMANDS.items():
            mine = {option.name for option in self.options if option.commands & bit}
            for option in self.options:
                if option.name in mine and not option.commands & bit:
                    continue  # another command's, of the same name
                given = f"--{option.name}" if option.argument else f"--{option.name}=x"
                with self.subTest(command, option=given):
                    result = run(command, given)
                    self.assertEqual((result.code, result.out), (2, b""))
                    name = f"--{option.name}"
                    wanted = f"{name} needs a value: {name} {option.argument}" if option.argument else f"{name} takes no value"
                    self.assertIn(wanted if option.commands & bit else f"{command} has no option '{name}'", result.err)

    def test_what_is_nearly_right_is_suggested(self):
        for option in self.options:
            if option.commands & COMMANDS["resolve"] and len(option.name) > 5:
                wrong = f"--{option.name[:2]}{option.name[3:]}"
                with self.subTest(wrong):
                    self.assertIn(f"did you mean '--{option.name}'?", run("resolve", wrong).err)

    def test_a_repeated_one_is_said_to_be(self):
        """Those that are not: the last one given counts."""
        self.assertEqual({option.name for option in self.options if option.repeatable},
                         {"format", "only", "exclude", "header", "rate", "connect-to", "resolve", "allow-net", "api", "endpoint", "timegate",
                          "fail-on", "warn-on", "severity", "accept", "cache-life", "timeout-of", "per-host-of", "exclude-path"})


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    else:
        unittest.main()
