"""SQLite through Python's own module: write-ahead log, a sync at every commit."""

import sqlite3
import threading
from pathlib import Path

from events import Event
from stores.peer import Append, Peer, Sums

SCHEMA = """
CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    UNIQUE (stream, version)
);
"""
INSERT = "INSERT INTO events (stream, version, type, data) VALUES (?, ?, ?, ?)"
# With MAX alone in the list, SQLite takes the other columns from the row that holds the maximum.
REBUILD = """
SELECT data ->> 'region', data ->> 'year', SUM(data ->> 'dead'), SUM(data ->> 'missing')
FROM (SELECT MAX(version), type, data FROM events GROUP BY stream)
WHERE type <> 'withdrawn'
GROUP BY 1, 2
"""


class SQLite(Peer):
    name = "sqlite"
    has_server = False
    durability = "journal_mode=WAL, synchronous=FULL: the log is synced at every commit"
    append_note = "64 callers share one connection and a lock"
    rebuild_note = "one SQL statement: last version of each stream by the index, JSON read by SQLite"

    def start(self, directory: Path) -> None:
        self.version = sqlite3.sqlite_version
        self.connection = sqlite3.connect(directory / "events.sqlite", isolation_level=None, check_same_thread=False)
        self.lock = threading.Lock()
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.executescript(SCHEMA)

    def stop(self) -> None:
        self.connection.close()

    def connect(self) -> Append:
        return self.append

    def append(self, events: list[Event]) -> None:
        """The unique (stream, version) is the check of the expected version."""
        rows = [(event.stream, event.version, event.type, event.data) for event in events]
        with self.lock:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                self.connection.executemany(INSERT, rows)
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    def read_all(self) -> int:
        rows = self.connection.execute("SELECT position, stream, version, type, data FROM events ORDER BY position")
        return sum(1 for _ in rows)

    def rebuild(self) -> Sums:
        return {(region, year): (dead or 0, missing or 0) for region, year, dead, missing in
                self.connection.execute(REBUILD)}
