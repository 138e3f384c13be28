"""What the tests of the whole program share: the command, the test web, and what must be true of every record."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import typing
import urllib.request

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("LANDFALL_BIN", str(ROOT / "build/dev/landfall"))
SCHEMA = json.loads((ROOT / "src/emit/landfall-1.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


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


def run(*arguments, given=b"", timeout=60, **more):
    """Runs the command to its end, with `given` on stdin."""
    done = subprocess.run([COMMAND, *map(str, arguments)], input=given, capture_output=True, timeout=timeout, check=False, **more)
    return Result(done.returncode, done.stdout, done.stderr.decode())


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
    return subprocess.Popen([COMMAND, *map(str, arguments)], **pipes)


# --- What must be true of every record ---

def check(record):
    """Fails where a record breaks the schema; the message says where in the record."""
    error = jsonschema.exceptions.best_match(VALIDATOR.iter_errors(record))
    if error:
        raise AssertionError(f"{error.json_path}: {error.message[:400]}\nin {json.dumps(record)[:1500]}")
    if record["type"] == "document":
        check_indices(record)


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


def expect(want, got):
    found = list(differences(want, got))
    if found:
        raise AssertionError("\n".join(found))


# --- The test web ---

class Web:
    """The test web of tests/web, as long as the `with` lasts."""

    def __enter__(self):
        server = [sys.executable, "-B", str(ROOT / "tests/web/serve.py")]
        self.process = subprocess.Popen(server, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        about = json.loads(self.process.stdout.readline())
        self.port, self.cacert, self.options = about["port"], about["cacert"], about["options"]
        return self

    def __exit__(self, *_):
        self.process.communicate()

    def run(self, *arguments, **more):
        return run(*arguments, *self.options, **more)

    def expand(self, *urls, options=()):
        """The link records of URLs, in the order of the URLs."""
        result = self.run("expand", *options, given="".join(url + "\n" for url in urls).encode())
        assert result.code == 0, result.err
        return sorted(result.records, key=lambda record: record["index"])

    def log(self, path="/log"):
        """Every request since the last clear()."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Host": "control.test"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def clear(self):
        self.log("/clear")

    def requested(self):
        return [request["url"] for request in self.log()["requests"]]


def interrupt_after(process, seconds, number=signal.SIGINT):
    threading.Timer(seconds, process.send_signal, [number]).start()
