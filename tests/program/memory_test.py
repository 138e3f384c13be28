#!/usr/bin/python3
"""When memory is out: the right answer or none. Every allocation of a run fails once, and all from it on."""

import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from landfall import COMMAND, ROOT, OverWeb

sys.path.insert(0, str(ROOT / "tests/web"))
sys.dont_write_bytecode = True

import bluesky  # pylint: disable=wrong-import-position
import mastodon  # pylint: disable=wrong-import-position
import twitter  # pylint: disable=wrong-import-position

SHIM = os.environ.get("LANDFALL_STARVE", "")

# Something of every kind that is found, and of what has to be made anew to be read.
TEXT = """\
One: https://a.example/x?y#z and HTTPS://Ä.example/ü and https://user:pw@b.example/%7e/../x https://a.example/x
Percent: https://caf%C3%A9.example/ https://xn--caf-dma.example/ https://عربي.example/ https://bad.example:99999/
Names: https://日本.example/ https://بيت.example/ http://127.0.0.1/x http://[::1]/x https://fa\u00df.example/ https://a\u200db.example/
Short: https://t.co/abc pic.twitter.com/abc youtu.be/abc bit.ly/abc https://t.co/cut… https://a.example/cut...
Posts: https://www.instagram.com/p/BnSBALPBGaF/ https://bsky.app/profile/a.example/post/3kabc https://mastodon.social/@a/1
https://twitter.com/maya_l/status/1008861919441846272
Wrapped: https://l.facebook.com/l.php?u=https%3A%2F%2Fb.example%2Fa&h=1 https://www.google.com/url?q=http://b.example/
https://www.google.com/amp/s/b.example/x https://b-example.cdn.ampproject.org/c/s/b.example/x
https://www.youtube.com/redirect?q=b.example%2Fx https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3DdQw4w9WgXcQ
https://www.bing.com/ck/a?u=a1aHR0cHM6Ly9iLmV4YW1wbGUv https://href.li/?https://user@b.example/ü
https://urldefense.proofpoint.com/v2/url?u=https-3A__b.example_x&d=1 https://urldefense.com/v3/__https://b.example/*x__;Iw!!a
https://web.archive.org/web/20180619000000/b.example/x https://click.redditmail.com/CL0/https:%2F%2Fb.example%2F/1
https://steamcommunity.com/linkfilter/?u=https%3A%2F%2Fb.example https://slack-redir.net/link?url=https%3A%2F%2Fä.example
Bare: a.example.com münchen.de/x
Bad: https://a.example/\udcff caf\udcff

The ferry is back https://t.co/kCvpPQmGlW pic.twitter.com/C19z72DpcF

— Maya Lind (@maya_l) June 19, 2018

> It is \udcffgone
> at last https://t.co/kCvpPQmGlX
>
> — Maya
> Li\udcffnd (@maya_l) [June 20, 2018](https://twitter.com/maya_l/status/1008861919441846273)
""".encode("utf-8", "surrogateescape")
LONG = b"https://a.example/" + b"x" * 20_000 + b" https://b.example/" + "é".encode() * 4000 + b"\n"
WIDE = (TEXT.decode("utf-8", "replace") * 2).encode("utf-16")
FEW = b"https://a.example/x t.co/abc\n\nThe ferry\n\n\xe2\x80\x94 Maya Lind (@maya_l) June 19, 2018\n"  # where not what is found counts
URLS = b"".join(line + b"\n" for line in TEXT.split() if b"/" in line)
LOCAL = (b"[a](other.md#one) [b](other.md#no) [c](folder/../other.md) [d](no.md) [e](../x) [f](other.html#%C3%A4) [g](folder#h)\n\n"
         b"<a href=other.md#two>x</a> ![i](<no one.png>) <https://site.test/other#x> [r]\n\n[r]: /other.html#x\n")
BESIDE = {
    "other.md": b"# [One][r] ![i](x) `c` _d_\n\nTwo\n===\n<h2 id=one>One</h2>\n\n[r]: /u\n",
    "other.html": "<p id=x><a name='&auml;'>".encode("utf-16"),
}
MANY = b"".join(b"https://a.example/%d pic.twitter.com/S%d\n" % (i, i) for i in range(300))
LARGE = b"".join(b"https://a.example/%d %s\n" % (i % 90, b"word " * 20_000) for i in range(130))  # scanned by several threads

