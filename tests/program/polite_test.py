#!/usr/bin/python3
"""Politeness: how often a host is asked, and when it is left alone. The web's clock says when each request came."""

import itertools
import unittest

from landfall import SANITIZED, OverWeb, verdict

SLACK = 3 if SANITIZED else 1


class Polite(OverWeb):
    def ask(self, *urls, options=()):
        """The records, and when each host was asked, in seconds since the first request of all."""
        self.web.clear()
        records, used = self.web.expand_measured(*urls, options=options)
        times = {}
        for request in self.web.log()["requests"]:
            times.setdefault(request["host"], []).append(request["at"])
        first = min(itertools.chain(*times.values()), default=0)
        return records, {host: [at - first for at in ats] for host, ats in times.items()}, used.seconds

    def are_alive(self, records):
        self.assertEqual({verdict(record) for record in records}, {"alive ok"})

    def are_spread(self, times, seconds):
        """So many seconds from each to the next, at least."""
        for number, at in enumerate(times):
            self.assertGreater(at - times[0], number * seconds - EARLY, times)


EARLY = 0.2  # by which a request may come early, as the first one was late on its way: it has the handshake


class Rates(Polite):
    OTHERS = [f"https://n{n}.many.test/" for n in range(5)]

    def test_a_rate_holds_and_others_run_on(self):
        """Whatever the port, and whatever is said of another host."""
        urls = [f"{origin}/{n}" for n in range(3) for origin in ("https://slow.test", "http://slow.test:8080")]
        records, times, seconds = self.ask(*urls, *self.OTHERS, options=["--rate", "Slow.test=4/s", "--rate", "home.test=1/h"])
        self.are_alive(records)
        self.assertEqual(len(times["slow.test"]), 6)
        self.are_spread(times["slow.test"], 0.25)
        self.assertLess(max(ats[0] for host, ats in times.items() if host != "slow.test"), 1 * SLACK)
        self.assertLess(seconds, 3 * SLACK)

    def test_a_rate_holds_at_every_hop(self):
        urls = [f"https://n{n}.later.test/{n}/slow.test/{n}" for n in range(6)]
        records, times, _ = self.ask(*urls, options=["--rate", "slow.test=4/s"])
        self.are_alive(records)
        self.assertEqual(len(times["slow.test"]), 6)
        self.are_spread(times["slow.test"], 0.25)

    def test_every_host_has_the_rate_for_itself(self):
        hosts = ("slow.test", "drowsy.test", "n1.many.test")
        urls = [f"https://{host}/{n}" for n in range(6) for host in hosts]
        records, times, seconds = self.ask(*urls, options=["--rate", "slow.test=1000/s", "--rate", "*=4/s"])
        self.are_alive(records)
        for host in hosts[1:]:
            self.assertEqual(len(times[host]), 6)
            self.are_spread(times[host], 0.25)
        self.assertLess(times["slow.test"][-1] - times["slow.test"][0], 1 * SLACK)
        self.assertLess(seconds, 3 * SLACK)

    def test_a_rate_holds_for_tries(self):
        [record], times, _ = self.ask("https://status.test/flaky", options=["--rate", "status.test=0.5/s"])
        self.assertEqual((verdict(record), record["attempts"]), ("alive ok", 2))
        self.are_spread(times["status.test"], 2)

    def test_waiting_for_a_turn_is_not_counted(self):
        urls = [f"https://slow.test/{n}" for n in range(5)]
        records, _, seconds = self.ask(*urls, options=["--rate", "slow.test=2/s", "--timeout", 1])
        self.are_alive(records)
        self.assertGreaterEqual(seconds, 2)

    def test_a_host_that_says_nothing_takes_no_turns(self):
        """What is not asked any more does not wait for its turn."""
        urls = [f"https://deep.silent.test/{n}" for n in range(30)]
        options = ["--rate", "deep.silent.test=5/s", "--timeout", 1, "--retries", 0]
        records, _, seconds = self.ask(*urls, options=options)
        self.assertEqual({verdict(record) for record in records}, {"unsure timeout"})
        self.assertLess(seconds, 4 * SLACK)

    def test_the_time_of_a_run(self):
        urls = [f"https://slow.test/{n}" for n in range(5)]
        records, _, seconds = self.ask(*urls, options=["--rate", "slow.test=1/m", "--max-time", 1.5])
        self.assertEqual([verdict(record) for record in records].count("skipped out_of_time"), 4)
        self.assertLess(seconds, 3 * SLACK)

    def test_what_is_no_rate_is_named(self):
        for rate, word in (("slow.test", "HOST=N/s"), ("slow.test=0/s", "above 0"), ("a b=1/s", "host"), ("slow.test=1/d", "hour")):
            result = self.web.run("expand", "--rate", rate, "https://slow.test/1")
            self.assertEqual(result.code, 2, result)
            self.assertEqual(result.err.count("\n"), 1, result.err)
            self.assertIn(f'the rate "{rate}"', result.err)
            self.assertIn(word, result.err)


if __name__ == "__main__":
    unittest.main()
