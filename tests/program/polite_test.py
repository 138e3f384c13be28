#!/usr/bin/python3
"""Politeness: how often a host is asked, and when it is left alone. The web's clock says when each request came."""

import collections
import itertools
import json
import signal
import tempfile
import time
import unittest

from landfall import SANITIZED, OverWeb, end, lines, run, run_measured, start, verdict

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


class Refusals(Polite):
    """Hosts that answer 429 or 503, each with a name of its own, for they remember."""

    OTHERS = [f"https://n{n}.many.test/" for n in range(5)]

    def are_others_alive(self, records, times):
        self.are_alive(records)
        self.assertLess(max(ats[0] for host, ats in times.items() if host.endswith("many.test")), 1.5 * SLACK)

    def test_what_a_host_asks_for_holds_for_all_its_links(self):
        """Those that were asked at once are refused (four, or fewer where the first over TLS was alone so far), and the
        others, which were not, wait too. They are asked once."""
        for kind in ("two", "date", "named"):
            with self.subTest(kind):
                host = f"{kind}-siblings.busy.test"
                urls = [f"{scheme}://{host}/{n}" for n in range(10) for scheme in ("http", "https")]
                records, times, seconds = self.ask(*urls, *self.OTHERS, options=["--per-host", 4])
                self.are_others_alive(records, times)
                attempts = sorted(record["attempts"] for record in records)
                refused = attempts.count(2)
                self.assertIn(refused, range(1, 5))
                self.assertEqual(attempts, [1] * (25 - refused) + [2] * refused)
                first = times[host][0]
                early = [at for at in times[host] if at < first + 1]
                self.assertEqual(len(early), refused, times[host])
                self.assertGreater(times[host][refused], first + 2 - EARLY)
                self.assertLess(seconds, 6 * SLACK)

    def test_a_wait_for_a_host_is_not_counted(self):
        """Of those that were not refused themselves."""
        urls = [f"https://two-counted.busy.test/{n}" for n in range(6)]
        records, _, _ = self.ask(*urls, options=["--per-host", 1, "--timeout", 3])
        self.are_alive(records)

    def test_a_host_that_wants_an_hour_is_left_alone(self):
        for kind, told in (("hour", "unsure rate_limited"), ("gone", "unsure server_error")):
            with self.subTest(kind):
                host = f"{kind}-alone.busy.test"
                urls = [f"https://{host}/{n}" for n in range(30)]
                urls += [f"https://later.test/{1000 + n}/{host}/late{n}" for n in range(3)]
                records, times, seconds = self.ask(*urls, *self.OTHERS, options=["--per-host", 4, "--retries", 3])
                self.assertEqual([verdict(record) for record in records], [told] * 33 + ["alive ok"] * 5)
                asked = [record for record in records[:30] if "status" in record]
                self.assertIn(len(asked), range(1, 5))  # the first over TLS goes alone
                self.assertEqual([record["attempts"] for record in asked], [1] * len(asked))
                self.assertEqual(len(times[host]), len(asked))
                self.assertEqual({record["attempts"] for record in records[:30] if "status" not in record}, {0})
                self.assertLess(seconds, 5 * SLACK)

    def test_what_one_page_is_refused_is_not_the_hosts_word(self):
        """Of a host that answers others, asked later, it is believed for that page alone."""
        host = "https://page-own.busy.test"
        urls = [f"{host}/refused", *(f"{host}/{n}" for n in range(30)), *(f"{host}/down-{n}" for n in range(7))]
        records, _, _ = self.ask(*urls, *(f"{host}/late/{n}" for n in range(3)), options=["--retries", 0])
        told = ["unsure rate_limited"] + ["alive ok"] * 30 + ["unsure server_error"] * 7 + ["alive ok"] * 3
        self.assertEqual([verdict(record) for record in records], told)
        self.assertEqual({"status" in record for record in records}, {True})

    def test_a_pause_is_made_where_none_is_asked_for(self):
        host = "mute-pause.busy.test"
        records, times, _ = self.ask(*(f"https://{host}/{n}" for n in range(12)), *self.OTHERS, options=["--per-host", 4])
        self.are_others_alive(records, times)
        before = len([at for at in times[host] if at < times[host][0] + 0.7])
        self.assertIn(before, range(1, 5), times[host])  # the first over TLS goes alone
        self.assertEqual(len(times[host]), 12 + before)

    def test_fewer_at_once(self):
        """It stands two at a time, of the eight that are tried at first."""
        urls = [f"https://narrow-fewer.busy.test/{n}" for n in range(30)]
        records, times, seconds = self.ask(*urls, options=["--per-host", 8, "--retries", 5])
        self.are_alive(records)
        self.assertLess(len(times["narrow-fewer.busy.test"]), 30 + 20)
        self.assertLess(seconds, 25 * SLACK)

    def test_a_second_pass_when_all_the_rest_is_done(self):
        """One at a time; each takes 0.1 s."""
        host = "third-pass.busy.test"
        urls = [f"https://{host}/{n}" for n in range(4)]
        records, times, _ = self.ask(*urls, "https://slow.test/4500", options=["--retries", 2])
        self.are_alive(records)
        self.assertEqual([record["attempts"] for record in records], [3] * 4 + [1])
        self.assertEqual(len(times[host]), 12)
        last = times[host][8:]
        self.assertGreater(last[0], times["slow.test"][0] + 4.5 - EARLY)
        for number, at in enumerate(last):
            self.assertGreaterEqual(at - last[0], 0.09 * number)

    def test_the_second_pass_is_one_of_the_tries(self):
        records, times, _ = self.ask("https://third-second.busy.test/", "https://slow.test/2000")
        self.assertEqual([verdict(record) for record in records], ["unsure server_error", "alive ok"])
        first, second = times["third-second.busy.test"]
        self.assertGreater(second - first, 2 - EARLY)

    def test_no_second_pass_without_retries(self):
        records, times, _ = self.ask("https://third-once.busy.test/", options=["--retries", 0])
        self.assertEqual([verdict(record) for record in records], ["unsure server_error"])
        self.assertEqual(len(times["third-once.busy.test"]), 1)

    def test_a_host_that_never_answers_well_costs_little_more_than_the_time_limit(self):
        urls = [f"https://never-well.busy.test/{n}" for n in range(300)]
        records, times, seconds = self.ask(*urls, options=["--timeout", 3])
        self.assertEqual({verdict(record) for record in records}, {"unsure server_error"})
        self.assertLess(len(times["never-well.busy.test"]), 60)
        self.assertLess(seconds, 10 * SLACK)

    def test_what_was_answered_is_told_when_the_run_is_over(self):
        urls = ["https://third-over.busy.test/", "https://drip.test/never"]
        records, _, _ = self.ask(*urls, options=["--max-time", 3])
        self.assertEqual([verdict(record) for record in records], ["unsure server_error", "skipped out_of_time"])
        self.assertEqual((records[0]["status"], records[0]["attempts"]), (503, 1))

    def test_a_stream_of_links_to_a_host_that_wants_an_hour(self):
        """More than are taken in at once."""
        urls = [f"https://hour-stream.busy.test/{n}" for n in range(6000)]
        used = run_measured("expand", *self.web.options, given=lines(urls + self.OTHERS))
        told = collections.Counter(verdict(json.loads(line)) for line in used.result.out.splitlines())
        self.assertEqual(told, {"unsure rate_limited": 6000, "alive ok": 5})
        self.assertLess(used.seconds, 10 * SLACK)

    def test_documents_wait_for_the_second_pass(self):
        text = "\n".join(f"https://third-text.busy.test/{n} https://n{n}.many.test/" for n in range(4))
        document, summary = self.web.run("resolve", "--retries", 2, given=text.encode()).records
        self.assertEqual({verdict(link) for link in document["links"]}, {"alive ok"})
        self.assertEqual(summary["requests"], 4 + 3 * 4)


