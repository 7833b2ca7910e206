"""The five works, the same for every peer, and the check that each rebuilt sum is right."""

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from events import Event, by_caller, for_work, last_of_each_stream, region_years
from stores.peer import Peer, Unavailable

CALLERS = 64
BULK = 1_000


@dataclass(frozen=True)
class Result:
    """One figure. `events` and `per_second` are None where there is none; then `note` says why."""

    peer: str
    version: str
    durability: str
    work: str
    events: int | None
    per_second: float | None
    note: str


def measure(peer: Peer, events: list[Event], seconds: float, parent: Path) -> Iterator[Result]:
    """Loads all events, reads and rebuilds them, then appends to the loaded store; in a folder that is removed."""
    with tempfile.TemporaryDirectory(prefix=f"{peer.name}-", dir=parent) as folder:
        peer.version = "?"
        try:
            peer.start(Path(folder))
            for work, figure in works(peer, events, seconds):
                yield result(peer, work, figure)
        except Unavailable as reason:
            yield Result(peer.name, peer.version, peer.durability, "all", None, None, f"not measured: {reason}")
        except Exception as error:
            note = f"failed, the works after the last figure were not measured: {type(error).__name__}: {error}"
            yield Result(peer.name, peer.version, peer.durability, "all", None, None, note)
        finally:
            peer.stop()


def works(peer: Peer, events: list[Event], seconds: float):
    """(work, (events, seconds, client's processor share, note)), in the order in which they run."""
    yield "load-1000", clocked(lambda: peer.append_for(float("inf"), events, BULK), "the load for the two works below")
    yield "read-all", clocked(lambda: read(peer, len(events)), peer.read_note)
    yield "rebuild", clocked(lambda: rebuild(peer, events), peer.rebuild_note)
    for work, per_commit in (("append-1", 1), ("append-100", 100)):
        mine = for_work(events, work)
        yield work, clocked(lambda: peer.append_for(seconds, mine, per_commit), peer.append_note)
    shares = by_caller(for_work(events, "append-1x64"), CALLERS)
    yield "append-1x64", clocked(lambda: peer.append_by_callers(seconds, shares), peer.append_note)


def clocked(work, note: str) -> tuple[int, float, float, str]:
    """Runs the work; the share is this process's processor time over the time taken, 1 being one core."""
    before = os.times()
    count, seconds = work()
    after = os.times()
    return count, seconds, (after.user + after.system - before.user - before.system) / seconds, note


def read(peer: Peer, expected: int) -> tuple[int, float]:
    started = time.perf_counter()
    count = peer.read_all()
    seconds = time.perf_counter() - started
    if count != expected:
        raise ValueError(f"read {count} events where {expected} were appended")
    return count, seconds


def rebuild(peer: Peer, events: list[Event]) -> tuple[int, float]:
    started = time.perf_counter()
    sums = peer.rebuild()
    seconds = time.perf_counter() - started
    expected = region_years(last_of_each_stream(iter(events)))
    if sums != expected:
        different = [key for key in sums.keys() | expected.keys() if sums.get(key) != expected.get(key)]
        raise ValueError(f"{len(different)} region-years are wrong, the first is {sorted(different, key=str)[0]}")
    return len(events), seconds


def result(peer: Peer, work: str, figure: tuple[int, float, float, str]) -> Result:
    count, seconds, share, note = figure
    parts = [note] if note else []
    parts.append(f"client used {share:.2f} of a core")
    if share > 0.8 and peer.has_server and work != "rebuild":
        parts.append("the Python client limits this figure")
    return Result(peer.name, peer.version, peer.durability, work, count, count / seconds, "; ".join(parts))
