#!/usr/bin/python3
"""Where records go: never over an input, and into a file whole or not at all."""

import contextlib
import os
import pathlib
import resource
import shutil
import signal
import stat
import struct
import subprocess
import tempfile
import time
import unittest

from landfall import COMMAND, ROOT, OverWeb, Place, end, records_of, report_of, run

ARTICLE = ROOT / "fixtures/articles/harbour/input.txt"
CERTIFICATES = pathlib.Path("/etc/ssl/certs/ca-certificates.crt")
TEXT = Place.TEXT
OLD = "what stood there before\n"
SLOW = "https://home.test/\nhttps://drip.test/never\n"


class Found(Place):
    def setUp(self):
        super().setUp()
        self.out = self.folder / "found.ndjson"


class Inputs(Found):
    """An output that is one of the inputs."""

    def refused(self, result, inside):
        self.assertEqual((result.code, result.out), (2, b""), result)
        self.assertEqual(result.err.count("\n"), 1, result.err)
        self.assertIn("both an input and the output", result.err)
        self.assertEqual(inside.read_text(), TEXT)
        self.assertEqual([name for name in self.names() if name.startswith(".")], [])

    def test_by_its_name(self):
        article = self.file("a.txt")
        self.refused(run("scan", "-o", article, article), article)
        self.refused(run("scan", self.file("b.txt"), article, "-o", f"{self.folder}/./a.txt"), article)

    def test_by_a_symbolic_link(self):
        article = self.file("a.txt")
        (self.folder / "link").symlink_to("a.txt")
        self.refused(run("scan", "-o", self.folder / "link", article), article)
        self.refused(run("scan", "-o", article, self.folder / "link"), article)

    def test_by_a_hard_link(self):
        article = self.file("a.txt")
        (self.folder / "hard").hardlink_to(article)
        self.refused(run("scan", "-o", self.folder / "hard", article), article)

    def test_from_a_list(self):
        article = self.file("a.txt")
        listed = self.file("list", f"{self.file('b.txt')}\n{article}\n")
        self.refused(run("scan", "-o", article, "--files-from", listed), article)
        result = run("scan", "-o", listed, "--files-from", listed)
        self.assertEqual((result.code, listed.read_text()), (2, f"{self.folder}/b.txt\n{article}\n"))

    def test_as_the_certificates(self):
        pem = self.file("ca.pem", CERTIFICATES.read_text())
        (self.folder / "hard.pem").hardlink_to(pem)
        for out, cacert in (("ca.pem", "ca.pem"), ("./ca.pem", "hard.pem")):
            for command in (["resolve", ARTICLE], ["expand", "https://home.test/"]):
                with self.subTest(command, out=out):
                    result = run(*command, "--offline", "-o", out, "--cacert", cacert, cwd=self.folder)
                    self.assertEqual((result.code, result.err.count("\n")), (2, 1), result.err)
                    self.assertIn("both an input and the output", result.err)
                    self.assertEqual(pem.read_text(), CERTIFICATES.read_text())

    def test_in_a_folder(self):
        article = self.file("folder/b.txt")
        for name in ("a", "aa", "aaa"):  # some records are written before it is met
            self.file(f"folder/{name}.txt")
        self.refused(run("scan", "-o", article, self.folder / "folder"), article)

    def test_as_stdin(self):
        article = self.file("a.txt")
        for command in (["scan"], ["scan", "-"], ["expand", "--offline"], ["scan", "--files-from", "-"]):
            with self.subTest(command), article.open() as given:
                child = self.start(*command, "-o", article, stdin=given)
                out, err = child.communicate(timeout=30)
                self.assertEqual((child.returncode, out), (2, b""), err)
                self.assertEqual(article.read_text(), TEXT)

    def test_a_pipe(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        self.assertEqual(run("scan", "-o", pipe, pipe, timeout=20).code, 2)

    def test_stdout(self):
        """It is not read, so that nothing goes round for ever."""
        article = self.file("folder/a.txt")
        (self.folder / "folder/z.txt").write_text("")
        for named in (["folder"], ["folder/a.txt", "folder/z.txt"]):
            with self.subTest(named), open(self.folder / "folder/z.txt", "ab") as out:
                child = self.start("scan", *named, stdout=out, cwd=self.folder,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)))
                _, err = child.communicate(timeout=30)
                self.assertEqual(child.returncode, 2, err)
                self.assertIn(b"folder/z.txt: is both an input and the output", err)
        [record] = records_of((self.folder / "folder/z.txt").read_bytes())
        self.assertEqual(record["source"]["name"], "folder/a.txt")
        self.assertEqual(article.read_text(), TEXT)

    def test_what_is_no_file_may_be_both(self):
        self.assertEqual(run("scan", "-v", "-o", "/dev/null", "/dev/null"), (0, b"", "landfall: reading /dev/null\n"))

    def test_stdin_that_is_not_read_is_no_input(self):
        self.file("found.ndjson", OLD)
        with self.out.open() as given:
            child = self.start("scan", "-o", self.out, ARTICLE, stdin=given)
            self.assertEqual(child.communicate(timeout=30), (b"", b""))
        self.assertEqual(len(records_of(self.out.read_bytes())), 1)