class Crowds(OverWeb):
    """One slow host with more links than are taken in at once never holds up the others."""

    FAST = [f"https://n{n % 40}.many.test/{n}" for n in range(200)]

    def run_through(self, urls, *options):
        """How many had which verdict, of the slow ones and of the fast; and what it took."""
        used = run_measured("expand", *self.web.options, "--rate", "slow.test=5/s", *options, given=lines(urls))
        self.assertEqual(used.result.code, 0, used.result.err[-500:])
        told = {True: collections.Counter(), False: collections.Counter()}
        indices = set()
        for line in used.result.out.splitlines():
            record = json.loads(line)
            indices.add(record["index"])
            self.assertEqual(urls[record["index"]], record["input"])
            told["many.test" in record["input"]][verdict(record)] += 1
        self.assertEqual(len(indices), len(urls))
        self.assertEqual(told[True], {"alive ok": len(self.FAST)})
        return told[False], used

    def test_ahead_of_the_others(self):
        slow = [f"https://slow.test/{n % 10}?{n}" for n in range(50000)]
        told, used = self.run_through(slow + self.FAST, "--max-time", 6 * SLACK)
        self.assertGreater(told["alive ok"], 10)
        self.assertEqual(told["alive ok"] + told["skipped out_of_time"], len(slow))
        if not SANITIZED:
            self.assertLess(used.peak, 80 << 10)

    def test_in_between(self):
        slow = [f"http://slow.test/{n % 10}?{n}" for n in range(50000)]
        urls = [url for n, fast in enumerate(self.FAST) for url in [*slow[n * 250:(n + 1) * 250], fast]]
        told, _ = self.run_through(urls, "--max-time", 6 * SLACK)
        self.assertGreater(told["alive ok"], 10)

    def test_behind_others(self):
        """Links that lead to it."""
        slow = [f"https://n{n % 40}.later.test/0/slow.test/{n % 10}?{n}" for n in range(6000)]
        told, used = self.run_through(slow + self.FAST, "--max-time", 15 * SLACK, "--concurrency", 32)
        self.assertGreater(told["alive ok"], 10)
        if not SANITIZED:
            self.assertLess(used.peak, 96 << 10)

    def test_all_are_done_by_and_by(self):
        """One at a time, and what was parked is followed as if it had not been."""
        urls = [f"https://n{n % 2}.many.test/{n % 400}" for n in range(1000)]
        records = [json.loads(line) for line in self.web.run("expand", "--per-host", 1, given=lines(urls)).out.splitlines()]
        self.assertEqual(sorted(record["index"] for record in records), list(range(len(urls))))
        self.assertEqual({verdict(record) for record in records}, {"alive ok"})
        self.assertEqual({urls[record["index"]] for record in records}, {record["input"] for record in records})

    def test_what_is_parked_is_let_go_when_it_is_interrupted(self):
        with tempfile.TemporaryFile() as file:
            file.write(lines(f"https://slow.test/{n}" for n in range(9000)))
            file.seek(0)
            child = start("expand", *self.web.options, "--rate", "slow.test=1/m", stdin=file)
        self.addCleanup(end, child)
        time.sleep(1)
        child.send_signal(signal.SIGINT)
        self.assertEqual(child.wait(timeout=20), 130)


