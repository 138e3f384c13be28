#!/usr/bin/python3
"""--changed-since: only links on lines that differ between the merge base and the working tree; nothing else is asked for."""

import json
import os
import shutil
import subprocess
import unittest

from landfall import OverWeb, Place

STATUS = "https://status.test"
STATUSES = (200, 201, 400, 401, 402, 403, 404, 405, 406, 410, 418, 451)
HARMLESS = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
ENVIRONMENT = {**HARMLESS, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "GIT_AUTHOR_NAME": "A",
               "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}


def link(status):
    return f"[x]({STATUS}/{status})\n"


@unittest.skipUnless(shutil.which("git"), "there is no git")
class Repository(OverWeb, Place):
    def setUp(self):
        super().setUp()
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments, folder=None, check=True):
        return subprocess.run(["git", *arguments], cwd=folder or self.folder, env=ENVIRONMENT, check=check, capture_output=True,
                              text=True).stdout

    def commit(self, *arguments):
        self.git("add", "-A")
        self.git("commit", "-q", "--no-gpg-sign", "-m", "x", *arguments)

    def check(self, *options, since="HEAD", folder=None, environment=ENVIRONMENT):
        self.web.clear()
        given = [] if since is None else [f"--changed-since={since}"]
        return self.web.run("check", "--no-api", "--no-cache", "--no-config", "--format", "ndjson", *given, *options,
                            cwd=folder or self.folder, env=environment)

    def asked(self, *options, **more):
        """Which statuses were asked for."""
        result = self.check(*options, **more)
        self.assertIn(result.code, (0, 1), result)
        self.assertEqual(result.err, "")
        return sorted({int(url.rsplit("/", 1)[1]) for url in self.web.requested()})

    def places(self, *options, **more):
        result = self.check(*options, **more)
        return [f"{record['file']}:{record['line']}" for record in result.records if record["type"] == "finding"]


