"""Measures the peers one after another and prints a table or JSON. Started by `run`."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from events import generate_events, read_events
from measure import Result, measure
from stores.eventsourcing import EventSourcing
from stores.nats import NATS, NATSAlways
from stores.postgresql import PostgreSQL, PostgreSQLWithoutLock
from stores.sqlite import SQLite
from stores.umadb import UmaDB

PEERS = {
    peer.name: peer
    for peer in (PostgreSQL, PostgreSQLWithoutLock, SQLite, EventSourcing, UmaDB, NATS, NATSAlways)
}
SEED = 20_140_101


def main() -> None:
    options = read_options()
    names = options.only.split(",") if options.only else list(PEERS)
    if unknown := [name for name in names if name not in PEERS]:
        raise SystemExit(f"There is no peer {', '.join(unknown)}. The peers are {', '.join(PEERS)}.")
    if options.events_file:
        events, source = read_events(options.events_file, options.events), options.events_file.name
    else:
        events, source = generate_events(options.events or 100_000, SEED), f"generated, seed {SEED}"
    if not events:
        raise SystemExit("There are no events to measure with.")
    results = []
    with tempfile.TemporaryDirectory(prefix="ledger-peers-", dir=options.directory) as folder:
        # PostgreSQL's own user must be able to pass through to its folder.
        os.chmod(folder, 0o711)
        machine = describe_machine(Path(folder), len(events), source, options.seconds_per_figure)
        if options.format == "table":
            print_heading(machine)
        for name in names:
            for result in measure(PEERS[name](), events, options.seconds_per_figure, Path(folder)):
                results.append(result)
                if options.format == "table":
                    print_row(result)
    if options.format == "json":
        rows = [as_json(result) for result in results]
        print(json.dumps({"machine": machine, "results": rows}, ensure_ascii=False, indent=2))
    if any(result.per_second is None for result in results):
        sys.exit(1)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Tools/Bench/peers/run", description=__doc__)
    parser.add_argument("--events", type=int, help="events loaded and read (default: all of the file, or 100,000)")
    parser.add_argument("--events-file", type=Path, help="JSON lines written by `ledger-bench --write-events FILE`")
    parser.add_argument("--only", help=f"peers to measure, with commas between: {','.join(PEERS)}")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    parser.add_argument("--seconds-per-figure", type=float, default=5, help="the time of each append figure")
    parser.add_argument("--directory", help="where the stores are made and removed (default: the system's temporary)")
    return parser.parse_args()


def describe_machine(folder: Path, count: int, source: str, seconds: float) -> str:
    model = next(
        (line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").open() if line.startswith("model name")),
        platform.machine(),
    )
    system = subprocess.run(["stat", "-f", "-c", "%T", folder], capture_output=True, text=True).stdout.strip()
    load = os.getloadavg()[0]
    return (
        f"{model}, {os.cpu_count()} cores, Linux {platform.release()}, stores on {system}, load {load:.1f} at start; "
        f"Python {platform.python_version()}; {count:,} events ({source}), {seconds:g} s a figure of append"
    )


def print_heading(machine: str) -> None:
    print(f"{machine}\n")
    print(f"{'peer':<22}{'version':<10}{'work':<13}{'events':>10}{'events/s':>12}  note", flush=True)


def print_row(result: Result) -> None:
    count = "-" if result.events is None else f"{result.events:,}"
    rate = "-" if result.per_second is None else f"{result.per_second:,.0f}"
    if result.work in ("load-1000", "all"):
        print(f"\n{result.peer}: {result.durability}")
    version = result.version.partition(" ")[0]
    print(f"{result.peer:<22}{version:<10}{result.work:<13}{count:>10}{rate:>12}  {result.note}", flush=True)


def as_json(result: Result) -> dict:
    return {
        "peer": result.peer,
        "version": result.version,
        "durability": result.durability,
        "work": result.work,
        "events": result.events,
        "eventsPerSecond": None if result.per_second is None else round(result.per_second, 1),
        "note": result.note,
    }


if __name__ == "__main__":
    main()
