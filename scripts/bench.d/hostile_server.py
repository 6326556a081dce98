"""A server that passes everything on to a sandbox, but for the calls that it spoils.

Sockets are spoken to byte by byte: what a library for HTTP would refuse to send is what is wanted.
"""
import re
import socket
import sys
import threading
import time
import urllib.parse

HEADERS = {"host", "user-agent", "accept", "accept-encoding", "authorization", "content-type",
           "content-length", "connection", "if-modified-since", "transfer-encoding"}


class Request:
    """A request as it came: its line, its header lines, its body."""

    def __init__(self, head, body):
        lines = head.decode("latin-1").split("\r\n")
        self.line, self.fields, self.body = lines[0], lines[1:], body
        parts = self.line.split(" ")
        self.method, self.target = parts[0], parts[1] if len(parts) > 1 else ""
        self.path = self.target.split("?")[0]
        self.head = head

    def flaws(self):
        """What shows that somebody else's bytes came into it: unknown header fields, odd lines."""
        found = []
        if not re.fullmatch(r"[A-Z]+ [!-~]+ HTTP/1\.1", self.line):
            found.append(f"request line {self.line!r}")
        if re.search(r"%0[ad]", self.path, re.IGNORECASE):
            found.append(f"an encoded line break in the path {self.path}")
        for field in self.fields:
            name = field.split(":")[0].lower()
            if name not in HEADERS:
                found.append(f"header {field!r}")
        return found


class Answer:
    """The sandbox's answer to a request: status line, header lines, whole body."""

    def __init__(self, head, body):
        lines = head.decode("latin-1").split("\r\n")
        self.line, self.body = lines[0], body
        self.fields = [f for f in lines[1:] if f.split(":")[0].lower() not in (
            "content-length", "transfer-encoding", "connection")]

    def bytes(self, body=None):
        """As it goes on the wire, with another body if one is given."""
        body = self.body if body is None else body
        lines = [self.line, *self.fields, f"Content-Length: {len(body)}", "Connection: close"]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


def read_until_blank(stream):
    """The head of a message, without its blank line; None at the end of the stream."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        part = stream.readline(65536)
        if not part:
            return None
        head += part
    return head[:-4]


def length_of(head):
    found = re.search(rb"(?im)^content-length:\s*(\d+)", head)
    return int(found.group(1)) if found else 0


def read_request(stream):
    head = read_until_blank(stream)
    return None if head is None else Request(head, stream.read(length_of(head)))


def read_chunks(stream):
    body = b""
    while True:
        size = int(stream.readline().split(b";")[0], 16)
        body += stream.read(size)
        stream.readline()
        if size == 0:
            return body


def connected(place):
    """A connection to the sandbox; a busy machine may refuse one that is taken a moment later."""
    for _ in range(5):
        try:
            return socket.create_connection(place, timeout=30)
        except ConnectionRefusedError:
            time.sleep(0.2)
    return socket.create_connection(place, timeout=30)


def forward(request, address):
    """The sandbox's answer."""
    host, port = urllib.parse.urlsplit(address).hostname, urllib.parse.urlsplit(address).port
    head = re.sub(rb"(?im)^connection:.*\r\n", b"", request.head + b"\r\n").rstrip(b"\r\n")
    head = re.sub(rb"(?im)^accept-encoding:.*\r\n", b"", head + b"\r\n").rstrip(b"\r\n")
    with connected((host, port)) as upstream:
        upstream.sendall(head + b"\r\nConnection: close\r\n\r\n" + request.body)
        stream = upstream.makefile("rb")
        answer = read_until_blank(stream)
        if answer is None:
            raise OSError("the sandbox said nothing")
        if re.search(rb"(?im)^transfer-encoding:\s*chunked", answer):
            return Answer(answer, read_chunks(stream))
        return Answer(answer, stream.read(length_of(answer)))


class Server:
    """Listens on a loopback port; `spoil(connection, request, answer)` is what a case is about."""

    def __init__(self, upstream, match, spoil, times=1000, family="127.0.0.1", port=0):
        self.upstream, self.match, self.spoil, self.times = upstream, match, spoil, times
        self.spoiled, self.requests, self.flaws, self.trouble = 0, 0, [], []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind((family, port))
        self.socket.listen(64)
        self.port = self.socket.getsockname()[1]
        self.address = f"http://{family}:{self.port}"
        self.is_open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while self.is_open:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        connection.settimeout(200)
        try:
            stream = connection.makefile("rb")
            while True:
                request = read_request(stream)
                if request is None:
                    return
                self.requests += 1
                self.flaws += request.flaws()
                if not self._answer(connection, request):
                    return
        except OSError:
            # The other side had enough; what it says of that is judged, not this.
            return
        finally:
            connection.close()

    def _answer(self, connection, request):
        """Answers; whether the connection goes on."""
        is_meant = self.spoiled < self.times and self.match(request)
        try:
            answer = forward(request, self.upstream)
        except (OSError, ValueError) as error:
            # The sandbox is not what is tried here: that it failed must be seen.
            print(f"the sandbox did not answer {request.line}: {error}", file=sys.stderr)
            raise OSError(str(error)) from error
        # The sandbox tells its own address where a token is for: here it is this one.
        answer.body = self.outwards(
            answer.body.replace(self.upstream.encode(), self.address.encode()))
        if not is_meant:
            connection.sendall(answer.bytes())
            return False
        self.spoiled += 1
        self.spoil(connection, request, answer)
        return False

    def outwards(self, body):
        """What becomes of a body that is passed on."""
        return body

    def close(self):
        self.is_open = False
        self.socket.close()


class Decoy:
    """Counts who comes: nobody may. It listens beside a server, on another address or port."""

    def __init__(self, host="127.0.0.1", port=0):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.visits = 0
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        self.socket.bind((host, port))
        self.socket.listen(64)
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.visits += 1
            connection.close()

    def close(self):
        self.socket.close()
