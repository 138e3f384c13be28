#!/usr/bin/python3
"""Connections that nothing is left to be asked over are closed while the last answers are still waited for, but for a few,
and for one to each host that these may lead to. Room for all of them is made before the first."""

import asyncio
import subprocess
import threading
import time
import unittest

from landfall import COMMAND, run, verdict, without_memory

LINKS = 300
FEW = 150  # and some: a round of closing is of what was known before it
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 22\r\n\r\n<title>A page</title>\n"


class Server(threading.Thread):
    """Answers nobody until all links were asked for, each over a connection of its own, and the last one when few
    connections are left, or are not for 3 s: those that are idle are kept for twice as long."""

    def __init__(self):
        super().__init__(daemon=True)
        self.port, self.asked, self.open, self.left = 0, 0, 0, None
        self.ready = threading.Event()

    def run(self):
        asyncio.run(self.serve())

    async def serve(self):
        self.all_asked = asyncio.Event()
        server = await asyncio.start_server(self.converse, "127.0.0.1", 0, backlog=LINKS)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        async with server:
            await server.serve_forever()

    async def converse(self, reader, writer):
        self.open += 1
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            await self.answer(head)
            writer.write(PAGE)
            await reader.read()
        except (OSError, EOFError):
            pass
        self.open -= 1
        writer.close()

    async def answer(self, head):
        self.asked += 1
        if self.asked == LINKS:
            self.all_asked.set()
        await self.all_asked.wait()
        if head.startswith(b"GET /0 "):
            for _ in range(60):
                await asyncio.sleep(0.05)
                if self.open <= FEW:
                    break
            self.left = self.open


class Hosts(threading.Thread):
    """Many hosts, of which the last ones answer late, and lead to pages of the first."""

    MANY, LATE = 200, 30

    def __init__(self):
        super().__init__(daemon=True)
        self.port, self.taken, self.answered = 0, 0, 0
        self.ready = threading.Event()

    def run(self):
        asyncio.run(self.serve())

    async def serve(self):
        server = await asyncio.start_server(self.converse, "0.0.0.0", 0, backlog=self.MANY)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        async with server:
            await server.serve_forever()

    async def converse(self, reader, writer):
        self.taken += 1
        try:
            while True:
                path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
                writer.write(await self.answer(path))
        except (OSError, EOFError):
            pass
        writer.close()

    async def answer(self, path):
        late = path[1:].isdigit() and int(path[1:]) - (self.MANY - self.LATE)
        if late is False or late < 0:
            self.answered += 1
            return PAGE
        while self.answered < self.MANY - self.LATE:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)
        return f"HTTP/1.1 301 Moved\r\nLocation: {self.url(late)}page\r\nContent-Length: 0\r\n\r\n".encode()

    def url(self, n):
        return f"http://127.0.1.{n + 1}:{self.port}/"


class Idle(unittest.TestCase):
    def test_connections_that_are_of_no_more_use_are_closed(self):
        server = Server()
        server.start()
        server.ready.wait()
        urls = "".join(f"http://127.0.0.1:{server.port}/{n}\n" for n in range(LINKS))
        records = run("expand", "--allow-net", "127.0.0.0/8", "--per-host", LINKS, "--concurrency", LINKS,
                      given=urls.encode()).records
        self.assertEqual([verdict(record) for record in records], ["alive ok"] * LINKS)
        self.assertLessEqual(server.left, FEW)
        self.assertGreater(server.left, 1)

    def test_a_host_that_may_be_led_to_keeps_one(self):
        server = Hosts()
        server.start()
        server.ready.wait()
        urls = "".join(f"{server.url(n)}{n}\n" for n in range(server.MANY))
        records = run("expand", "--allow-net", "127.0.0.0/8", "--concurrency", server.MANY, given=urls.encode()).records
        self.assertEqual([verdict(record) for record in records], ["alive ok"] * server.MANY)
        self.assertEqual(server.taken, server.MANY)

    def test_room_is_made_before_there_are_threads(self):
        # So many may be open wherever 1,024 may, and no process begins with room for them.
        with subprocess.Popen([COMMAND, "expand", "--concurrency", "300"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              **without_memory({})) as process:
            until = time.monotonic() + 20
            room = 0
            while room <= 300 and time.monotonic() < until:
                time.sleep(0.02)
                with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
                    room = next(int(line.split()[1]) for line in status if line.startswith("FDSize:"))
            process.stdin.close()
            self.assertGreater(room, 300)


if __name__ == "__main__":
    unittest.main()
