"""PostgreSQL in a private cluster reached over a socket in its own folder; no network at all."""

import glob
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from events import Event
from stores.peer import Append, Peer, Sums, Unavailable

APPEND = "SELECT append_event(%s, %s, %s, %s::jsonb, %s)"
REBUILD = """
SELECT data ->> 'region', (data ->> 'year')::int, sum((data ->> 'dead')::int), sum((data ->> 'missing')::int)
FROM (SELECT DISTINCT ON (stream) type, data FROM events ORDER BY stream, version DESC) AS latest
WHERE type <> 'withdrawn'
GROUP BY 1, 2
"""


class PostgreSQL(Peer):
    name = "postgresql"
    durability = "fsync=on, synchronous_commit=on, full_page_writes=on, wal_sync_method=fdatasync"
    locked = True
    append_note = "the category's lock is held until the commit is on disk, so callers of one category do not share a sync"
    read_note = "server-side cursor, 10,000 rows a fetch"
    rebuild_note = "one SQL statement: DISTINCT ON the stream, newest version first, summed by the server"

    def start(self, directory: Path) -> None:
        self.directory, self.programs = directory, programs()
        self.started, self.connections = False, []
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(directory, owner.pw_uid, owner.pw_gid)
        self.command("initdb", "-D", "cluster", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")
        settings = "fsync=on synchronous_commit=on full_page_writes=on wal_sync_method=fdatasync max_connections=100"
        options = " ".join(f"-c {setting}" for setting in settings.split())
        options += f" -c listen_addresses='' -c unix_socket_directories='{directory}' -c shared_buffers=512MB"
        self.command("pg_ctl", "-D", "cluster", "-w", "-l", "server.log", "-o", options, "start")
        self.started = True
        connection = self.open()
        self.version = connection.execute("SHOW server_version").fetchone()[0]
        connection.execute(Path(__file__).with_suffix(".sql").read_text())

    def stop(self) -> None:
        for connection in self.connections:
            connection.close()
        if self.started:
            self.command("pg_ctl", "-D", "cluster", "-m", "fast", "-w", "stop")

    def command(self, program: str, *arguments: str) -> None:
        """PostgreSQL refuses to run as root; then its commands run as Debian's user for it."""
        command = [str(self.programs / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        log = self.directory / f"{program}.out"
        with log.open("a") as output:
            code = subprocess.run(command, cwd=self.directory, stdout=output, stderr=output).returncode
        if code != 0:
            raise Unavailable(f"{program} failed: {log.read_text(errors='replace').strip()[-300:]}")

    def open(self):
        import psycopg

        connection = psycopg.connect(f"host={self.directory} user=postgres dbname=postgres", autocommit=True)
        self.connections.append(connection)
        return connection

    def connect(self) -> Append:
        connection = self.open()

        def append(events: list[Event]) -> None:
            if len(events) == 1:
                connection.execute(APPEND, self.values(events[0]), prepare=True)
                return
            # Pipelined, so that a commit of many events waits for one answer of the server.
            with connection.transaction(), connection.pipeline():
                for event in events:
                    connection.execute(APPEND, self.values(event), prepare=True)

        return append

    def values(self, event: Event) -> tuple:
        return event.stream, event.version - 1, event.type, event.data, self.locked

    def read_all(self) -> int:
        connection, count = self.open(), 0
        with connection.transaction(), connection.cursor("reader") as cursor:
            cursor.execute("SELECT position, stream, version, type, data::text FROM events ORDER BY position")
            while rows := cursor.fetchmany(10_000):
                count += len(rows)
        return count

    def rebuild(self) -> Sums:
        rows = self.open().execute(REBUILD).fetchall()
        return {(region, year): (dead or 0, missing or 0) for region, year, dead, missing in rows}


class PostgreSQLWithoutLock(PostgreSQL):
    """The same without the category's lock: PostgreSQL at its fastest, with positions that may become visible late."""

    name = "postgresql-no-lock"
    locked = False
    append_note = "no lock: commits share syncs, but a reader in order of position can pass over events still committing"


def programs() -> Path:
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise Unavailable(f"the Python client psycopg is missing ({error}); see Tools/Bench/peers/prepare") from error
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    path = found[-1] if found else shutil.which("initdb")
    if path is None:
        raise Unavailable("initdb is missing: install Debian's package postgresql (Tools/Bench/peers/prepare does)")
    return Path(path).parent
