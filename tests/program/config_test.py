#!/usr/bin/python3
"""landfall.toml: where it is found, what it sets, what wins, and what is said where it is wrong; `landfall config` and `landfall schema`."""

import json
import pathlib
import re
import subprocess
import tempfile
import tomllib
import unittest

from landfall import COMMAND, ROOT, OverWeb, Place, lines, run, verdict

SCHEMA = ROOT / "src/emit/landfall-1.schema.json"

# A wrong file, and what is said of it.
WRONG = [
    ("timeot = 5", "1:1: no option is named 'timeot': did you mean 'timeout'?"),
    ("# a\n\n  per-host = 5", "3:3: no option is named 'per-host': did you mean 'per_host'?"),
    ("xyzzy = 1", "1:1: no option is named 'xyzzy'; 'landfall config' lists what there is"),
    ("help = true", "1:1: no option is named 'help'; 'landfall config' lists what there is"),
    ("config = 'a'", "1:1: no option is named 'config'; 'landfall config' lists what there is"),
    ("basline = 'a'", "1:1: no option is named 'basline': did you mean 'baseline' under [check]?"),
    ("[severit]\nblocked = 'off'", "1:2: no table is named 'severit': did you mean 'severity' under [check]?"),
    ("in_plcae = true", "1:1: no option is named 'in_plcae': did you mean 'in_place' under [enrich]?"),
    ("[scan]\ntimeuot = 5", "2:1: no option is named 'timeuot'; 'landfall config' lists what there is"),
    ("[chekc]\nfail_on = 'dead'", "1:2: no table is named 'chekc': did you mean 'check'?"),
    ("[hots.'a.org']", "1:2: no table is named 'hots': did you mean 'host'?"),
    ("fail_on = 'dead'", "1:1: 'fail_on' is an option of check alone: write it under [check]"),
    ("[severity]\nblocked = 'off'", "1:2: 'severity' is an option of check alone: write it under [check]"),
    ("[scan]\ntimeout = 5", "2:1: scan has no option 'timeout'"),
    ("check = 5", "1:9: check takes a table: [check]"),
    ("[check]\nfail_on = 'daed'", "2:11: fail_on takes dead, unsure, redirect, insecure, conflict or never, not 'daed': did you mean 'dead'?"),
    ("[check]\nfail_on = ['dead',\n  'unsrue']",
     "3:3: fail_on takes dead, unsure, redirect, insecure, conflict or never, not 'unsrue': did you mean 'unsure'?"),
    ("[check]\ncache_life = { dead = '1h', alvie = '3d' }",
     "2:29: cache_life takes alive, dead or unsure, = and a duration such as 90s, 10m, 6h or 3d: did you mean 'alive'?"),
    ("[check]\ncache_life = { dead = '1x' }", "2:23: --cache-life takes "),
    ("[check.severity]\nblokced = 'off'", "2:1: --severity: no reason is named \"blokced\": did you mean \"blocked\"?"),
    ("[check.severity]\nblocked = 'of'", "2:11: --severity: no severity is named \"of\": did you mean \"off\"?"),
    ("[check]\nfail_after = 'soon'", "2:14: "),
    ("[check]\naccept = [200, 'x']", "2:16: "),
    ("endpoint = { 'twitter.oembd' = 'http://a.org/' }", "1:14: no endpoint is named"),
    ("[enrich]\nin_plcae = true", "2:1: no option is named 'in_plcae': did you mean 'in_place'?"),
    ("[check]\nfragments = 'loacl'", "2:13: fragments takes none, local or all, not 'loacl': did you mean 'local'?"),
    ("only = 'web,shrot'", "1:8: only takes short, media, permalink, wrapped, web or local, not 'shrot': did you mean 'short'?"),
    ("color = 'alwasy'", "1:9: color takes auto, always or never, not 'alwasy': did you mean 'always'?"),
    ("timeout = 'soon'", "1:11: timeout takes a number of seconds above 0, at most 86400, not a string"),
    ("timeout = '30'", "1:11: timeout takes a number of seconds above 0, at most 86400, not a string; write it without quotes"),
    ("timeout = -1", "1:11: timeout takes a number of seconds above 0, at most 86400, not -1"),
    ("timeout = [1]", "1:11: timeout takes a number of seconds above 0, at most 86400, not an array"),
    ("timeout = true", "1:11: timeout takes a number of seconds above 0, at most 86400, not true"),
    ("per_host = 2.5", "1:12: per_host takes a whole number from 1 to 1000000, not 2.5"),
    ("robots = 'true'", "1:10: robots takes true or false, not a string; write it without quotes"),
    ("robots = 1", "1:10: robots takes true or false, not a number"),
    ("user_agent = 5", "1:14: user_agent takes a text in quotes, not a number"),
    ("user_agent = ['a', 'b']", "1:14: user_agent takes a text in quotes, not an array"),
    ("exclude = [[]]", "1:12: exclude takes a POSIX extended expression, not an array"),
    ("exclude = ['a', '(']", "1:17: the expression \"(\" does not compile: "),
    ("allow_net = '10.0.0.0/99'", "1:13: "),
    ("connect_to = ['a:1:b:2', 'x']", "1:26: "),
    ("rate = { 'a.org' = 'fast' }", "1:20: "),
    ("[host.'*.a.org']\nskpi = true", "2:1: a host has no 'skpi': did you mean 'skip'?"),
    ("[host.a.org]\nskip = true", "1:9: a host's name stands in quotes: [host.\"www.example.org\"]"),
    ("[host]\nskip = true", "2:1: 'skip' should stand under a host: [host.\"www.example.org\"]"),
    ("host = 'a.org'", "1:8: host takes tables: [host.\"www.example.org\"]"),
    ("[host.'a.org:80']", "1:7: 'a.org:80' is no host: write it as in www.example.org or *.example.org"),
    ("[host.'a.*']", "1:7: 'a.*' is no host: "),
    ("[host.'*']\nrate = '1/s'", "1:7: what holds for every host stands at the top"),
    ("[host.'a.org']\nskip = 'yes'", "2:8: skip takes true or false, not a string"),
    ("[host.'a.org']\nrate = 2", "2:8: rate takes a text such as \"2/s\", not a number"),
    ("[host.'a.org']\nrate = 'fast'", "2:8: the rate \"a.org=fast\" cannot be kept: "),
    ("[host.'a.org']\nheader = 'X'", "2:10: header number 1 is not of the form HOST: Name: value"),
    ("[host.'a.org']\ntimeout = 0", "2:11: \"a.org=0\" cannot be kept: N is a number above 0"),
    ("[host.'a.org']\nper_host = 1.5", "2:12: \"a.org=1.5\" cannot be kept: N is a whole number"),
    ("timeout = 5\ntimeout = 6", "2:1: 'timeout' stands twice: line 1 has it, too"),
    ("timeout =", "1:10: a value should stand here"),
    ("timeout = 30s", "1:11: this is no number, and a text is written in quotes: \"30s\""),
    ("[check]\nfail_on = dead", "2:11: a text is written in quotes: \"dead\""),
    ("exclude = ['a'\ntimeout = 5", "2:1: a comma or ] should stand here"),
    ("exclude = '\xe9\\d' x", "1:17: the line should end here"),
]


