"""Counts the syncs of each peer while it takes single appends. Started by `syncs`."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from compare import PEERS, SEED
from events import generate_events

APPENDS = 100
BEGIN, END = "/ledger-peers-appends-begin", "/ledger-peers-appends-end"
SYNC = re.compile(r"\b(fsync|fdatasync|msync)\(|pwritev2\(.*RWF_D?SYNC")


def main() -> None:
    if sys.argv[1:2] == ["--traced"]:
        return append(sys.argv[2], Path(sys.argv[3]))
    print(f"{'peer':<22}{'appends':>8}{'syncs':>8}  calls")
    for name in sys.argv[1:] or PEERS:
        with tempfile.TemporaryDirectory(prefix="ledger-peers-") as folder:
            os.chmod(folder, 0o711)
            print_row(name, Path(folder))


def append(name: str, folder: Path) -> None:
    """What is traced: the calls between the two marks are those of the appends."""
    peer = PEERS[name]()
    try:
        peer.start(folder)
        events = generate_events(APPENDS + 1, SEED)
        peer.append_for(600, events[:1], 1)
        os.access(BEGIN, os.F_OK)
        done, _ = peer.append_for(600, events[1:], 1)
        os.access(END, os.F_OK)
    finally:
        peer.stop()
    if done != APPENDS:
        raise SystemExit(f"{done} of {APPENDS} events were appended.")


def print_row(name: str, folder: Path) -> None:
    trace, place = folder / "trace", folder / "store"
    place.mkdir(mode=0o711)
    calls = "trace=fsync,fdatasync,msync,pwritev2,access,faccessat,faccessat2"
    command = ["strace", "-f", "-qq", "-e", calls, "-o", str(trace), sys.executable, __file__, "--traced", name, str(place)]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode != 0:
        reason = (run.stderr.strip().splitlines() or ["no reason was given"])[-1]
        print(f"{name:<22}{'-':>8}{'-':>8}  not traced: {reason}")
        return
    syncs: dict[str, int] = {}
    inside = False
    for line in trace.read_text(errors="replace").splitlines():
        if BEGIN in line or END in line:
            inside = BEGIN in line
        # A call that another thread interrupts is written in two lines; the second says "resumed".
        elif inside and "resumed" not in line and (found := SYNC.search(line)):
            syncs[found[1] or "pwritev2"] = syncs.get(found[1] or "pwritev2", 0) + 1
    words = ", ".join(f"{count} {call}" for call, count in sorted(syncs.items()))
    print(f"{name:<22}{APPENDS:>8}{sum(syncs.values()):>8}  {words}", flush=True)


if __name__ == "__main__":
    main()
