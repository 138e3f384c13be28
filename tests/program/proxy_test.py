#!/usr/bin/python3
"""Proxies: what is refused without one is refused behind one, and the proxy never hears of it. In a network of
its own (alone.py), since names are looked up before a proxy is asked."""

import sys
import time
import unittest

import alone

REFUSED = alone.enter()

from landfall import ROOT, SANITIZED, Web, lines, on_terminal, run, run_measured, verdict

sys.path.insert(0, str(ROOT / "tests/web"))
import names
import proxy

HOSTS = """198.51.101.1 listed.hosts.test
10.1.2.3 inner.hosts.test
127.0.0.1 here.hosts.test
"""
LITERALS = ["127.0.0.1", "127.1", "2130706433", "10.0.0.1", "169.254.169.254", "0.0.0.0", "192.168.1.1", "[::1]",
            "[::ffff:10.0.0.1]", "[fd00::1]", "[64:ff9b::a00:1]"]
LOCAL = ["localhost", "LOCALHOST", "localhost.", "a.localhost", "a.b.localhost."]
LISTED = ["inner.hosts.test", "here.hosts.test"]
RESOLVED = [f"{name}.names.test" for name in ("private", "loopback", "metadata", "private-six", "mapped", "alias-private")]
PUBLIC = [f"{name}.names.test" for name in ("good", "both", "alias")] + ["listed.hosts.test", "n1.many.test"]

web = Web(f"{names.PUBLIC}:80", f"{names.PUBLIC}:443")


def setUpModule():
    if REFUSED:
        raise unittest.SkipTest(REFUSED)
    alone.set_up(HOSTS, "search search.test")
    global server, middle
    server = names.Names()
    middle = proxy.Proxy((names.PUBLIC, 80))
    web.__enter__()


def tearDownModule():
    web.__exit__()


class Proxies(unittest.TestCase):
    def expand(self, urls, *options):
        server.clear()
        middle.clear()
        return Web.records_of(run("expand", "--cacert", web.cacert, "--retries", 0, *options, given=lines(urls)), urls)

    def refuses(self, hosts, *options):
        """Neither over HTTP, a tunnel nor SOCKS."""
        for url in (middle.url, middle.socks_url):
            with self.subTest(url.partition(":")[0]):
                urls = [f"{scheme}://{host}/" for host in hosts for scheme in ("http", "https")]
                told = {record["input"]: verdict(record) for record in self.expand(urls, "--proxy", url, *options)}
                self.assertEqual(told, dict.fromkeys(urls, "skipped denied"))
                self.assertEqual(middle.asked(), [])

    def passes(self, hosts, *options):
        for url, ways in ((middle.url, {"get", "connect"}), (middle.socks_url, {"socks"})):
            with self.subTest(url.partition(":")[0]):
                urls = [f"{scheme}://{host}/" for host in hosts for scheme in ("http", "https")]
                told = {record["input"]: verdict(record) for record in self.expand(urls, "--proxy", url, *options)}
                self.assertEqual(told, dict.fromkeys(urls, "alive ok"))
                self.assertEqual({asked.way for asked in middle.asked()}, ways)

    def test_literal_addresses(self):
        self.refuses(LITERALS)

    def test_this_host(self):
        self.refuses(LOCAL)

    def test_names_in_etc_hosts(self):
        self.refuses(LISTED)

    def test_where_an_option_leads(self):
        led = ["--connect-to", "good.names.test:80:10.0.0.1:80", "--resolve", "both.names.test:80:127.0.0.1"]
        for url in (middle.url, middle.socks_url):
            told = [verdict(record) for record in self.expand(["http://good.names.test/", "http://both.names.test/"], "--proxy", url, *led)]
            self.assertEqual(told, ["skipped denied"] * 2)
            self.assertEqual(middle.asked(), [])

    def test_a_proxy_that_is_given_addresses(self):
        """SOCKS without remote names: what is looked up here is what was checked."""
        url = middle.socks_url.replace("socks5h:", "socks5:")
        told = [verdict(record) for record in self.expand(["http://good.names.test/", "http://rebinding.names.test/",
                                                           "http://private.names.test/", "http://nobody.names.test/"], "--proxy", url)]
        self.assertEqual(told, ["alive ok", "alive ok", "skipped denied", "dead no_such_host"])
        self.assertEqual(middle.hosts(), [names.PUBLIC] * 2)
        self.assertEqual(server.asked("*.search.test"), [])

    def test_names_that_are_private(self):
        self.refuses(RESOLVED)

    def test_names_that_are_public(self):
        self.passes(PUBLIC)

    def test_names_that_nobody_has(self):
        [record] = self.expand(["http://nobody.names.test/"], "--proxy", middle.url)
        self.assertEqual(verdict(record), "dead no_such_host")
        self.assertEqual(middle.asked(), [])

    def test_a_redirect_is_checked_too(self):
        urls = [f"https://to-private.names.test/{n}" for n in range(4)]
        told = [verdict(record) for record in self.expand(urls, "--proxy", middle.url)]
        self.assertEqual(told, ["skipped denied"] * 4)
        self.assertEqual(set(middle.hosts()), {"to-private.names.test"})

    def test_what_is_allowed_may_pass(self):
        told = [verdict(record) for record in self.expand(
            ["http://inner.hosts.test/", "http://10.0.0.1/", "http://private.names.test/", "http://localhost/"],
            "--proxy", middle.url, "--allow-net", "10.0.0.0/8")]
        self.assertEqual(told[-1], "skipped denied")
        self.assertNotIn("skipped denied", told[:-1])
        self.assertEqual(len(middle.asked()), 3)

    def test_names_left_to_the_proxy(self):
        """Literal addresses and this host's names need no name server to be refused."""
        self.passes(["good.names.test", "only-the-proxy-knows.hosts.test"], "--proxy-dns")
        self.assertEqual(server.asked(), [])
        self.refuses(LITERALS + LOCAL, "--proxy-dns")

    def test_time_runs_behind_a_proxy_too(self):
        """And nothing is done in vain meanwhile."""
        led = [word for name in ("drip.test", "slow.test") for port in (80, 443) for word in ("--resolve", f"{name}:{port}:{names.PUBLIC}")]
        urls = ["https://drip.test/never", "http://drip.test/headers", "http://slow.test/500", "https://slow.test/30000"]
        for url in (middle.url, middle.socks_url):
            used = run_measured("expand", "--cacert", web.cacert, "--retries", 0, "--timeout", 3, "--proxy", url, *led, given=lines(urls))
            told = [verdict(record) for record in Web.records_of(used.result, urls)]
            self.assertEqual(told, ["unsure timeout", "unsure timeout", "alive ok", "unsure timeout"])
            self.assertLess(used.seconds, 15)
            self.assertLess(used.worked, 2 if SANITIZED else 0.25)

    def test_a_proxy_that_is_not_there(self):
        [record] = self.expand(["http://good.names.test/"], "--proxy", "http://198.51.101.66:8080")
        self.assertEqual(verdict(record), "unsure unreachable")


