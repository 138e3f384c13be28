#!/usr/bin/python3
"""What a check leaves out of folders: what git ignores (compared with git itself), hidden names, --exclude-path."""

import os
import random
import shutil
import subprocess
import unittest

from landfall import COMMAND, Place, records_of, run

NAMES = ["a", "b", "ab", "abc", "docs", "build", "x y", "foo bar ", "[a]", "a*b", "#c", "!d", "e\\f", "caf\u00e9", "-", "B", "1"]
PATTERNS = [
    "a", "b/", "/a", "/a/", "a/b", "docs/**", "**/docs", "**/build/", "a/**/b", "/**/b.md", "*.md", "!*.md", "a*", "*b", "*", "!*/", "?", "??", "[a]*", "\\[a]*", "[!a]*",
    "[^a-c]*.md", "[[:digit:]]", "[[:upper:]]*", "[[:foo:]]*", "[a", "[]a]*", "[]-a]*", "[a-]*", "[\\]a]*", "[b-a]", "a\\*b*", "\\#c*", "#c*", "\\!d*", "!d*", "!!d*", "e\\\\f*",
    "e\\f*", "foo bar*", "foo bar \\ ", "x\\ y*", "x y/ ", "docs", "!docs", "!docs/a", "docs/*", "!docs/a.md", "build/*/a", "a**b", "**", "**a", "a**", "a/**", "/*", "!/a", "/", "//", "!",
    "a//", "a//b", "/docs/a.md", "docs/a.md", "*/a.md", "**/a.md", "**/**/a.md", "docs/**/**/a", "caf?", "caf*", "caf\u00e9.md", "caf[\u00e9].md", "\\a.md", "a.md\\", "a.md   ", "a.md\t",
    "[[:alpha:]-z]*", "[[:alpha", "[a/b]c", "docs[/]a.md", "*a*b*c*", "\ufeffa",
]


def git(folder, *words):
    environment = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder.parent), "XDG_CONFIG_HOME": str(folder.parent / "none")}
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, check=True, env=environment).stdout


def documents(folder, *words, home=None):
    """The names of what is read."""
    environment = {**os.environ, "HOME": str(home or folder.parent), "XDG_CONFIG_HOME": str((home or folder.parent) / "none")}
    result = run("check", "--offline", "--fail-on", "never", "--format", "ndjson", "--ordered", *words, cwd=folder, env=environment)
    assert result.code == 0, result
    return [record["source"]["name"].removeprefix("./") for record in result.records if record["type"] == "document"]


HOOK = """#!/bin/sh
cd "{folder}" && exec "{command}" check --offline --fail-on never --format ndjson -o "{out}" {words}
"""


