"""What the tests of the whole program share: the command, the test web, and what must be true of every record."""

import itertools
import json
import os
import pathlib
import pty
import signal
import subprocess
import sys
import tempfile
import threading
import time
import typing
import unittest
import urllib.request

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("LANDFALL_BIN", str(ROOT / "build/dev/landfall"))
SANITIZED = any(f"/{preset}/" in COMMAND for preset in ("asan", "tsan"))  # memory and time say nothing there
SCHEMA = json.loads((ROOT / "src/emit/landfall-1.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


CACHES = tempfile.TemporaryDirectory(prefix="landfall-caches-")
NUMBERS = itertools.count()


def without_memory(more):
    """Each run remembers nothing of another, unless a test gives it an environment of its own."""
    return {"env": {**os.environ, "XDG_CACHE_HOME": f"{CACHES.name}/{next(NUMBERS)}"}, **more}


class Result(typing.NamedTuple):
    code: int
    out: bytes
    err: str

    @property
    def records(self):
        """What was written, each record checked."""
        return records_of(self.out)

    @property
    def record(self):
        records = self.records
        assert len(records) == 1, f"{len(records)} records: {self.out[:500]} {self.err}"
        return records[0]


def records_of(out):
    assert not out or out.endswith(b"\n"), f"not whole lines: …{out[-100:]}"
    records = [json.loads(line) for line in out.splitlines()]
    for record in records:
        check(record)
    return records


def report_of(out):
    """The one JSON value that was written, checked."""
    assert out.endswith(b"\n}\n"), f"not whole: …{out[-100:]}"
    report = json.loads(out)
    assert report["type"] == "report", report
    check(report)
    return report


def run(*arguments, given=b"", timeout=60, command=COMMAND, **more):
    """Runs the command to its end, with `given` on stdin."""
    done = subprocess.run([command, *map(str, arguments)], input=given, capture_output=True, timeout=timeout, check=False,
                          **without_memory(more))
    return Result(done.returncode, done.stdout, done.stderr.decode())


class Used(typing.NamedTuple):
    result: Result
    peak: int  # KiB of memory at its height
    seconds: float
    worked: float  # seconds of processors


# A small process in between, since a child begins with as much memory as its parent had.
MEASURE = """import os, sys
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
worked = usage.ru_utime + usage.ru_stime
open(sys.argv[1], "w").write(f"{os.waitstatus_to_exitcode(status)} {usage.ru_maxrss} {worked}")
"""


def run_measured(*arguments, given=b"", timeout=60, **more):
    """As run(), with what it took."""
    with tempfile.NamedTemporaryFile("r") as told:
        command = [sys.executable, "-I", "-S", "-c", MEASURE, told.name, COMMAND, *map(str, arguments)]
        began = time.monotonic()
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                 start_new_session=True, **without_memory(more))
        guard = threading.Timer(timeout, os.killpg, [child.pid, signal.SIGKILL])
        guard.start()
        out, err = child.communicate(given)
        guard.cancel()
        seconds = time.monotonic() - began
        code, peak, worked = told.read().split() or (-signal.SIGKILL, 0, 0)
        return Used(Result(int(code), out, err.decode()), int(peak), seconds, float(worked))


def scan(text, *options):
    """The document record of a text."""
    data = text.encode() if isinstance(text, str) else text
    result = run("scan", *options, given=data)
    assert result.code == 0, result.err
    check_places(result.record, data)
    return result.record


def start(*arguments, **more):
    """The command under way."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.Popen([COMMAND, *map(str, arguments)], **without_memory(pipes))


def on_terminal(*arguments, stream="stdout", seen=None, **more):
    """What a run shows on a terminal, which is its stdout or stderr; `seen` is called with the terminal and what it has
    shown so far, at first nothing."""
    main, side = pty.openpty()
    seen = seen or (lambda *_: None)
    seen(main, b"")
    others = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    child = start(*arguments, **{**others, **more, stream: side})
    os.close(side)
    out = b""
    try:
        while piece := os.read(main, 65536):
            out += piece
            seen(main, out)
    except OSError:  # the other side closed
        pass
    os.close(main)
    child.wait(timeout=30)
    return out


def end(child):
    child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout, child.stderr):
        if stream:
            stream.close()


class Place(unittest.TestCase):
    """A folder for a test's files, gone behind it."""

    LINK = "https://t.co/Hb7Gates01"
    TEXT = f"Read this: {LINK} and that.\n"

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="landfall-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, name, content=TEXT):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

    def start(self, *arguments, **more):
        child = start(*arguments, **more)
        self.addCleanup(end, child)
        return child

    def fails(self, result, *words):
        """Exit code 2 and one line that names the trouble."""
        self.assertEqual(result.code, 2, result)
        self.assertEqual(result.err.count("\n"), 1, result.err)
        self.assertTrue(result.err.startswith("landfall: "), result.err)
        for word in words:
            self.assertIn(str(word), result.err)


# --- What must be true of every record ---

def check(record):
    """Fails where a record breaks the schema; the message says where in the record."""
    error = jsonschema.exceptions.best_match(VALIDATOR.iter_errors(record))
    if error:
        raise AssertionError(f"{error.json_path}: {error.message[:400]}\nin {json.dumps(record)[:1500]}")
    documents = {"document": [record], "report": record.get("documents")}
    for document in documents.get(record["type"], []):
        check_indices(document)


def check_indices(document):
    for number, embed in enumerate(document["embeds"]):
        for index in embed["links"]:
            assert document["links"][index].get("embed") == number, f"link {index} and embed {number} disagree"


def check_places(record, data):
    """Every span lies where it says: offsets, line, column, and the words of links."""
    assert record["source"]["bytes"] == len(data), record["source"]
    for link in record["links"]:
        for span in link["spans"]:
            check_span(span, data)
        first = link["spans"][0]
        written = data[first["start"]:first["end"]].decode("utf-8", "replace")
        if link.get("truncated"):  # of one that is too long only the beginning is kept
            written = written[:len(link["written"])]
        assert written == link["written"], f"{written!r} stands there, not {link['written']!r}"
    for embed in record["embeds"]:
        check_span(embed["span"], data)


def check_span(span, data):
    assert 0 <= span["start"] < span["end"] <= len(data), span
    before = data[:span["start"]].removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    assert span["line"] == line, f"{span} is at line {line}"
    try:
        column = len(before[before.rfind(b"\n") + 1:].decode()) + 1
    except UnicodeDecodeError:
        return  # nobody says how many characters bad bytes are
    assert span["column"] == column, f"{span} is at column {column}"


def differences(want, got, where="record"):
    """Where `got` is not as wanted. Objects may hold more than is wanted; null wants a field absent; lists
    are of one length."""
    if isinstance(want, dict) and isinstance(got, dict):
        for key, value in want.items():
            if value is None:
                if key in got:
                    yield f"{where}.{key} is {got[key]!r}, should be absent"
            else:
                yield from differences(value, got.get(key), f"{where}.{key}")
    elif isinstance(want, list) and isinstance(got, list):
        if len(want) != len(got):
            yield f"{where} has {len(got)} entries, not {len(want)}: {json.dumps(got)[:600]}"
        for index, pair in enumerate(zip(want, got)):
            yield from differences(*pair, f"{where}[{index}]")
    elif want != got or isinstance(want, bool) != isinstance(got, bool):
        yield f"{where} is {got!r}, should be {want!r}"


def lines(urls):
    return "".join(f"{url}\n" for url in urls).encode()


def verdict(record):
    return f"{record['state']} {record['reason']}"


def expect(want, got):
    found = list(differences(want, got))
    if found:
        raise AssertionError("\n".join(found))


# --- The test web ---

class Web:
    """The test web of tests/web, as long as the `with` lasts; it listens on 127.0.0.1, or where it is told."""

    def __init__(self, *listen):
        self.listen = list(listen)

    def __enter__(self):
        server = [sys.executable, "-B", str(ROOT / "tests/web/serve.py"), *(f"--listen={address}" for address in self.listen)]
        self.process = subprocess.Popen(server, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        about = json.loads(self.process.stdout.readline())
        self.port, self.cacert, self.options = about["port"], about["cacert"], about["options"]
        self.address = self.listen[0].rpartition(":")[0] if self.listen else "127.0.0.1"
        return self

    def __exit__(self, *_):
        self.process.communicate()

    def run(self, *arguments, **more):
        return run(*arguments, *self.options, **more)

    def expand(self, *urls, options=()):
        """The link records of URLs, in the order of the URLs, one for each."""
        return self.records_of(self.run("expand", *options, given=lines(urls)), urls)

    def expand_measured(self, *urls, options=(), **more):
        """The same, and what the command took."""
        used = run_measured("expand", *options, *self.options, given=lines(urls), **more)
        return self.records_of(used.result, urls), used

    @staticmethod
    def records_of(result, urls):
        assert result.code == 0, result
        records = sorted(result.records, key=lambda record: record["index"])
        inputs = [record["input"] for record in records]
        assert inputs == list(map(str, urls)), f"{len(records)} records for {len(urls)} URLs: {inputs} {result.err}"
        return records

    def log(self, path="/log"):
        """Every request since the last clear()."""
        request = urllib.request.Request(f"http://{self.address}:{self.port}{path}", headers={"Host": "control.test"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def clear(self):
        self.log("/clear")

    def requested(self):
        return [request["url"] for request in self.log()["requests"]]


class OverWeb(unittest.TestCase):
    """Tests that share a test web."""

    @classmethod
    def setUpClass(cls):
        cls.web = Web().__enter__()
        cls.addClassCleanup(cls.web.__exit__)


def interrupt_after(process, seconds, number=signal.SIGINT):
    threading.Timer(seconds, process.send_signal, [number]).start()
