"""The kinds of client of the soak test. Each asks some requests in its own
manner, and checks every answer that it gets."""

import asyncio

from soak_answers import Reader


class Wrong(Exception):
    """An answer is not what its request must get."""


class Closed(Exception):
    """The connection ended before an answer; `torn` if in the middle of it."""

    def __init__(self, why, torn):
        super().__init__(why)
        self.torn = torn


class Talk:
    """One connection: what is asked on it, and the answers."""

    def __init__(self, client, wire):
        self.client = client
        self.wire = wire
        self.reader = Reader()

    async def more(self, most=65536):
        octets = await self.wire.receive(most)
        self.reader.octets += octets
        self.reader.ended = not octets
        return bool(octets)

    async def answer(self, ask, most=65536):
        """The next answer, which must be the one to `ask`."""
        while True:
            answer = self.reader.next(ask.method)
            if answer is not None:
                break
            if self.reader.ended:
                raise Closed(f"closed instead of answering {ask}; before the "
                             f"end came {bytes(self.reader.octets[:300])!r}",
                             self.reader.octets or self.reader.answer)
            await self.more(most)
        if self.reader.interim and ask.head_length is None:
            raise Wrong(f"an interim answer to {ask}")
        self.reader.interim = 0
        self.check(ask, answer)

    def check(self, ask, answer):
        why = ask.check(answer)
        if why:
            raise Wrong(f"{why}; asked: {ask}; answered: {answer}")
        self.client.checked += 1

    async def end(self):
        """Nothing comes but the end."""
        while await self.more():
            pass
        if self.reader.octets:
            raise Wrong(f"behind the last answer came "
                        f"{bytes(self.reader.octets[:300])!r}")


