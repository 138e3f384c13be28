#!/usr/bin/python3
"""The test web: many hosts behind each port it listens on, which take TLS and plain HTTP alike.

    serve.py                 prints one line of JSON (port, cacert, connect_to, allow_net, options) once
                             it is ready, and serves until its standard input closes
    serve.py -- COMMAND …    runs COMMAND with the options that lead it to this web, and exits as it does

What the hosts answer is in sites.py, what the hostile ones do in hostile.py, and of those that speak
HTTP/2 in h2.py. Every request is logged: GET http://control.test/log."""

import argparse
import collections
import itertools
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True

import h2
import sites
from answers import Raw, Request, Wire, page
from certificates import Certificates

REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 404: "Not Found"}
MOST_HEADERS = 64 * 1024


class Log:
    """Every request and when it came, how many were under way at once for each host, and how many bytes
    a host's wire took."""

    def __init__(self):
        self.lock = threading.Lock()
        self.clear()

    def clear(self):
        with self.lock:
            self.requests, self.connections = [], 0
            self.counts, self.running, self.peak, self.sent = (collections.Counter() for _ in range(4))

    def connected(self):
        with self.lock:
            self.connections += 1
            return self.connections

    def begin(self, method, host, path, headers, tls, connection, turn):
        with self.lock:
            request = Request(method, host, path, headers, tls, self.counts[host, path], turn)
            self.counts[host, path] += 1
            if host != "control.test":
                self.requests.append({"method": method, "url": f"http{'s' * tls}://{host}{path}", "host": host,
                                      "headers": headers, "connection": connection, "at": time.monotonic()})
            for name in (host, "*"):
                self.running[name] += 1
                self.peak[name] = max(self.peak[name], self.running[name])
            return request

    def took(self, host, path, size):
        with self.lock:
            self.sent[host + path] += size

    def end(self, host):
        with self.lock:
            for name in (host, "*"):
                self.running[name] -= 1

    def answer(self):
        with self.lock:
            told = {"requests": self.requests, "connections": self.connections, "peak": self.peak, "sent": self.sent}
            return page(json.dumps(told), kind="application/json")


class Counted:
    """A connection whose bytes are counted as it takes them. Its buffer is small: what waits in it was
    not read by anybody."""

    def __init__(self, connection, count):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16384)
        self.connection, self.count = connection, count
        self.recv, self.close, self.setsockopt = connection.recv, connection.close, connection.setsockopt

    def sendall(self, data):
        self.connection.sendall(data)
        self.count(len(data))


class Web:
    def __init__(self, directory, listen):
        self.certificates = Certificates(directory, sites.NAMES)
        self.log = Log()
        self.sockets = [socket.create_server(address, backlog=1024, family=family_of(address)) for address in listen]
        self.port = self.sockets[0].getsockname()[1]

    def about(self):
        """What a client needs to know of this web."""
        cacert = str(self.certificates.root.certificate)
        to = f"::127.0.0.1:{self.port}"
        options = ["--cacert", cacert, "--connect-to", to, "--allow-net", "127.0.0.0/8"]
        return {"port": self.port, "cacert": cacert, "connect_to": to, "allow_net": "127.0.0.0/8", "options": options}

    def open_doors(self):
        for listening in self.sockets:
            threading.Thread(target=self.accept_from, args=(listening,), daemon=True).start()

    def accept_from(self, listening):
        while True:
            connection, _ = listening.accept()
            threading.Thread(target=self.connection, args=(connection,), daemon=True).start()

    def connection(self, connection):
        number = self.log.connected()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            tls = connection.recv(1, socket.MSG_PEEK) == b"\x16"
            if tls:
                connection = self.handshake(connection)
            if connection and tls and connection.selected_alpn_protocol() == "h2":
                h2.converse(connection, self.log, number)
            elif connection:
                self.converse(connection, tls, number)
        except (OSError, ValueError):
            pass  # the client went away, or refused what it was shown
        finally:
            if connection:
                connection.close()

    def handshake(self, connection):
        """The connection under TLS, or None where the host does something else instead."""
        name = server_name(connection)
        if name in sites.INSTEAD_OF_TLS:
            counted = Counted(connection, lambda size: self.log.took(name, "", size))
            for piece in sites.INSTEAD_OF_TLS[name]():
                counted.sendall(piece)
            connection.close()
            return None
        if name in sites.REFUSED_SESSIONS and resumes(connection):
            connection.sendall(sites.REFUSED_SESSIONS[name])
            connection.close()
            return None
        secure = self.certificates.context(name).wrap_socket(connection, server_side=True)
        secure.server_name = name
        return secure

    def converse(self, connection, tls, number):
        with connection.makefile("rb") as reader:
            for turn in itertools.count():
                asked = read_request(reader)
                if not asked:
                    return
                method, path, headers = asked
                host = headers.get("host", "").split(":")[0].lower().rstrip(".")
                request = self.log.begin(method, host, path, headers, tls, number, turn)
                try:
                    answer = self.answer(request)
                finally:
                    self.log.end(host)  # before the client can know, or its next request would seem to overlap
                if not self.send(connection, request, answer):
                    return

    def send(self, connection, request, answer):
        """Sends an answer; true if the connection can serve another request."""
        if isinstance(answer, Wire):
            return answer.play(Counted(connection, lambda size: self.log.took(request.host, request.path, size)))
        return send(connection, request, answer)

    def answer(self, request):
        if request.host == "control.test":
            if request.path == "/clear":
                self.log.clear()
            return self.log.answer()
        return sites.answer(request)


