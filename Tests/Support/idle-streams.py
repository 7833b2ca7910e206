"""Holds many streams of a served ledger open, as many clients would that have nothing to do.

    idle-streams.py HOST PORT TOKEN COUNT

Says "ready" once each has been answered, "seen" once each has been told of an event that came after, and "closed" once all
are closed.
"""

import selectors
import socket
import sys

host, port, token, count = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
request = (
    f"GET /v1/events/stream?after=0 HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\r\n"
).encode()
selector = selectors.DefaultSelector()
streams = []


def wait(what):
    """Reads of every stream until each has had some text."""
    left = set(range(count))
    while left:
        for key, _ in selector.select():
            data = key.fileobj.recv(65536)
            if not data:
                sys.exit(f"stream {key.data} was ended by the service")
            texts[key.data] = texts[key.data][-2000:] + data
            if what in texts[key.data]:
                left.discard(key.data)


texts = [b""] * count
for number in range(count):
    stream = socket.create_connection((host, port))
    stream.sendall(request)
    selector.register(stream, selectors.EVENT_READ, number)
    streams.append(stream)
wait(b"retry: ")
print("ready", flush=True)
wait(b"data: ")
print("seen", flush=True)
for stream in streams:
    stream.close()
print("closed", flush=True)
