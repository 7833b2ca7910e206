"""UmaDB: the server that the Python package carries, with its own client over loopback."""

import importlib.metadata
import shutil
import subprocess
from pathlib import Path

from events import Event, last_of_each_stream, region_years
from stores.peer import Append, Peer, Sums, Unavailable, end, free_port, wait_for_port


class UmaDB(Peer):
    name = "umadb"
    durability = "the server's own: it syncs before it acknowledges; waiting requests share a sync"
    append_note = "expected version by an append condition: no event tagged with these streams after the caller's last read"
    read_note = "read(), in the client's batches"
    rebuild_note = "read(), last event of each stream kept and summed in Python: the server has no query"

    def start(self, directory: Path) -> None:
        self.server, self.clients = None, []
        program = shutil.which("umadb")
        if program is None:
            raise Unavailable("the server umadb is missing: the Python package umadb could not be installed")
        self.version = importlib.metadata.version("umadb")
        port, log = free_port(), directory / "server.log"
        with log.open("w") as output:
            self.server = subprocess.Popen(
                [program, "--listen", f"127.0.0.1:{port}", "--db-path", str(directory / "events.db")],
                stdout=output, stderr=output,
            )
        wait_for_port(port, self.server, log)
        self.address = f"http://127.0.0.1:{port}"

    def stop(self) -> None:
        for client in self.clients:
            client.close()
        end(self.server)

    def open(self):
        from umadb import Client

        client = Client(self.address, batch_size=1000)
        self.clients.append(client)
        return client

    def connect(self) -> Append:
        from umadb import AppendCondition, Event as Stored, Query, QueryItem

        client = self.open()
        seen = client.head()

        def append(events: list[Event]) -> None:
            nonlocal seen
            streams = dict.fromkeys(event.stream for event in events)
            unchanged = AppendCondition(Query([QueryItem(tags=[stream]) for stream in streams]), after=seen)
            stored = [Stored(event.type, event.data.encode(), tags=[event.stream]) for event in events]
            seen = client.append(stored, condition=unchanged)

        return append

    def batches(self):
        response = self.open().read()
        while batch := response.next_batch():
            yield batch

    def read_all(self) -> int:
        return sum(len(batch) for batch in self.batches())

    def rebuild(self) -> Sums:
        events = (
            Event(event.tags[0], event.event_type, 0, event.data)
            for batch in self.batches()
            for event in (item.event for item in batch)
        )
        return region_years(last_of_each_stream(events))
