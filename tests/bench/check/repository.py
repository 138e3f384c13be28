#!/usr/bin/python3
"""A made-up repository of documents, with links of every kind in every shape, and what is true of each place.

    repository.py FOLDER     writes it into FOLDER, and the truth as JSON to standard output

What becomes of a link to NAME.docs.test, or of another domain, is said by the first part of its path: tests/web/docs.py. All is made up from one seed."""

import json
import pathlib
import random
import sys
import typing

FILES = 200
HOSTS = ("one", "two", "three", "four", "five", "six")

# What the path begins with, and the reason and class of what is found; "" is nothing.
KINDS = {
    "alive": ("ok", ""), "lent": ("ok", ""), "moved": ("ok", "redirect"), "gone": ("gone", "dead"), "left": ("gone", "dead"),
    "soft": ("soft_404", "dead"), "home": ("redirected_home", "dead"), "moved-gone": ("gone", "dead"), "loop": ("loop", "dead"),
    "badly": ("malformed_redirect", "dead"), "blocked": ("blocked", "unsure"), "broken": ("server_error", "unsure"),
    "teapot": ("client_error", "unsure"),
}
WEIGHTS = (40, 4, 6, 12, 2, 4, 3, 3, 2, 1, 6, 3, 2)

# {} is where the URL stands. What stands before a tab is put in front of every line of the file's end: definitions.
MARKDOWN = (
    "See [the notes]({}) first.", "Written as <{}>, so.", "As {} says, and more.", "- an item with {}", "> quoted: [words]({})",
    "| a | [b]({}) |\n|---|---|\n| c | {} |", "![a picture]({})", "[![inside]({})]({})", "**bold [link]({} \"with a title\")** text",
    "1. numbered\n   and [on]({})", "Raw <a href=\"{}\">HTML</a> and <img src='{}'> too.", "Ünïcödé ☃ 😀 before [it]({}).",
    "## A heading with [a link]({})", "Two in one: [x]({}), [y](<{}>).", "(in brackets: {}) and on", "<div>\n<a href={}>block</a>\n</div>",
    "[by name][ref-{n}] and again [by name][ref-{n}].\n\n[ref-{n}]: {} 'Title'", "*emphasis with {}*",
    "<video poster=\"{}\" src=\"{}\"></video>", "<img srcset=\"{} 1x, {} 2x\" src=\"{}\">", "[text in `code`]({})",
)
HTML = (
    "<p>See <a href=\"{}\">the notes</a>.</p>", "<p><a class=x href='{}'>other quotes</a></p>", "<p><A HREF={}>no quotes</A></p>",
    "<img alt=\"\" src=\"{}\">", "<img srcset=\"{} 1x, {} 2x\">", "<video poster=\"{}\"></video>", "<iframe src=\"{}\"></iframe>",
    "<ul><li>Ünïcödé 😀 <a href=\"{}\">x</a></ul>", "<script src=\"{}\"></script>", "<p>Over\ntwo lines <a\n  href=\"{}\">y</a></p>",
)
TEXT = ("See {} for more.", "({})", "\"{}\"", "Ünïcödé ☃ 😀 {}, and {}.", "    {}", "* {}")

# Nothing here is a link, or is to be asked; {} is a dead one.
MARKDOWN_TRAPS = (
    "`{}`", "``code [x]({})``", "```\n[x]({})\n```", "    indented {}", "<!-- {} -->", "<!--\n[x]({})\n-->", "<pre>\n{}\n</pre>",
    "<textarea>\n{}\n</textarea>", "<script>\nlet x = \"{}\";\n</script>", "<style>\na {{ background: url({}); }}\n</style>",
    "<template>\n<a href=\"{}\">x</a>\n</template>", "[mail](mailto:a@one.docs.test)", "[example](https://example.com/gone)",
    "<https://www.example.org/gone>", "[here](http://localhost:8080/gone)", "[there](http://127.0.0.1/gone)", "[lan](http://192.168.1.1/)",
    "Cut off {}…", "[ten](http://10.1.2.3/gone)", "[call](tel:+491234)",
)
HTML_TRAPS = (
    "<!-- <a href=\"{}\">x</a> -->", "<script>var x = \"<a href='{}'>x</a>\";</script>", "<style>a {{ background: url({}); }}</style>",
    "<template><a href=\"{}\">x</a></template>", "<textarea>{}</textarea>", "<link rel=preconnect href=\"{}\">",
    "<link rel=\"dns-prefetch\" href=\"{}\">", "<a href=\"mailto:a@one.docs.test\">mail</a>", "<a href=\"https://example.net/gone\">example</a>",
    "<p>In words: {}</p>", "<a href=\"javascript:void 0\">script</a>", "<img src=\"data:image/png;base64,AAAA\">",
)
TEXT_TRAPS = ("http://example.com/gone", "http://localhost/gone", "Cut off {}…", "mailto:a@one.docs.test", "https://10.0.0.1/gone")


