#!/usr/bin/python3
"""Names: what a name server says, says wrongly, or does not say. In a network of its own (alone.py), with a
name server of its own (tests/web/names.py), where the test web has a public address."""

import json
import os
import pathlib
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import alone

REFUSED = alone.enter()

from landfall import COMMAND, ROOT, SANITIZED, Web, end, lines, run, run_measured, start, verdict

sys.path.insert(0, str(ROOT / "tests/web"))
import names
import warc

HOSTS = """198.51.101.1 listed.hosts.test alias.hosts.test
10.1.2.3 inner.hosts.test
198.51.101.66 good.hosts.test
198.51.101.1 good.hosts.test
"""
SLACK = 3 if SANITIZED else 1
GOOD = [f"http://n{n}.many.test/" for n in range(20)]

web = Web(f"{names.PUBLIC}:80", f"{names.PUBLIC}:443", f"[{names.SIX}]:80")
held = []


def setUpModule():
    if REFUSED:
        raise unittest.SkipTest(REFUSED)
    alone.set_up(HOSTS, "search search.test")
    if not alone.give_address_6(names.SIX):
        web.listen.pop()
    global server
    server = names.Names()
    held.extend(alone.fill(names.FULL, 80))
    web.__enter__()


def tearDownModule():
    web.__exit__()


def expand(urls, *options, timeout=60):
    """Without anything that leads to the web: names and addresses are all there is."""
    server.clear()
    return Web.records_of(run("expand", *options, given=lines(urls), timeout=timeout), urls)


class Answers(unittest.TestCase):
    def agree(self, table, *options):
        for record, wanted in zip(expand(list(table), *options), table.values(), strict=True):
            with self.subTest(record["input"]):
                self.assertEqual(verdict(record), wanted)

    def test_names_that_are_found(self):
        self.agree({f"http://{name}.names.test/": "alive ok" for name in (
            "good", "both", "alias", "many", "over-tcp", "once-none", "once-failing")})

    def test_one_family_that_says_nothing_is_not_waited_for(self):
        """Servers that drop the question for IPv6 are many."""
        self.agree({f"http://{name}.names.test/": "alive ok" for name in ("a-alone", "a-failing-six", "a-none-six")},
                   "--timeout", 4, "--retries", 0)

    def test_one_family_alone_makes_no_name_dead(self):
        self.agree({f"http://{name}.names.test/": "unsure unreachable" for name in ("failing-none-six", "no-data-none-six")},
                   "--timeout", 4, "--retries", 0)

    def test_names_that_cannot_be(self):
        label = "a" * 64
        records = expand([f"http://{label}.names.test/", "http://a..names.test/", f"http://{'.'.join([label[:60]] * 5)}/"])
        for record in records:
            self.assertIn(record["state"], ("dead", "skipped"), record)
            self.assertIn(record["reason"], ("no_such_host", "malformed"), record)

    def test_only_ipv6(self):
        if len(web.listen) < 3:
            self.skipTest("there is no IPv6 here")
        self.agree({"http://six.names.test/": "alive ok"})

    def test_names_that_are_not(self):
        self.agree({"http://nobody.names.test/": "dead no_such_host", "http://alias-nobody.names.test/": "dead no_such_host",
                    "http://nobody.example.test/": "dead no_such_host"})
        self.assertGreaterEqual(len(server.asked("nobody.names.test", names.A)), 2, "asked once and believed")

    def test_failures_are_no_verdict(self):
        self.agree({f"http://{name}.names.test/": "unsure unreachable" for name in (
            "no-data", "failing", "refused", "round", "itself")}, "--timeout", 12, "--retries", 0)

    def test_a_wrong_reply_is_none(self):
        """What another sent, or what is no answer to the question, is not waited behind either."""
        self.agree({f"http://{name}-first.names.test/": "alive ok" for name in ("id", "name", "garbage")})
        self.agree({f"http://{name}.names.test/": "unsure timeout" for name in ("wrong-id", "wrong-name", "garbage")},
                   "--timeout", 2, "--retries", 0)

    def test_both_families_are_asked_for(self):
        expand(["http://both.names.test/"])
        self.assertEqual({question.kind for question in server.asked("both.names.test")}, {names.A, names.AAAA})

    def test_the_family_that_is_at_home_here_goes_first(self):
        """IPv6 where this machine has an address to use it with (RFC 6724 section 6)."""
        if len(web.listen) < 3:
            self.skipTest("there is no IPv6 here")
        with tempfile.TemporaryDirectory() as folder:
            evidence = pathlib.Path(folder) / "evidence.warc.gz"
            expand(["http://both.names.test/", "http://good.names.test/", "http://six.names.test/"], "--record", evidence)
            peers = {record.url: record.fields["warc-ip-address"] for record in warc.read(evidence) if record.kind == "response"}
        self.assertEqual(peers, {"http://both.names.test/": names.SIX, "http://good.names.test/": names.PUBLIC,
                                 "http://six.names.test/": names.SIX})

    def test_one_question_for_many_links(self):
        expand([f"http://good.names.test/{n}" for n in range(30)])
        self.assertEqual(len(server.asked("good.names.test", names.A)), 1)

    def test_a_search_domain_is_not_asked(self):
        """A wildcard stands in it, so that every dead name would be alive, and be known to its owner."""
        dead = ["http://nobody.names.test/", "http://nobody/", "http://printer.nobody.names.test/"]
        for record in expand(dead):
            self.assertEqual(verdict(record), "dead no_such_host", record)
        self.assertEqual([question.name for question in server.asked("*.search.test")], [])


