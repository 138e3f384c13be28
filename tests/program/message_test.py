#!/usr/bin/python3
"""What is said on stderr: nothing steers a terminal, no password is shown, and a dumb terminal gets words alone."""

import contextlib
import fcntl
import os
import pathlib
import pty
import re
import struct
import subprocess
import tempfile
import termios
import time
import unittest

from landfall import COMMAND, ROOT, OverWeb, end, on_terminal, records_of, run, start

ARTICLE = ROOT / "fixtures/articles/harbour/input.txt"


def said(*arguments):
    """The one line said of a run that fails, in bytes."""
    done = subprocess.run([COMMAND, *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False)
    assert done.returncode == 2, done
    assert done.stderr.startswith(b"landfall: ") and done.stderr.endswith(b"\n"), done.stderr
    return done.stderr[len("landfall: "):-1]


class Visible(unittest.TestCase):
    def name_as_said(self, name):
        return said("scan", name).removesuffix(b": No such file or directory")

    def test_controls(self):
        for code in [*range(1, 0x20), 0x7f]:
            self.assertEqual(self.name_as_said(b"a" + bytes([code]) + b"b"), f"a\\x{code:02x}b".encode())

    def test_c1_controls_and_marks_of_direction(self):
        marks = [0x61c, 0x200e, 0x200f, 0x2028, 0x2029, *range(0x202a, 0x202f), *range(0x2066, 0x206a)]
        for code in [*range(0x80, 0xa0), *marks]:
            spelt = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
            self.assertEqual(self.name_as_said(f"a{chr(code)}b".encode()), f"a{spelt}b".encode())

    def test_bytes_that_are_no_utf_8(self):
        for name, shown in ((b"a\x9b31mb", rb"a\x9b31mb"), (b"\xff", rb"\xff"), (b"a\xc3", rb"a\xc3"), (b"\xe2\x80", rb"\xe2\x80"),
                            (b"\xc0\xaf.", rb"\xc0\xaf."), (b"\xed\xa0\x80", rb"\xed\xa0\x80"), (b"\xf4\x90\x80\x80", rb"\xf4\x90\x80\x80"),
                            (b"\xe0\x80\x9b", rb"\xe0\x80\x9b"), (b"\xf8\x88\x80\x80\x80", rb"\xf8\x88\x80\x80\x80")):
            self.assertEqual(self.name_as_said(name), shown)

    def test_other_text_stays(self):
        name = "Fähre \u6771\u4eac \U0001f30a \u0641\u064a \u00a0 \u2027 \u2030 \u202f \u2065 \u206a \ufffd \U0010ffff"
        self.assertEqual(self.name_as_said(name.encode()), name.encode())

    def test_everything_that_is_said(self):
        bad = b"\x1b[31m\x9b\xc2\x9b\xe2\x80\x8e"
        for arguments in (["scan", b"--fromat" + bad], [b"scan" + bad], ["scan", "--type", bad, ARTICLE],
                          ["scan", "--format", bad], ["resolve", "--cacert", bad, ARTICLE], ["resolve", "--header", bad, ARTICLE],
                          ["resolve", "--proxy", b"x://" + bad, ARTICLE], ["scan", "-o", b"/nowhere/" + bad, ARTICLE]):
            with self.subTest(arguments):
                self.assertNotRegex(said(*arguments), rb"[\x00-\x1f\x7f]|(?<!\xe2\x80)[\x80-\x9f]|\xe2\x80\x8e")


class Passwords(unittest.TestCase):
    SHOWN = (
        ("https://joe:s3cret@host/", "https://joe:***@host/"),
        ("https://joe:s3cret@host", "https://joe:***@host"),
        ("https://joe:s3@cret@host:8080/a@b", "https://joe:***@host:8080/a@b"),
        ("https://:s3cret@host/", "https://:***@host/"),
        ("https://joe:s3cret:s3cret@host/", "https://joe:***@host/"),
        ("https://joe:s3 cret@host/", "https://joe:***@host/"),
        ("https://joe:s3/cret@host/", "https://joe:***@host/"),
        ("https://joe:s3\tcret@host/", "https://joe:***@host/"),
        ("HTTPS:joe:s3cret@host/", "HTTPS:***@host/"),
        ("https:/joe:s3cret@host/", "https:/joe:***@host/"),
        ("https:\\\\joe:s3cret@host/", "https:\\\\joe:***@host/"),
        ("https:///joe:s3cret@host/", "https:///joe:***@host/"),
        ("https://web.example/2020/https://joe:s3cret@host/", "https://web.example/2020/https://joe:***@host/"),
        ("https://a:s3cret@b/https://c:s3cret@d/", "https://a:***@b/https://c:***@d/"),
        ("//joe:s3cret@host/", "//joe:***@host/"),
        ("//:s3cret@host/", "//:***@host/"),
        ("\\/joe:s3cret@host/", "\\/joe:***@host/"),
        ("/\\joe:s3cret@host/", "/\\joe:***@host/"),
        ("/\t/joe:s3cret@host/", "/\\x09/joe:***@host/"),
        ("//joe:s3/cret@host/", "//joe:***@host/"),
        ("sub//joe:s3cret@host/", "sub//joe:***@host/"),
        ("@:s3cret@host:1", "@:***@host:1"),
        ("@joe:s3cret@host", "@joe:***@host"),
        (":s3cret@host", ":***@host"),
        ("joe:s3cret@host:80/a@b", "joe:***@b"),
        ("//joe:s3cret@host//joe:s3cret@host", "//joe:***@host//joe:***@host"),
        ("//host:8080/@joe", "//host:8080/@joe"),
        ("/srv/a:b@c", "/srv/a:b@c"),
        ("https://joe@host/", "https://joe@host/"),
        ("https://host:8080/@joe", "https://host:8080/@joe"),
        ("https://host/?q=a:b@c", "https://host/?q=a:b@c"),
        ("https://[::1]:80/", "https://[::1]:80/"),
        ("https://", "https://"),
    )

    def test_names_of_inputs(self):
        for name, shown in self.SHOWN:
            with self.subTest(name):
                line = said("scan", name).decode()
                self.assertTrue(line.startswith(shown + ": "), line)
                self.assertNotIn("s3", line)

    def test_files_and_lists(self):
        with tempfile.TemporaryDirectory() as folder:
            listed = pathlib.Path(folder) / "list"
            listed.write_text("https://joe:s3cret@host/\nsub/ftp://joe:s3cret@host/x\n")
            err = run("scan", "--files-from", listed).err
            self.assertEqual((err.count("joe:***@host/"), err.count("s3cret")), (2, 0), err)

    def test_options(self):
        for option, value in (("--proxy", "gopher://joe:s3cret@host/"), ("--proxy", "joe:s3cret@host:port"),
                              ("--proxy", "//joe:s3cret@host/"), ("--connect-to", "@:s3cret@host:1"),
                              ("--cacert", "https://joe:s3cret@host/"), ("--connect-to", "joe:s3cret@host"),
                              ("--resolve", "https://joe:s3cret@host/"), ("--exclude", "https://joe:s3cret@host/("),
                              ("--only", "https://joe:s3cret@host/"), ("--allow-net", "https://joe:s3cret@host/"),
                              ("--timeout", "https://joe:s3cret@host/"), ("-o", "/nowhere/https://joe:s3cret@host/")):
            with self.subTest(option, value=value):
                line = said("resolve", option, value, str(ARTICLE)).decode()
                self.assertIn("***@host", line)
                self.assertNotIn("s3cret", line)

    def test_a_long_one(self):
        """Cut before its "@", it would be shown."""
        url = f"https://joe:{'s3cret' * 1000}@host/"
        for arguments in (["--exclude", url + "("], ["--type", url], ["--proxy", "x" + url]):
            line = said("resolve" if arguments[0] != "--type" else "scan", *arguments, str(ARTICLE)).decode()
            self.assertIn("https://joe:***@host/", line)
            self.assertNotIn("s3cret", line)

    def test_records_hold_what_stands_in_the_document(self):
        url = "https://joe:s3cret@host.example/"
        self.assertEqual(run("scan", given=f"See {url} there.\n".encode()).record["links"][0]["url"], url)

    def seconds(self, text):
        began = time.monotonic()
        self.assertEqual(run("scan", text).code, 2)
        return time.monotonic() - began

    def test_long_lines_take_linear_time(self):
        """Eight times the length takes far less than sixty-four times as long."""
        for piece in ("a:", "://", "a@", ":@", "x://y:", "x://y:z/", "\t:", ":\t", ": ", "::a", "a:b://", "/a:", "//", "//a:", "/\t", "a:b@c/", "\\a:b"):
            for end in ("", " @x", "@x"):
                with self.subTest(piece, end=end):
                    short, long = (min(self.seconds(piece * (length // len(piece)) + end) for _ in range(3))
                                   for length in (15_000, 120_000))
                    self.assertLess(long, 20 * max(short, 0.02))


class Terminals(OverWeb):
    """stderr as a terminal of a kind."""

    def shown(self, surroundings, *arguments):
        env = {key: value for key, value in {"PATH": "/usr/bin:/bin", **surroundings}.items() if value is not None}
        return on_terminal(*arguments, *self.web.options, stream="stderr", env=env)

    def test_colors(self):
        wants = ["resolve", ARTICLE, "/nowhere"]
        shown = self.shown({"TERM": "xterm"}, *wants)
        self.assertIn(b"\33[1;31mlandfall:\33[0m /nowhere: No such file", shown)

    def test_a_terminal_that_knows_no_sequences(self):
        for term in ("dumb", "", None):
            with self.subTest(term):
                shown = self.shown({"TERM": term}, "resolve", ARTICLE, "/nowhere")
                self.assertEqual(shown, b"landfall: /nowhere: No such file or directory\r\n")

    def test_no_color(self):
        shown = self.shown({"TERM": "xterm", "NO_COLOR": "1"}, "resolve", "--no-progress", ARTICLE, "/nowhere")
        self.assertEqual(shown, b"landfall: /nowhere: No such file or directory\r\n")

    def test_color_when_told_so(self):
        shown = self.shown({"TERM": "dumb"}, "resolve", "--color", "always", ARTICLE, "/nowhere")
        self.assertEqual(shown, b"\33[1;31mlandfall:\33[0m /nowhere: No such file or directory\r\n")

    def test_a_summary_in_words(self):
        self.assertEqual(self.shown({}, "expand", "--offline", "https://home.test/"), b"1 link: 1 skipped\r\n")
        self.assertEqual(self.shown({}, "expand", "--offline", "https://home.test/", "https://home.test/fr/"), b"2 links: 2 skipped\r\n")
        self.assertEqual(self.shown({}, "expand", "--offline"), b"")  # nothing was found
        self.assertEqual(self.shown({}, "expand", "--offline", "--format", "json", "https://home.test/"), b"")  # it is in the report
        self.assertEqual(self.shown({}, "resolve", "--offline", ARTICLE), b"")  # it is a record

    SLOW = ("https://slow.test/900", "https://slow.test/901", "https://home.test/", "https://status.test/404")
    PART = rb"(\d+ of \d+ links|\d+ documents)(, [0-9.]+ a second)?(, \d+ in flight)?(; \d+ (s|min|h) left)?" \
           rb"(; \d+ (alive|dead|unsure|skipped)(, \d+ (dead|unsure|skipped))*)?"

    def progress(self, *arguments, width=0, seen=None):
        """The lines of progress that a run drew, and all else that it showed."""
        def resize(terminal, shown):
            if not shown and width:
                fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
            if seen:
                seen(terminal, shown)
        shown = on_terminal(*arguments, *self.web.options, stream="stderr", seen=resize, env={"PATH": "/usr/bin:/bin", "TERM": "xterm"})
        rest = re.sub(rb"\r[^\r\n\x1b]+\x1b\[K", b"", shown)
        return re.findall(rb"\r([^\r\n\x1b]+)\x1b\[K", shown), rest

    def test_progress_in_one_line(self):
        began = time.monotonic()
        drawn, rest = self.progress("expand", *self.SLOW)
        self.assertLess(len(drawn), 10 * (time.monotonic() - began) + 2)
        self.assertGreater(len(drawn), 2)
        for line in drawn:
            self.assertRegex(line, rb"\A" + self.PART + rb"\Z")
        waiting = [line for line in drawn if re.fullmatch(rb"2 of 4 links, .*2 in flight; .* left; 1 alive, 1 dead", line)]
        self.assertTrue(waiting, drawn)
        self.assertRegex(rest, rb"\A(\r\x1b\[K)+4 links: 3 alive, 1 dead\r\n\Z")  # the last line is gone before that

    def test_progress_goes_on_while_nothing_comes(self):
        seen = []
        self.progress("expand", "https://slow.test/1500", seen=lambda _, shown: seen.append(time.monotonic()) if shown else None)
        self.assertGreater(len(seen), 5)

    def test_progress_while_a_page_is_got(self):
        drawn, _ = self.progress("resolve", "https://slow.test/800")
        self.assertIn(b"0 documents, 1 in flight", drawn)

    def test_progress_fits_the_terminal(self):
        for width in (200, 30, 20, 3, 0):
            drawn, _ = self.progress("expand", *self.SLOW, width=width)
            self.assertLess(max(map(len, drawn), default=0), width or 80)
        def narrow(terminal, shown):
            if b"\x1b[K" in shown:
                fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 16, 0, 0))
        drawn, _ = self.progress("expand", *self.SLOW, width=90, seen=narrow)
        self.assertGreater(len(drawn[0]), 16)
        self.assertRegex(drawn[-1], rb"\A[2-4] of 4 links\Z")

    def test_no_progress_where_none_is_wanted(self):
        for option in ("-q", "--no-progress"):
            drawn, rest = self.progress("expand", option, *self.SLOW)
            self.assertEqual((drawn, rest), ([], b"" if option == "-q" else b"4 links: 3 alive, 1 dead\r\n"))
        self.assertEqual(self.web.run("expand", *self.SLOW).err, "")  # no terminal
        drawn, _ = self.progress("resolve", ARTICLE, "--offline")  # over at once
        self.assertEqual(drawn, [])

    def test_progress_is_wiped_before_anything_is_said(self):
        drawn, rest = self.progress("resolve", "--ordered", "https://slow.test/500", "/nowhere")
        self.assertTrue(drawn)
        self.assertRegex(rest, rb"\A(\r\x1b\[K)+\x1b\[1;31mlandfall:\x1b\[0m /nowhere: ")

    def test_progress_and_records_on_one_terminal(self):
        """The records stand as if there were none."""
        main, side = pty.openpty()
        child = start("expand", "--format", "ndjson", *self.SLOW, *self.web.options, stdout=side, stderr=side,
                      env={"PATH": "/usr/bin:/bin", "TERM": "xterm"})
        self.addCleanup(end, child)
        os.close(side)
        shown = b""
        with contextlib.suppress(OSError):
            while piece := os.read(main, 65536):
                shown += piece
        os.close(main)
        drawn = re.findall(rb"\r[^\r\n\x1b]+\x1b\[K", shown)
        self.assertTrue(drawn)
        plain = re.sub(rb"\r[^\r\n\x1b]*\x1b\[K", b"", shown).replace(b"\r\n", b"\n")
        *records, words = plain.splitlines()
        self.assertEqual(len(records_of(b"\n".join(records) + b"\n")), 4)
        self.assertEqual(words, b"4 links: 3 alive, 1 dead")


if __name__ == "__main__":
    unittest.main()
