#!/usr/bin/python3
"""Limits: of requests at once to a host, of what long URLs may hold, and of what the system has left."""

import json
import resource
import unittest

from landfall import SANITIZED, Web, lines, run_measured, verdict

web = Web()


def setUpModule():
    web.__enter__()


def tearDownModule():
    web.__exit__()


def limit_files(count):
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))


class Hosts(unittest.TestCase):
    def peak(self, urls, host, *options):
        web.clear()
        records = web.expand(*urls, options=options)
        self.assertEqual({verdict(record) for record in records}, {"alive ok"})
        return web.log()["peak"][host]

    def test_a_host_is_one_whatever_the_scheme_and_the_port(self):
        urls = [f"{origin}/{100 + n}" for n in range(10)
                for origin in ("http://slow.test", "https://slow.test", "http://slow.test:8080", "https://SLOW.test:8443")]
        self.assertIn(self.peak(urls, "slow.test", "--per-host", 3), (2, 3))

    def test_a_host_is_one_at_every_hop(self):
        urls = [f"https://n{n}.many.test/" for n in range(3)]
        urls += [f"{scheme}://later.test/10/slow.test/{150 + n}" for n in range(10) for scheme in ("http", "https")]
        self.assertIn(self.peak(urls, "slow.test", "--per-host", 2), (1, 2))

    def test_hosts_do_not_wait_for_each_other(self):
        urls = [f"https://slow.test/{400 + n}" for n in range(3)] + [f"https://n{n}.many.test/" for n in range(3)]
        web.clear()
        web.expand(*urls, options=["--per-host", 1])
        hosts = [request["host"] for request in web.log()["requests"]]
        self.assertEqual(len(hosts), 6)
        self.assertEqual(hosts[4:], ["slow.test"] * 2, hosts)

    def test_what_is_under_way_goes_before_what_has_not_begun(self):
        """So few links are in their midst at a time, whatever they gather on their way."""
        web.clear()
        web.expand("https://hops.test/3", "https://hops.test/9", options=["--per-host", 1])
        paths = [request["url"].rpartition("/")[2] for request in web.log()["requests"]]
        self.assertEqual(paths, ["3", "2", "1", "0", "9", "8", "7", "6", "5", "4"])


class LongUrls(unittest.TestCase):
    def peak(self, count):
        urls = [f"http://long.test/20/{n}" for n in range(count)]
        records, used = web.expand_measured(*urls, options=["--per-host", 20])
        self.assertEqual({verdict(record) for record in records}, {"alive ok"})
        self.assertEqual({len(record["hops"]) for record in records}, {21})
        return used.peak

    @unittest.skipIf(SANITIZED, "memory says nothing there")
    def test_twenty_hops_of_eight_thousand_bytes(self):
        """160 KB a link, kept once: 120 links more are no more than 36 MB."""
        self.assertLess(self.peak(180) - self.peak(60), 120 * 300)


class OnePost(unittest.TestCase):
    """Elements of one post that follow each other are one embed, whose links grow and grow."""

    @staticmethod
    def element(number):
        links = " ".join(f'<a href="https://many.test/{number}/{n}">x</a>' for n in range(50))
        return (f'<blockquote class="twitter-tweet"><p>{links}</p>&mdash; A (@a) <a href="https://twitter.com/a/status/1654063315669745664">'
                "May 4, 2023</a></blockquote>\n")

    @unittest.skipIf(SANITIZED, "memory says nothing there")
    def test_its_links_take_the_memory_of_links(self):
        used = run_measured("scan", "--type", "html", given="".join(map(self.element, range(1000))).encode())
        [embed] = json.loads(used.result.out)["embeds"]
        self.assertEqual(len(set(embed["links"])), 50001)
        self.assertLess(used.peak, 64 << 10)


class LargeText(unittest.TestCase):
    """Links and posts that a scan found in a text are packed until they are written."""

    @staticmethod
    def paragraph(number):
        return (f"The old harbour wall is whole again. See https://www.harbour.test/2018/05/at-{number:08}?id=7 for more.\n\n"
                f"The ferry is back, and nobody knows for how long. https://t.co/a{number:09} pic.twitter.com/b{number:09}\n\n"
                f"\u2014 Maya Lind (@maya_lind) June {number % 28 + 1}, 2018\n\n")

    def peak(self, count):
        used = run_measured("scan", "--jobs", 1, given="".join(map(self.paragraph, range(count))).encode())
        document = json.loads(used.result.out)
        self.assertEqual((len(document["links"]), len(document["embeds"])), (3 * count, count))
        return used.peak

    @unittest.skipIf(SANITIZED, "memory says nothing there")
    def test_a_link_takes_few_bytes(self):
        """60,000 links more, a third of them beside a post's words, are no more than 100 bytes each."""
        self.assertLess(self.peak(40000) - self.peak(20000), 60000 * 100 >> 10)


class System(unittest.TestCase):
    def test_a_try_without_a_file_is_none(self):
        urls = [f"{scheme}://n{n}.many.test/" for n in range(60) for scheme in ("http", "https")]
        web.clear()
        result = web.run("resolve", given=lines(urls), preexec_fn=limit_files(18))
        document, summary = result.records
        self.assertEqual({(verdict(link), link["attempts"]) for link in document["links"]}, {("alive ok", 1)})
        self.assertEqual((summary["requests"], len(web.requested())), (len(urls), len(urls)))

    def test_few_files(self):
        """With less than it would like, it waits: no link is lost."""
        urls = [f"{scheme}://n{n}.many.test/" for n in range(150) for scheme in ("http", "https")]
        for count in (16, 18, 20, 24):
            with self.subTest(count):
                records, _ = web.expand_measured(*urls, preexec_fn=limit_files(count))
                told = [verdict(record) for record in records]
                self.assertEqual(told, ["alive ok"] * len(urls))

    def test_few_files_on_one_host(self):
        urls = [f"https://slow.test/{10 + n}" for n in range(60)]
        records, _ = web.expand_measured(*urls, options=["--per-host", 30], preexec_fn=limit_files(18))
        self.assertEqual([verdict(record) for record in records], ["alive ok"] * len(urls))


if __name__ == "__main__":
    unittest.main()