class Place(typing.NamedTuple):
    """What is true of one place: `found` is the class of what is to be found there, or ""."""

    file: str
    line: int
    column: int
    url: str
    reason: str
    found: str


class Writer:
    """One file, line by line, and where its links stand."""

    def __init__(self, repository, name, shapes, traps, begin=(), end=()):
        self.repository, self.name, self.shapes, self.traps = repository, name, shapes, traps
        self.lines, self.end = list(begin), end

    def add(self, template, url):
        """Writes a paragraph, with a fresh URL for each {}; `url` gives (URL, reason, class), or None for a place of no link."""
        self.repository.number += 1
        text = template.replace("{n}", str(self.repository.number))
        parts = text.split("{}")
        line, written = len(self.lines) + 1, parts[0].replace("{{", "{").replace("}}", "}")
        for part in parts[1:]:
            address, reason, found = url()
            row, column = written.count("\n"), len(written) - (written.rfind("\n") + 1)
            if reason:
                self.repository.places.append(Place(self.name, line + row, column + 1, address, reason, found))
            written += address + part.replace("{{", "{").replace("}}", "}")
        self.lines += [*written.split("\n"), ""]

    def save(self, folder):
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([*self.lines, *self.end]) + "\n", encoding="utf-8")


class Repository:
    def __init__(self, domain, seed=203):
        self.random, self.domain = random.Random(seed), domain
        self.places, self.number, self.known = [], 0, []

    def web(self):
        """A link to the web, now and then one that stands elsewhere already."""
        if self.known and self.random.random() < 0.15:
            return self.random.choice(self.known)
        kind = self.random.choices(list(KINDS), WEIGHTS)[0]
        reason, found = KINDS[kind]
        self.number += 1
        made = (f"https://{self.random.choice(HOSTS)}.{self.domain}/{kind}/{self.number}", reason, found)
        self.known.append(made)
        return made

    def trap(self):
        self.number += 1
        return f"https://one.{self.domain}/gone/trap-{self.number}", "", ""

    def local(self, name):
        """A relative link of a file, to another that is there or not."""
        up = "../" * name.count("/")
        return self.random.choice((
            (f"{up}README.md", "ok", ""), (f"{up}README.md#use", "ok", ""), ("#part", "ok", ""), ("#no-part", "no_such_fragment", "dead"),
            (f"{up}none-{self.number}.md", "no_such_file", "dead"), (f"{up}README.md#unknown", "no_such_fragment", "dead"),
        ))

    def write(self, folder):
        readme = "# Made up\n\n## Use\n\nAll is made up.\n"
        (folder / "README.md").write_text(readme)
        (folder / ".git").mkdir()
        for number in range(1, FILES):
            self.write_file(folder, number)
        return self.places

    def write_file(self, folder, number):
        where = self.random.choice(("", "docs/", "docs/guide/", "site/"))
        kind = self.random.choices(("md", "html", "txt"), (6, 3, 1))[0]
        name = f"{where}{number:03}.{kind}"
        writer = {
            "md": lambda: Writer(self, name, MARKDOWN, MARKDOWN_TRAPS,
                                 ["---", f"link: https://one.{self.domain}/gone/front", "---", "# Part", ""]),
            "html": lambda: Writer(self, name, HTML, HTML_TRAPS,
                                   ["<!doctype html>", "<html><head><title>Part</title></head>", "<body id=\"part\">"], ["</body></html>"]),
            "txt": lambda: Writer(self, name, TEXT, TEXT_TRAPS),
        }[kind]()
        for _ in range(self.random.randint(5, 10)):
            writer.add(self.random.choice(writer.shapes), self.web)
        for _ in range(self.random.randint(1, 4)):
            writer.add(self.random.choice(writer.traps), self.trap)
        if kind != "txt":
            writer.add("[local]({})" if kind == "md" else "<a href=\"{}\">local</a>", lambda: self.local(name))
        writer.save(folder)


def write(folder, domain="docs.test"):
    """Writes the repository, with links to hosts of this domain, and gives its places."""
    return Repository(domain).write(pathlib.Path(folder))


if __name__ == "__main__":
    pathlib.Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    json.dump([place._asdict() for place in write(sys.argv[1])], sys.stdout, indent=1)
