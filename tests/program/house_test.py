#!/usr/bin/python3
"""The house keeps its floors: who includes whom, what leaves the library, what stands at the top."""

import os
import pathlib
import re
import shutil
import subprocess
import unittest

from landfall import ROOT

SOURCE = ROOT / "src"
BUILD = pathlib.Path(os.environ.get("LANDFALL_BUILD", ROOT / "build/dev"))
CACHE = (BUILD / "CMakeCache.txt").read_text()

# Each room, and the rooms that its files may include from besides their own.
FLOORS = {
    "base": (),
    "syntax": ("base",),
    "places": ("base", "syntax"),
    "terms.h": ("base",),
    "record.c": ("record.h", "base"),
    "record.h": ("base", "terms.h"),
    "pack": ("base", "record.h"),
    "scan": ("base", "syntax", "places", "terms.h", "record.h", "pack"),
    "net": ("base", "syntax", "places", "record.h"),
    "judge": ("base", "syntax", "places", "record.h"),
    "follow": ("base", "syntax", "places", "record.h", "net"),
    "describe": ("base", "syntax", "places", "record.h", "net"),
    "store": ("base", "syntax", "places", "record.h"),
    "emit": ("base", "syntax", "places", "record.h", "pack"),
    "enrich": ("base", "syntax", "places", "record.h", "scan"),
    "session": ("base", "syntax", "places", "record.h", "pack", "scan", "net", "judge", "follow", "describe", "store", "emit", "enrich",
                "landfall.h"),
    "cli": ("landfall.h", "emit/format.h"),
}

TOP = {"CMakeLists.txt", "CMakePresets.json", "README.md", "CHANGELOG.md", "LICENSE", "dev", "action.yml", ".clang-format",
       ".clang-tidy", ".ci", ".github", "include", "src", "fixtures", "tests",
       ".pre-commit-hooks.yaml"}  # where pre-commit looks for it, and nowhere else

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FORBIDDEN = re.compile(r"(?<![\w.>])(_?exit|abort|assert|v?printf|puts|putchar|perror|(secure_)?getenv|setlocale|signal|rand|"
                       r"strtok|localtime|gmtime|strerror)\s*\(|\bstd(out|err)\b")
INSTRUMENTS = ("__asan", "__ubsan", "__tsan", "__odr_asan", "__gcov", "__llvm", "mangle_path")
NETWORK = re.compile(r"^\s*#\s*include\s+<(curl/|openssl/|ares)", re.MULTILINE)


def room_of(path):
    parts = path.relative_to(SOURCE).parts
    return parts[0]


def may_include(room, included):
    allowed = FLOORS[room]
    return included.split("/")[0] in (*allowed, room) or included in allowed


def breaches(path):
    room = room_of(path)
    for included in INCLUDE.findall(path.read_text()):
        if not may_include(room, included):
            yield f"{path.relative_to(ROOT)} includes {included}"


def sources():
    return sorted(path for path in SOURCE.rglob("*.[ch]"))


def tracked():
    if not shutil.which("git"):
        return []
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.split("\n")[:-1] if done.returncode == 0 else []


class Floors(unittest.TestCase):
    def test_nobody_includes_from_a_higher_floor(self):
        self.assertGreater(len(sources()), 20)
        self.assertEqual([breach for path in sources() for breach in breaches(path)], [])

    def test_a_breach_would_be_seen(self):
        self.assertFalse(may_include("base", "syntax/url.h"))
        self.assertFalse(may_include("scan", "follow/follow.h"))
        self.assertFalse(may_include("net", "follow/follow.h"))
        self.assertFalse(may_include("places", "record.h"))
        self.assertFalse(may_include("cli", "emit/writer.h"))
        self.assertTrue(may_include("session", "scan/scan.h"))

    def test_only_net_sees_the_network(self):
        seen = {room_of(path) for path in sources() if NETWORK.search(path.read_text())}
        self.assertEqual(seen, {"net"})

    def test_only_store_sees_the_database(self):
        seen = {room_of(path) for path in sources() if "sqlite3.h" in path.read_text()}
        self.assertEqual(seen, {"store"})

    def test_others_see_the_face_of_net_alone(self):
        face = {"net/net.h", "net/exchange.h", "net/fault.h", "net/jar.h", "net/recall.h", "net/reason.h", "net/recorder.h", "net/replay.h"}
        seen = {included for path in sources() if room_of(path) != "net" for included in INCLUDE.findall(path.read_text())}
        self.assertEqual({included for included in seen if included.startswith("net/")} - face, set())
        inside = set(face)
        while more := {included for name in inside for included in INCLUDE.findall((SOURCE / name).read_text())} - inside:
            inside |= more
        self.assertEqual([name for name in inside if NETWORK.search((SOURCE / name).read_text())], [])

    def test_what_is_found_knows_no_document(self):
        """Recognisers are pure: neither records nor the readers and the writer that use them."""
        allowed = ("base/", "syntax/", "places/", "terms.h", "scan/find/", "scan/limits.h", "scan/input/count.h", "scan/input/block.h",
                   "scan/input/marks.h")
        files = sorted((SOURCE / "scan/find").glob("*.[ch]"))
        self.assertGreater(len(files), 20)
        self.assertEqual([f"{path.name}: {included}" for path in files for included in INCLUDE.findall(path.read_text())
                          if not included.startswith(allowed)], [])

    def test_only_places_name_a_platform(self):
        rows = [re.findall(r"^const struct place place_([a-z]+) = ", path.read_text(), re.MULTILINE) for path in (SOURCE / "places").glob("*.c")]
        names = {name for row in rows for name in row} - {"threads", "medium"}  # words of C and of English, too
        self.assertGreater(len(names), 20)
        pattern = re.compile(r"(?<![a-z])(" + "|".join(sorted(names)) + r")(?![a-z])", re.IGNORECASE)
        found = [f"{path.relative_to(SOURCE)}: {name}" for room in ("scan", "follow") for path in sorted((SOURCE / room).rglob("*.[ch]"))
                 if path.name != "tlds.c" for name in pattern.findall(COMMENT.sub("", path.read_text()))]
        self.assertEqual(found, [])

    def test_files_stay_readable(self):
        long = {str(path.relative_to(ROOT)): lines for path in sources() if (lines := path.read_text().count("\n")) > 450}
        self.assertEqual(long, {})

    def test_the_map_names_every_room(self):
        text = (SOURCE / "README.md").read_text()
        for room in (path.name for path in SOURCE.iterdir() if path.is_dir()):
            self.assertIn(room + "/", text)


