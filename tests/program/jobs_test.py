#!/usr/bin/python3
"""--jobs and --ordered: how many threads there are changes nothing but the order, and --ordered not even that."""

import collections
import os
import unittest

from landfall import ROOT, OverWeb, Place, run

ARTICLE = ROOT / "fixtures/articles/harbour/input.txt"
JOBS = (1, 2, 8, 999_999)


class Jobs(Place):
    @classmethod
    def setUpClass(cls):
        cls.articles = sorted((ROOT / "fixtures/articles").glob("*/input.*"))

    def lines_of(self, *arguments, code=0, **more):
        result = run(*arguments, **more)
        self.assertEqual(result.code, code, result.err)
        return result.out.splitlines(keepends=True), result.err

    def test_the_same_records(self):
        """Small ones, and some that several threads scan at once."""
        large = b"".join(path.read_bytes() + b"\n" for path in self.articles) * 300
        for number in range(3):
            self.file(f"{number}-large.txt", large)
            for path in self.articles:
                self.file(f"{number}-{path.parent.name}.txt", path.read_bytes())
        want, _ = self.lines_of("scan", "--jobs", 1, self.folder)
        self.assertGreater(len(want), 30)
        for jobs in JOBS:
            with self.subTest(jobs=jobs):
                got, _ = self.lines_of("scan", "--jobs", jobs, self.folder)
                self.assertEqual(sorted(got), sorted(want))
                got, _ = self.lines_of("scan", "--jobs", jobs, "--ordered", self.folder)
                self.assertEqual(got, want)

    def test_ten_thousand_files(self):
        for number in range(10_000):
            self.file(f"{number % 10}/{number:05}.txt", f"See https://home.test/{number}\n")
        want, _ = self.lines_of("scan", "--jobs", 1, self.folder)
        self.assertEqual(len(want), 10_000)
        for jobs in (2, 8):
            got, _ = self.lines_of("scan", "--jobs", jobs, self.folder)
            self.assertEqual(collections.Counter(got), collections.Counter(want))
        got, _ = self.lines_of("scan", "--ordered", self.folder)
        self.assertEqual(got, want)

    def test_bad_inputs_among_good_ones(self):
        """With --ordered what is said of them keeps their order too."""
        inputs, bad = [], []
        for number in range(60):
            kind = number % 6
            path = self.file(f"{number:02}.txt", b"\x89PNG\r\n\x1a\n\0\0" if kind == 2 else self.TEXT * (number + 1) * 50)
            if kind == 4:
                path.unlink()
            inputs.append(path)
            if kind in (2, 4):
                bad.append(path)
        for jobs in JOBS:
            with self.subTest(jobs=jobs):
                got, err = self.lines_of("scan", "--jobs", jobs, "--ordered", *inputs, code=2)
                self.assertEqual(len(got), 40)
                self.assertEqual([line.split(": ")[1] for line in err.splitlines()], list(map(str, bad)))
                got, err = self.lines_of("scan", "--jobs", jobs, *inputs, code=2)
                self.assertEqual(len(got), 40)
                self.assertEqual(sorted(line.split(": ")[1] for line in err.splitlines()), list(map(str, bad)))

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_a_file_that_may_not_be_read(self):
        good, closed = self.file("a.txt"), self.file("b.txt")
        closed.chmod(0)
        got, err = self.lines_of("scan", good, closed, good, code=2)
        self.assertEqual((len(got), err.count("\n")), (2, 1))

    def test_a_pipe_among_files(self):
        good = self.file("a.txt")
        got, _ = self.lines_of("scan", "--ordered", good, "-", good, "/dev/stdin", good, given=self.TEXT.encode())
        self.assertEqual(len(got), 5)

    def test_wrong_numbers(self):
        for wrong in ("-1", "two", "1.5", ""):
            self.fails(run("scan", "--jobs", wrong, ARTICLE), "--jobs")


class Ordered(Place, OverWeb):
    def test_links_of_different_speed(self):
        """The first answers last."""
        urls = [f"https://slow.test/{600 + number}" if number % 3 == 0 else f"https://home.test/#{number}" for number in range(12)]
        result = self.web.run("expand", "--ordered", *urls)
        self.assertEqual(result.code, 0, result.err)
        self.assertEqual([record["input"] for record in result.records], urls)
        result = self.web.run("expand", *urls)
        order = [record["index"] % 3 == 0 for record in result.records]
        self.assertEqual(order, [False] * 8 + [True] * 4)

    def test_documents(self):
        paths = [self.file(f"{number:03}.txt", f"See https://{'slow.test/600' if number == 0 else f'home.test/{number}'}\n") for number in range(40)]
        result = self.web.run("resolve", "--ordered", *paths)
        *documents, summary = result.records
        self.assertEqual([document["source"]["name"] for document in documents], list(map(str, paths)))
        self.assertEqual((summary["type"], summary["documents"]), ("summary", 40))


class Exclude(OverWeb):
    def reasons(self, *options):
        urls = ["https://home.test/", "https://home.test/fr/", "https://home.test/#x"]
        return [record["reason"] for record in self.web.expand(*urls, options=options)]

    def test_each_that_is_given_counts(self):
        self.assertEqual(self.reasons("--exclude", "/fr/$"), ["ok", "excluded", "ok"])
        self.assertEqual(self.reasons("--exclude", "/fr/$", "--exclude", "#x"), ["ok", "excluded", "excluded"])
        self.assertEqual(self.reasons("--exclude=#x", "--exclude", "nowhere", "--exclude", "^https:"), ["excluded"] * 3)

    def test_the_one_that_is_wrong_is_named(self):
        result = run("expand", "--exclude", "good", "--exclude", "(", "https://home.test/")
        self.assertEqual((result.code, result.out), (2, b""))
        self.assertIn('"("', result.err)


if __name__ == "__main__":
    unittest.main()
