"""Stands between a browser and the service, and alters one byte of what goes past: of the bundles of entries, or of tiles.

Usage: altering-proxy.py HOST:PORT entries|tile|nothing. Says on standard output which port it listens on.
"""

import http.client
import http.server
import sys

service, altered = sys.argv[1], sys.argv[2]
beginnings = {"entries": "/tile/entries/", "tile": "/tile/0/", "nothing": None}
beginning = beginnings[altered]


class Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def pass_on(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else None
        connection = http.client.HTTPConnection(service, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
        connection.request(self.command, self.path, body=body, headers=headers)
        reply = connection.getresponse()
        content = bytearray(reply.read())
        if beginning and self.path.startswith(beginning) and content:
            # The last byte: of the last entry, or of the last hash.
            content[-1] ^= 1
        self.send_response(reply.status)
        for name, value in reply.getheaders():
            if name.lower() not in ("content-length", "transfer-encoding", "connection", "date", "server"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_HEAD = pass_on

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
print(server.server_address[1], flush=True)
server.serve_forever()