# The words of the command, in which INPUT is a file, and what is in it; it is stdin too.
RUNS = {
    "scan": ("scan --type text --bare-domains", TEXT + LONG),
    "utf_16": ("scan", WIDE),
    "many": ("scan", MANY),
    "large": ("scan", LARGE),
    "post": ("scan", b"https://twitter.com/maya_l/status/1008861919441846272\n"),
    "resolve": ("resolve --offline", TEXT),
    "expand": ("expand --offline", URLS),
    "value": ("scan --format json", TEXT),
    "wanted": ("scan --only web,permalink --only short --exclude nowhere --exclude b[.]example", TEXT),
    "local": ("check --fail-on never --format ndjson --offline --type markdown --root FOLDER --base-url https://site.test INPUT", LOCAL),
    "alone": ("check --fail-on never --format ndjson --offline --type markdown -", LOCAL + b"[a](#b) [c](#no)\n# B\n"),
    "sitemap": ("check --fail-on never --format ndjson --offline -", b"<urlset><loc>https://a.example/?a&amp;b</loc><loc><![CDATA[https://b.example/]]></loc>"),
    "files": ("scan --ordered --jobs 1 INPUT INPUT INPUT", FEW),
    "files_at_once": ("scan --ordered --jobs 3 INPUT INPUT INPUT INPUT INPUT", FEW),
}

def answer_of(out):
    """What a run said, without what differs from run to run."""
    return re.sub(rb'("seconds": ?)[0-9.e+-]+', rb'\g<1>0', out)


