#!/usr/bin/python3
"""Connections that nothing is left to be asked over are closed while the last answers are still waited for, but for a few."""

import asyncio
import threading
import unittest

from landfall import run, verdict

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


if __name__ == "__main__":
    unittest.main()