@unittest.skipUnless(shutil.which("git"), "there is no git here")
class Hooks(Place):
    """A hook is told by GIT_DIR and GIT_INDEX_FILE which repository it is of; what it checks may lie in another."""
    ENVIRONMENT = {**{key: value for key, value in os.environ.items() if not key.startswith("GIT_")}, "GIT_CONFIG_GLOBAL": "/dev/null",
                   "GIT_CONFIG_NOSYSTEM": "1", **{f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}}

    def setUp(self):
        super().setUp()
        for name in ("one", "other"):
            self.file(f"{name}/.gitignore", "*.gen.md\n")
            self.file(f"{name}/docs/{name}.gen.md", f"# {name}\n")  # tracked, although it is ignored
            self.git("init", "-q", ".", at=name)
            self.git("add", "-f", ".", at=name)
            self.git("commit", "-qm", "all", at=name)
            self.file(f"{name}/docs/new.gen.md", "ignored\n")
            self.file(f"{name}/docs/new.md", f"# new in {name}\n")

    def git(self, *words, at="one"):
        subprocess.run(["git", *words], cwd=self.folder / at, env=self.ENVIRONMENT, check=True, capture_output=True, timeout=60)

    def hooked(self, at, words=".", repository="one", commit=("-qm", "more", "--allow-empty")):
        """The documents that a check in the hook of a commit reads."""
        hooks, out = self.folder / "hooks", self.folder / "out"
        hooks.mkdir(exist_ok=True)
        (hooks / "pre-commit").write_text(HOOK.format(folder=self.folder / at, command=COMMAND, out=out, words=words))
        (hooks / "pre-commit").chmod(0o755)
        self.git("-c", f"core.hooksPath={hooks}", "commit", *commit, at=repository)
        return [record["source"]["name"].removeprefix("./") for record in records_of(out.read_bytes()) if record["type"] == "document"]

    def test_its_own_repository(self):
        self.assertEqual(self.hooked("one"), ["docs/new.md", "docs/one.gen.md"])
        self.assertEqual(self.hooked("one/docs"), ["new.md", "one.gen.md"])
        self.file("one/docs/new.md", "# newer\n")
        self.git("add", "docs/new.md")
        self.file("one/docs/added.gen.md", "")
        self.git("add", "-f", "docs/added.gen.md")
        only = ("-qm", "part", "docs/new.md")  # of an index of its own
        self.assertEqual(self.hooked("one/docs", commit=only), ["new.md", "one.gen.md"])

    def test_another_repository(self):
        self.assertEqual(self.hooked("other"), ["docs/new.md", "docs/other.gen.md"])
        self.assertEqual(self.hooked("one", ". ../other"),
                         ["docs/new.md", "docs/one.gen.md", "../other/docs/new.md", "../other/docs/other.gen.md"])

    def test_a_work_tree(self):
        self.git("worktree", "add", "-q", "../tree")
        self.assertEqual(self.hooked("tree", repository="tree"), ["docs/one.gen.md"])
        self.assertEqual(self.hooked("tree/docs", repository="tree"), ["one.gen.md"])
        self.assertEqual(self.hooked("other", repository="tree"), ["docs/new.md", "docs/other.gen.md"])

    def test_what_has_changed(self):
        self.git("add", "docs/new.md")
        self.git("commit", "-qm", "new")
        self.git("worktree", "add", "-q", "../tree")
        self.file("tree/docs/new.md", "# new\n\nand newer\n")
        for at in ("tree", "tree/docs"):
            self.assertEqual([name.split("/")[-1] for name in self.hooked(at, "--changed-since HEAD", repository="tree")], ["new.md"])

    def test_by_the_environment(self):
        for more, wanted in (({"GIT_DIR": f"{self.folder}/other/.git"}, ["docs/new.md", "docs/one.gen.md"]),
                             ({"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index"}, ["docs/new.md", "docs/one.gen.md"]),
                             ({"GIT_INDEX_FILE": f"{self.folder}/other/.git/index"}, ["docs/new.md"]),  # this one's, as nobody says otherwise
                             ({"GIT_DIR": f"{self.folder}/none"}, ["docs/new.md", "docs/one.gen.md"])):
            for at, words in (("one", ()), ("one/docs", ()), (".", ("one",))):
                with self.subTest(more, at=at):
                    if at != "one" and "GIT_INDEX_FILE" in more and "GIT_DIR" not in more:
                        continue
                    result = run("check", "--offline", "--format", "ndjson", *words, cwd=self.folder / at, env={**self.ENVIRONMENT, **more})
                    names = [record["source"]["name"].split("/")[-1] for record in result.records if record["type"] == "document"]
                    self.assertEqual(names, [name.split("/")[-1] for name in wanted])

    def test_git_is_asked_once(self):
        calls = self.folder / "calls"
        self.file("bin/git", f'#!/bin/sh\necho >>"{calls}"\nexec {shutil.which("git")} "$@"\n').chmod(0o755)
        environment = {**self.ENVIRONMENT, "PATH": f"{self.folder}/bin:{os.environ['PATH']}"}
        result = run("check", "--offline", "docs", ".", "docs", "../other", "../other/docs", cwd=self.folder / "one", env=environment)
        self.assertEqual((result.code, calls.read_text()), (0, "\n\n"))


