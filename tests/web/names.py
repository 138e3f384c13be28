"""A name server of the test web's own (RFC 1035), over UDP and TCP, for hosts that no real one would serve.

ROWS says of each name what is answered; a name without a row does not exist. Every question is kept."""

import collections
import fnmatch
import ipaddress
import socket
import struct
import threading
import time
import typing

A, CNAME, SOA, AAAA, ANY = 1, 5, 6, 28, 255
NO_ERROR, SERVER_FAILURE, NO_SUCH_NAME, REFUSED = 0, 2, 3, 5

PUBLIC = "198.51.101.1"  # looks like any other; the tests' namespace has it, and all of 198.51.101.0/24
SIX = "2600:5ee::1"
DEAF = "198.51.101.66"  # nobody listens there: refused
FULL = "198.51.101.77"  # the tests keep it from answering


class Row(typing.NamedTuple):
    addresses: tuple = ()  # of both families
    alias: str = ""  # whose own row comes along
    code: int = NO_ERROR
    udp: str = "answer"  # or silent, truncated, garbage, wrong id, wrong name
    after: bool = False  # the right answer follows such a datagram
    kind: int = 0  # of question that this is said to; to the other, nothing is said or `other`
    other: typing.Any = None
    tcp: str = "answer"  # or silent, closed, half
    ttl: int = 0


class Question(typing.NamedTuple):
    name: str
    kind: int
    over: str  # udp or tcp
    at: float


def at(*addresses, **more):
    return Row(addresses, **more)


NOBODY = Row(code=NO_SUCH_NAME)
SILENT = Row(udp="silent", tcp="silent")

# The first pattern that fits counts. Several rows: for the first question of a kind, the second, and so on.
ROWS = [
    ("*.many.test", at(PUBLIC)),
    ("*.slow.test", at(PUBLIC)),
    ("good.names.test", at(PUBLIC)),
    ("to-private.names.test", at(PUBLIC)),
    ("six.names.test", at(SIX)),
    ("both.names.test", at(PUBLIC, SIX)),
    ("no-data.names.test", at()),
    ("a-alone.names.test", at(PUBLIC, kind=A)),
    ("a-failing-six.names.test", at(PUBLIC, kind=A, other=Row(code=SERVER_FAILURE))),
    ("a-none-six.names.test", at(PUBLIC, kind=A, other=NOBODY)),
    ("failing-none-six.names.test", Row(code=SERVER_FAILURE, kind=A, other=NOBODY)),
    ("no-data-none-six.names.test", at(kind=A, other=NOBODY)),
    ("failing.names.test", Row(code=SERVER_FAILURE)),
    ("refused.names.test", Row(code=REFUSED)),
    ("once-none.names.test", (NOBODY, at(PUBLIC))),
    ("once-failing.names.test", (Row(code=SERVER_FAILURE), at(PUBLIC))),
    ("over-tcp.names.test", at(PUBLIC, udp="truncated")),
    ("wrong-id.names.test", at("10.0.0.1", udp="wrong id")),
    ("wrong-name.names.test", at("10.0.0.1", udp="wrong name")),
    ("garbage.names.test", at(PUBLIC, udp="garbage")),
    ("id-first.names.test", at(PUBLIC, udp="wrong id", after=True)),
    ("name-first.names.test", at(PUBLIC, udp="wrong name", after=True)),
    ("garbage-first.names.test", at(PUBLIC, udp="garbage", after=True)),
    ("alias.names.test", Row(alias="alias-2.names.test")),
    ("alias-2.names.test", Row(alias="good.names.test")),
    ("alias-private.names.test", Row(alias="private.names.test")),
    ("alias-nobody.names.test", Row(alias="nobody.names.test")),
    ("round.names.test", Row(alias="round-2.names.test")),
    ("round-2.names.test", Row(alias="round.names.test")),
    ("itself.names.test", Row(alias="itself.names.test")),
    ("many.names.test", at(*(f"198.51.101.{n}" for n in range(1, 60)))),
    ("deaf-first.names.test", at(DEAF, PUBLIC)),
    ("full-first.names.test", at(FULL, PUBLIC)),
    ("deaf.names.test", at(DEAF)),
    ("private.names.test", at("10.0.0.1")),
    ("loopback.names.test", at("127.0.0.1")),
    ("metadata.names.test", at("169.254.169.254")),
    ("private-six.names.test", at("fd00::1")),
    ("mapped.names.test", at("::ffff:127.0.0.1")),
    ("mixed.names.test", at("127.0.0.1", PUBLIC)),
    ("rebinding.names.test", (at(PUBLIC), at("127.0.0.1"))),
    ("moves.names.test", (at(PUBLIC), at(DEAF))),
    ("moves-late.names.test", (at(PUBLIC, ttl=3600), at(DEAF))),
    ("moves-in.names.test", (at(PUBLIC, ttl=5), at("127.0.0.1"))),
    ("fails-later.names.test", (at(PUBLIC), Row(code=SERVER_FAILURE))),
    ("ends.names.test", (at(PUBLIC), NOBODY)),
    ("*.full.test", at(FULL)),
    ("silent*.test", SILENT),
    ("cut*.test", Row(udp="truncated", tcp="silent")),
    ("shut*.test", Row(udp="truncated", tcp="closed")),
    ("half*.test", Row(udp="truncated", tcp="half")),
    ("failing*.test", Row(code=SERVER_FAILURE)),
    ("proxy.search.test", at("127.0.0.1")),
    ("*.search.test", at(PUBLIC)),  # the wildcard of a search domain: everything is there
]