class Hosts(unittest.TestCase):
    def test_etc_hosts_comes_first(self):
        listed, alias, private = expand(["http://listed.hosts.test/", "http://ALIAS.hosts.test/", "http://inner.hosts.test/"])
        self.assertEqual([verdict(listed), verdict(alias), verdict(private)], ["alive ok", "alive ok", "skipped denied"])
        self.assertEqual(server.asked(), [])

    def test_a_final_dot(self):
        found, dead = expand(["http://good.names.test./", "http://nobody.names.test./"])
        self.assertEqual((verdict(found), verdict(dead)), ("alive ok", "dead no_such_host"))


class Addresses(unittest.TestCase):
    def test_private_ones_are_refused(self):
        web.clear()
        urls = [f"http://{name}.names.test/" for name in (
            "private", "loopback", "metadata", "private-six", "mapped", "alias-private")] + ["http://localhost/"]
        for record in expand(urls):
            with self.subTest(record["input"]):
                self.assertEqual(verdict(record), "skipped denied")

    def test_of_several_the_good_one_is_taken(self):
        """Refused, lost or private: the other is tried."""
        for name in ("deaf-first", "full-first", "mixed"):
            with self.subTest(name):
                [record] = expand([f"http://{name}.names.test/"], "--timeout", 10, "--retries", 0)
                self.assertEqual((verdict(record), record["attempts"]), ("alive ok", 1))
        [record] = expand(["http://good.hosts.test/"], "--retries", 0)
        self.assertEqual(verdict(record), "alive ok")

    def test_rebinding(self):
        """Public when it is looked up, private a moment later: what was checked is what is contacted."""
        with_port = web_on_loopback()
        web.clear()
        urls = [f"http://rebinding.names.test{port}/{n}" for n in range(8) for port in ("", with_port)]
        for record in expand(urls, "--per-host", 1, "--retries", 1):
            self.assertIn(verdict(record), ("alive ok", "skipped denied", "unsure unreachable"), record)
        self.assertEqual(loopback_hits(), 0)


# Something private that is never to be reached: it listens at 127.0.0.1 on a port of its own.
secret = None


def web_on_loopback():
    global secret
    if secret is None:
        secret = Web("127.0.0.1:8099").__enter__()
        unittest.addModuleCleanup(secret.__exit__)
    secret.clear()
    return ":8099"


def loopback_hits():
    return len(secret.log()["requests"])


class Age(unittest.TestCase):
    def test_an_address_is_asked_for_again_when_it_is_old(self):
        """TTLs are kept, but for so short ones that a name of many links would be asked for again and again."""
        later = {"moves": "unsure unreachable", "moves-late": "alive ok", "moves-in": "skipped denied", "fails-later": "alive ok",
                 "ends": "dead no_such_host", "good": "alive ok"}
        server.clear()
        child = start("expand", "--retries", 0, "--concurrency", 6)
        self.addCleanup(end, child)

        def ask(path):
            asked = [f"http://{name}.names.test/{path}" for name in later]
            child.stdin.write(lines(asked))
            child.stdin.flush()
            records = sorted((json.loads(child.stdout.readline()) for _ in asked), key=lambda record: record["index"])
            return [verdict(record) for record in records]

        began = time.monotonic()
        self.assertEqual(ask("1"), ["alive ok"] * len(later))
        self.assertEqual(ask("2"), ["alive ok"] * len(later))
        if time.monotonic() - began < 4:
            self.assertEqual({len(server.asked(f"{name}.names.test", names.A)) for name in later}, {1})
        time.sleep(5.2)
        self.assertEqual(ask("3"), list(later.values()))
        self.assertEqual(len(server.asked("moves-late.names.test", names.A)), 1)
        self.assertEqual(len(server.asked("good.names.test", names.A)), 2)


class Scarcity(unittest.TestCase):
    """With few descriptors, or without a thread to be had, there is less at once: no link is lost."""

    def all_are_found(self, count, **more):
        urls = [f"http://n{n}.many.test/" for n in range(count)]
        server.clear()
        result = run("expand", given=lines(urls), **more)
        told = [verdict(record) for record in Web.records_of(result, urls)]
        self.assertEqual(told, ["alive ok"] * count)
        self.assertGreaterEqual(len(server.asked()), count)

    def test_few_files(self):
        for files in (16, 18, 20, 24):
            with self.subTest(files):
                self.all_are_found(300, preexec_fn=lambda files=files: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files)))

    @unittest.skipIf(SANITIZED, "a sanitizer has a thread of its own")
    def test_no_threads(self):
        if is_a_user(NOBODY) and not may_run(become_nobody):
            self.skipTest("the command cannot be run as another user here")
        self.all_are_found(40, preexec_fn=without_threads)


