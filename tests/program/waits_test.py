#!/usr/bin/python3
"""Time: how long a server is waited for, when it is asked again, and what a wait is charged to. The web's clock
says when each request came."""

import itertools
import unittest

from landfall import SANITIZED, Web, expect, verdict

web = Web()
SLACK = 3 if SANITIZED else 1


def setUpModule():
    web.__enter__()


def tearDownModule():
    web.__exit__()


class Waits(unittest.TestCase):
    def ask(self, *urls, options=()):
        """The records, and how long it was from each request to the next."""
        web.clear()
        records, used = web.expand_measured(*urls, options=options)
        times = [request["at"] for request in web.log()["requests"]]
        return records, [later - earlier for earlier, later in itertools.pairwise(times)], used.seconds

    def test_retry_after_is_kept(self):
        [record], waits, _ = self.ask("https://status.test/wait-two-seconds")
        expect({"state": "alive", "title": "Waited", "attempts": 2}, record)
        self.assertEqual(len(waits), 1)
        self.assertGreaterEqual(waits[0], 2)

    def test_without_it_the_wait_doubles(self):
        [record], waits, _ = self.ask("https://status.test/flaky-twice", options=["--retries", 2])
        expect({"state": "alive", "title": "Up at last", "attempts": 3}, record)
        self.assertEqual(len(waits), 2)
        self.assertGreaterEqual(waits[0], 1)
        self.assertGreaterEqual(waits[1], 2)

    def test_a_wait_that_does_not_fit_is_not_begun(self):
        [record], waits, seconds = self.ask("https://hour-waits.busy.test/", options=["--retries", 5])
        self.assertEqual((verdict(record), record["attempts"], waits), ("unsure rate_limited", 1, []))
        self.assertLess(seconds, 3 * SLACK)

    def test_waits_count_in_the_time_limit(self):
        """Each is a second; the requests in between take none."""
        [record], waits, seconds = self.ask("https://status.test/wait-again", options=["--retries", 9, "--timeout", 2.9])
        self.assertEqual((verdict(record), record["attempts"]), ("unsure rate_limited", 3))
        self.assertEqual(len(waits), 2)
        self.assertLess(seconds, 3 * SLACK)

    def test_a_server_that_stalls_is_asked_again(self):
        """Half the time without news is a stall, and the other half is enough for another try."""
        urls = ["https://stall.test/at-once", "https://stall.test/in-the-body"]
        records, _, seconds = self.ask(*urls, options=["--timeout", 6])
        for record in records:
            expect({"state": "alive", "title": "Second wind", "attempts": 2}, record)
        self.assertLess(seconds, 6 * SLACK)

    def test_a_wait_takes_no_work(self):
        """For an answer, for more of it, for a pause to end: nothing is done in vain meanwhile."""
        urls = ["https://drip.test/never", "https://later.test/2500/home.test/", "https://drip.test/headers", "https://status.test/wait-two-seconds"]
        records, used = web.expand_measured(*urls, options=["--timeout", 3, "--retries", 1])
        self.assertEqual([record["state"] for record in records], ["unsure", "alive", "unsure", "alive"])
        self.assertGreater(used.seconds, 2)
        self.assertLess(used.worked, 2 if SANITIZED else 0.25)

    def test_an_answer_that_is_known_costs_no_time(self):
        """The second chain takes two seconds to where the first has been meanwhile."""
        first = "https://later.test/1500/home.test/"
        second = "https://later.test/2000/later.test/1500/home.test/"
        records, _, _ = self.ask(first, second, options=["--timeout", 3, "--retries", 0])
        self.assertEqual([verdict(record) for record in records], ["alive ok"] * 2)
        self.assertEqual(len(web.requested()), 3)

    def test_an_answer_that_is_waited_for_costs_what_was_waited(self):
        """The second chain joins a second later, and has time for what is left."""
        first = "https://later.test/2000/home.test/"
        second = "https://later.test/1000/later.test/2000/home.test/"
        records, _, _ = self.ask(first, second, options=["--timeout", 2.7, "--retries", 0])
        self.assertEqual([verdict(record) for record in records], ["alive ok"] * 2)


