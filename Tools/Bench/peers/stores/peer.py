"""What every peer does: start, append with an expected version, read all, rebuild a sum, stop."""

import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

from events import Event

Sums = dict[tuple[str, int], tuple[int, int]]
Append = Callable[[list[Event]], None]


class Unavailable(Exception):
    """A peer that cannot be had or run on this machine; the message is the reason."""


class Peer:
    """A store of events. Every append is acknowledged only after the sync that `durability` describes."""

    name: str
    version: str
    durability: str
    has_server = True
    append_note = ""
    read_note = ""
    rebuild_note = ""

    def start(self, directory: Path) -> None:
        """Makes an empty store in `directory` and sets `version`; raises Unavailable with the reason."""
        raise NotImplementedError

    def stop(self) -> None:
        """Ends what `start` began. Called also after a failed start."""

    def connect(self) -> Append:
        """A caller of its own: a function that appends its events in one commit, each with its expected version."""
        raise NotImplementedError

    def read_all(self) -> int:
        """Reads every event with its data, in order of position, into the client; the number read."""
        raise NotImplementedError

    def rebuild(self) -> Sums:
        """The region-year sums of the last event of each stream, from the stored events alone."""
        raise NotImplementedError

    def append_for(self, seconds: float, events: list[Event], per_commit: int) -> tuple[int, float]:
        """One caller, `per_commit` events a commit, until the time or the events are used up: (events, seconds)."""
        append = self.connect()
        started = time.perf_counter()
        done = append_until(started + seconds, append, events, per_commit)
        return done, time.perf_counter() - started

    def append_by_callers(self, seconds: float, shares: list[list[Event]]) -> tuple[int, float]:
        """A thread a share, one event a commit: (events, seconds). A caller's failure is the figure's failure."""
        callers = [self.connect() for _ in shares]
        done, failures = [0] * len(shares), []
        begin = threading.Barrier(len(shares) + 1)

        def work(number: int) -> None:
            begin.wait()
            try:
                done[number] = append_until(time.perf_counter() + seconds, callers[number], shares[number], 1)
            except Exception as failure:
                failures.append(failure)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(len(shares))]
        for thread in threads:
            thread.start()
        begin.wait()
        started = time.perf_counter()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]
        return sum(done), time.perf_counter() - started


def append_until(deadline: float, append: Append, events: list[Event], per_commit: int) -> int:
    """Appends in order until the deadline or the end; the number of events acknowledged."""
    done = 0
    while done < len(events) and time.perf_counter() < deadline:
        batch = events[done : done + per_commit]
        append(batch)
        done += len(batch)
    return done


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port: int, server: subprocess.Popen, log: Path) -> None:
    """Returns when the server accepts connections; raises Unavailable with its last words where it does not."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    words = log.read_text(errors="replace").strip().splitlines()[-3:]
    raise Unavailable(f"the server did not start: {' / '.join(words) or 'it said nothing'}")


def end(server: subprocess.Popen | None) -> None:
    if server is None or server.poll() is not None:
        return
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
