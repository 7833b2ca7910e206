"""The events that every peer stores: read from a file, or generated from the sample of the real export."""

import csv
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "incidents.csv"
CORRECTIONS, WITHDRAWALS = 0.03, 0.005


@dataclass(frozen=True, slots=True)
class Event:
    """One assertion about one record. `version` counts the stream's events from 1; `data` is JSON, whole state."""

    stream: str
    type: str
    version: int
    data: str

    @property
    def category(self) -> str:
        return self.stream.partition("/")[0]


def read_events(path: Path, limit: int | None) -> list[Event]:
    """The first `limit` events (all where None) of a file of one JSON object a line."""
    events = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if limit is not None and len(events) == limit:
                break
            fields = json.loads(line)
            events.append(Event(fields["stream"], fields["type"], fields["version"], compact(fields["data"])))
    check_versions(events, path)
    return events


def generate_events(count: int, seed: int) -> list[Event]:
    """`count` events with the facts of the sample's rows under new identifiers, each marked as generated."""
    source = random.Random(seed)
    with SAMPLE.open(encoding="utf-8-sig", newline="") as rows:
        sample = list(csv.DictReader(rows))
    events: list[Event] = []
    current: list[tuple[str, int, dict]] = []
    while len(events) < count:
        draw = source.random()
        if current and draw < WITHDRAWALS:
            stream, version, state = current.pop(source.randrange(len(current)))
            events.append(Event(stream, "withdrawn", version + 1, compact(state)))
        elif current and draw < WITHDRAWALS + CORRECTIONS:
            place = source.randrange(len(current))
            stream, version, state = current[place]
            state = state | {"dead": state["dead"] + source.randint(1, 3)}
            current[place] = (stream, version + 1, state)
            events.append(Event(stream, "corrected", version + 1, compact(state)))
        else:
            stream = f"deaths/generated-{len(events) + 1:08d}"
            state = state_of(source.choice(sample))
            current.append((stream, 1, state))
            events.append(Event(stream, "recorded", 1, compact(state)))
    return events


def state_of(row: dict[str, str]) -> dict:
    """The fields of a row that make an event of about 350 bytes."""
    return {
        "region": row["Region of Incident"],
        "year": int(row["Reported Year"]),
        "dead": count_in(row["Number Dead"]),
        "missing": count_in(row["Minimum Estimated Number of Missing"]),
        "survivors": count_in(row["Number of Survivors"]),
        "date": row["Reported Date"],
        "cause": row["Cause of Death"][:40],
        "place": row["Location Description"][:60],
        "source": row["Information Source"][:40],
        "coordinates": row["Location Coordinates"],
        "route": row["Migration Route"],
        "quality": row["Source Quality"],
        "generated": True,
    }


def count_in(text: str) -> int:
    return int(text.replace(",", "") or 0)


def compact(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def check_versions(events: list[Event], path: Path) -> None:
    """Every append states its expected version, so a gap in the file would fail later and less clearly."""
    last: dict[str, int] = defaultdict(int)
    for number, event in enumerate(events, start=1):
        last[event.stream] += 1
        if event.version != last[event.stream]:
            raise SystemExit(
                f"{path}, line {number}: stream {event.stream} is at version {last[event.stream]}, "
                f"the line says {event.version}. Versions count from 1 without gaps, in the order of the file."
            )


def for_work(events: list[Event], work: str) -> list[Event]:
    """The same events in streams of their own, so that each figure appends what is not there yet."""
    return [replace(event, stream=f"{event.stream}-{work}") for event in events]


def by_caller(events: list[Event], callers: int) -> list[list[Event]]:
    """The events shared out by stream, so that each stream's events stay with one caller, in order."""
    order: dict[str, int] = {}
    shares: list[list[Event]] = [[] for _ in range(callers)]
    for event in events:
        shares[order.setdefault(event.stream, len(order)) % callers].append(event)
    return shares


def region_years(states: Iterator[tuple[str, str]]) -> dict[tuple[str, int], tuple[int, int]]:
    """(region, year) → (dead, missing) over the last (type, data) of each stream; a withdrawn record adds nothing."""
    sums: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    for kind, data in states:
        if kind == "withdrawn":
            continue
        state = json.loads(data)
        cell = sums[state["region"], state["year"]]
        cell[0] += state["dead"] or 0
        cell[1] += state["missing"] or 0
    return {key: (dead, missing) for key, (dead, missing) in sums.items()}


def last_of_each_stream(events: Iterator[Event]) -> Iterator[tuple[str, str]]:
    return iter({event.stream: (event.type, event.data) for event in events}.values())