class Silence(unittest.TestCase):
    """A host that was silent for several links in a row is not asked for the others."""

    GOOD = [f"https://n{n}.many.test/" for n in range(5)]

    def test_a_silent_host_costs_one_time_limit(self):
        urls = [f"https://deep.silent.test/{n}" for n in range(16)]
        web.clear()
        records, used = web.expand_measured(*urls, *self.GOOD, options=["--timeout", 4, "--per-host", 4])
        told = [verdict(record) for record in records]
        self.assertEqual(told, ["unsure timeout"] * len(urls) + ["alive ok"] * len(self.GOOD))
        self.assertLess(used.seconds, 1.7 * 4 * SLACK)
        self.assertLess(len([url for url in web.requested() if "silent" in url]), 14)

    def test_one_after_another(self):
        urls = [f"https://deep.silent.test/{n}" for n in range(16)]
        web.clear()
        records, used = web.expand_measured(*urls, options=["--timeout", 1, "--per-host", 1, "--retries", 0])
        self.assertEqual({verdict(record) for record in records}, {"unsure timeout"})
        self.assertLess(used.seconds, 7 * SLACK)
        self.assertIn(len(web.requested()), range(3, 6))

    def test_the_hosts_of_one_domain(self):
        urls = [f"https://h{n}.silent.test/" for n in range(24)]
        records, used = web.expand_measured(*urls, *self.GOOD, options=["--timeout", 2, "--concurrency", 6, "--retries", 0])
        told = [verdict(record) for record in records]
        self.assertEqual(told, ["unsure timeout"] * len(urls) + ["alive ok"] * len(self.GOOD))
        self.assertLess(used.seconds, 6 * SLACK)

    def test_a_host_that_answers_in_between(self):
        urls = [f"https://drowsy.test/{kind}{n}" for n in range(5) for kind in ("silent/", "")]
        records, _ = web.expand_measured(*urls, options=["--timeout", 1, "--per-host", 1, "--retries", 0])
        self.assertEqual([verdict(record) for record in records], ["unsure timeout", "alive ok"] * 5)

    def test_the_time_of_a_run(self):
        """What is open when it is over is skipped, and all else is as it was."""
        urls = [f"https://h{n}.silent.test/" for n in range(30)] + ["https://drip.test/never", "https://later.test/9000/home.test/"]
        records, used = web.expand_measured(*self.GOOD, *urls, options=["--max-time", 1.5])
        told = [verdict(record) for record in records]
        self.assertEqual(told, ["alive ok"] * len(self.GOOD) + ["skipped out_of_time"] * len(urls))
        self.assertLess(used.seconds, 3 * SLACK)

    def test_a_run_without_time(self):
        """Each record is whole all the same: its chain stands where it would have begun."""
        for seconds in (0.0001, 0.01):
            text = " ".join(f"https://n{n}.many.test/" for n in range(200))
            document, _ = web.run("resolve", "--max-time", seconds, given=text.encode()).records
            self.assertEqual(len(document["links"]), 200)
            self.assertIn("skipped out_of_time", {f"{link['state']} {link['reason']}" for link in document["links"]})

    def test_the_time_of_a_run_is_summed_up(self):
        text = "\n".join(["https://home.test/", "https://drip.test/never", "https://drip.test/headers"])
        result = web.run("resolve", "--max-time", 1, given=text.encode())
        self.assertEqual(result.code, 0, result.err)
        document, summary = result.records
        self.assertEqual([verdict(link) for link in document["links"]], ["alive ok"] + ["skipped out_of_time"] * 2)
        expect({"type": "summary", "unique": 3, "states": {"alive": 1, "dead": 0, "unsure": 0, "skipped": 2}}, summary)

    def test_a_run_that_is_done_in_time(self):
        records, used = web.expand_measured(*self.GOOD, options=["--max-time", 30])
        self.assertEqual({verdict(record) for record in records}, {"alive ok"})
        self.assertLess(used.seconds, 10 * SLACK)


if __name__ == "__main__":
    unittest.main()
