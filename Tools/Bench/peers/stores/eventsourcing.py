"""Python's `eventsourcing` on SQLite: the library's application recorder, without aggregates of an application."""

import importlib.metadata
from pathlib import Path

from events import Event, last_of_each_stream, region_years
from stores.peer import Append, Peer, Sums, Unavailable

PAGE = 10_000


class EventSourcing(Peer):
    name = "eventsourcing-sqlite"
    has_server = False
    durability = "the library's own SQLite settings: journal_mode=WAL, synchronous=FULL (checked at start)"
    append_note = "the recorder only: encoding events and loading aggregates would cost more"
    read_note = f"select_notifications, {PAGE:,} a page"
    rebuild_note = "select_notifications, last event of each stream kept and summed in Python: the library has no query"

    def start(self, directory: Path) -> None:
        try:
            from eventsourcing.persistence import StoredEvent
            from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore
        except ImportError as error:
            raise Unavailable(f"the Python package eventsourcing is missing ({error})") from error
        self.version = importlib.metadata.version("eventsourcing")
        self.stored_event = StoredEvent
        self.datastore = SQLiteDatastore(
            str(directory / "events.sqlite"), lock_timeout=60, pool_timeout=60.0, originator_id_type="text"
        )
        self.recorder = SQLiteApplicationRecorder(self.datastore)
        self.recorder.create_table()
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute("PRAGMA synchronous")
            level = cursor.fetchone()[0]
        if level != 2:
            raise Unavailable(f"SQLite was built with synchronous={level} as its default, so commits are not durable")

    def stop(self) -> None:
        if hasattr(self, "datastore"):
            self.datastore.close()

    def connect(self) -> Append:
        return self.append

    def append(self, events: list[Event]) -> None:
        """The table's key (originator, version) is the check of the expected version."""
        stored = [self.stored_event(event.stream, event.version, event.type, event.data.encode()) for event in events]
        self.recorder.insert_events(stored)

    def pages(self):
        start = 1
        while page := self.recorder.select_notifications(start, PAGE):
            yield page
            start = page[-1].id + 1

    def read_all(self) -> int:
        return sum(len(page) for page in self.pages())

    def rebuild(self) -> Sums:
        events = (
            Event(item.originator_id, item.topic, item.originator_version, item.state)
            for page in self.pages()
            for item in page
        )
        return region_years(last_of_each_stream(events))