class Lines(Repository):
    def setUp(self):
        super().setUp()
        self.file("a.md", link(404) + "\n" + link(410) + "\n" + link(403))
        self.file("b.md", link(401))
        self.commit()

    def test_nothing_has_changed(self):
        result = self.check()
        self.assertEqual((result.code, result.err, self.web.requested()), (0, "", []))

    def test_a_changed_line(self):
        self.file("a.md", link(404) + "\n" + "more " + link(410) + "\n" + link(403))
        self.assertEqual(self.asked(), [410])

    def test_added_lines_and_removed_ones(self):
        self.file("a.md", link(418) + link(404) + "\n" + link(403) + link(451))
        self.assertEqual(self.asked(), [418, 451])
        self.file("a.md", link(404) + "\n" + link(403))
        self.assertEqual(self.asked(), [])

    def test_staged_committed_and_not(self):
        self.file("a.md", link(404) + "\n" + "committed " + link(410) + "\n" + link(403))
        self.commit()
        self.file("a.md", link(404) + "\n" + "committed " + link(410) + "\n" + "staged " + link(403))
        self.git("add", "a.md")
        self.file("b.md", "neither " + link(401))
        self.assertEqual(self.asked(since="HEAD"), [401, 403])
        self.assertEqual(self.asked(since="HEAD~1"), [401, 403, 410])

    def test_from_the_merge_base(self):
        self.git("checkout", "-q", "-b", "topic")
        self.file("b.md", "mine " + link(401))
        self.commit()
        self.git("checkout", "-q", "main")
        self.file("a.md", "theirs " + link(404) + "\n" + link(410) + "\n" + link(403))
        self.commit()
        self.git("checkout", "-q", "topic")
        self.assertEqual(self.asked(since="main"), [401])

    def test_untracked_files_count_whole(self):
        self.file("new.md", link(404) + link(418))
        self.file("new/deep/er.md", link(451))
        self.assertEqual(self.asked(), [404, 418, 451])

    def test_so_does_what_is_not_in_the_repository(self):
        other = self.folder.parent / f"{self.folder.name}-other.md"
        other.write_text(link(418))
        self.addCleanup(other.unlink)
        self.assertEqual(self.asked(other), [418])
        self.web.clear()

    def test_new_files_that_are_added(self):
        self.file("new.md", link(404) + link(418))
        self.git("add", "-N", "new.md")
        self.assertEqual(self.asked(), [404, 418])
        self.git("add", "new.md")
        self.assertEqual(self.asked(), [404, 418])

    def test_a_file_that_was_taken_out_of_the_index(self):
        self.git("rm", "-q", "--cached", "b.md")
        self.assertEqual(self.asked(), [401])

    def test_the_same_url_on_other_lines(self):
        """Its places that have not changed are no findings; the others have the fingerprints that they have else."""
        self.file("a.md", link(404) + "\n" + link(404) + "\n" + "changed " + link(404) + "\n" + link(410) + link(404))
        self.commit()
        whole = self.check(since=None)
        prints = {(record["line"]): record["fingerprint"] for record in whole.records if record["type"] == "finding"}
        self.file("a.md", link(404) + "\n" + link(404) + "\n" + "changed again " + link(404) + "\n" + link(410) + "again " + link(404))
        result = self.check("a.md")
        findings = [record for record in result.records if record["type"] == "finding"]
        self.assertEqual([record["line"] for record in findings], [5, 8])
        for record in findings:
            self.assertEqual(record["fingerprint"], prints[record["line"]])
        document = result.records[0]
        self.assertEqual([[span["line"] for span in one["spans"]] for one in document["links"]], [[5, 8]])
        self.assertEqual(self.web.requested(), [f"{STATUS}/404"])

    def test_each_place_keeps_what_is_written_there(self):
        self.file("a.md", f"<{STATUS}/404>\n\n[x](HTTPS://Status.Test/404) {STATUS}/404\n")
        self.commit()
        self.file("a.md", f"<{STATUS}/404>\n\nmore [x](HTTPS://Status.Test/404) {STATUS}/404\n")
        result = self.check("a.md")
        self.assertEqual([(record["line"], record["column"], record["written"]) for record in result.records if record["type"] == "finding"],
                         [(3, 10, "HTTPS://Status.Test/404"), (3, 35, f"{STATUS}/404")])

    def test_a_reference_stands_at_its_definition(self):
        self.file("a.md", f"[x] and [y]\n\n[x]: {STATUS}/404\n[y]: {STATUS}/410\n")
        self.commit()
        self.file("a.md", f"[x] and more [y]\n\n[x]: {STATUS}/404\n[y]: {STATUS}/418\n")
        self.assertEqual(self.asked(), [418])

    def test_local_links(self):
        self.file("c.md", "[a](none.md)\n\n[b](nowhere.md)\n")
        self.commit()
        self.file("c.md", "[a](none.md)\n\nmore [b](nowhere.md)\n")
        self.assertEqual(self.places(), ["c.md:3"])

    def test_an_embed_on_other_lines_is_not_asked_about(self):
        quote = ('<blockquote class="twitter-tweet"><p>Words</p>&mdash; A (@a) '
                 '<a href="https://twitter.com/a/status/1008861919441846272">June 19, 2018</a></blockquote>\n')
        self.file("c.html", quote + "<p>" + link(404) + "\n")
        self.commit()
        self.file("c.html", quote + f"<p><a href='{STATUS}/410'>x</a>\n")
        self.web.clear()
        self.web.run("check", "--no-cache", "--changed-since=HEAD", "c.html", cwd=self.folder, env=ENVIRONMENT)
        self.assertEqual(self.web.requested(), [f"{STATUS}/410"])

    def test_standard_input_counts_whole(self):
        self.web.clear()
        result = self.web.run("check", "--no-cache", "--changed-since=HEAD", "--type", "markdown", "-", given=link(404).encode(), cwd=self.folder,
                              env=ENVIRONMENT)
        self.assertEqual((result.code, self.web.requested()), (1, [f"{STATUS}/404"]))