class Config(Place):
    def setUp(self):
        super().setUp()
        (self.folder / ".git").mkdir()  # nothing above counts

    def told(self, *arguments, where=".", code=0):
        """What `landfall config` prints: { key: (value as written, from) }, with the table before the key."""
        result = run("config", *arguments, cwd=self.folder / where)
        self.assertEqual((result.code, result.err), (code, ""))
        tomllib.loads(result.out.decode())
        table, told = "", {}
        for line in result.out.decode().splitlines():
            if head := re.fullmatch(r"\[(.*)\]", line):
                table = head[1] + "/"
            elif line:
                key, value, where_from = re.fullmatch(r"(\S+) = (.*)  # (landfall.toml:\d+|\S+\.toml:\d+|command line|default)", line).groups()
                told[table + key] = value, where_from
        return told

    def test_what_is_wrong_is_told_where(self):
        for text, wanted in WRONG:
            with self.subTest(text):
                self.file("landfall.toml", text)
                for command in ("config", "check"):
                    result = run(command, "--offline", *(() if command == "config" else ("-",)), cwd=self.folder)
                    self.fails(result, wanted)
                    self.assertTrue(result.err.startswith(f"landfall: landfall.toml:{wanted}"), result.err)
                    self.assertEqual(result.out, b"")
        self.assertEqual(len(WRONG), 62)

    def test_bytes_that_are_no_text(self):
        self.file("landfall.toml", b"timeout = 1\nuser_agent = '\xc3\xa9\xff\x1b[2J'")
        self.fails(run("config", cwd=self.folder), "landfall.toml:2:16: this byte is no UTF-8")
        self.file("landfall.toml", b"timeout = 1\n'\\u001b[2J\\u202e' = 5")
        self.file("landfall.toml", b'timeout = 1\n"\\u001b[2J\\u202e" = 5')
        self.fails(run("config", cwd=self.folder), r"landfall.toml:2:1: no option is named '\x1b[2J\u202e'")

    def test_the_nearest_counts(self):
        self.assertEqual(self.told()["timeout"], ("30", "default"))
        self.file("landfall.toml", "timeout = 1")
        self.file("a/b/x")
        self.assertEqual(self.told(where="a/b")["timeout"], ("1", "landfall.toml:1"))
        self.file("a/landfall.toml", "\ntimeout = 2")
        self.assertEqual(self.told(where="a/b")["timeout"], ("2", "landfall.toml:2"))
        self.assertEqual(self.told()["timeout"], ("1", "landfall.toml:1"))
        self.file("a/b/.git", "gitdir: elsewhere")  # as a submodule has it
        self.assertEqual(self.told(where="a/b")["timeout"], ("30", "default"))

    def test_a_file_that_is_named(self):
        self.file("landfall.toml", "timeout = 1")
        other = self.file("conf/other.toml", "retries = 7")
        for name in ("conf/other.toml", other):
            told = self.told("--config", name)
            self.assertEqual((told["timeout"], told["retries"]), (("30", "default"), ("7", f"{name}:1")))
        self.assertEqual(self.told("--no-config")["timeout"], ("30", "default"))
        self.fails(run("config", "--config", "none.toml", cwd=self.folder), "none.toml: cannot be read: No such file")
        self.fails(run("scan", "--config", "conf", "-", cwd=self.folder), "conf: cannot be read: Is a directory")
        self.file("conf/other.toml", "retires = 7")
        self.fails(run("scan", "--config", "conf/other.toml", "-", cwd=self.folder), "landfall: conf/other.toml:1:1: ")

    def test_what_is_no_file_is_not_waited_for(self):
        (self.folder / "landfall.toml").mkdir()
        self.fails(run("config", cwd=self.folder, timeout=10), "landfall.toml: cannot be read")

    def test_the_command_line_wins_then_the_commands_table_then_the_top(self):
        self.file("landfall.toml", "timeout = 5.5\nretries = 2\nexclude = ['a', \"b\\\\.\"]\nrobots = true\nonly = 'web,local'\n"
                                   "[check]\nretries = 3\nfail_on = ['dead', 'unsure']\n[check.severity]\nblocked = 'off'\n")
        told = self.told("--timeout", "7", "--warn-on", "never")
        wanted = {
            "timeout": ("7", "command line"), "retries": ("2", "landfall.toml:2"), "robots": ("true", "landfall.toml:4"),
            "exclude": ('["a", "b\\\\."]', "landfall.toml:3"), "only": ('"web,local"', "landfall.toml:5"), "max_hops": ("20", "default"),
            "offline": ("false", "default"), "check/retries": ("3", "landfall.toml:7"),
            "check/fail_on": ('["dead", "unsure"]', "landfall.toml:8"), "check/warn_on": ('["never"]', "command line"),
            "check/severity": ('{ blocked = "off" }', "landfall.toml:9"),
        }
        self.assertEqual({key: told.get(key) for key in wanted}, wanted)
        told = self.told("--exclude", "c", "--exclude", "d")
        self.assertEqual(told["exclude"], ('["c", "d"]', "command line"))

    def test_what_is_printed_is_read_again(self):
        self.file("landfall.toml", "timeout = 5\nheader = ['a.org: X: \"1\\t\"']\n[host.'*.a.org']\naccept = [200, '300..=399']\nskip = true\n"
                                   "per_host = 2\ntimeout = 1.5\nrate = '2/m'\nheader = ['A: b', 'C: d']\n[check]\ncache_life.dead = '1h'\n")
        first = run("config", "--retries", "4", "--color", "never", cwd=self.folder)
        self.file("again.toml", first.out)
        again = run("config", "--config", "again.toml", cwd=self.folder)
        self.assertEqual((first.code, again.code, again.err), (0, 0, ""))
        self.assertEqual(tomllib.loads(first.out.decode()), tomllib.loads(again.out.decode()))
        self.assertIn(b'[host."*.a.org"]\naccept = [200, "300..=399"]  # landfall.toml:4\n', first.out)

    def states(self, *arguments, where="."):
        result = run("resolve", *arguments, "-", given=b"http://a.b.example/x https://b.example/ http://x.a.b.example/\n", cwd=self.folder / where)
        self.assertEqual(result.code, 0, result.err)
        return [(link["state"], link["reason"]) for link in result.records[0]["links"]]

    def test_options_are_set(self):
        skipped, offline = ("skipped", "excluded"), ("skipped", "offline")
        self.file("landfall.toml", "offline = true\nexclude = 'https://b'\n[scan]\nbare_domains = true\n[check]\noffline = false\n")
        self.assertEqual(self.states(), [offline, skipped, offline])
        self.assertEqual(self.states("--exclude", "nothing"), [offline] * 3)
        self.assertEqual(len(run("scan", "-", given=b"see eastmoor.com and westmoor.org", cwd=self.folder).record["links"]), 2)
        self.file("landfall.toml", "offline = true\n[host.'*.b.example']\nskip = true\n")
        self.assertEqual(self.states("--exclude", "nothing"), [skipped, offline, skipped])
        self.file("landfall.toml", "offline = true\n[host.'A.b.example']\nskip = true\n['host'.'b.example']\nskip = false\n")
        self.assertEqual(self.states(), [skipped, offline, offline])

    def test_files_are_beside_the_file(self):
        self.file("landfall.toml", "offline = true\noutput = 'out.ndjson'\nfiles_from = 'list'\n")
        self.file("list", "sub/a.txt\n")
        self.file("sub/sub/a.txt")
        result = run("scan", cwd=self.folder / "sub")
        self.assertEqual((result.code, result.out, result.err), (0, b"", ""))
        record = json.loads((self.folder / "out.ndjson").read_bytes())
        self.assertEqual(record["source"]["name"], "sub/a.txt")

    def test_a_scan_passes_over_what_is_for_others(self):
        self.file("landfall.toml", "timeout = 5\nheader = 'a.org: X: y'\n[check]\nfail_on = 'never'\n[host.'a.org']\nrate = '1/s'\n")
        result = run("scan", "-", given=b"https://a.org/\n", cwd=self.folder)
        self.assertEqual((result.code, result.err), (0, ""))

    def test_an_option_of_the_same_name(self):
        """--output is one thing of enrich, and another of all others."""
        self.file("landfall.toml", "output = 'a'\n[enrich]\noutput = 'b'\n")
        told = self.told()
        self.assertEqual((told["output"], told["enrich/output"]), (('"a"', "landfall.toml:1"), ('"b"', "landfall.toml:3")))

    def test_operands_are_refused(self):
        self.fails(run("config", "a", cwd=self.folder), "config takes no operand, not 'a'")
        self.fails(run("schema", "a", cwd=self.folder), "schema takes no operand, not 'a'")

    def test_the_schema(self):
        result = run("schema")
        self.assertEqual((result.code, result.out, result.err), (0, SCHEMA.read_bytes(), ""))
        for words in (("schema",), ("config",), ("completions", "bash")):
            with pathlib.Path("/dev/full").open("wb") as out:
                done = subprocess.run([COMMAND, *words], cwd=self.folder, stdout=out, stderr=subprocess.PIPE, check=False)
            self.assertEqual((done.returncode, b"cannot be written" in done.stderr), (2, True), words)


