#!/usr/bin/python3
"""The system's certificates: where they cannot be used it is an error, not a web of untrusted hosts. In a mount
namespace of its own (alone.py), with another folder in the place of the system's."""

import pathlib
import subprocess
import unittest

import alone

REFUSED = alone.enter()

from landfall import Web, expect, records_of, run

FOLDER = pathlib.Path("/etc/ssl/certs")
BUNDLE = FOLDER / "ca-certificates.crt"

web = Web()


def setUpModule():
    if REFUSED:
        raise unittest.SkipTest(REFUSED)
    alone.set_up("", "")
    web.__enter__()


def tearDownModule():
    web.__exit__()


class Store(unittest.TestCase):
    def setUp(self):
        subprocess.run(["mount", "-t", "tmpfs", "none", FOLDER], check=True)
        self.addCleanup(subprocess.run, ["umount", FOLDER], check=True)

    def run_without_cacert(self, *urls):
        at = web.options.index("--cacert")
        return run("expand", *web.options[:at], *web.options[at + 2:], *urls)

    def fails(self):
        result = self.run_without_cacert("https://home.test/")
        self.assertEqual((result.code, result.out), (2, b""), result.err)
        self.assertEqual(result.err.count("\n"), 1, result.err)
        self.assertIn("certificates cannot be used", result.err)
        self.assertIn(str(FOLDER), result.err)

    def test_an_empty_folder(self):
        self.fails()

    def test_a_bundle_that_is_none(self):
        for text in ("", "not a certificate\n", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"):
            with self.subTest(text):
                BUNDLE.write_text(text)
                self.fails()

    def test_links_that_lead_nowhere(self):
        (FOLDER / "5e98733a.0").symlink_to("/nowhere/root.pem")
        self.fails()

    def test_a_file_that_is_no_certificate(self):
        (FOLDER / "5e98733a.0").write_text("not one\n")
        self.fails()

    def test_http_needs_none(self):
        result = self.run_without_cacert("http://home.test/")
        self.assertEqual(result.code, 0, result.err)
        expect({"state": "alive"}, result.record)

    def test_what_it_holds_is_trusted(self):
        BUNDLE.write_bytes(pathlib.Path(web.cacert).read_bytes())
        result = self.run_without_cacert("https://home.test/", "https://untrusted.tls.test/")
        self.assertEqual(result.code, 0, result.err)
        good, bad = sorted(records_of(result.out), key=lambda record: record["index"])
        expect({"state": "alive"}, good)
        expect({"reason": "tls", "tls": "untrusted"}, bad)


if __name__ == "__main__":
    unittest.main()
