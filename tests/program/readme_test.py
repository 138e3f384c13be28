#!/usr/bin/python3
"""README.md tells the truth: its commands are run, and their output is what it shows. A line of "..." there stands
for lines left out.

With --write, puts the real output, in full, into README.md, and what is known of posts."""

import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

from landfall import ROOT, Web, records_of, run

sys.path.insert(0, str(ROOT / "tests/web"))
sys.dont_write_bytecode = True

import bluesky  # pylint: disable=wrong-import-position
import mastodon  # pylint: disable=wrong-import-position
import oembeds  # pylint: disable=wrong-import-position
import twitter  # pylint: disable=wrong-import-position

README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n\$ ([^\n]*)\n(.*?)```\n", re.DOTALL)
LEFT_OUT = re.compile(r"^(\\ )*\\\.\\\.\\\.\\\n", re.MULTILINE)

# What differs from one run to the next.
VOLATILE = [(re.compile(r'("checked_at": )"[^"]*"'), r'\1"2026-11-24T12:00:00.000Z"'), (re.compile(r'("ms": )\d+'), r"\g<1>7"),
            (re.compile(r'("seconds": )[\d.]+'), r"\g<1>0.031")]


def output(command, web):
    """What a command of the README prints. `./dev run` is what it runs, without building first."""
    words = shlex.split(command)
    if words == ["./dev", "run"]:
        result = web.run("resolve", "--format", "json", "fixtures/articles/harbour-page/input.html", cwd=ROOT)
    else:
        assert words[0] == "landfall", f"the README runs {words[0]}"
        result = run(*words[1:], cwd=ROOT)
    assert result.code == 0, result.err
    text = result.out.decode()
    for pattern, put in VOLATILE:
        text = pattern.sub(put, text)
    return text


# --- What is known of posts: letters for fields, by platform and form ---

FORMS = ("flattened", "blockquote", "iframe", "widget", "amp", "block", "shortcode", "json", "card", "url")
LETTERS = {"author.handle": "a", "author.name": "a", "author.url": "a", "date": "d", "text": "t", "title": "n", "url": "p", "target": "l",
           "state": "s"}
ORDER = "adtnpls"
ASKED = {"twitter": twitter.url("link inside"), "bluesky": bluesky.url("linked"), "mastodon": mastodon.url("linked"),
         "tiktok": f"https://www.tiktok.com/@harbourdesk_x/video/{oembeds.video(1)}", "youtube": "https://www.youtube.com/watch?v=Lock0Live01",
         "vimeo": "https://vimeo.com/510510501", "reddit": "https://www.reddit.com/r/harbours/comments/13lock1/the_gates_reopen/",
         "spotify": "https://open.spotify.com/track/4LockSongLive000000001", "soundcloud": "https://soundcloud.com/harbour-desk-x/foghorn",
         "flickr": "https://www.flickr.com/photos/harbourdesk/52863900001/",
         "tumblr": "https://harbourdesk.tumblr.com/post/716300000000000001/gates", "dailymotion": "https://www.dailymotion.com/video/x8lock1",
         "giphy": "https://giphy.com/gifs/gate-opening-LockGateLive01", "pinterest": "https://www.pinterest.com/pin/510510510510510501/"}
TABLE = re.compile(r"^\| platform \| " + " \\| ".join(FORMS) + r" \| asked \|\n(?:\|.*\n)+", re.MULTILINE)


def letters(fields):
    return "".join(sorted({LETTERS[field] for field in fields}, key=ORDER.index))


def scanned():
    """What a scan of all fixtures, and of bare permalinks, knows of the posts of each platform, in each form."""
    files = sorted((ROOT / "fixtures").rglob("input.*"))
    result = run("scan", "--ordered", *files, "-", given="\n\n".join(ASKED.values()).encode(), timeout=300)
    assert result.code == 0, result.err
    known = {}
    for record in records_of(result.out):
        for embed in record["embeds"]:
            fields = [field for field in ("date", "text", "title", "url") if field in embed]
            fields += [f"author.{field}" for field in embed.get("author", {})]
            known.setdefault((embed["platform"], embed["form"]), set()).update(fields)
    return known


def asked(web, url):
    """What a platform's answers say of a post of which the document has nothing but the URL."""
    [embed] = web.run("resolve", given=url.encode() + b"\n").records[0]["embeds"]
    return [entry["field"] for entry in embed["evidence"] if entry["source"] == "api" and entry["field"] in LETTERS]


def table(web):
    known, names = scanned(), platforms()
    rows = [f"| platform | {' | '.join(FORMS)} | asked |", "|---" * (len(FORMS) + 2) + "|"]
    for name in names:
        cells = [letters(known.get((name, form), ())) for form in FORMS] + [letters(asked(web, ASKED[name])) if name in ASKED else ""]
        rows.append(f"| `{name}` | " + " | ".join(cells) + " |")
    return "".join(f"{row}\n" for row in rows)


def platforms():
    rows = [re.findall(r"^const struct place place_([a-z]+) = ", path.read_text(), re.MULTILINE) for path in (ROOT / "src/places").glob("*.c")]
    return sorted(name for row in rows for name in row)


def write(web):
    text = BLOCK.sub(lambda block: f"```console\n$ {block[1]}\n{output(block[1], web)}```\n", README.read_text())
    README.write_text(TABLE.sub(lambda _: table(web), text))


class Readme(unittest.TestCase):
    maxDiff = None

    def test_commands_print_what_it_shows(self):
        blocks = BLOCK.findall(README.read_text())
        self.assertGreater(len(blocks), 1)
        with Web() as web:
            for command, shown in blocks:
                with self.subTest(command):
                    real = output(command, web)
                    if not re.fullmatch(LEFT_OUT.sub("(?:.*\n)+", re.escape(shown)), real):
                        self.assertEqual(shown, real)

    def test_every_platform_is_named(self):
        [told] = re.findall(r"^## What it finds\n(.*?)^## ", README.read_text(), re.DOTALL | re.MULTILINE)
        names = platforms()
        self.assertGreater(len(names), 20)
        self.assertEqual([name for name in names if f"`{name}`" not in told], [])

    def test_what_is_known_of_posts(self):
        [shown] = TABLE.findall(README.read_text())
        with Web() as web:
            self.assertEqual(shown, table(web))

    def test_dev_run_runs_what_it_shows(self):
        self.assertIn("set -- resolve --format json fixtures/articles/harbour-page/input.html", (ROOT / "dev").read_text())
        article = (ROOT / "fixtures/articles/harbour-page/input.html").read_text()
        [part] = re.findall(r"```html\n(.*?)```", README.read_text(), re.DOTALL)
        self.assertIn(part.strip(), article)

    def test_dev_run_gives_each_command_what_it_takes(self):
        """A scan asks nobody, so it has none of the options that lead to the test web."""
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / "dev"
            copy.write_text(re.sub(r"^    (need|build) .*\n", "", (ROOT / "dev").read_text(), flags=re.MULTILINE))
            for path in ("build/release/landfall", "tests/web/serve.py"):
                fake = copy.parent / path
                fake.parent.mkdir(parents=True)
                fake.write_text('#!/bin/sh\necho "$0 $*"\n')
                fake.chmod(0o755)
            for words, wanted in (("scan x", "build/release/landfall scan x\n"), ("--help", "build/release/landfall --help\n"),
                                  ("expand x", "tests/web/serve.py -- build/release/landfall expand x\n"),
                                  ("resolve x", "tests/web/serve.py -- build/release/landfall resolve x\n"),
                                  ("check x", "tests/web/serve.py -- build/release/landfall check x\n"),
                                  ("enrich x", "tests/web/serve.py -- build/release/landfall enrich x\n")):
                done = subprocess.run(["bash", copy, "run", *words.split()], capture_output=True, text=True, timeout=60, check=False)
                self.assertEqual((done.stdout, done.stderr), (wanted, ""))

    def test_it_lists_every_command_and_no_other(self):
        listed = re.findall(r"^\| `landfall (\w+)", README.read_text(), re.MULTILINE)
        helped = re.findall(r"^  landfall (\w+)", run("--help").out.decode(), re.MULTILINE)
        self.assertEqual(set(listed), set(helped))
        for name in listed:
            self.assertEqual(run(name, "--help").code, 0)

    def test_options_it_names_exist(self):
        helped = "".join(run(name, "--help").out.decode() for name in ("scan", "resolve", "expand", "check", "enrich"))
        for option in re.findall(r"`[^`\n]*?(--[a-z-]+)", README.read_text()):
            if option not in ("--preset", "--build", "--install", "--help", "--cflags", "--libs"):
                self.assertIn(option, helped)

    def test_states_and_reasons_are_the_libraries(self):
        source = (ROOT / "src/record.c").read_text()
        words = dict(re.findall(r'\{ STATE_\w+, ("(\w+)") \}', source))
        shown = README.read_text()
        self.assertGreater(len(words), 25)
        for word in words.values():
            self.assertIn(f"`{word}`", shown)

    def test_links_inside_lead_somewhere(self):
        for target in re.findall(r"\]\(([^)#]+)\)", README.read_text()):
            if "://" not in target:
                self.assertTrue((ROOT / target).exists(), target)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        with Web() as running:
            write(running)
    else:
        unittest.main()
