"""A reader of WARC files that believes nothing, and records as other writers have them."""

import base64
import gzip
import hashlib
import re
import typing
import zlib


class Record(typing.NamedTuple):
    offset: int  # of its gzip member
    fields: dict  # names in lower case
    block: bytes

    @property
    def kind(self):
        return self.fields["warc-type"]

    @property
    def url(self):
        return self.fields.get("warc-target-uri")

    @property
    def head(self):
        return self.block.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"

    @property
    def body(self):
        return self.block.partition(b"\r\n\r\n")[2]

    @property
    def says(self):
        """Of a block of fields."""
        return dict(line.split(": ", 1) for line in self.block.decode().splitlines())


def members(data):
    """Each gzip member's offset, its bytes and whether it is whole."""
    at = 0
    while at < len(data):
        inflate = zlib.decompressobj(wbits=31)
        plain = inflate.decompress(data[at:])
        yield at, plain, inflate.eof
        at = len(data) - len(inflate.unused_data)


def digest(data):
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def parse(offset, plain):
    head, end, rest = plain.partition(b"\r\n\r\n")
    version, *lines = head.decode().split("\r\n")
    assert end and version == "WARC/1.1", plain[:100]
    fields = {}
    for line in lines:
        name, colon, value = line.partition(": ")
        assert colon and name.lower() not in fields, line
        fields[name.lower()] = value
    length = int(fields["content-length"])
    assert rest[length:] == b"\r\n\r\n", (fields, rest[length:])
    return Record(offset, fields, rest[:length])


def check(record):
    fields = record.fields
    assert re.fullmatch(r"<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}>", fields["warc-record-id"]), fields
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", fields["warc-date"]), fields
    assert fields["warc-block-digest"] == digest(record.block), fields
    if record.kind in ("request", "response"):
        assert fields["content-type"] == f"application/http;msgtype={record.kind}", fields
        assert b"\r\n\r\n" in record.block, record
    if record.kind == "response":
        assert fields["warc-payload-digest"] == digest(record.body), fields
        assert re.match(rb"HTTP/1\.[01] [1-9]\d\d", record.block), record.block[:40]
    if record.kind in ("warcinfo", "metadata"):
        assert fields["content-type"] == "application/warc-fields" and record.says, fields


def read(path, torn=False):
    """The records of a file, each checked. The last member may be `torn`."""
    records = []
    for offset, plain, whole in members(path.read_bytes()):
        if not whole:
            assert torn, f"torn at {offset}"
            break
        records.append(parse(offset, plain))
        check(records[-1])
    names = [record.fields["warc-record-id"] for record in records]
    assert len(set(names)) == len(names)
    for record in records:
        for field in ("warc-concurrent-to", "warc-refers-to"):
            assert torn or record.fields.get(field, names[0]) in names, record.fields
    return records


# --- Records as others write them ---

def record(kind, url, block=b"", version="1.1", end="\r\n", **more):
    """The names of further fields have _ for -."""
    fields = {"WARC-Type": kind, "WARC-Target-URI": url, "WARC-Date": "2018-11-19T12:00:00Z", "WARC-Record-ID": f"<urn:x:{url}>",
              **{name.replace("_", "-"): value for name, value in more.items()}, "Content-Length": len(block)}
    lines = [f"WARC/{version}", *(f"{name}: {value}" for name, value in fields.items() if value is not None), "", ""]
    return end.join(lines).encode() + block + 2 * end.encode()


def response(url, head, body=b"", **more):
    end = more.get("end", "\r\n")
    lines = [head] if isinstance(head, str) else list(head)
    return record("response", url, (end.join(lines) + 2 * end).encode() + body, Content_Type="application/http; msgtype=response", **more)


def zipped(*records):
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def zipped_as_one(*records):
    return gzip.compress(b"".join(records), mtime=0)


def zipped_across(*records, size=100):
    data = b"".join(records)
    return b"".join(gzip.compress(data[at:at + size], mtime=0) for at in range(0, len(data), size))