class Leaving(Place):
    def make(self, *names, content="x\n"):
        for name in names:
            self.file(name, content)

    @unittest.skipUnless(shutil.which("git"), "there is no git here")
    def test_what_git_ignores(self):
        """Trees made by chance, with rules at every height: what is left is what git does not ignore."""
        left_out = 0
        for number in range(12):
            chance = random.Random(number)
            root = self.folder / f"tree{number}"
            folders = [""]
            for _ in range(12):
                folders.append(f"{chance.choice(folders)}{chance.choice(NAMES)}/")
            files = {f"{chance.choice(folders)}{chance.choice(NAMES)}.md" for _ in range(100)}
            for name in sorted(files):
                try:
                    self.file(f"tree{number}/{name}")
                except OSError:  # a folder is where a file should be
                    continue
            for folder in chance.sample(sorted(set(folders)), min(4, len(set(folders)))):
                if (root / folder).is_dir():
                    self.rules(root / folder / ".gitignore", chance)
            git(root, "init", "-q")
            if number % 3 == 0:
                self.rules(root / ".git/info/exclude", chance)
            told = git(root, "ls-files", "-z", "--others", "--exclude-standard").decode().split("\0")[:-1]
            wanted = sorted(name for name in told if name.endswith(".md"))
            with self.subTest(number):
                got = sorted(documents(root))
                self.assertEqual(got, wanted, [(str(path.relative_to(root)), path.read_text()) for path in root.rglob(".gitignore")])
                left_out += len(list(root.rglob("*.md"))) - len(got)
        self.assertGreater(left_out, 100)

    def rules(self, path, chance):
        path.parent.mkdir(exist_ok=True)
        lines = chance.sample(PATTERNS, chance.randrange(1, 7))
        path.write_bytes(chance.choice(["\n", "\n", "\r\n"]).join(lines).encode() + b"\n")

    @unittest.skipUnless(shutil.which("git"), "there is no git here")
    def test_what_git_tracks_is_not_ignored(self):
        self.make("a.md", "built/a.md", "built/deep/b.md", "built/.c.md", "log.txt", "sub/built/d.md", "sub/e.md")
        git(self.folder, "init", "-q")
        git(self.folder, "add", ".")
        self.file(".gitignore", "built\n*.txt\n")
        self.make("built/new.md", "built/deep/new.md", "built/deeper/new.md", "built-too/f.md", "new.txt")
        tracked = ["a.md", "built/a.md", "built/deep/b.md", "log.txt", "sub/built/d.md", "sub/e.md"]
        self.assertEqual(sorted(documents(self.folder)), sorted([*tracked, "built-too/f.md"]))
        self.assertEqual(documents(self.folder / "sub"), ["built/d.md", "e.md"])
        os.mkfifo(self.folder / "sub/.gitignore")
        self.assertEqual(documents(self.folder / "sub"), ["built/d.md", "e.md"])
        shutil.move(self.folder / ".git/index", self.folder / "index")
        self.assertEqual(sorted(documents(self.folder)), ["a.md", "built-too/f.md", "sub/e.md"])

    @unittest.skipUnless(shutil.which("git"), "there is no git here")
    def test_git_is_not_waited_for_when_it_waits(self):
        self.make("a.md", "b.md")
        git(self.folder, "init", "-q")
        self.file(".gitignore", "b.md\n")
        os.mkfifo(self.folder / ".git/index")
        self.assertEqual(documents(self.folder), ["a.md"])

    def test_hidden_names(self):
        self.make("a.md", ".b.md", ".c/d.md", "e/.f/g.md", "e/h.md", "e/.i.md")
        self.assertEqual(documents(self.folder), ["a.md", "e/h.md"])
        self.assertEqual(sorted(documents(self.folder, "--no-ignore")), sorted(["a.md", ".b.md", ".c/d.md", "e/.f/g.md", "e/h.md", "e/.i.md"]))
        self.assertEqual(documents(self.folder, ".c", "e/.i.md"), [".c/d.md", "e/.i.md"])  # what is named is read

    def test_rules_above(self):
        self.make("a/b/c.md", "a/b/d.md", "a/b/e.md", "a/b/f.md")
        self.file(".gitignore", "d.md\n/a/b/e.md\n")
        self.file("a/.gitignore", "/b/f.md\n")
        above = ["a/b/c.md", "a/b/d.md", "a/b/e.md"]
        self.assertEqual(documents(self.folder / "a"), ["b/c.md", "b/d.md", "b/e.md"])  # no repository: nothing above counts
        (self.folder / ".git").mkdir()
        self.assertEqual(documents(self.folder, "a/b"), ["a/b/c.md"])
        self.assertEqual(documents(self.folder / "a/b"), ["c.md"])
        self.assertEqual(documents(self.folder, *above), above)

    def test_a_folder_that_is_ignored_and_named(self):
        self.make("build/a.md")
        (self.folder / ".git").mkdir()
        self.file(".gitignore", "build/\n")
        self.assertEqual(documents(self.folder, "build"), ["build/a.md"])

    def test_the_users_own_file(self):
        self.make("r/a.md", "r/b.md", "r/c.md")
        (self.folder / "r/.git").mkdir()
        self.file("home/.config/git/ignore", "a.md\n")
        self.assertEqual(documents(self.folder / "r", home=self.folder / "home"), ["a.md", "b.md", "c.md"])  # XDG_CONFIG_HOME is set
        self.file("home/none/git/ignore", "a.md\n")
        self.assertEqual(documents(self.folder / "r", home=self.folder / "home"), ["b.md", "c.md"])
        self.file("home/.gitconfig", "[user]\n\texcludesfile = none\n[core]\n\tExcludesFile = ~/mine # no\n")
        self.file("home/mine", "b.md\n")
        self.file("home/.gitconfig", '[core]\n\tExcludesFile = "~/mine"\n')
        self.assertEqual(documents(self.folder / "r", home=self.folder / "home"), ["a.md", "c.md"])

    def test_a_work_tree_of_its_own(self):
        self.make("tree/a.md", "tree/b.md")
        self.file("tree/.git", f"gitdir: {self.folder}/main/.git/worktrees/tree\n")
        self.file("main/.git/worktrees/tree/commondir", "../..\n")
        self.file("main/.git/info/exclude", "a.md\n")
        self.assertEqual(documents(self.folder / "tree"), ["b.md"])

    def test_rules_that_are_no_file(self):
        self.make("a.md", "b/c.md")
        (self.folder / ".gitignore").mkdir()
        os.mkfifo(self.folder / "b/.gitignore")
        self.assertEqual(documents(self.folder), ["a.md", "b/c.md"])
        (self.folder / ".gitignore").rmdir()
        (self.folder / ".gitignore").symlink_to(self.file("rules", "*.md\n"))
        self.assertEqual(documents(self.folder), ["a.md", "b/c.md"])  # git follows none, either

    def test_rules_that_take_long(self):
        """Many stars, many rules."""
        name = "a" * 200 + ".md"
        self.make(name)
        (self.folder / ".git").mkdir()
        self.file(".gitignore", ("*a" * 90 + "*b\n") * 200 + ("**/" * 1000 + "b\n") * 50 + "[a-z" * 500 + "\n" + "*/" * 2000 + "\n")
        self.assertEqual(documents(self.folder), [name])

    def test_paths_that_are_excluded(self):
        self.make("a.md", "b.md", "docs/a.md", "docs/old/c.md", "docs/new/old/d.md", "!x.md", "#y.md")
        (self.folder / ".git").mkdir()
        every = ["!x.md", "#y.md", "a.md", "b.md", "docs/a.md", "docs/new/old/d.md", "docs/old/c.md"]
        for globs, gone in ((["a.md"], ["a.md", "docs/a.md"]), (["/a.md"], ["a.md"]), (["./a.md"], ["a.md"]), (["old"], ["docs/old/c.md", "docs/new/old/d.md"]),
                            (["old/"], ["docs/old/c.md", "docs/new/old/d.md"]), (["docs/old"], ["docs/old/c.md"]), (["docs/*/c.md"], ["docs/old/c.md"]),
                            (["docs/**"], ["docs/a.md", "docs/old/c.md", "docs/new/old/d.md"]), (["docs"], ["docs/a.md", "docs/old/c.md", "docs/new/old/d.md"]),
                            (["**/d.md"], ["docs/new/old/d.md"]), (["!x.md"], ["!x.md"]), (["#y*", "b.*"], ["#y.md", "b.md"]), (["A.md", "a"], [])):
            options = [word for glob in globs for word in ("--exclude-path", glob)]
            with self.subTest(globs):
                wanted = [name for name in every if name not in gone]
                self.assertEqual(documents(self.folder, *options), wanted)
                self.assertEqual(documents(self.folder, *options, *every), wanted)  # though they are named
                self.assertEqual(documents(self.folder, "--no-ignore", *options, self.folder), [str(self.folder / name) for name in wanted])
        self.assertEqual(documents(self.folder / "docs", "--exclude-path", "old/c.md"), ["a.md", "new/old/d.md"])
        self.assertEqual(documents(self.folder / "docs", "--exclude-path", "docs/old"), ["a.md", "new/old/d.md"])  # from the root on
        self.file("docs/landfall.toml", "[check]\nexclude_path = ['new/old', 'a.*']\n")
        self.assertEqual(documents(self.folder / "docs/old", ".."), ["../old/c.md"])

    URLS = ("https://a.example/1", "https://b.example/x-y", "https://c.example/Z")

    def excluded(self, *words, where="."):
        """Of the URLs, those that are not asked for."""
        self.file(f"{where}/links.md", "".join(f"<{url}>\n" for url in self.URLS))
        result = run("check", "--offline", "--format", "ndjson", *words, "links.md", cwd=self.folder / where)
        self.assertEqual(result.code, 0, result)
        links = next(record["links"] for record in result.records if record["type"] == "document")
        return [link["url"][8] for link in links if link["reason"] == "excluded"]

    def test_expressions(self):
        (self.folder / ".git").mkdir()
        self.file(".landfallignore", "\ufeff  ^https://a\\. \r\n# why\n\n\tx.y#?$\n#c\n")
        self.assertEqual(self.excluded(), ["a", "b"])
        self.assertEqual(self.excluded(where="sub"), ["a", "b"])
        self.assertEqual(self.excluded("--exclude", "z"), ["a", "b"])  # beside, and case-sensitive
        self.assertEqual(self.excluded("--exclude", "Z$"), ["a", "b", "c"])
        self.file("sub/landfall.toml", "")
        self.assertEqual(self.excluded(where="sub"), ["a", "b"])
        self.file("sub/.landfallignore", r"example/\w$")
        self.assertEqual(self.excluded(where="sub"), ["a", "c"])
        self.assertEqual(self.excluded(), ["a", "b"])
        self.assertEqual(self.excluded("--root", "sub"), ["a", "c"])
        result = run("resolve", "--offline", "-", given=b"https://a.example/1\n", cwd=self.folder)
        self.assertEqual(result.records[0]["links"][0]["reason"], "offline")  # for a check alone

    def test_expressions_that_are_wrong(self):
        self.file("a.md")
        self.file(".landfallignore", "# one\na\n(\n")
        self.fails(run("check", "--offline", cwd=self.folder), '.landfallignore:3: the expression "(" does not compile: ')
        self.file(".landfallignore", "a|" * 40 + "b\n" + "c\n" * 1100)
        self.fails(run("check", "--offline", cwd=self.folder), ".landfallignore:1025: more than 1024 expressions")
        (self.folder / ".landfallignore").write_bytes(b"#" * (1 << 20))
        self.fails(run("check", "--offline", cwd=self.folder), ".landfallignore: cannot be read: it is larger than 1 MiB")
        (self.folder / ".landfallignore").unlink()
        os.mkfifo(self.folder / ".landfallignore")
        self.fails(run("check", "--offline", cwd=self.folder, timeout=10), ".landfallignore: cannot be read: it is no regular file")

    def test_what_expressions_lack(self):
        for expression, lack in ((r"/\d+", r"POSIX has no \d, write [0-9]"), (r"a\D", r"no \D, write [^0-9]"), (r"[\d.]", r"no \d in brackets, write 0-9"),
                                 (r"[ab\d]", r"no \d in brackets, write 0-9"),
                                 (r"[^]\w]", r"no \w in brackets, write [:alnum:]_"), (r"[[:alpha:]\s]", r"no \s in brackets, write [:space:]"),
                                 ("(?:a)", "no (?, write ("), ("(?i)a", "no (?, write (")):
            with self.subTest(expression):
                self.fails(run("scan", "--exclude", expression, "-"), f'the expression "{expression}" is not understood: POSIX has ', lack)
        for expression in (r"\\\\d", r"\w\s\b\W", r"[\.]", r"[[:digit:]]d", r"\[\(?d", r"[]d]", "a*?", r"[a\]d", "[a(?b]"):
            with self.subTest(expression):
                self.assertEqual(run("scan", "--exclude", expression, "-").code, 0)
        self.assertEqual(self.excluded("--exclude", r"example/\w\b$", "--exclude", r"b\.ex\w*/"), ["a", "b", "c"])

    def test_nothing_is_left(self):
        (self.folder / ".git").mkdir()
        result = run("check", "--offline", cwd=self.folder)
        self.assertEqual(result.code, 0)
        self.assertIn(".: no document in this folder", result.err)
        self.assertEqual(run("check", "--offline", "-q", cwd=self.folder).err, "")


if __name__ == "__main__":
    unittest.main()