class Names(Repository):
    def test_hostile_names(self):
        names = ["a b.md", "tab\t.md", 'quo"te.md', "new\nline.md", "back\\slash.md", "ü.md", "-c.md", "b/x b/y.md", "'$(touch x)'.md",
                 "diff --git a b.md", "\x1b[31m.md", "\\303\\251.md"]
        for name in names:
            self.file(name, link(404) + "\n" + link(410))
        self.commit()
        for name in names:
            self.file(name, link(404) + "\n" + "changed " + link(410))
        self.assertEqual(len(self.places()), len(names))
        self.assertEqual(self.asked(), [410])

    def test_renamed(self):
        """Links to its neighbours lead elsewhere now: it counts whole."""
        self.file("old/a.md", link(404) + "\n" + link(410))
        self.commit()
        self.git("mv", "old", "new")
        self.assertEqual(self.asked(), [404, 410])

    def test_what_git_calls_binary_counts_whole(self):
        self.file("a.md", link(404) + "\n" + link(410))
        self.file(".gitattributes", "*.md -diff\n")
        self.commit()
        self.file("a.md", link(404) + "\n" + "changed " + link(410))
        self.assertEqual(self.asked(), [404, 410])

    def test_lines_ends_and_their_lack(self):
        self.file("a.md", (link(404) + "\n" + link(410)).replace("\n", "\r\n").rstrip())
        self.commit()
        self.file("a.md", (link(404) + "\n" + "more " + link(410)).replace("\n", "\r\n"))
        self.assertEqual(self.asked(), [410])

    def test_links_to_files(self):
        self.file("real/a.md", link(404) + "\n" + link(410))
        (self.folder / "link.md").symlink_to("real/a.md")
        self.commit()
        self.file("real/a.md", link(404) + "\n" + "changed " + link(410))
        self.assertEqual(self.asked("link.md"), [410])

    def test_a_file_that_became_a_link(self):
        self.file("a.md", link(404))
        self.file("b.md", link(410))
        self.commit()
        (self.folder / "a.md").unlink()
        (self.folder / "a.md").symlink_to("b.md")
        self.assertEqual(self.asked("a.md"), [])

    def test_submodules(self):
        inner = self.folder / "inner"
        inner.mkdir()
        self.git("init", "-q", folder=inner)
        self.file("inner/a.md", link(404))
        self.git("add", "-A", folder=inner)
        self.git("commit", "-q", "-m", "x", folder=inner)
        self.file("b.md", link(410))
        self.commit()
        self.assertEqual(self.asked(), [])
        self.file("inner/a.md", link(404) + link(418))
        self.git("commit", "-q", "-a", "-m", "y", folder=inner)
        self.assertEqual(self.asked(), [404, 418])

    def test_a_worktree_and_a_folder_inside(self):
        self.file("docs/a.md", link(404))
        self.commit()
        tree = self.folder / "tree"
        self.git("worktree", "add", "-q", str(tree), "-b", "topic")
        (tree / "docs/a.md").write_text(link(404) + "\n" + link(410))
        self.assertEqual(self.asked(folder=tree / "docs"), [410])
        self.assertEqual(self.asked("--root", tree, tree), [410])
        self.assertEqual(self.asked(tree), [404, 410])  # which the other does not track