NOBODY = 61234  # a user of whom there is no other process


def is_a_user(number):
    """Whether this namespace maps it, so that root may become it."""
    spans = [list(map(int, line.split())) for line in pathlib.Path("/proc/self/uid_map").read_text().splitlines()]
    return any(first <= number < first + count for first, _, count in spans)


def become_nobody():
    os.setresuid(NOBODY, NOBODY, NOBODY)


def may_run(prepare):
    try:
        return subprocess.run([COMMAND, "--version"], capture_output=True, check=False, preexec_fn=prepare).returncode == 0
    except OSError:
        return False


def without_threads():
    """The limit is one process of the user, who must not be root; the threads of one count as such."""
    resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))
    if is_a_user(NOBODY):
        become_nobody()


class Silence(unittest.TestCase):
    def test_a_host_that_does_not_take_connections(self):
        """After some, the others are not tried."""
        urls = [f"http://one.full.test/{n}" for n in range(16)]
        used = run_measured("expand", "--timeout", 4, "--per-host", 4, given=lines([*urls, *GOOD]))
        told = [verdict(record) for record in Web.records_of(used.result, [*urls, *GOOD])]
        self.assertEqual(told, ["unsure timeout"] * len(urls) + ["alive ok"] * len(GOOD))
        self.assertLess(used.seconds, 1.7 * 4 * SLACK)


def write_all(stream, data):
    with stream:
        stream.write(data)


class Deadlines(unittest.TestCase):
    def holds(self, bad, most, *options):
        """All end in time, and what is good beside them is none the worse."""
        server.clear()
        used = run_measured("expand", "--timeout", 4, *options, given=lines([*bad, *GOOD]), timeout=30)
        records = Web.records_of(used.result, [*bad, *GOOD])
        self.assertEqual([verdict(record) for record in records[len(bad):]], ["alive ok"] * len(GOOD))
        self.assertEqual({record["state"] for record in records[:len(bad)]}, {"unsure"})
        self.assertLess(used.seconds, most * SLACK)
        self.assertGreater(len(server.asked()), len(GOOD))

    def test_names_that_are_silent(self):
        self.holds([f"http://silent{n}.test/" for n in range(60)], 12)

    def test_nobody_waits_for_the_name_of_another(self):
        """Good hosts behind silent names are followed at once, however many those are and however long they have."""
        good = [f"http://n{n}.many.test/" for n in range(200)]
        for kind, counts in (("silent", (16, 64, 300)), ("cut", (16, 64, 300)), ("shut", (64,)), ("failing", (64,))):
            for count in counts:
                with self.subTest(kind, count=count):
                    server.clear()
                    bad = [f"http://{kind}{n}.test/" for n in range(count)]
                    child = start("expand", "--timeout", 60, "--concurrency", 16)
                    self.addCleanup(end, child)
                    threading.Thread(target=write_all, args=(child.stdin, lines([*bad, *good])), daemon=True).start()
                    began, inputs = time.monotonic(), []
                    while len([url for url in inputs if url in good]) < len(good):
                        record = json.loads(child.stdout.readline())
                        inputs.append(record["input"])
                    self.assertLess(time.monotonic() - began, 8 * SLACK)  # a datagram or two may be lost

    def test_names_that_are_cut_and_silent_over_tcp(self):
        self.holds([f"http://cut{n}.test/" for n in range(16)], 12)

    def test_names_that_are_cut_and_broken_over_tcp(self):
        self.holds([f"http://{kind}{n}.test/" for n in range(8) for kind in ("shut", "half")], 12)

    def test_two_take_no_longer_than_one(self):
        used = run_measured("expand", "--timeout", 1, "http://silent1.test/", "http://cut1.test/", timeout=30)
        self.assertEqual([verdict(record) for record in used.result.records], ["unsure timeout"] * 2)
        self.assertLess(used.seconds, 5 * SLACK)


class Servers(unittest.TestCase):
    """Several name servers, of which the first is none."""

    def tearDown(self):
        alone.put_over("/etc/resolv.conf", "nameserver 127.0.0.1\nsearch search.test\n")

    def test_one_that_is_not_there(self):
        alone.put_over("/etc/resolv.conf", "nameserver 127.0.0.9\nnameserver 127.0.0.1\n")
        self.assertEqual({verdict(record) for record in expand(GOOD, "--timeout", 4)}, {"alive ok"})

    def test_one_that_is_silent(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
            silent.bind(("127.0.0.8", 53))
            alone.put_over("/etc/resolv.conf", "nameserver 127.0.0.8\nnameserver 127.0.0.1\n")
            self.assertEqual({verdict(record) for record in expand(GOOD, "--timeout", 8)}, {"alive ok"})

    def test_none_at_all(self):
        alone.put_over("/etc/resolv.conf", "nameserver 127.0.0.9\n")
        self.assertEqual({record["state"] for record in expand(GOOD, "--timeout", 2)}, {"unsure"})


if __name__ == "__main__":
    unittest.main()