class Client:
    """One client: a name that is part of all it asks, random numbers of its
    own, and counts."""

    def __init__(self, random, asks, connect):
        self.random = random
        self.asks = asks
        self.connect = connect
        self.asked = 0
        self.checked = 0
        self.talk = None

    async def open(self, **options):
        self.talk = Talk(self, await self.connect(**options))
        return self.talk

    def has_heard(self):
        """Whether anything of an answer has come."""
        return self.checked or (self.talk and self.talk.reader.octets)

    def close(self):
        """Whatever has become of the connection."""
        if self.talk:
            self.talk.wire.close()

    def some(self, least, most, big=True):
        """Valid requests, and one behind which the server closes."""
        asks = [self.asks.next(big)
                for _ in range(self.random.randint(least, most) - 1)]
        asks.append(self.asks.last())
        self.asked += len(asks)
        return asks

    # --- well-behaved ----------------------------------------------------

    async def steady(self):
        """Waits for each answer before it asks again."""
        talk = await self.open()
        for ask in self.some(2, 30):
            if ask.head_length and self.random.random() < .5:
                await self.wait_for_100(talk, ask)
            else:
                await talk.wire.send(ask.octets)
            await talk.answer(ask)
        await talk.end()

    async def wait_for_100(self, talk, ask):
        """RFC 9110, section 10.1.1: content follows when it is asked for."""
        await talk.wire.send(ask.octets[:ask.head_length])
        while talk.reader.interim == 0:
            if talk.reader.next(ask.method) is not None:
                raise Wrong(f"a final answer to the head of {ask}")
            if talk.reader.interim == 0 and not await talk.more():
                raise Closed(f"closed instead of 100 to {ask}", False)
        await talk.wire.send(ask.octets[ask.head_length:])

    async def pipelining(self):
        """Sends all at once, and reads meanwhile."""
        talk = await self.open()
        asks = self.some(2, 60)
        await self.converse(
            talk, asks, self.send_all(talk.wire, asks), 65536)

    async def pieces(self):
        """Sends the same in pieces that end anywhere."""
        talk = await self.open()
        asks = self.some(1, 10)
        await self.converse(
            talk, asks, self.send_pieces(talk.wire, asks, 3000), 65536)

    async def octets(self):
        """Sends octet by octet, and rests at times."""
        talk = await self.open()
        asks = self.some(1, 4, big=False)
        await self.converse(
            talk, asks, self.send_pieces(talk.wire, asks, 1), 7)

    async def slow_reading(self):
        """Takes the answers in small pieces, through a small window."""
        talk = await self.open(receive_buffer=4096)
        asks = self.some(2, 12)
        await self.converse(talk, asks, self.send_all(talk.wire, asks),
                            self.random.choice((100, 1000, 5000)))

    async def half_closing(self):
        """Asks, says that nothing more comes, and then gets its answers."""
        talk = await self.open()
        asks = [self.asks.next() for _ in range(self.random.randint(1, 20))]
        self.asked += len(asks)

        async def send():
            await talk.wire.send(b"".join(ask.octets for ask in asks))
            await talk.wire.finish()
        await self.converse(talk, asks, send(), 65536)

    async def cutting_short(self):
        """Says in the middle of a request that nothing more comes: those
        before it are answered, and it is refused, or the end comes."""
        talk = await self.open()
        asks = self.some(1, 12)
        octets = b"".join(ask.octets for ask in asks)
        octets = octets[:self.random.randrange(len(octets))]

        async def send():
            await talk.wire.send(octets)
            await talk.wire.finish()
        end, whole = 0, []
        for ask in asks:
            end += len(ask.octets)
            if end > len(octets):
                break
            whole.append(ask)
        await self.converse(talk, whole, send(), 65536, self.refusal)

    async def refusal(self, talk):
        """The last answer, if there is one, is 400 (RFC 9112, section 8)."""
        while await talk.more():
            pass
        answer = talk.reader.next("GET")
        if answer and not (answer.status == 400 and answer.closes):
            raise Wrong(f"a request that was cut short is answered: {answer}")
        await talk.end()

    async def old(self):
        """Speaks HTTP/1.0: one request, one answer, the end."""
        talk = await self.open()
        ask = self.asks.old()
        self.asked += 1
        await self.converse(talk, [ask], talk.wire.send(ask.octets), 65536)

    # --- rude ------------------------------------------------------------

    async def malformed(self):
        """Asks well, then badly: the good ones are answered, the bad one is
        refused, and what follows is not looked at."""
        talk = await self.open()
        asks = self.some(1, 12)[:-1] + [self.asks.malformed()]
        behind = self.asks.next(big=False).octets * self.random.choice((0, 1))

        async def send():
            await talk.wire.send(
                b"".join(ask.octets for ask in asks) + behind)
        await self.converse(talk, asks, send(), 65536)

    async def aborting(self):
        """Goes away in the middle, by FIN or RST, having read nothing or some
        of the answers."""
        talk = await self.open()
        asks = self.some(1, 20)
        octets = b"".join(ask.octets for ask in asks)
        cut = self.random.randrange(len(octets) + 1)
        n_read = self.random.choice((0, 0, 1, self.random.randrange(20)))
        sending = asyncio.ensure_future(talk.wire.send(octets[:cut]))
        try:
            for ask in asks[:n_read]:
                cut -= len(ask.octets)
                if cut < 0:
                    break
                await talk.answer(ask)
            await asyncio.sleep(self.random.choice((0, 0, .001, .01)))
        finally:
            await stop(sending)
            if self.random.random() < .5:
                talk.wire.reset()

    async def never_reading(self):
        """Asks for much and takes nothing, then aborts."""
        talk = await self.open(receive_buffer=4096)
        asks = self.some(10, 60)
        sending = asyncio.ensure_future(self.send_all(talk.wire, asks))
        try:
            await asyncio.sleep(self.random.uniform(0, .5))
        finally:
            await stop(sending)
            talk.wire.reset()

    async def silent(self):
        """Connects, and asks nothing."""
        talk = await self.open()
        await asyncio.sleep(self.random.choice((0, .01, .3)))
        if self.random.random() < .5:
            await talk.wire.finish()
            await talk.end()

    # --- common ----------------------------------------------------------

    async def converse(self, talk, asks, sending, most, at_end=Talk.end):
        """Reads the answers, and the end behind them, while it sends."""
        sending = asyncio.ensure_future(sending)
        try:
            for ask in asks:
                await talk.answer(ask, most)
            await at_end(talk)
            await asyncio.wait((sending,))
        finally:
            await stop(sending)

    async def send_all(self, wire, asks):
        for ask in asks:
            await wire.send(ask.octets)

    async def send_pieces(self, wire, asks, most):
        octets = memoryview(b"".join(ask.octets for ask in asks))
        at = 0
        while at < len(octets):
            length = self.random.randint(1, most)
            await wire.send(octets[at:at + length])
            at += length
            if self.random.random() < .02:
                await asyncio.sleep(self.random.choice((0, .001, .005)))


async def stop(task):
    """Ends a task whose fate no longer matters: a server that closes does not
    take what is still being sent."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


# The kinds, and how often each comes.
KINDS = {
    "steady": 18,
    "pipelining": 18,
    "pieces": 14,
    "octets": 6,
    "slow_reading": 5,
    "half_closing": 9,
    "cutting_short": 5,
    "old": 4,
    "malformed": 10,
    "aborting": 16,
    "never_reading": 2,
    "silent": 2,
}
