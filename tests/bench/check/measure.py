#!/usr/bin/python3
"""landfall check beside other link checkers, each once over the same made-up repository and the same web.

    measure.py LANDFALL [NAME=PROGRAM …]     NAME is lychee or linkinator

To be run as root: it enters a network of its own, in which the test web listens on ports 80 and 443 of 127.0.0.1 and a hosts file
leads there. Prints a Markdown table. Missed and false are counted by file and URL, as not all of them tell lines; a place is right
where file and line are. What a checker does not read (linkinator: text) is left out of what it may miss."""

import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import typing
import urllib.parse
import urllib.request

import repository

ROOT = pathlib.Path(__file__).resolve().parents[3]
# Some checkers ask nobody about names that are reserved for tests. From this network no other is reached.
DOMAIN = "docs.eastmoor.net"
HERE = os.environ.get("LANDFALL_BENCH_INSIDE")


class Report(typing.NamedTuple):
    """What a checker calls broken: (file, URL) and, where it tells lines, (file, line, URL)."""

    broken: set
    places: typing.Optional[set]
    reads: tuple = (".md", ".html", ".txt")


def relative(name, folder):
    name = name.removeprefix("file://").removeprefix(str(folder)).lstrip("/")
    return name.removeprefix("./")


def read_landfall(out, folder):
    found = [json.loads(line) for line in out.splitlines()]
    dead = [one for one in found if one["type"] == "finding" and one["severity"] == "error"]
    return Report({(one["file"], one.get("url", one["written"])) for one in dead},
                  {(one["file"], one["line"], one.get("url", one["written"])) for one in dead})


def local_url(url, name, folder):
    """A file: URL as it is written in the file, as far as the truth knows it."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("", "file"):
        return url
    fragment, target = parts.fragment, relative(urllib.parse.unquote(parts.path), folder)
    written = "" if target == name else "../" * name.count("/") + target
    return written + (f"#{fragment}" if fragment else "")


def read_lychee(out, folder):
    broken, places = set(), set()
    for name, errors in json.loads(out)["error_map"].items():
        file = relative(name, folder)
        for error in errors:
            url = local_url(error["url"], file, folder)
            broken.add((file, url))
            if "span" in error:
                places.add((file, error["span"]["line"], url))
    return Report(broken, places)


def read_linkinator(out, folder):
    links = json.loads(out)["links"]
    broken = set()
    for link in links:
        if link["state"] == "BROKEN":
            parent = relative(urllib.parse.urlsplit(link.get("parent", link["url"])).path, folder)
            broken.add((parent, local_url(link["url"], parent, folder)))
    return Report(broken, None, (".md", ".html"))


CHECKERS = {
    "landfall": (["check", "--format", "ndjson", "--no-cache", "--no-config", "--allow-net", "127.0.0.0/8", "--cacert", "{ca}", "{hosts}", "."],
                 read_landfall),
    "lychee": (["--no-progress", "--format", "json", "--include-fragments", "--root-dir", "{folder}", "."], read_lychee),
    "linkinator": (["**/*.md", "**/*.html", "--markdown", "--check-fragments", "--format", "json"], read_linkinator),
}


# --- Measuring ---

TRUST = ("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")


def run(name, program, folder, web):
    arguments, read = CHECKERS[name]
    filled = []
    for argument in arguments:
        if argument == "{hosts}":
            filled += web["options"]
        else:
            filled.append(argument.format(ca=web["cacert"], folder=folder))
    ask("clear")
    environment = {**os.environ, **{name: web["cacert"] for name in TRUST}, "HOME": str(folder.parent)}
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    timed = ["/usr/bin/time", "-f", "%M", "-o", str(folder.parent / "memory"), program, *filled]
    done = subprocess.run(timed, cwd=folder, env=environment, capture_output=True, text=True, timeout=900, check=False)
    after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - began
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory = int((folder.parent / "memory").read_text().split()[-1])
    return read(done.stdout, folder), len(ask("log")["requests"]), seconds, cpu, memory


def ask(what):
    request = urllib.request.Request(f"http://127.0.0.1/{what}", headers={"Host": "control.test"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def judge(report, places):
    """Missed dead, live or no links called broken, unsure ones called broken, right lines of all that are dead."""
    read = [place for place in places if place.file.endswith(report.reads)]
    dead = {(place.file, place.url) for place in read if place.found == "dead"}
    unsure = {(place.file, place.url) for place in read if place.found == "unsure"}
    lines = {(place.file, place.line, place.url) for place in read if place.found == "dead"}
    right = f"{len(lines & report.places)} of {len(lines)}" if report.places is not None else "–"
    return (f"{len(dead - report.broken)} of {len(dead)}", len(report.broken - dead - unsure),
            f"{len(report.broken & unsure)} of {len(unsure)}", right)


def show(report, places):
    """What a checker calls broken that is not, and what it misses, for a look by eye."""
    dead = {(place.file, place.url) for place in places if place.found == "dead" and place.file.endswith(report.reads)}
    known = dead | {(place.file, place.url) for place in places if place.found == "unsure"}
    for what, pairs in (("false", report.broken - known), ("missed", dead - report.broken)):
        for file, url in sorted(pairs)[:15]:
            print(what, file, url, file=sys.stderr)


def measure(programs):
    print("| | missed dead | live or no link called broken | unsure called broken | right lines | requests | seconds | CPU, s | memory, MiB |")
    print("|---|---|---|---|---|---|---|---|---|")
    server = [sys.executable, "-B", str(ROOT / "tests/web/serve.py"), "--listen=127.0.0.1:443", "--listen=127.0.0.1:80"]
    with subprocess.Popen(server, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        web = json.loads(process.stdout.readline())
        for name, program in programs.items():
            with tempfile.TemporaryDirectory(prefix="landfall-bench-") as place:
                folder = pathlib.Path(place) / "repository"
                folder.mkdir()
                places = repository.write(folder, DOMAIN)
                report, requests, seconds, cpu, memory = run(name, program, folder, web)
            if os.environ.get("LANDFALL_BENCH_SHOW"):
                show(report, places)
            missed, false, unsure, right = judge(report, places)
            print(f"| {name} | {missed} | {false} | {unsure} | {right} | {requests:,} | {seconds:.1f} | {cpu:.2f} | {memory / 1024:.0f} |", flush=True)
        process.stdin.close()


def enter(arguments):
    """The same again, in a network of its own, with a hosts file of its own."""
    with tempfile.NamedTemporaryFile("w") as hosts:
        hosts.write("127.0.0.1 localhost\n" + "".join(f"127.0.0.1 {name}.{DOMAIN}\n" for name in repository.HOSTS))
        hosts.flush()
        inside = f"ip link set lo up && mount --bind {hosts.name} /etc/hosts && exec {sys.executable} -B \"$@\""
        subprocess.run(["unshare", "--net", "--mount", "sh", "-c", inside, "sh", *arguments], check=True,
                       env={**os.environ, "LANDFALL_BENCH_INSIDE": "1"})


def main():
    programs = {"landfall": os.path.abspath(sys.argv[1])}
    for given in sys.argv[2:]:
        name, _, program = given.partition("=")
        programs[name] = shutil.which(program) or os.path.abspath(program)
    if HERE:
        measure(programs)
    else:
        enter(sys.argv)


if __name__ == "__main__":
    main()