class ConnectTo(unittest.TestCase):
    def test_a_long_host_leads_to_the_right_server(self):
        """A name of DNS may have 253 characters."""
        for length in (40, 64, 100, 200, 253):
            with self.subTest(length):
                label = "a" * 49
                host = ".".join([label] * 5)[:length - len(".many.test")].rstrip(".").ljust(length - 10, "b") + ".many.test"
                self.assertEqual(len(host), length)
                server.clear()
                record = run("expand", "http://elsewhere.hosts.test/", "--connect-to", f"elsewhere.hosts.test:80:{host}:80",
                             "--retries", 0).record
                self.assertEqual(verdict(record), "alive ok")
                self.assertEqual({question.name for question in server.asked()}, {host})

    def test_a_long_host_behind_a_proxy(self):
        host = "a" * 60 + "." + "b" * 60 + ".many.test"
        middle.clear()
        run("expand", "https://elsewhere.hosts.test/", "--connect-to", f"elsewhere.hosts.test:443:{host}:443",
            "--proxy", middle.url, "--cacert", web.cacert)
        self.assertEqual(set(middle.hosts()), {host})



class ItsName(unittest.TestCase):
    """The proxy's own name is the user's word: it is looked up as the system does, and not for ever."""

    def ask(self, host, *options):
        url = middle.url.replace("127.0.0.1", host)
        middle.clear()
        return run("expand", "--proxy", url, *options, given=lines(["http://good.names.test/", "http://both.names.test/"]))

    def test_in_etc_hosts_and_by_the_search_list(self):
        for host in ("here.hosts.test", "proxy", "localhost"):
            with self.subTest(host):
                records = self.ask(host).records
                self.assertEqual([verdict(record) for record in records], ["alive ok"] * 2)
                self.assertEqual(len(middle.asked()), 2)

    def test_nothing_stands_still_until_it_is_told(self):
        drawn = []
        on_terminal("expand", "--proxy", middle.url.replace("127.0.0.1", "silent.names.test"), "--timeout", 2, "--retries", 0,
                    "http://good.names.test/", stream="stderr", seen=lambda _, shown: drawn.append(time.monotonic()),
                    env={"PATH": "/usr/bin:/bin", "TERM": "xterm"})
        self.assertGreater(len(drawn), 6)
        self.assertLess(max(after - before for before, after in zip(drawn[1:], drawn[2:])), 1)

    def test_that_is_none_or_is_not_told(self):
        began = time.monotonic()
        for host, options, wanted in (("nobody.names.test", (), "unsure unreachable"), ("silent.names.test", ("--timeout", 2), "unsure timeout"),
                                      ("silent.names.test", ("--max-time", 2), "skipped out_of_time")):
            with self.subTest(host, options=options):
                result = self.ask(host, "--retries", 0, *options)
                self.assertEqual((result.code, [verdict(record) for record in result.records]), (0, [wanted] * 2), result.err)
        self.assertLess(time.monotonic() - began, 30)


if __name__ == "__main__":
    unittest.main()
