"""A TCP proxy that cuts connections: at random, or just when a request is through and its answer is not."""

import asyncio
import contextlib
import threading


class Switchboard:
    """The event loop on which all proxies run, in a thread of its own."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(10)

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)


class Link:
    def __init__(self, proxy, client, server):
        self.proxy, self.client, self.server = proxy, client, server
        self.is_doomed = False

    def cut(self):
        """Not a farewell: the other sides learn of it as of a cable that was pulled."""
        for _, writer in (self.client, self.server):
            writer.transport.abort()

    async def run(self):
        both = [asyncio.ensure_future(self.forward()), asyncio.ensure_future(self.backward())]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        self.cut()
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)

    async def forward(self):
        with contextlib.suppress(OSError):
            while data := await self.client[0].read(1 << 16):
                self.server[1].write(data)
                await self.server[1].drain()
                if self.proxy.is_to_be_cut(data):
                    if self.proxy.waits_for_answer:
                        self.is_doomed = True
                    else:
                        return

    async def backward(self):
        with contextlib.suppress(OSError):
            while data := await self.server[0].read(1 << 16):
                if self.is_doomed:
                    self.proxy.cuts += 1
                    return
                self.client[1].write(data)
                await self.client[1].drain()


class Proxy:
    """Listens on a port of its own; `open_target` connects to whom it stands before.

    `cut_after` arms it: the next so many requests that hold one of `marks` reach the server, which does what
    it was asked; their answers do not come back.
    """

    def __init__(self, switchboard, open_target, marks):
        self.switchboard, self.open_target, self.marks = switchboard, open_target, marks
        self.links, self.armed, self.waits_for_answer, self.cuts = set(), 0, True, 0
        self.server = switchboard.call(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = self.server.sockets[0].getsockname()[1]

    async def _serve(self, reader, writer):
        try:
            target = await self.open_target()
        except OSError:
            writer.transport.abort()
            return
        link = Link(self, (reader, writer), target)
        self.links.add(link)
        try:
            await link.run()
        finally:
            self.links.discard(link)

    def is_to_be_cut(self, data):
        if self.armed == 0 or not any(mark in data for mark in self.marks):
            return False
        self.armed -= 1
        if not self.waits_for_answer:
            self.cuts += 1
        return True

    def cut_after(self, count, waits_for_answer):
        self.cuts, self.waits_for_answer, self.armed = 0, waits_for_answer, count

    def cut_some(self, choose):
        async def cut():
            chosen = [link for link in self.links if choose()]
            for link in chosen:
                link.cut()
            return len(chosen)

        return self.switchboard.call(cut())

    def close(self):
        async def close():
            self.server.close()
            for link in list(self.links):
                link.cut()

        self.switchboard.call(close())


def to_server(sockets):
    return lambda: asyncio.open_unix_connection(f"{sockets}/.s.PGSQL.5432")


def to_port(find_port):
    return lambda: asyncio.open_connection("127.0.0.1", find_port())