class Configured(Repository):
    """What a repository's configuration says changes nothing, and runs nothing."""

    def test_configuration(self):
        self.file("ü a.md", link(404) + "\n" + link(410))
        self.commit()
        self.file("ü a.md", link(404) + "\n" + "changed " + link(410))
        evil = self.file("evil", "#!/bin/sh\ntouch ran\ncat\n")
        evil.chmod(0o755)
        for key, value in (("diff.external", evil), ("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("diff.context", "9"),
                           ("diff.interHunkContext", "9"), ("color.ui", "always"), ("core.quotepath", "true"), ("core.pager", evil),
                           ("pager.diff", "true"), ("core.fsmonitor", evil), ("diff.renames", "copies"), ("diff.x.textconv", evil),
                           ("diff.submodule", "log"), ("diff.relative", "true"), ("diff.wordRegex", "."), ("core.attributesFile", "x"),
                           ("diff.algorithm", "patience"), ("diff.colorMoved", "zebra"), ("alias.diff", "!touch ran"),
                           ("diff.srcPrefix", "x/"), ("diff.dstPrefix", "y/"), ("diff.orderFile", "/dev/null")):
            self.git("config", key, str(value))
        self.file(".git/info/attributes", "*.md diff=x\n")
        self.assertEqual(self.asked("."), [410])
        self.assertFalse((self.folder / "ran").exists())

    def test_environment(self):
        self.file("a.md", link(404) + "\n" + link(410))
        self.commit()
        self.file("a.md", link(404) + "\n" + "changed " + link(410))
        trace = self.folder / "trace"
        evil = self.file("evil", "#!/bin/sh\ntouch ran\n")
        evil.chmod(0o755)
        environment = {**ENVIRONMENT, "GIT_EXTERNAL_DIFF": str(evil), "GIT_DIFF_OPTS": "-u9", "GIT_PAGER": str(evil), "GIT_TRACE": "1",
                       "GIT_TRACE2_EVENT": str(trace)}
        self.assertEqual(self.asked(environment=environment), [410])
        self.assertFalse((self.folder / "ran").exists() or trace.exists())

    def test_as_a_hook_has_it(self):
        self.file("a.md", link(404))
        self.commit()
        self.file("a.md", link(410))
        environment = {**ENVIRONMENT, "GIT_DIR": str(self.folder / ".git"), "GIT_INDEX_FILE": str(self.folder / ".git/index"), "GIT_PREFIX": ""}
        self.assertEqual(self.asked(environment=environment), [410])

    def test_nothing_is_written(self):
        self.file("a.md", link(404))
        self.commit()
        os.utime(self.folder / "a.md", (1, 1))
        before = (self.folder / ".git/index").read_bytes()
        self.assertEqual(self.asked(), [])
        self.assertEqual((self.folder / ".git/index").read_bytes(), before)


class Refused(Repository):
    def setUp(self):
        super().setUp()
        self.file("a.md", link(404))

    def refused(self, *words, since="HEAD", **more):
        result = self.check(since=since, **more)
        self.fails(result, "--changed-since", *words)
        self.assertEqual((result.out, self.web.requested()), (b"", []))

    def test_no_such_revision(self):
        self.commit()
        for since in ("nosuch", "--help", "-h", "--output=x", "HEAD..HEAD", "", " ", "HEAD:a.md", "$(touch x)", "HEAD\n", "\x1b[31m"):
            with self.subTest(since):
                self.refused("knows no such revision", since=since)
        self.assertEqual(self.names(), [".git", "a.md"])

    def test_no_commit_yet(self):
        self.refused("knows no such revision")

    def test_nothing_in_common(self):
        self.commit()
        self.git("checkout", "-q", "--orphan", "other")
        self.commit("--allow-empty", "-m", "another")
        self.refused("no commit in common", since="main")

    def test_no_repository(self):
        shutil.rmtree(self.folder / ".git")
        self.refused("no working tree of a Git repository", environment={**ENVIRONMENT, "GIT_CEILING_DIRECTORIES": str(self.folder.parent)})

    def test_no_git(self):
        self.commit()
        empty = self.folder / "empty"
        empty.mkdir()
        self.refused("git cannot be run", environment={**ENVIRONMENT, "PATH": str(empty)})

    def test_git_that_prints_without_end(self):
        self.file("bin/git", "#!/bin/sh\nexec cat /dev/zero\n").chmod(0o755)
        self.refused("git prints more than can be taken", environment={**ENVIRONMENT, "PATH": f"{self.folder}/bin:{os.environ['PATH']}"})

    def test_of_check_alone(self):
        result = self.web.run("resolve", "--changed-since=HEAD", "a.md", cwd=self.folder)
        self.assertEqual(result.code, 2)


class Together(Repository):
    def test_with_a_baseline(self):
        """What is known stays known, though only a part is looked at."""
        self.file("a.md", link(404) + "\n" + link(404) + "\n" + link(404))
        self.commit()
        self.check("--write-baseline", since=None)
        self.file("a.md", link(404) + "\n" + link(404) + "\n" + "changed " + link(404) + "\n" + link(410))
        result = self.check("--baseline", "landfall-baseline.json", "a.md")
        self.assertEqual([(record["line"], record["baseline"]) for record in result.records if record["type"] == "finding"],
                         [(5, "known"), (7, "new")])
        self.assertEqual(result.code, 1)

    def test_reports_hold_what_has_changed(self):
        self.file("a.md", link(404) + "\n" + link(410))
        self.commit()
        self.file("a.md", link(404) + "\n" + "changed " + link(410))
        result = self.web.run("check", "--no-cache", "--no-api", "--changed-since=HEAD", "--format", "json", cwd=self.folder, env=ENVIRONMENT)
        report = json.loads(result.out)
        self.assertEqual([one["url"] for one in report["documents"][0]["links"]], [f"{STATUS}/410"])


if __name__ == "__main__":
    unittest.main()
