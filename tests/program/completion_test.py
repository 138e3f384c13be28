#!/usr/bin/python3
"""What shells complete, as the build has written it from the tables: in each shell that is there."""

import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import struct
import subprocess
import termios
import unittest

from landfall import COMMAND, ROOT, Place, end, run

BUILD = pathlib.Path(os.environ.get("LANDFALL_BUILD", ROOT / "build/dev"))
COMMANDS = ("scan", "resolve", "expand", "check", "enrich", "config", "schema", "completions")

# Asks bash for what it would complete behind these words, the last of which is being typed.
BASH = """source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_landfall
printf '%s\\n' "${COMPREPLY[@]}" """

# What makes zsh complete on a terminal, in one list.
ZSH = """PS1=; PROMPT_EOL_MARK=; unset zle_bracketed_paste; fpath=({folder} $fpath); cd {folder}
autoload -Uz compinit; compinit -u -D; LISTMAX=0; setopt no_always_last_prompt no_auto_menu list_rows_first
print READ''Y
"""


def options_of(command):
    """By its help: { "output": its letter or "", … }."""
    told = subprocess.run([COMMAND, command, "--help"], capture_output=True, text=True, check=True).stdout
    return {name: letter for letter, name in re.findall(r"^  (?:-(\w),|   ) --([a-z-]+)", told, re.MULTILINE)}


class Completions(Place):
    def bash(self, *words):
        done = subprocess.run(["bash", "-c", BASH, "bash", BUILD / "completions/landfall.bash", "landfall", *words],
                              capture_output=True, text=True, check=True, cwd=self.folder)
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    def test_bash(self):
        self.file("a b.md")
        self.assertEqual(self.bash(""), [*COMMANDS, "help", "--help", "--version"])
        self.assertEqual(self.bash("re"), ["resolve"])
        self.assertEqual(self.bash("help", "s"), ["scan", "schema"])
        for command in COMMANDS:
            names = [f"--{name}" for name in options_of(command)]
            self.assertGreater(len(names), 0 if command in ("schema", "completions") else 10)
            self.assertEqual(self.bash(command, "--"), names)
        self.assertEqual(self.bash("scan", "--ty"), ["--type"])
        self.assertEqual(self.bash("scan", "--type", ""), ["text", "html", "markdown"])
        self.assertEqual(self.bash("scan", "--type", "=", "h"), ["html"])
        self.assertEqual(self.bash("scan", "--format", "nd"), ["ndjson"])
        self.assertEqual(self.bash("resolve", "--only", "sh"), ["short"])
        self.assertEqual(self.bash("resolve", "--color", ""), ["auto", "always", "never"])
        self.assertEqual(self.bash("resolve", "--timeout", ""), [])
        self.assertEqual(self.bash("nonsense", "--"), [])
        self.assertEqual(self.bash("completions", ""), ["bash", "zsh", "fish"])
        self.assertEqual(self.bash("schema", ""), [])
        for words in (("scan", "a"), ("resolve", "-o", "a"), ("resolve", "--output", ""), ("expand", "--cacert", "=")):
            self.assertEqual(" ".join(self.bash(*words)), "a b.md", words)
        self.assertEqual(self.bash("expand", "a"), [])  # takes no files

    @unittest.skipUnless(shutil.which("fish"), "there is no fish here")
    def test_fish(self):
        self.file("a.md")

        def complete(line):
            script = f"source {BUILD}/completions/landfall.fish; complete -C '{line}'"
            done = subprocess.run(["fish", "-N", "-c", script], capture_output=True, text=True, check=True, cwd=self.folder,
                                  env={**os.environ, "HOME": str(self.folder)})
            self.assertEqual(done.stderr, "")
            return [found.split("\t")[0] for found in done.stdout.splitlines()]

        self.assertEqual(sorted(complete("landfall ")), sorted(COMMANDS))
        for command in COMMANDS:
            self.assertEqual(sorted(complete(f"landfall {command} --")), sorted(f"--{name}" for name in options_of(command)))
        self.assertEqual(sorted(complete("landfall scan --type ")), ["html", "markdown", "text"])
        self.assertEqual(complete("landfall scan a"), ["a.md"])
        self.assertEqual(complete("landfall resolve -o a"), ["a.md"])
        self.assertEqual(complete("landfall expand a"), [])
        self.assertEqual(sorted(complete("landfall completions ")), ["bash", "fish", "zsh"])
        self.assertEqual(complete("landfall schema "), [])

    @staticmethod
    def read_until(terminal, mark):
        """What it shows up to a mark, or until it has nothing more to say."""
        shown = b""
        while select.select([terminal], [], [], 30 if mark or not shown else 1)[0]:
            shown += os.read(terminal, 65536)
            if mark and mark in shown:
                break
        return shown

    @unittest.skipUnless(shutil.which("zsh"), "there is no zsh here")
    def test_zsh(self):
        functions = self.file("functions/a.md").parent
        shutil.copy(BUILD / "completions/landfall.zsh", functions / "_landfall")

        def complete(line):
            main, side = pty.openpty()
            fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 500, 500, 0, 0))
            shell = subprocess.Popen(["zsh", "-f", "-i"], stdin=side, stdout=side, stderr=side, start_new_session=True,
                                     env={**os.environ, "TERM": "xterm"})
            self.addCleanup(end, shell)
            os.close(side)
            os.write(main, ZSH.format(folder=functions).encode())
            self.read_until(main, b"READY")
            os.write(main, line.encode() + b"\t")
            shown = self.read_until(main, None)
            os.close(main)
            return set(re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", " ", shown.decode()).split())

        self.assertLessEqual(set(COMMANDS), complete("landfall "))
        for command in COMMANDS:
            wanted = {f"--{name}" for name in options_of(command)}
            self.assertLessEqual(wanted, complete(f"landfall {command} --"), command)
        self.assertLessEqual({"text", "html", "markdown"}, complete("landfall scan --type="))
        self.assertIn("a.md", complete("landfall scan a"))
        self.assertLessEqual({"bash", "zsh", "fish"}, complete("landfall completions "))

    def test_the_command_writes_what_was_built(self):
        for shell in ("bash", "zsh", "fish"):
            result = run("completions", shell)
            self.assertEqual((result.code, result.err), (0, ""))
            self.assertEqual(result.out, (BUILD / f"completions/landfall.{shell}").read_bytes())
        for words in ((), ("tcsh",), ("bash", "zsh")):
            self.fails(run("completions", *words), "bash, zsh or fish")


if __name__ == "__main__":
    unittest.main()
