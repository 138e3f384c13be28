"""Proxies for the tests: HTTP (absolute URLs and CONNECT, RFC 9110 section 9.3.6) and SOCKS5 (RFC 1928), on one
port. What they are asked for is kept; what they reach is given as a table, as if they had names of their own."""

import socket
import threading
import typing


class Asked(typing.NamedTuple):
    way: str  # get, connect or socks
    host: str
    port: int


def read_until(connection, end):
    data = b""
    while not data.endswith(end):
        piece = connection.recv(1)
        if not piece or len(data) > 65536:
            raise OSError("the client went away")
        data += piece
    return data


def read_exactly(connection, size):
    data = b""
    while len(data) < size:
        piece = connection.recv(size - len(data))
        if not piece:
            raise OSError("the client went away")
        data += piece
    return data


def pump(source, sink):
    try:
        data = source.recv(65536)
        while data:
            sink.sendall(data)
            data = source.recv(65536)
    except OSError:
        pass
    finally:
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Proxy:
    """Leads every host to one address, which is the test web's."""

    def __init__(self, target, address="127.0.0.1"):
        self.target, self.lock, self.all_asked = target, threading.Lock(), []
        self.listening = socket.create_server((address, 0), backlog=128)
        self.port = self.listening.getsockname()[1]
        self.url = f"http://{address}:{self.port}"
        self.socks_url = f"socks5h://{address}:{self.port}"
        threading.Thread(target=self.serve, daemon=True).start()

    def asked(self):
        with self.lock:
            return list(self.all_asked)

    def hosts(self):
        return [asked.host for asked in self.asked()]

    def clear(self):
        with self.lock:
            self.all_asked.clear()

    def note(self, way, host, port):
        with self.lock:
            self.all_asked.append(Asked(way, host.strip("[]"), int(port)))

    def serve(self):
        while True:
            connection, _ = self.listening.accept()
            threading.Thread(target=self.serve_one, args=(connection,), daemon=True).start()

    def serve_one(self, connection):
        try:
            with connection:
                if connection.recv(1, socket.MSG_PEEK) == b"\x05":
                    self.serve_socks(connection)
                else:
                    self.serve_http(connection)
        except (OSError, ValueError):
            pass  # the client went away, or made no sense

    def serve_http(self, connection):
        start = read_until(connection, b"\r\n\r\n")
        line, _, fields = start.partition(b"\r\n")
        method, target, version = line.decode("ascii", "replace").split(" ")
        if method == "CONNECT":
            host, _, port = target.rpartition(":")
            self.note("connect", host, port)
            connection.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            self.join(connection, b"")
            return
        scheme, _, rest = target.partition("://")
        authority, slash, path = rest.partition("/")
        host, colon, port = authority.rpartition(":") if ":" in authority.split("]")[-1] else (authority, "", "80")
        if scheme != "http" or not slash:
            raise ValueError(target)
        self.note("get", host, port)
        fields = fields.replace(b"Proxy-Connection: Keep-Alive\r\n", b"Connection: close\r\n")
        self.join(connection, f"{method} /{path} {version}\r\n".encode() + fields)

    def serve_socks(self, connection):
        read_exactly(connection, read_exactly(connection, 2)[1])
        connection.sendall(b"\x05\x00")
        kind = read_exactly(connection, 4)[3]
        if kind == 3:
            host = read_exactly(connection, read_exactly(connection, 1)[0]).decode("ascii", "replace")
        else:
            family, size = (socket.AF_INET, 4) if kind == 1 else (socket.AF_INET6, 16)
            host = socket.inet_ntop(family, read_exactly(connection, size))
        self.note("socks", host, int.from_bytes(read_exactly(connection, 2), "big"))
        connection.sendall(b"\x05\x00\x00\x01" + bytes(6))
        self.join(connection, b"")

    def join(self, connection, first):
        with socket.create_connection(self.target) as other:
            other.sendall(first)
            back = threading.Thread(target=pump, args=(other, connection), daemon=True)
            back.start()
            pump(connection, other)
            back.join()