class Replacing(Found, OverWeb):
    """-o FILE is written beside it and renamed."""

    def await_new_file(self, before):
        deadline = time.monotonic() + 20
        while set(self.names()) == set(before):
            self.assertLess(time.monotonic(), deadline, "no file came")
            time.sleep(0.01)

    def under_way(self):
        """A run with one record written, another awaited for ever."""
        before = self.names()
        child = self.start("expand", "-o", self.out, *self.web.options)
        child.stdin.write(SLOW.encode())
        child.stdin.flush()
        self.await_new_file(before)
        deadline = time.monotonic() + 20
        [beside] = set(self.names()) - set(before)
        while not (self.folder / beside).stat().st_size:
            self.assertLess(time.monotonic(), deadline, "no record came")
            time.sleep(0.01)
        return child

    def end(self, child, number):
        child.send_signal(number)
        child.communicate(timeout=20)
        return child.returncode

    def test_a_killed_run_leaves_what_was_there(self):
        self.file("found.ndjson", OLD)
        self.assertEqual(self.end(self.under_way(), signal.SIGKILL), -9)
        self.assertEqual(self.out.read_text(), OLD)

    def test_an_interrupted_run_leaves_whole_records(self):
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
            with self.subTest(number.name):
                self.file("found.ndjson", OLD)
                self.assertEqual(self.end(self.under_way(), number), code)
                [record] = records_of(self.out.read_bytes())
                self.assertEqual(record["input"], "https://home.test/")
                self.assertEqual(self.names(), ["found.ndjson"])

    def stopped_in_a_record(self, *arguments):
        """A run that stands still in the middle of its large record, or None: it was too quick."""
        before = self.names()
        child = self.start("scan", "-o", self.out, *arguments)
        self.await_new_file(before)
        [beside] = set(self.names()) - set(before)
        while child.poll() is None:
            with contextlib.suppress(FileNotFoundError):
                if (self.folder / beside).stat().st_size > 1 << 20:
                    child.send_signal(signal.SIGSTOP)
                    return child if (self.folder / beside).exists() else None
        return None

    def test_a_large_record_is_not_waited_for(self):
        """It is taken back: what stands there is the records before it."""
        self.file("large.txt", "".join(f"Number {number}: https://home.test/{number}\n" for number in range(300_000)))
        for form, number, code in (("ndjson", signal.SIGTERM, 143), ("json", signal.SIGINT, 130)):
            with self.subTest(form):
                child = None
                while child is None:
                    child = self.stopped_in_a_record("--ordered", "--format", form, ARTICLE, self.folder / "large.txt")
                child.send_signal(number)
                child.send_signal(signal.SIGCONT)
                _, err = child.communicate(timeout=20)
                self.assertEqual((child.returncode, err), (code, b""))
                text = self.out.read_bytes()
                records = records_of(text) if form == "ndjson" else report_of(text)["documents"]
                self.assertEqual(records, run("scan", ARTICLE).records)
                self.assertEqual(self.names(), ["found.ndjson", "large.txt"])

    def test_until_the_end_the_old_stands(self):
        self.file("found.ndjson", OLD)
        child = self.under_way()
        self.assertEqual(self.out.read_text(), OLD)
        self.end(child, signal.SIGINT)

    def test_a_wrong_option_replaces_nothing(self):
        self.file("found.ndjson", OLD)
        for wrong in (["--type", "pdf"], ["--fromat"], ["--format", "xml"]):
            self.assertEqual(run("scan", "-o", self.out, *wrong, ARTICLE).code, 2)
        self.assertEqual(run("resolve", "-o", self.out, "--exclude", "(", ARTICLE).code, 2)
        self.assertEqual((self.out.read_text(), self.names()), (OLD, ["found.ndjson"]))

    def test_a_run_that_says_nothing_replaces_nothing(self):
        self.file("found.ndjson", OLD)
        self.assertEqual(run("scan", "-o", self.out, self.folder / "missing.txt").code, 2)
        self.assertEqual((self.out.read_text(), self.names()), (OLD, ["found.ndjson"]))

    def test_what_could_be_done_is_there(self):
        self.file("found.ndjson", OLD)
        self.assertEqual(run("scan", "-o", self.out, self.folder / "missing.txt", ARTICLE).code, 2)
        self.assertEqual(len(records_of(self.out.read_bytes())), 1)

    def test_links_lead_to_what_is_replaced(self):
        for given in ("there/found.ndjson", "there/new.ndjson"):
            with self.subTest(given):
                self.file("there/found.ndjson", OLD)
                link = self.folder / "link"
                link.unlink(missing_ok=True)
                link.symlink_to(given)
                self.assertEqual(run("scan", "-o", link, ARTICLE), (0, b"", ""))
                self.assertTrue(link.is_symlink())
                self.assertEqual(len(records_of((self.folder / given).read_bytes())), 1)

    def mode(self, path):
        return stat.S_IMODE(path.stat().st_mode)

    def test_its_mode_stays(self):
        for mode in (0o600, 0o644, 0o664):
            self.file("found.ndjson", OLD).chmod(mode)
            self.assertEqual(run("scan", "-o", self.out, ARTICLE).code, 0)
            self.assertEqual(self.mode(self.out), mode)
        for umask, mode in ((0o022, 0o644), (0o077, 0o600)):
            self.out.unlink()
            self.assertEqual(run("scan", "-o", self.out, ARTICLE, preexec_fn=lambda: os.umask(umask)).code, 0)
            self.assertEqual(self.mode(self.out), mode)

    @unittest.skipUnless(os.geteuid() == 0, "only root gives files away")
    def test_its_owner_stays(self):
        os.chown(self.file("found.ndjson", OLD), 1234, 1234)
        self.assertEqual(run("scan", "-o", self.out, ARTICLE).code, 0)
        self.assertEqual((self.out.stat().st_uid, self.out.stat().st_gid), (1234, 1234))
        self.assertEqual(len(records_of(self.out.read_bytes())), 1)

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody else")
    def test_who_may_read_it_stays(self):
        """A group that cannot be kept leaves its bits to nobody; an owner that cannot be kept costs the group nothing."""
        self.folder.chmod(0o777)
        article = self.file("a.txt")
        for owner, group, before, want in ((65534, 1234, 0o640, (65534, 65534, 0o600)), (65534, 1234, 0o664, (65534, 65534, 0o604)),
                                           (65534, 1234, 0o604, (65534, 65534, 0o600)), (65534, 1234, 0o646, (65534, 65534, 0o604)),
                                           (1234, 777, 0o660, (65534, 777, 0o660)), (1234, 777, 0o664, (65534, 777, 0o664)),
                                           (65534, 777, 0o6755, (65534, 777, 0o755))):
            with self.subTest(owner=owner, group=group, mode=oct(before)):
                os.chown(self.file("found.ndjson", OLD), owner, group)
                self.out.chmod(before)
                result = run("scan", "-o", self.out, article, preexec_fn=lambda: self.as_nobody(777), command=self.for_everybody())
                self.assertEqual((result.code, result.err), (0, ""))
                about = self.out.stat()
                self.assertEqual((about.st_uid, about.st_gid, oct(stat.S_IMODE(about.st_mode))), (*want[:2], oct(want[2])))
                self.out.unlink()

    @unittest.skipUnless(os.geteuid() == 0, "only root gives files away")
    def test_it_does_not_run_as_its_owner(self):
        os.chown(self.file("found.ndjson", OLD), 1234, 1234)
        self.out.chmod(0o6755)
        self.assertEqual(run("scan", "-o", self.out, ARTICLE).code, 0)
        self.assertEqual((self.mode(self.out), self.out.stat().st_uid), (0o755, 1234))

    def access_list(self, path, kind, group, other):
        """user::rw-, user:1234:r--, group::GROUP, mask::r--, other::OTHER."""
        rows = ((1, 6, 2**32 - 1), (2, 4, 1234), (4, group, 2**32 - 1), (16, 4, 2**32 - 1), (32, other, 2**32 - 1))
        try:
            os.setxattr(path, kind, struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *row) for row in rows))
        except OSError:
            self.skipTest("no access lists here")

    def test_its_access_list_stays(self):
        """The mode's group bits are the list's mask: alone they would let the group read."""
        kind = "system.posix_acl_access"
        self.access_list(self.file("found.ndjson", OLD), kind, 0, 0)
        before = os.getxattr(self.out, kind), self.mode(self.out)
        self.assertEqual(run("scan", "-o", self.out, ARTICLE), (0, b"", ""))
        self.assertEqual((os.getxattr(self.out, kind), self.mode(self.out)), before)
        self.assertEqual(len(records_of(self.out.read_bytes())), 1)

    def test_the_folder_hands_down_no_access_list(self):
        self.file("found.ndjson", OLD).chmod(0o640)
        self.access_list(self.folder, "system.posix_acl_default", 4, 0)
        self.assertEqual(run("scan", "-o", self.out, ARTICLE), (0, b"", ""))
        self.assertEqual((os.listxattr(self.out), self.mode(self.out)), ([], 0o640))

    def test_until_the_end_its_owner_alone_reads_it(self):
        """At the moment it comes, before it has the old file's group."""
        strace = shutil.which("strace")
        if not strace or subprocess.run([strace, "-o", "/dev/null", "true"], capture_output=True, check=False).returncode:
            self.skipTest("no strace")
        self.file("found.ndjson", OLD).chmod(0o664)
        done = subprocess.run([strace, "-e", "trace=openat", COMMAND, "scan", "-o", self.out, ARTICLE], capture_output=True,
                              text=True, timeout=30, check=False)
        self.assertRegex(done.stderr, r"\.landfall-[0-9a-f]+\", O_WRONLY\|O_CREAT\|O_EXCL\|O_CLOEXEC, 0600\)")

    def test_a_name_as_long_as_can_be(self):
        path = self.folder / ("n" * 255)
        self.assertEqual(run("scan", "-o", path, ARTICLE), (0, b"", ""))
        self.assertEqual(len(records_of(path.read_bytes())), 1)

    def for_everybody(self):
        """A copy of the command where others reach it: the build may lie in a home that is closed to them."""
        folder = tempfile.TemporaryDirectory(prefix="landfall-test-")
        self.addCleanup(folder.cleanup)
        os.chmod(folder.name, 0o755)
        copy = shutil.copy(COMMAND, folder.name)
        os.chmod(copy, 0o755)
        return copy

    def as_nobody(self, *groups):
        os.setgroups(groups)
        os.setgid(65534)
        os.setuid(65534)

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody else")
    def test_what_may_not_be_written(self):
        self.file("found.ndjson", OLD)
        article = self.file("a.txt")
        self.out.chmod(0o666)
        self.folder.chmod(0o755)
        unwritable = run("scan", "-o", self.out, article, preexec_fn=self.as_nobody, command=self.for_everybody())
        self.assertEqual(unwritable.code, 2)
        self.assertIn(f"{self.folder}: Permission denied", unwritable.err)
        self.assertIn(f"> {self.out}", unwritable.err)
        beside = self.folder / "new.ndjson"
        new = run("scan", "-o", beside, article, preexec_fn=self.as_nobody, command=self.for_everybody())
        self.assertEqual(new.code, 2)
        self.assertIn(f"{self.folder}: Permission denied; name a file in another folder\n", new.err)
        self.out.chmod(0o644)
        self.folder.chmod(0o777)
        read_only = run("scan", "-o", self.out, article, preexec_fn=self.as_nobody, command=self.for_everybody())
        self.assertEqual(read_only.code, 2)
        self.assertIn("cannot be written: Permission denied", read_only.err)
        self.assertEqual((self.out.read_text(), self.names()), (OLD, ["a.txt", "found.ndjson"]))

    def test_what_is_no_name_leaves_nothing(self):
        for name in ("", ".", "..", "nosuch/", "nosuch/found", "a.txt/", "a.txt/found"):
            with self.subTest(name):
                self.file("a.txt")
                result = run("scan", "-o", name, ARTICLE, cwd=self.folder)
                self.assertEqual((result.code, result.out, result.err.count("\n")), (2, b"", 1), result.err)
                self.assertEqual(self.names(), ["a.txt"])

    def test_a_folder_that_is_not_there(self):
        """What the message advises helps."""
        missing = self.folder / "deep/er"
        result = run("scan", "-o", missing / "found.ndjson", ARTICLE)
        self.assertEqual(result, (2, b"", f"landfall: {missing}/found.ndjson: cannot be written: there is no folder {missing}; "
                                          "make it, or name a file in another\n"))
        missing.mkdir(parents=True)
        self.assertEqual(run("scan", "-o", missing / "found.ndjson", ARTICLE), (0, b"", ""))

    def test_a_folder_is_no_file(self):
        result = run("scan", "-o", self.folder, ARTICLE)
        self.assertEqual(result.code, 2)
        self.assertIn("Is a directory", result.err)

    def test_a_pipe_is_written_directly(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
        self.addCleanup(end, reader)
        self.assertEqual(run("scan", "-o", pipe, ARTICLE), (0, b"", ""))
        self.assertEqual(len(records_of(reader.communicate(timeout=20)[0])), 1)
        self.assertTrue(pipe.is_fifo())

    def test_devices_are_written_directly(self):
        result = run("scan", "-o", "/dev/stdout", ARTICLE)
        self.assertEqual((result.code, len(result.records)), (0, 1))
        with open(self.out, "wb") as out:
            self.assertEqual(self.start("scan", "-o", "/dev/stdout", ARTICLE, stdout=out).wait(timeout=30), 0)
            self.assertEqual(os.fstat(out.fileno()).st_nlink, 1)
        self.assertEqual(len(records_of(self.out.read_bytes())), 1)

    def test_files_that_are_spelt_like_devices_are_replaced(self):
        inside = os.path.relpath(self.out, "/dev")
        (self.folder / "up").symlink_to("/dev/../" + str(self.out))
        for name in (f"/dev/{inside}", f"/dev/fd/../../../{self.out}", "/proc/self/cwd/found.ndjson", f"/proc/self/root{self.out}", "up"):
            with self.subTest(name):
                self.file("found.ndjson", OLD)
                (self.folder / "other").unlink(missing_ok=True)
                (self.folder / "other").hardlink_to(self.out)
                self.assertEqual(run("scan", "-o", name, ARTICLE, cwd=self.folder), (0, b"", ""))
                self.assertEqual(len(records_of(self.out.read_bytes())), 1)
                self.assertEqual((self.folder / "other").read_text(), OLD)  # the old file itself was left alone
                os.unlink(self.folder / "other")

    def test_devices_are_known_however_they_are_spelt(self):
        up = os.path.relpath("/dev", self.folder)
        (self.folder / "devices").symlink_to("/dev")
        for name in (f"{up}/stdout", "devices/stdout", "/proc/self/fd/1", "/proc/thread-self/fd/1", "/dev/fd/1", "/tmp/../dev/fd/1"):
            with self.subTest(name), open(self.out, "wb") as out:
                child = self.start("scan", "-o", name, ARTICLE, stdout=out, cwd=self.folder)
                self.assertEqual(child.wait(timeout=30), 0)
                self.assertEqual(os.fstat(out.fileno()).st_nlink, 1)
                self.assertEqual(len(records_of(self.out.read_bytes())), 1)

    def test_nothing_is_left_of_what_is_written_directly(self):
        self.file("found.ndjson", OLD * 1000)
        with self.out.open("r+b") as out:
            self.assertEqual(self.start("scan", "-o", f"/dev/fd/{out.fileno()}", ARTICLE, pass_fds=[out.fileno()]).wait(timeout=30), 0)
        self.assertEqual(len(records_of(self.out.read_bytes())), 1)

    def in_a_namespace(self, script):
        alone = ["unshare", "--user", "--map-root-user", "--mount"]
        if not shutil.which("unshare") or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
            self.skipTest("namespaces are not allowed here")
        return subprocess.run([*alone, "sh", "-c", script, "sh", COMMAND, str(ARTICLE), str(self.folder)], capture_output=True,
                              timeout=60, check=False)

    def test_a_full_disk_leaves_whole_records(self):
        done = self.in_a_namespace('mount -t tmpfs -o size=16k tmpfs "$3" && cd "$3" && echo old > out && '
                                   '"$1" scan -o out $(yes "$2" | head -n 60); echo $?; cat out; ls -A')
        self.assertIn(b"No space left on device", done.stderr)
        code, *lines = done.stdout.split(b"\n")
        self.assertEqual((code, lines[-2:]), (b"2", [b"out", b""]))
        self.assertGreater(len(records_of(b"".join(line + b"\n" for line in lines[:-2]))), 2)

    def test_a_mount_point_is_refused_before_any_work(self):
        self.file("found.ndjson", OLD)
        self.file("other", OLD)
        done = self.in_a_namespace('mount --bind "$3/other" "$3/found.ndjson" && "$1" scan -o "$3/found.ndjson" "$2"; echo $?; ls -A "$3"')
        self.assertIn(b"mount point", done.stderr)
        self.assertIn(b"> ", done.stderr)
        self.assertEqual(done.stdout, b"2\nfound.ndjson\nother\n")
        self.assertEqual((self.out.read_text(), (self.folder / "other").read_text()), (OLD, OLD))


class Closed(Found):
    """stdin, stdout or stderr closed when it starts: no message or record lands in another's place."""

    def without(self, *closed, arguments):
        redirect = " ".join(f"{fd}{'<' if fd == 0 else '>'}&-" for fd in closed)
        return subprocess.run(["sh", "-c", f'"$@" {redirect}', "sh", COMMAND, *map(str, arguments)], stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=30, check=False)

    def test_messages_stay_out_of_the_results(self):
        missing = self.folder / "missing.txt"
        for closed in ((2,), (1, 2), (0, 2), (0, 1, 2)):
            with self.subTest(closed):
                done = self.without(*closed, arguments=["scan", "-v", "-o", self.out, missing, ARTICLE])
                self.assertEqual(done.returncode, 2)
                self.assertEqual(len(records_of(self.out.read_bytes())), 1)
                self.out.unlink()

    def test_stdout(self):
        done = self.without(1, arguments=["scan", ARTICLE])
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"stdout: cannot be written: Bad file descriptor; name another file with -o", done.stderr)

    def test_stdin(self):
        done = self.without(0, arguments=["scan"])
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"-: cannot be read: Bad file descriptor", done.stderr)

    def test_help_and_version_that_cannot_be_written(self):
        for arguments in (["--help"], ["--version"], ["scan", "--help"]):
            with self.subTest(arguments):
                done = self.without(1, arguments=arguments)
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertIn(b"stdout: cannot be written", done.stderr)


if __name__ == "__main__":
    unittest.main()