class Hosts(OverWeb):
    """What is said of a host holds when it is asked, and for no other."""

    def expand(self, text, *urls):
        with tempfile.TemporaryDirectory() as folder:
            config = pathlib.Path(folder) / "landfall.toml"
            config.write_text(text)
            self.web.clear()
            return self.web.expand(*urls, options=["--config", config, "--retries", 0])

    def test_time(self):
        """It is that of a chain from there: one from elsewhere has its own."""
        records = self.expand("timeout = 20\n[host.'slow.test']\ntimeout = 0.5\n[host.'*.many.test']\ntimeout = 19.5\n",
                              "https://slow.test/3000", "https://slow.test/0", "https://t.co/Slow000001", "https://n1.many.test/", "https://home.test/")
        self.assertEqual([verdict(record) for record in records], ["unsure timeout"] + ["alive ok"] * 4)
        self.assertTrue(400 <= records[0]["ms"] < 3000, records[0])
        records = self.expand("timeout = 0.5\n[host.'slow.test']\ntimeout = 20\n", "https://slow.test/1000", "https://drip.test/never")
        self.assertEqual([verdict(record) for record in records], ["alive ok", "unsure timeout"])

    def test_statuses_that_are_accepted(self):
        urls = ["https://status.test/404", "https://status.test/500", "https://status.test/410", "https://home.test/404"]
        with tempfile.TemporaryDirectory() as folder:
            config = pathlib.Path(folder) / "landfall.toml"
            config.write_text("[host.'status.test']\naccept = [404, '500..=502']\n")
            result = self.web.run("check", "--config", config, "--retries", 0, "--format", "ndjson", "-", given=lines(urls))
        links = result.records[0]["links"]
        self.assertEqual([(link["url"], verdict(link)) for link in links], list(zip(urls, ["alive ok", "alive ok", "dead gone", "dead gone"])))

    def test_headers_and_requests_at_once(self):
        urls = [f"https://slow.test/{100 + n}" for n in range(6)]
        self.expand("[host.'slow.test']\nper_host = 1\nheader = ['X-Pass: a b', 'X-Other: c']\n[host.'home.test']\nper_host = 3\n",
                    *urls, "https://home.test/", "https://n1.many.test/")
        log = self.web.log()
        self.assertEqual((len(log["requests"]), log["peak"]["slow.test"]), (8, 1))
        for request in log["requests"]:
            told = request["headers"].get("x-pass"), request["headers"].get("x-other")
            self.assertEqual(told, ("a b", "c") if request["host"] == "slow.test" else (None, None), request["url"])

    def test_rates(self):
        self.expand("[host.'slow.test']\nrate = '2/s'\n", *(f"https://{host}/{n}" for n in range(3) for host in ("slow.test", "n1.many.test")))
        times = {host: [request["at"] for request in self.web.log()["requests"] if request["host"] == host] for host in ("slow.test", "n1.many.test")}
        self.assertGreater(times["slow.test"][2] - times["slow.test"][0], 0.8)
        self.assertLess(times["n1.many.test"][2] - times["slow.test"][0], times["slow.test"][2] - times["slow.test"][0])


if __name__ == "__main__":
    unittest.main()