class Robots(Polite):
    """--robots: each host is asked once, and what it disallows is not asked for."""

    def hold(self, wanted, *options):
        self.web.clear()
        records = self.web.expand(*wanted, options=["--robots", *options])
        self.assertEqual({record["input"]: verdict(record) for record in records}, wanted)
        return records, self.web.requested()

    def test_rules(self):
        host = "https://rules-a.robots.test"
        wanted = {f"{host}/": "alive ok", f"{host}/all": "alive ok", f"{host}/private": "skipped excluded",
                  f"{host}/private/open?x": "alive ok", f"{host}/a.pdf": "skipped excluded", f"{host}/a.pdf?x": "alive ok"}
        records, requested = self.hold(wanted)
        self.assertEqual(requested.count(f"{host}/robots.txt"), 1)
        self.assertEqual(requested[0], f"{host}/robots.txt")
        self.assertEqual(len(requested), 1 + 4)
        [record] = [record for record in records if record["input"].endswith("/private")]
        self.assertEqual((record.get("attempts"), record.get("status")), (None, None))

    def test_without_the_option(self):
        records = self.web.expand("https://closed-a.robots.test/x")
        self.assertEqual(verdict(records[0]), "alive ok")

    def test_another_name(self):
        wanted = {"https://rules-b.robots.test/private": "alive ok", "https://rules-b.robots.test/all": "skipped excluded"}
        self.hold(wanted, "--user-agent", "other/1.0")

    def test_what_is_answered_instead(self):
        wanted = {f"https://{kind}-c.robots.test/x": told for kind, told in (
            ("closed", "skipped excluded"), ("missing", "alive ok"), ("forbidden", "alive ok"), ("broken", "skipped excluded"),
            ("cut", "skipped excluded"), ("round", "alive ok"), ("html", "alive ok"))}
        wanted |= {"https://moved-c.robots.test/private": "skipped excluded", "https://moved-c.robots.test/all": "alive ok"}
        wanted |= {"https://large-c.robots.test/early": "skipped excluded", "https://large-c.robots.test/late": "alive ok"}
        _, requested = self.hold(wanted, "--retries", 0)
        self.assertEqual(len([url for url in requested if url.startswith("https://round-c")]), 7)

    def test_one_that_is_refused_is_not_put_aside(self):
        """Others wait for it: it would be for ever."""
        self.hold({f"https://busy-j.robots.test/{n}": "skipped excluded" for n in range(3)}, "--timeout", 5)

    def test_each_origin(self):
        wanted = {f"{origin}/private": "skipped excluded" for origin in (
            "https://rules-d.robots.test", "http://rules-d.robots.test", "http://rules-d.robots.test:8080")}
        _, requested = self.hold(wanted)
        self.assertEqual(len(requested), 3)

    def test_every_hop(self):
        wanted = {"https://rules-e.robots.test/to/closed-e.robots.test/x": "skipped excluded",
                  "https://rules-e.robots.test/to/missing-e.robots.test/x": "alive ok"}
        records, requested = self.hold(wanted)
        self.assertNotIn("https://closed-e.robots.test/x", requested)
        self.assertEqual([len(record["hops"]) for record in records], [2, 2])

    def test_a_host_that_is_not_there(self):
        """What is wrong with it is told as without the option."""
        urls = ["https://expired.tls.test/", "http://10.0.0.1/"]
        plain = [verdict(record) for record in self.web.expand(*urls)]
        self.hold(dict(zip(urls, plain)))

    def test_many_links_wait_for_one(self):
        wanted = {f"https://rules-f.robots.test/{n}": "alive ok" for n in range(40)}
        _, requested = self.hold(wanted)
        self.assertEqual(len(requested), 41)

    def test_it_counts_in_rates(self):
        urls = [f"https://rules-g.robots.test/{n}" for n in range(4)]
        records, times, _ = self.ask(*urls, options=["--robots", "--rate", "*=4/s"])
        self.are_alive(records)
        self.assertEqual(len(times["rules-g.robots.test"]), 5)
        self.are_spread(times["rules-g.robots.test"], 0.25)

    def test_a_delay(self):
        urls = [f"https://delayed-h.robots.test/{n}" for n in range(3)]
        records, times, _ = self.ask(*urls, options=["--robots"])
        self.are_alive(records)
        self.are_spread(times["delayed-h.robots.test"][1:], 1)

    def test_the_time_of_a_run(self):
        records, _, seconds = self.ask("https://deep.silent.test/", "https://drip.test/never",
                                       options=["--robots", "--max-time", 1])
        self.assertEqual({verdict(record) for record in records}, {"skipped out_of_time"})
        self.assertLess(seconds, 3 * SLACK)

    def test_a_record_is_replayed(self):
        with tempfile.TemporaryDirectory() as folder:
            urls = ["https://rules-i.robots.test/private", "https://rules-i.robots.test/", "https://broken-i.robots.test/"]
            first = self.web.expand(*urls, options=["--robots", "--record", f"{folder}/seen.warc.gz"])
            again = run("expand", "--robots", "--replay", f"{folder}/seen.warc.gz", *urls)
            told = {record["input"]: verdict(record) for record in again.records}
        self.assertEqual({record["input"]: verdict(record) for record in first}, told)


if __name__ == "__main__":
    unittest.main()
