#!/usr/bin/python3
"""The command as a citizen: options, messages, exit codes, signals, pipes and full disks."""

import os
import pathlib
import pty
import re
import resource
import select
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from landfall import COMMAND, ROOT, OverWeb, Place, end, expect, on_terminal, records_of, report_of, run, start

ARTICLE = ROOT / "fixtures/articles/harbour/input.txt"
COMMANDS = ("scan", "resolve", "expand", "check", "enrich")


def let_files_grow_to(size):
    """In this process, as if the disk were full beyond."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


class Usage(unittest.TestCase):
    def fails(self, result, *words):
        self.assertEqual(result.code, 2, result)
        self.assertEqual(result.out, b"")
        self.assertTrue(result.err.startswith("landfall: "), result.err)
        for word in words:
            self.assertIn(word, result.err)

    def test_an_unknown_command_or_option_suggests_the_nearest(self):
        self.fails(run("resolv"), "resolv", "resolve")
        self.fails(run("sacn"), "scan")
        self.fails(run("scan", "--fromat", "json"), "'--fromat': did you mean '--format'? 'landfall scan --help' lists them\n")
        self.fails(run("scan", "--max-hops", "3"), "scan has no option '--max-hops', which resolve has; 'landfall scan --help' lists its own\n")
        self.fails(run("scan", "--max-hop"), "scan has no option '--max-hop'; 'landfall scan --help' lists them\n")
        self.fails(run("scan", "--format", "jsn"), "'jsn': did you mean 'json'? 'json' and 'ndjson' are known\n")
        self.fails(run("resolve", "--timout", "3"), "--timeout")
        self.fails(run("resolve", "--qqqqqqqq"), "--qqqqqqqq")

    def test_an_option_before_the_command(self):
        self.fails(run("--format", "json", "scan"), "'--format' stands before a command: write landfall COMMAND --format")
        self.fails(run("-v"), "'-v' stands before a command")

    def test_help_of_a_command(self):
        for word in ("help", "--help"):
            self.assertEqual(run(word, "expand"), run("expand", "--help"))
        self.fails(run("help", "sacn"), "did you mean 'scan'?")

    def test_wrong_values(self):
        for arguments in (["--format", "xml"], ["--type", "pdf"], ["--color", "maybe"]):
            with self.subTest(arguments):
                self.fails(run("scan", *arguments, ARTICLE), arguments[1])
        for option, value in (("--timeout", "0"), ("--timeout", "soon"), ("--concurrency", "-1"), ("--per-host", "0"),
                              ("--max-hops", "1e9"), ("--retries", ""), ("--allow-net", "10.0.0.0/33"), ("--allow-net", "all"),
                              ("--connect-to", "x"), ("--resolve", "home.test"), ("--exclude", "(["), ("--only", "good"), ("--only", ""),
                              ("--header", "X-Key: y")):
            with self.subTest(option, value=value):
                self.fails(run("resolve", option, value, ARTICLE))

    def test_numbers_out_of_range(self):
        """The message says what may be given."""
        some, any_number = "a whole number from 1 to 1000000", "a whole number from 0 to 1000000"
        for option, value, wanted in (("--jobs", "0", some), ("--concurrency", "0", some), ("--per-host", "0", some), ("--jobs", "1x", some),
                                      ("--jobs", "1000001", some), ("--retries", "-1", any_number),
                                      ("--timeout", "0", "a number of seconds above 0, at most 86400")):
            with self.subTest(option, value=value):
                self.fails(run("resolve", option, value, ARTICLE), f"landfall: {option} takes {wanted}, not '{value}'\n")
        self.assertEqual(run("scan", "--jobs", "1", ARTICLE).code, 0)

    def test_a_value_that_is_missing(self):
        self.fails(run("scan", "--format"), "--format")

    def test_an_option_of_another_command(self):
        self.fails(run("scan", "--timeout", "3", ARTICLE), "--timeout")

    def test_nothing_given(self):
        result = run()
        self.assertEqual((result.code, result.out), (2, b""))

    def test_help_lists_every_command_and_format(self):
        result = run("--help")
        self.assertEqual((result.code, result.err), (0, ""))
        for name in COMMANDS:
            self.assertIn(name, result.out.decode())
            own = run(name, "--help")
            self.assertEqual((own.code, own.err), (0, ""))
            self.assertEqual("ndjson" in own.out.decode(), name != "enrich", "which writes articles")

    def test_help_is_as_wide_as_the_terminal(self):
        def words(out):
            return out.decode().split()

        def widths(out):
            return [len(line) for line in out.decode().splitlines() if not re.fullmatch(r" {6}--\S+ \S+", line)]

        for command in ([], *([name] for name in COMMANDS)):
            told = run(*command, "--help", env={**os.environ, "COLUMNS": ""}).out
            self.assertLessEqual(max(widths(told)), 80)
            self.assertNotIn(b" \n", told)
            for columns, most in (("40", 40), ("64", 64), ("300", 80), ("-1", 80), ("x", 80), ("1", 20)):
                with self.subTest(command, columns=columns):
                    narrow = run(*command, "--help", env={**os.environ, "COLUMNS": columns}).out
                    self.assertEqual(words(narrow), words(told))
                    self.assertTrue(most == 20 or max(widths(narrow)) <= most)
                    self.assertTrue(most == 20 or max(widths(narrow)) > most - 20, "its width is used")
            self.assertGreater(narrow.count(b"\n"), told.count(b"\n"))

    def test_version(self):
        version = (ROOT / "include/landfall.h").read_text().split('LF_VERSION "')[1].split('"')[0]
        self.assertIn(version, run("--version").out.decode())

    def test_double_dash_ends_options(self):
        self.fails(run("scan", "--", "--format"), "--format", "No such file")

    def test_help_and_man_page_name_the_same_options(self):
        page = (ROOT / "src/cli/landfall.1").read_text().replace("\\-", "-")
        for name in COMMANDS:
            words = run(name, "--help").out.decode().replace(",", " ").split()
            options = {word for word in words if word.startswith("--")}
            self.assertGreater(len(options), 7, name)
            self.assertEqual({option for option in options if option not in page}, set(), name)

    @unittest.skipUnless(shutil.which("groff"), "groff is not installed")
    def test_the_man_page_is_clean(self):
        command = ["groff", "-man", "-ww", "-Tutf8", "-z", ROOT / "src/cli/landfall.1"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


class Waiting(Place):
    """On a terminal, for what is typed there."""

    def shown(self, *arguments):
        main, side = pty.openpty()
        child = start(*arguments, stdin=side, stderr=side, stdout=subprocess.DEVNULL, cwd=self.folder)
        os.close(side)
        os.write(main, b"\x04")
        out = b""
        try:
            while piece := os.read(main, 4096):
                out += piece
        except OSError:  # the other side closed
            pass
        os.close(main)
        child.wait(timeout=30)
        return out.decode()

    def test_what_is_waited_for_is_said(self):
        self.file("a.txt", "")
        words = "no input is named: standard input is read, up to Ctrl-D; 'landfall {} --help' tells more"
        for name in ("scan", "expand", "resolve"):
            self.assertIn(words.format(name), self.shown(name))
        for arguments in (("scan", "-q"), ("scan", "a.txt"), ("scan", "-"), ("check", "--offline"), ("scan", "--files-from", "a.txt")):
            with self.subTest(arguments):
                self.assertNotIn("no input is named", self.shown(*arguments))


class Wanted(unittest.TestCase):
    """--only and --exclude: a scan leaves out what the others do not follow."""
    TEXT = b"a https://bit.ly/3Harb0ur b https://home.test/x c https://home.test/y d https://t.co/ d https://home.test/x\n"

    def urls(self, command, *options):
        result = run(command, *options, given=self.TEXT)
        self.assertEqual((result.code, result.err), (0, ""))
        return [(link["url"], link.get("reason")) for link in result.records[0]["links"]]

    def test_what_a_scan_leaves_out_the_others_do_not_follow(self):
        every = self.urls("scan")
        self.assertEqual(len(every), 4)
        for options in (["--only", "web"], ["--only", "short,media"], ["--exclude", "/x$"], ["--exclude", "/x$", "--exclude=bit"],
                        ["--only", "web", "--exclude", "y"]):
            with self.subTest(options):
                followed = [url for url, reason in self.urls("resolve", "--offline", *options) if reason != "excluded"]
                self.assertEqual([url for url, _ in self.urls("scan", *options)], followed)
                self.assertIn(len(followed), (1, 2, 3))

    def test_a_wrong_one_is_refused_by_all(self):
        for command in ("scan", "resolve", "expand", "check", "enrich"):
            for options in (["--only", "good"], ["--exclude", "("]):
                result = run(command, *options, given=b"")
                self.assertEqual((result.code, result.out), (2, b""))
                self.assertIn(options[1], result.err)


class Output(unittest.TestCase):
    def test_one_record_a_line_or_one_value(self):
        lines, indented = run("scan", ARTICLE), run("scan", "--format", "json", ARTICLE)
        self.assertEqual(lines.out.count(b"\n"), 1)
        self.assertGreater(indented.out.count(b"\n"), 20)
        self.assertEqual(report_of(indented.out)["documents"], lines.records)

    def test_a_terminal_gets_one_value(self):
        report = report_of(on_terminal("scan", ARTICLE).replace(b"\r\n", b"\n"))
        self.assertEqual(report["documents"], run("scan", ARTICLE).records)

    def test_a_file_instead(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "found.ndjson"
            self.assertEqual(run("scan", "-o", path, ARTICLE), (0, b"", ""))
            self.assertEqual(records_of(path.read_bytes()), run("scan", ARTICLE).records)
            missing = run("scan", "-o", path / "deeper", ARTICLE)
            self.assertEqual(missing.code, 2)
            self.assertIn("cannot be written", missing.err)

    @unittest.skipUnless(os.path.exists("/dev/full"), "needs /dev/full")
    def test_a_full_disk(self):
        result = run("scan", "-o", "/dev/full", ARTICLE)
        self.assertEqual((result.code, result.out), (2, b""))
        self.assertIn("No space left on device", result.err)
        with open("/dev/full", "wb") as full:
            child = start("scan", ARTICLE, stdout=full)
            _, err = child.communicate(timeout=30)
        self.assertEqual(child.returncode, 2)
        self.assertIn(b"No space left on device; free some room or name another file", err)
        self.assertEqual(err.count(b"\n"), 1, err)

    def test_a_file_that_may_not_grow_ends_whole(self):
        """As on a full disk: what stands in the file is whole records."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "found.ndjson"
            result = run("scan", "-o", path, *[ARTICLE] * 20, preexec_fn=lambda: let_files_grow_to(5000))
            self.assertEqual(result.code, 2)
            self.assertIn("cannot be written", result.err)
            self.assertGreater(len(records_of(path.read_bytes())), 1)

    def test_a_large_record_that_does_not_fit_leaves_nothing(self):
        """Many writes make it, and none follows the one that failed."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "found.ndjson"
            large = pathlib.Path(folder) / "large.txt"
            large.write_text("".join(f"Number {number}: https://home.test/{number}\n" for number in range(30_000)))
            result = run("scan", "-o", path, ARTICLE, large, preexec_fn=lambda: let_files_grow_to(1_000_000))
            self.assertEqual(result.code, 2)
            self.assertEqual(records_of(path.read_bytes()), run("scan", ARTICLE).records)

    def test_a_closed_pipe_is_quiet(self):
        with tempfile.TemporaryDirectory() as folder:
            many = pathlib.Path(folder) / "list"
            many.write_text(f"{ARTICLE}\n" * 500)
            for output in ([], ["-o", "/dev/stdout"]):
                with self.subTest(output):
                    child = start("scan", "--files-from", many, *output)
                    self.assertEqual(len(records_of(child.stdout.readline())), 1)
                    child.stdout.close()
                    self.assertEqual((child.wait(timeout=30), child.stderr.read()), (0, b""))
                    child.stderr.close()
                    child.stdin.close()


class Signals(OverWeb):
    def interrupted(self, number, *arguments, given=b"", lines=0):
        child = start(*arguments, *self.web.options)
        child.stdin.write(given)
        child.stdin.flush()
        out = b"".join(child.stdout.readline() for _ in range(lines))
        if not lines:
            time.sleep(0.5)
        child.send_signal(number)
        began = time.monotonic()
        rest, err = child.communicate(timeout=20)
        self.assertLess(time.monotonic() - began, 5)
        return child.returncode, records_of(out + rest), err

    def test_records_so_far_are_whole(self):
        given = b"https://home.test/\nhttps://home.test/fr/\nhttps://drip.test/never\n"
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            with self.subTest(number.name):
                returned, records, err = self.interrupted(number, "expand", given=given, lines=2)
                self.assertEqual((returned, err), (code, b""))
                self.assertEqual({record["input"] for record in records}, {"https://home.test/", "https://home.test/fr/"})

    def test_while_stdin_is_awaited(self):
        for command in ("expand", "resolve"):
            returned, records, err = self.interrupted(signal.SIGINT, command)
            self.assertEqual((returned, records, err), (130, [], b""))

    def test_while_a_page_is_awaited(self):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.write("https://drip.test/never https://stalled.tls.test/\n")
            file.flush()
            returned, records, err = self.interrupted(signal.SIGTERM, "resolve", file.name)
        self.assertEqual((returned, records, err), (143, [], b""))


class Lines(Place, OverWeb):
    """Lines of stdin that come one after the other."""

    def first_record(self, *arguments, lines):
        child = start(*arguments, *self.web.options)
        self.addCleanup(end, child)
        for line in lines:
            child.stdin.write(f"{line}\n".encode())
            child.stdin.flush()
            time.sleep(0.4)
        self.assertTrue(select.select([child.stdout], [], [], 10)[0], "held back")
        [record] = records_of(child.stdout.readline())
        return record

    def test_a_slow_one_holds_back_none_that_comes_later(self):
        slow, quick = "https://drip.test/never", "https://home.test/"
        self.assertEqual(self.first_record("expand", lines=[slow, quick])["input"], quick)
        self.file("slow.txt", slow)
        self.file("quick.txt", "nothing")
        files = [str(self.folder / name) for name in ("slow.txt", "quick.txt")]
        self.assertEqual(self.first_record("resolve", "--files-from", "-", lines=files)["source"]["name"], files[1])


class Deadline(OverWeb):
    """--max-time ends a run whose stdin never does."""

    def left_open(self, *arguments, given=b"", **more):
        """A run with stdin left open; it ends long before anybody would close it."""
        child = start(*arguments, "--max-time", 1.5, *self.web.options, **more)
        self.addCleanup(child.wait)
        self.addCleanup(child.kill)
        if child.stdin:
            self.addCleanup(child.stdin.close)
            child.stdin.write(given)
            child.stdin.flush()
        began = time.monotonic()
        self.assertEqual(child.wait(timeout=20), 0)
        self.assertGreater(time.monotonic() - began, 1)
        with child.stdout, child.stderr:
            out, err = child.stdout.read(), child.stderr.read()
        self.assertEqual(err, b"")
        return records_of(out)

    def test_nothing_comes(self):
        self.assertEqual(self.left_open("expand"), [])
        self.assertEqual(self.left_open("expand", "-"), [])

    def test_what_came_is_reported(self):
        given = b"https://home.test/\nhttps://drip.test/never\nhttps://home.test/fr/\n"
        records = sorted(self.left_open("expand", given=given), key=lambda record: record["index"])
        self.assertEqual([record["reason"] for record in records], ["ok", "out_of_time", "ok"])

    def test_more_comes_all_the_time(self):
        with tempfile.TemporaryFile() as out, subprocess.Popen(["yes", "nonsense"], stdout=subprocess.PIPE) as yes:
            child = start("expand", "--max-time", 0.5, stdin=yes.stdout, stdout=out)
            yes.stdout.close()
            try:
                self.assertEqual(child.wait(timeout=30), 0)
            finally:
                child.kill()
                child.communicate()
                yes.kill()

    def test_a_list_of_names(self):
        records = self.left_open("resolve", "--files-from", "-", given=f"{ARTICLE}\n".encode())
        self.assertEqual([record["type"] for record in records], ["document", "summary"])
        self.assertEqual(records[0]["links"][0]["state"], "alive")


class Surroundings(OverWeb):
    """No network, no certificates, no file descriptors."""

    def test_no_certificates(self):
        with tempfile.NamedTemporaryFile("w", suffix=".pem") as empty:
            for file in ("/nowhere/ca.pem", empty.name, str(ARTICLE), "/"):
                with self.subTest(file):
                    result = run("resolve", "--cacert", file, ARTICLE)
                    self.assertEqual((result.code, result.out), (2, b""), result.err)
                    self.assertIn(file, result.err)
                    self.assertEqual(result.err.count("\n"), 1)

    def test_few_file_descriptors(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24))
        urls = [f"https://n{n}.many.test/" for n in range(60)]
        result = self.web.run("expand", *urls, preexec_fn=limit, timeout=120)
        self.assertEqual(result.code, 0, result.err)
        self.assertEqual(len(result.records), len(urls))
        states = {(record["state"], record["reason"]) for record in result.records}
        self.assertIn(("alive", "ok"), states)
        self.assertLessEqual(states, {("alive", "ok"), ("unsure", "unreachable")})

    def test_no_file_descriptors_for_files(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))
        with tempfile.NamedTemporaryFile() as out:
            result = run("scan", "-o", out.name, ARTICLE, preexec_fn=limit)
        self.assertEqual(result.code, 2)
        self.assertIn(f"{ARTICLE}: Too many open files", result.err)

    def test_no_network(self):
        alone = ["unshare", "--user", "--map-root-user", "--net"]
        if not shutil.which("unshare") or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
            self.skipTest("namespaces are not allowed here")
        child = subprocess.run([*alone, COMMAND, "expand", "https://harbour.invalid/", "https://198.51.101.7/", "--timeout", "5"],
                               capture_output=True, timeout=60, check=False)
        self.assertEqual((child.returncode, child.stderr), (0, b""))
        records = records_of(child.stdout)
        self.assertEqual(len(records), 2)
        for record in records:
            expect({"state": "unsure", "reason": "unreachable"}, record)

    def hostile_openssl(self):
        """A configuration that knows no algorithms; were it read, no connection would come about."""
        folder = tempfile.TemporaryDirectory(prefix="landfall-test-")
        self.addCleanup(folder.cleanup)
        settings = pathlib.Path(folder.name) / "openssl.cnf"
        settings.write_text("openssl_conf = all\n[all]\nalg_section = none\n[none]\ndefault_properties = fips=yes\n")
        return {"OPENSSL_CONF": str(settings), "OPENSSL_MODULES": "/nowhere", "OPENSSL_ENGINES": "/nowhere",
                "SSL_CERT_DIR": "/nowhere", "HOSTALIASES": "/nowhere", "RES_OPTIONS": "ndots:15", "LOCALDOMAIN": "test"}

    def test_keys_of_connections_are_not_logged(self):
        """Whoever sets the environment would read along, and have a file of his choice written."""
        with tempfile.TemporaryDirectory() as folder:
            new, old = pathlib.Path(folder) / "new", pathlib.Path(folder) / "old"
            old.write_text("what stood there before\n")
            for log in (new, old):
                result = self.web.run("expand", "https://home.test/", env={"SSLKEYLOGFILE": str(log)})
                self.assertEqual((result.code, result.record["state"]), (0, "alive"), result.err)
            self.assertEqual([path.name for path in pathlib.Path(folder).iterdir()], ["old"])
            self.assertEqual(old.read_text(), "what stood there before\n")

    def test_the_environment_changes_nothing(self):
        proxies = dict.fromkeys(("http_proxy", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
        surroundings = {**proxies, "SSL_CERT_FILE": "/nowhere", "CURL_CA_BUNDLE": "/nowhere", "LC_ALL": "tr_TR.UTF-8",
                        "TZ": "Asia/Tokyo", "PATH": "/usr/bin", **self.hostile_openssl()}
        result = self.web.run("resolve", ARTICLE, env=surroundings)
        record, _ = result.records
        expect({"date": {"value": "2023-03-16T09:41:07.318Z"}}, record["embeds"][0])
        self.assertEqual(record["links"][0]["state"], "alive")


if __name__ == "__main__":
    unittest.main()