class Starved(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        if not SHIM:
            self.skipTest("sanitizers have an allocator of their own")
        folder = tempfile.TemporaryDirectory(prefix="landfall-test-")
        self.addCleanup(folder.cleanup)
        self.count, self.input = pathlib.Path(folder.name) / "count", pathlib.Path(folder.name) / "input"
        (self.input.parent / "folder").mkdir()
        for name, content in BESIDE.items():
            (self.input.parent / name).write_bytes(content)


class Memory(Starved):
    def starve(self, name, number, on=False, count=False):
        environment = {**os.environ, "LD_PRELOAD": SHIM, "STARVE_AT": str(number)}
        environment |= {"STARVE_ON": "1"} if on else {}
        environment |= {"STARVE_COUNT": str(self.count)} if count else {}
        with self.input.open("rb") as given:
            command = [COMMAND, *RUNS[name][0].replace("INPUT", str(self.input)).replace("FOLDER", str(self.input.parent)).split()]
            return subprocess.run(command, stdin=given, capture_output=True, timeout=20, check=False, env=environment)

    def fault(self, done, want):
        """What is wrong with the end of a run, or None."""
        if done.returncode == 0:
            return None if answer_of(done.stdout) == want else "another answer"
        if done.returncode != 2:
            return f"exit {done.returncode}"
        return None if is_told(done.stderr.decode()) else f"says {done.stderr.decode()!r}"

    def check(self, name, on):
        self.input.write_bytes(RUNS[name][1])
        whole = self.starve(name, 0, count=True)
        self.assertEqual((whole.returncode, whole.stderr), (0, b""))
        want = answer_of(whole.stdout)
        total = int(self.count.read_text())
        self.assertGreater(total, 9)
        faults = collections.defaultdict(list)
        told = 0
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            runs = pool.map(lambda number: self.starve(name, number, on), range(1, total + 1))
            for number, done in enumerate(runs, 1):
                told += done.returncode == 2
                fault = self.fault(done, want)
                if fault:
                    faults[fault].append(number)
        self.assertFalse(faults, f"{name}: of {total} allocations")
        self.assertGreater(told, 9)


def is_told(message):
    """Whether it is said in one line that memory is out."""
    return message.count("\n") == 1 and message.startswith("landfall: ") and ("out of memory" in message or "Cannot allocate memory" in message)


class OverNetwork(OverWeb, Starved):
    """The same of links and pages that are followed over the test web, of which allocation after allocation, in steps, fails."""

    LINKS = ("location.test/utf-8", "refresh.test/header", "script.test/location", "loop.test/a", "type.test/gzip",
             "type.test/br", "type.test/gzip-chunks", "type.test/latin-1", "status.test/404", "status.test/via-301", "hops.test/3",
             "home.test/a/deep/link", "private.test/ten")
    PAGES = ("input.test/to-plain-links", "input.test/big-1")
    OPTIONS = ()
    STEPS = 120  # of the libraries' allocations alone there are thousands; libcurl forgets a cookie for want of memory, so none is here

    def starve(self, name, number, on=False, count=False):
        environment = {**os.environ, "LD_PRELOAD": SHIM, "STARVE_AT": str(number)}
        environment |= {"STARVE_ON": "1"} if on else {}
        environment |= {"STARVE_COUNT": str(self.count)} if count else {}
        command = [COMMAND, "resolve", "--ordered", "--jobs", "1", "--retries", "0", "--concurrency", "2", *self.OPTIONS, *self.web.options,
                   *(f"{name}://{page}" for page in self.PAGES), str(self.input)]
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False, env=environment)

    @staticmethod
    def answer_of(out):
        out = re.sub(rb'"(seconds|ms)": ?[0-9.e+-]+', rb'"\1":0', out)
        return re.sub(rb'"(checked_at|date)": ?"[^"]*"', rb'"\1":""', out)

    def check(self, name, on):
        self.input.write_text("".join(f"{name}://{link}\n" for link in self.LINKS))
        whole = self.starve(name, 0, count=True)
        self.assertEqual((whole.returncode, whole.stderr), (0, b""))
        want, total = self.answer_of(whole.stdout), int(self.count.read_text())
        step = max(total // self.STEPS, 1)
        faults, told = collections.defaultdict(list), 0
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            numbers = range(1, total, step)
            for number, done in zip(numbers, pool.map(lambda number: self.starve(name, number, on), numbers), strict=True):
                out_of_memory = done.returncode == 2 and is_told(done.stderr.decode())
                told += out_of_memory
                if not out_of_memory and (done.returncode != 0 or self.answer_of(done.stdout) != want):
                    faults[done.returncode, done.stderr].append(number)
        self.assertFalse(faults, f"{name}: of {total} allocations")
        self.assertGreater(told, 9)

    def test_plain_once(self):
        self.check("http", False)

    def test_plain_from_one_on(self):
        self.check("http", True)

    def test_secure_from_one_on(self):
        self.check("https", True)


class OverPlatforms(OverNetwork):
    """The same of posts that platforms are asked about, and of copies of those that are dead."""

    # None points to a page, which would be asked for over TLS: its library takes want of memory for a broken connection.
    LINKS = tuple(url.partition("://")[2] for url in (
        *(twitter.url(name) for name in ("live", "quoting", "cut", "kept quoting", "kept schema", "kept other", "kept older other", "kept elsewhere")),
        bluesky.url("live"), bluesky.url("taken down"), mastodon.url("live"), "https://www.youtube.com/watch?v=Lock0Live01",
        "https://gone.test/several", "https://gone.test/gate", "https://t.co/Kept000001"))
    PAGES = ()
    ENDPOINTS = {"twitter.syndication": "cdn.syndication.twimg.com/tweet-result", "twitter.oembed": "publish.x.com/oembed",
                 "bluesky.api": "public.api.bsky.app/xrpc", "bluesky.oembed": "embed.bsky.app/oembed",
                 "mastodon.api": "{host}/api/v1/statuses", "mastodon.oembed": "{host}/api/oembed", "youtube.oembed": "www.youtube.com/oembed",
                 "wayback.available": "archive.org/wayback/available", "wayback.cdx": "web.archive.org/cdx/search/cdx",
                 "wayback.play": "web.archive.org/web"}
    OPTIONS = ("--timegate", "http://gate.test/gate/", *(f"--endpoint={name}=http://{url}" for name, url in ENDPOINTS.items()))
    test_plain_once = test_secure_from_one_on = None  # Jansson drops a byte for which it had no memory, and reads on


for run_name in RUNS:
    for all_on in (False, True):
        def test(self, name=run_name, on=all_on):
            self.check(name, on)
        setattr(Memory, f"test_{run_name}_{'from_one_on' if all_on else 'once'}", test)


if __name__ == "__main__":
    unittest.main()