class Library(unittest.TestCase):
    def test_the_map_gives_the_sizes(self):
        """In thousand lines; a quarter off, and the map is to be drawn again."""
        for room, told in re.findall(r"^\| `(\w+)/` \| ([0-9.]+) \|", (SOURCE / "README.md").read_text(), re.MULTILINE):
            with self.subTest(room):
                lines = sum(len(path.read_text().splitlines()) for path in (SOURCE / room).rglob("*.[ch]"))
                self.assertAlmostEqual(float(told), lines / 1000, delta=0.1 + lines / 4000)

    def test_the_library_never_prints_exits_or_reads_the_environment(self):
        found = [f"{path.relative_to(ROOT)}: {match[0]}" for path in sources() if room_of(path) != "cli"
                 for match in FORBIDDEN.finditer(COMMENT.sub("", path.read_text()))]
        self.assertEqual(found, [])

    def test_only_lf_symbols_leave_it(self):
        command = ["nm", "--dynamic", "--defined-only", "--extern-only", BUILD / "liblandfall.so"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        symbols = {line.split()[2].split("@")[0] for line in done.stdout.splitlines()}
        ours = {symbol for symbol in symbols if not symbol.startswith(INSTRUMENTS)}
        self.assertEqual({symbol for symbol in ours if not symbol.startswith("lf_")}, set())
        declared = set(re.findall(r"\b(lf_\w+)\(", COMMENT.sub("", (ROOT / "include/landfall.h").read_text())))
        self.assertEqual(ours, declared)

    def test_it_has_no_state_of_its_own(self):
        """Writable data of the process would tie sessions together. (Instrumented builds add theirs.)"""
        if not re.search("LANDFALL_SANITIZE:STRING=$", CACHE, re.MULTILINE) or "--coverage" in CACHE:
            self.skipTest("instrumented")
        done = subprocess.run(["size", "-A", BUILD / "liblandfall.a"], capture_output=True, text=True, check=True)
        object_file, found = "", []
        for line in done.stdout.splitlines():
            object_file = line.split()[0] if "(ex " in line else object_file
            if re.match(r"\.(data|bss|tdata|tbss|data\.rel(\.local)?) +[1-9]", line):
                found.append(f"{object_file} {line}")
        self.assertEqual(found, [])


class Top(unittest.TestCase):
    def test_the_top_stays_short(self):
        if not tracked():
            self.skipTest("not a git tree")
        self.assertLessEqual({path.split("/")[0] for path in tracked()}, TOP)

    def test_the_security_policy_says_what_is_promised_and_where_to_report(self):
        text = (ROOT / ".github/SECURITY.md").read_text()
        for words in ("## What is promised", "## Which versions are mended", "## How to report", "Report a vulnerability"):
            self.assertIn(words, text)
        options = "".join((SOURCE / path).read_text() for path in ("session/option_rows.c", "cli/own_options.c"))
        for option in re.findall(r"`(--[a-z-]+)", text):
            if option != "--version":
                self.assertIn(f'.name = "{option[2:]}"', options)

    def test_no_keys_and_nothing_built(self):
        for path in tracked():
            self.assertNotRegex(path, r"\.(pem|key|o|a|so|pyc)$")


if __name__ == "__main__":
    unittest.main()
