"""Serves a published log and lies about it, as a server that nobody trusts could.

Usage: lying-server.py FOLDER MODE-FILE. Says on standard output which port it listens on. The file names the lie:
nothing, endless (a body that does not end), cut (a body shorter than it says), error, loop (of redirects), stall (no answer).
The checkpoint is never lied about here: it could not be.
"""

import http.server
import os
import sys
import time

folder, mode_file = sys.argv[1], sys.argv[2]


class Liar(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        with open(mode_file) as file:
            mode = file.read().strip()
        path = os.path.join(folder, self.path.lstrip("/"))
        if mode != "nothing" and self.path != "/checkpoint":
            return getattr(self, mode)(path)
        if not os.path.isfile(path):
            self.send_error(404)
            return
        with open(path, "rb") as file:
            self.give(file.read())

    def give(self, content, length=None):
        self.send_response(200)
        self.send_header("Content-Length", str(length or len(content)))
        self.end_headers()
        self.wfile.write(content)

    def endless(self, _):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        block = b"10000\r\n" + b"\x00" * 65536 + b"\r\n"
        try:
            # Some 200 MB: whoever takes them all holds more than any file of a log has.
            for _ in range(3200):
                self.wfile.write(block)
        except OSError:
            pass
        self.close_connection = True

    def cut(self, path):
        self.give(b"\x00\x01", 4000)
        self.close_connection = True

    def error(self, _):
        self.send_error(500)

    def loop(self, _):
        self.send_response(302)
        self.send_header("Location", self.path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def stall(self, _):
        time.sleep(40)
        self.close_connection = True

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Liar)
server.daemon_threads = True
print(server.server_address[1], flush=True)
server.serve_forever()