# --- Messages (RFC 1035 section 4) ---

def label_list(name):
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".") if label) + b"\0"


def read_question(message):
    labels, place = [], 12
    while message[place]:
        labels.append(message[place + 1:place + 1 + message[place]].decode("ascii", "replace"))
        place += 1 + message[place]
    kind, = struct.unpack(">H", message[place + 1:place + 3])
    return ".".join(labels).lower(), kind, message[12:place + 5]


def record(name, kind, data, ttl=3600):
    return label_list(name) + struct.pack(">HHIH", kind, 1, ttl, len(data)) + data


def reply(message, question, code, answers, truncated=False):
    flags = 0x8180 | truncated << 9 | code
    return message[:2] + struct.pack(">HHHHH", flags, 1, len(answers), 0, 0) + question + b"".join(answers)


class Names:
    """Serves ROWS, or others, at port 53 of an address, in threads that end with the program."""

    def __init__(self, rows=None, address="127.0.0.1", port=53):
        self.rows, self.lock = rows or ROWS, threading.Lock()
        self.questions, self.counts = [], collections.Counter()
        self.datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.datagrams.bind((address, port))
        self.connections = socket.create_server((address, port), backlog=128)
        threading.Thread(target=self.serve_datagrams, daemon=True).start()
        threading.Thread(target=self.serve_connections, daemon=True).start()

    def clear(self):
        with self.lock:
            self.questions.clear()
            self.counts.clear()

    def asked(self, name="*", kind=None, over="*"):
        """The questions that fit, in the order in which they came."""
        with self.lock:
            return [q for q in self.questions if fnmatch.fnmatchcase(q.name, name) and kind in (None, q.kind)
                    and fnmatch.fnmatchcase(q.over, over)]

    # What is answered

    def row_of(self, name, count=0):
        for pattern, row in self.rows:
            if fnmatch.fnmatchcase(name, pattern):
                return row if isinstance(row, Row) else row[min(count, len(row) - 1)]
        return NOBODY

    def answers_for(self, name, kind, row):
        """The records, and the code at the end of the chain of aliases."""
        found = []
        for _ in range(8):
            if not row.alias:
                break
            found.append(record(name, CNAME, label_list(row.alias)))
            name, row = row.alias, self.row_of(row.alias)
        for address in map(ipaddress.ip_address, row.addresses):
            if kind == (A if address.version == 4 else AAAA):
                found.append(record(name, kind, address.packed, row.ttl))
        return row.code, found

    def handle(self, message, over):
        name, kind, question = read_question(message)
        with self.lock:
            self.questions.append(Question(name, kind, over, time.monotonic()))
            row = self.row_of(name, self.counts[name, kind])
            row = row if row.kind in (0, kind) else row.other or SILENT
            self.counts[name, kind] += over == "tcp" or row.udp != "truncated"
        code, answers = self.answers_for(name, kind, row)
        return row, reply(message, question, code, answers), reply(message, question, code, [], True)

    def serve_datagrams(self):
        while True:
            message, client = self.datagrams.recvfrom(4096)
            row, whole, cut = self.handle(message, "udp")
            other = bytes([whole[0] ^ 0x55]) + whole[1:]
            wrong = whole.replace(b"\x05names", b"\x05other")
            sent = {"answer": whole, "silent": None, "truncated": cut, "garbage": b"\xff" * 40,
                    "wrong id": other, "wrong name": wrong}[row.udp]
            for datagram in (sent, whole if row.after else None):
                if datagram is not None:
                    self.datagrams.sendto(datagram, client)

    def serve_connections(self):
        while True:
            connection, _ = self.connections.accept()
            threading.Thread(target=self.serve_connection, args=(connection,), daemon=True).start()

    def serve_connection(self, connection):
        try:
            with connection, connection.makefile("rb") as reader:
                while True:
                    size = int.from_bytes(reader.read(2), "big")
                    message = reader.read(size)
                    if len(message) < 17:
                        return
                    row, whole, _ = self.handle(message, "tcp")
                    framed = len(whole).to_bytes(2, "big") + whole
                    if row.tcp == "closed":
                        return
                    if row.tcp != "silent":
                        connection.sendall(framed if row.tcp == "answer" else framed[:-3])
        except OSError:
            pass  # the client went away