def server_name(connection):
    """The host a ClientHello asks for (RFC 6066 §3)."""
    return extensions(connection).get(0, bytes(5))[5:].decode("ascii").lower()


def resumes(connection):
    """Whether a ClientHello offers a session to resume (RFC 8446 §4.2.11, RFC 5077 §3.2)."""
    found = extensions(connection)
    return 41 in found or bool(found.get(35))


def extensions(connection):
    """What a ClientHello says by type (RFC 8446 §4.1.2), read without taking it."""
    hello = connection.recv(5, socket.MSG_PEEK | socket.MSG_WAITALL)
    length = 5 + int.from_bytes(hello[3:5], "big")
    hello = connection.recv(length, socket.MSG_PEEK | socket.MSG_WAITALL)
    at = 5 + 4 + 2 + 32
    at += 1 + hello[at]
    at += 2 + int.from_bytes(hello[at:at + 2], "big")
    at += 1 + hello[at] + 2
    found = {}
    while at + 4 <= len(hello):
        kind, size = struct.unpack(">HH", hello[at:at + 4])
        found[kind] = hello[at + 4:at + 4 + size]
        at += 4 + size
    return found


def read_request(reader):
    """(method, path, headers), or None at the end of the connection."""
    line = reader.readline(MOST_HEADERS).decode("utf-8", "replace").split()
    if len(line) != 3:
        return None
    headers, room = {}, MOST_HEADERS
    while True:
        field = reader.readline(room)
        room -= len(field)
        if not field.strip():
            break
        name, _, value = field.decode("utf-8", "replace").partition(":")
        headers[name.strip().lower()] = value.strip()
    reader.read(min(int(headers.get("content-length", 0)), MOST_HEADERS))
    return line[0], line[1], headers


def send(connection, request, answer):
    """Sends an answer; true if the connection can serve another request."""
    if isinstance(answer, Raw):
        for piece in answer.pieces():
            connection.sendall(piece)
        return False
    chunked = callable(answer.body)
    length = len(answer.body) if answer.length is None and not chunked else answer.length
    framing = ("Transfer-Encoding", "chunked") if chunked else ("Content-Length", length)
    fields = [framing, *answer.headers] if answer.status not in (204, 304) else answer.headers
    lines = [f"HTTP/1.1 {answer.status} {REASONS.get(answer.status, 'As It Is')}"]
    lines += [f"{name}: {value}" for name, value in fields]
    start = ("\r\n".join(lines) + "\r\n\r\n").encode()
    if chunked:
        connection.sendall(start)
        for piece in answer.body():
            connection.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
        connection.sendall(b"0\r\n\r\n")
        return True
    connection.sendall(start if request.method == "HEAD" else start + answer.body)
    return length == len(answer.body) and request.headers.get("connection") != "close"


def wait_for_stdin(done):
    while os.read(0, 4096):
        pass
    done.set()


def serve(web, seconds):
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    threading.Thread(target=wait_for_stdin, args=(done,), daemon=True).start()
    print(json.dumps(web.about()), flush=True)
    done.wait(seconds)
    return 0


def run(web, command, seconds):
    try:
        status = subprocess.run(command + web.about()["options"], timeout=seconds, check=False).returncode
    except (OSError, subprocess.TimeoutExpired) as wrong:
        print(f"serve.py: {wrong}", file=sys.stderr)
        return 2
    return status if status >= 0 else 128 - status


def address_of(text):
    address, _, port = text.rpartition(":")
    return address.strip("[]"), int(port)


def family_of(address):
    return socket.AF_INET6 if ":" in address[0] else socket.AF_INET


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--listen", action="append", metavar="ADDRESS:PORT", type=address_of,
                           help="listen here (any free port of 127.0.0.1); repeatable")
    arguments.add_argument("--seconds", type=float, default=600, help="stop by itself after so long (600)")
    arguments.add_argument("command", nargs="*", metavar="COMMAND")
    given = arguments.parse_args()
    directory = tempfile.mkdtemp(prefix="landfall-web-")
    try:
        web = Web(directory, given.listen or [("127.0.0.1", 0)])
        web.open_doors()
        status = run(web, given.command, given.seconds) if given.command else serve(web, given.seconds)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    sys.stdout.flush()
    os._exit(status)  # threads still in the middle of an answer are not waited for


if __name__ == "__main__":
    main()
