"""What a hostile server may answer: a name, what it sends, and how crmsh may take it.

Each takes the connection, the request and the sandbox's own answer, and sends what it likes.
"""
import gzip
import io
import json
import os
import socket
import struct
import time
import zlib

MIB = 1 << 20
# Of these a reader may need its whole time.
PATIENT = {"300 MiB of chunks of one byte"}


def head(*fields, status="200 OK"):
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", *fields]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def whole(body, *fields, status="200 OK"):
    """An answer of the right length."""
    return head(*fields, f"Content-Length: {len(body)}", status=status) + body


def sends(*parts):
    """Sends these bytes and closes."""
    def spoil(connection, _request, _answer):
        for part in parts:
            connection.sendall(part)
        connection.shutdown(socket.SHUT_WR)
        time.sleep(0.1)
    return spoil


def hangs(*parts):
    """Sends these bytes, and then nothing, without closing."""
    def spoil(connection, _request, _answer):
        for part in parts:
            connection.sendall(part)
        while connection.recv(65536):
            pass
    return spoil


def endless(start, part, most=400 * MIB):
    """Sends a part again and again until the other side has had enough."""
    def spoil(connection, _request, _answer):
        connection.sendall(start)
        block = part * max(1, 65536 // len(part))
        for _ in range(most // len(block)):
            connection.sendall(block)
    return spoil


def drips(start, part, pause=0.5):
    """A byte at a time, for as long as anybody reads."""
    def spoil(connection, _request, _answer):
        connection.sendall(start)
        for _ in range(600):
            connection.sendall(part)
            time.sleep(pause)
    return spoil


def changed(change, *fields):
    """The sandbox's own answer with another body; `change` takes its bytes and gives bytes."""
    def spoil(connection, _request, answer):
        body = change(answer.body)
        lines = [answer.line, *answer.fields, *fields, f"Content-Length: {len(body)}"]
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body)
    return spoil


def framed(frame):
    """The sandbox's own body in a wrong frame; `frame` takes the body and gives all bytes."""
    def spoil(connection, _request, answer):
        connection.sendall(frame(answer.body))
        connection.shutdown(socket.SHUT_WR)
        time.sleep(0.1)
    return spoil


def resets(*parts):
    """Sends these bytes, then breaks the connection as a crash would."""
    def spoil(connection, _request, _answer):
        for part in parts:
            connection.sendall(part)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return spoil


def bomb(mebibytes, grain=b"\0"):
    """A gzip stream that swells to this size."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9) as stream:
        for _ in range(mebibytes):
            stream.write((grain * (MIB // len(grain) + 1))[:MIB])
    return packed.getvalue()


def slow_bomb(mebibytes, ratio):
    """A gzip stream that swells by about this ratio only: noise between the zeros."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=6) as stream:
        for _ in range(mebibytes * 16):
            noise = os.urandom(65536 // ratio)
            stream.write(noise + b" " * (65536 - len(noise)))
    return packed.getvalue()


def redirect(status, target):
    return sends(whole(b"{}", f"Location: {target}", status=status))


def named(items):
    """Name → spoiler."""
    return dict(items)


def sizes():
    """Too much of everything."""
    return named([
        ("endless header lines", endless(b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"a" * 59 + b"\r\n")),
        ("a header line without end", endless(b"HTTP/1.1 200 OK\r\nX-A: ", b"a" * 64)),
        ("a header name without end", endless(b"HTTP/1.1 200 OK\r\n", b"a" * 64)),
        ("a status line without end", endless(b"HTTP/1.1 200 ", b"a" * 64)),
        ("300 MiB with their length", endless(head(f"Content-Length: {300 * MIB}"), b" " * 64)),
        ("300 MiB of chunks", endless(head("Transfer-Encoding: chunked"),
                                      b"1000\r\n" + b" " * 4096 + b"\r\n")),
        ("300 MiB until closed", endless(head("Connection: close"), b" " * 64, 300 * MIB)),
        ("300 MiB of chunks of one byte", endless(head("Transfer-Encoding: chunked"),
                                                  b"1\r\n \r\n", 300 * MIB)),
        ("a chunk's extension without end", endless(head("Transfer-Encoding: chunked") + b"1;",
                                                    b"a" * 64)),
        ("trailers without end", endless(head("Transfer-Encoding: chunked") + b"0\r\n",
                                         b"X-A: " + b"a" * 59 + b"\r\n")),
        ("gzip bomb of 300 MiB", sends(whole(bomb(300), "Content-Encoding: gzip"))),
        ("gzip bomb of 300 MiB, by 90", sends(whole(slow_bomb(64, 90), "Content-Encoding: gzip"))),
        ("deflate bomb of 64 MiB", sends(whole(
            zlib.compress(b"\0" * (64 * MIB)), "Content-Encoding: deflate"))),
        ("gzip in gzip", sends(whole(gzip.compress(bomb(64)), "Content-Encoding: gzip, gzip"))),
        ("gzip that is none", sends(whole(b"{}", "Content-Encoding: gzip"))),
        ("gzip cut off", sends(whole(gzip.compress(b"{}" * 99)[:-12], "Content-Encoding: gzip"))),
        ("an unknown packing", sends(whole(b"\x1b\0\0\0", "Content-Encoding: br"))),
    ])


def texts():
    """JSON that is deep, wide, long or none."""
    under = 8 * MIB - 4096
    return named([
        ("5 million brackets", sends(whole(b"[" * 5_000_000))),
        ("a million objects in each other", sends(whole(b'{"a":' * 1_000_000))),
        ("65 levels, closed", sends(whole(b"[" * 65 + b"]" * 65))),
        ("8 MiB of zeros in a list", sends(whole(b"[" + b"0," * (under // 2) + b"0]"))),
        ("8 MiB of empty objects", sends(whole(b"[" + b"{}," * (under // 3) + b"{}]"))),
        ("8 MiB of empty texts", sends(whole(b"[" + b'"",' * (under // 3) + b'""]'))),
        ("8 MiB of one key", sends(whole(b"{" + b'"a":0,' * (under // 6) + b'"a":0}'))),
        ("8 MiB of pairs of lists", sends(whole(b"[" + b"[[]]," * (under // 5) + b"0]"))),
        ("8 MiB of one text", sends(whole(b'{"users":"' + b"a" * under + b'"}'))),
        ("8 MiB of escapes", sends(whole(b'{"users":"' + rb"\u0041" * (under // 6) + b'"}'))),
        ("8 MiB of digits", sends(whole(b'{"users":' + b"9" * under + b"}"))),
        ("no bytes", sends(whole(b""))),
        ("null", sends(whole(b"null"))),
        ("a number", sends(whole(b"1e999999"))),
        ("a list", sends(whole(b"[]"))),
        ("an empty object", sends(whole(b"{}"))),
        ("NaN", sends(whole(b'{"users":NaN}'))),
        ("a page", sends(whole(b"<html><script>alert(1)</script></html>"))),
        ("a page as text/html", sends(whole(b"<html>", "Content-Type: text/html"))),
        ("bytes that are no UTF-8", changed(lambda body: body.replace(b'"', b'"\xff\xfe', 9))),
        ("UTF-16", changed(lambda body: body.decode().encode("utf-16"))),
        ("half a surrogate", sends(whole(rb'{"users":"\ud800"}'))),
        ("a NUL", sends(whole(b'{"users":"\0"}'))),
        ("another value behind", changed(lambda body: body + b"{}")),
        ("a comma too many", changed(lambda body: body[:-1] + b",}")),
        ("comments", changed(lambda body: b"/* */" + body)),
        ("half of it", changed(lambda body: body[:len(body) // 2])),
        ("every text a number", changed(_retyped)),
    ])


def _retyped(body):
    """The same JSON with every text turned into a number and every number into a list."""
    def turned(node):
        if isinstance(node, dict):
            return {key: turned(value) for key, value in node.items()}
        if isinstance(node, list):
            return [turned(value) for value in node]
        return 7 if isinstance(node, str) else [node]
    try:
        return json.dumps(turned(json.loads(body))).encode()
    except ValueError:
        return b"7"


def frames():
    """Lengths that lie."""
    forged = b'HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{"forged": 1}'
    plain = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

    def framed_by(text, shape=lambda body: body):
        return framed(lambda body: (plain + text.replace("N", str(len(body))) + "\r\n\r\n").encode()
                      + shape(body))
    chunk = lambda body: f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    return named([
        ("length too short", framed_by("Content-Length: 9")),
        ("length too short, an answer behind", framed(
            lambda body: whole(body[:9]) + forged)),
        ("a second answer behind", framed(lambda body: whole(body) + forged)),
        ("length too long", framed_by("Content-Length: 9999999")),
        ("length negative", framed_by("Content-Length: -5")),
        ("length signed", framed_by("Content-Length: +N")),
        ("length in words", framed_by("Content-Length: many")),
        ("length beyond 64 bits", framed_by("Content-Length: 99999999999999999999999")),
        ("length in hexadecimal", framed_by("Content-Length: 0x40")),
        ("two lengths", framed_by("Content-Length: 5\r\nContent-Length: N")),
        ("two lengths in one", framed_by("Content-Length: 5, N")),
        ("length and chunks", framed_by("Content-Length: 5\r\nTransfer-Encoding: chunked", chunk)),
        ("chunks without chunks", framed_by("Transfer-Encoding: chunked")),
        ("a chunk beyond 64 bits", framed_by(
            "Transfer-Encoding: chunked", lambda body: b"fffffffffffffffff\r\n" + body)),
        ("a negative chunk", framed_by(
            "Transfer-Encoding: chunked", lambda body: b"-5\r\n" + body + b"\r\n0\r\n\r\n")),
        ("a chunk longer than it says", framed_by(
            "Transfer-Encoding: chunked", lambda body: b"5\r\n" + body + b"\r\n0\r\n\r\n")),
        ("chunks that do not end", framed_by(
            "Transfer-Encoding: chunked", lambda body: chunk(body)[:-5])),
        ("an unknown transfer encoding", framed_by("Transfer-Encoding: identity, rot13")),
        ("chunked twice", framed_by("Transfer-Encoding: chunked, chunked", chunk)),
        ("204 with a body", framed(lambda body: whole(body, status="204 No Content"))),
        ("304 unasked", framed(lambda body: head(status="304 Not Modified"))),
    ])


def redirects(own, decoy):
    """Redirects of every kind, to `decoy`, which nobody may visit, and to the server itself."""
    target = f"http://127.0.0.1:{decoy}/"
    kinds = [(status, place, where) for status in (
        "301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect",
        "308 Permanent Redirect") for place, where in (
            ("another host", target), ("another scheme", f"https://127.0.0.1:{decoy}/"),
            ("itself", own))]
    return named([
        *[(f"{status.split()[0]} to {place}", redirect(status, where))
          for status, place, where in kinds],
        ("302 to //host", redirect("302 Found", f"//127.0.0.1:{decoy}/")),
        ("302 to file:", redirect("302 Found", "file:///etc/passwd")),
        ("302 to nowhere", sends(whole(b"{}", status="302 Found"))),
        ("300 with a refresh", sends(whole(b"{}", f"Refresh: 0; url={target}",
                                           f"Alt-Svc: h2=\"127.0.0.1:{decoy}\""))),
    ])


def heads():
    """Heads that are odd."""
    return named([
        ("100 for ever", endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 40 * MIB)),
        ("103 for ever", endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 40 * MIB)),
        ("101 and another protocol", sends(b"HTTP/1.1 101 Switching Protocols\r\n"
                                           b"Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n")),
        ("no head", sends(b'{"users":[]}')),
        ("HTTP/2", sends(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")),
        ("HTTP/9.9", sends(b"HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\n{}")),
        ("status 000", sends(whole(b"{}", status="000 None"))),
        ("status 999", sends(whole(b"{}", status="999 Odd"))),
        ("status of a word", sends(b"HTTP/1.1 two OK\r\nContent-Length: 2\r\n\r\n{}")),
        ("a NUL in the head", sends(b"HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 2\r\n\r\n{}")),
        ("a line without a colon", sends(b"HTTP/1.1 200 OK\r\nnonsense\r\n\r\n{}")),
        ("escapes in the reason", sends(whole(b"{}", status="500 \x1b[2J\x1b]0;x\x07"))),
        ("500", sends(whole(b"{}", status="500 Internal Server Error"))),
        ("407 and a proxy", sends(whole(b"{}", status="407 Proxy Authentication Required"))),
        ("429 until the sun is cold", sends(whole(
            b"{}", "Retry-After: 99999999999999999999", status="429 Too Many Requests"))),
        ("429 and a wait below zero", sends(whole(
            b"{}", "Retry-After: -5", status="429 Too Many Requests"))),
        ("429 and a wait in words", sends(whole(
            b"{}", "Retry-After: soon", status="429 Too Many Requests"))),
        ("reset at once", resets()),
        ("reset in the head", resets(b"HTTP/1.1 200 OK\r\nContent-")),
        ("reset in the body", resets(head("Content-Length: 99"), b'{"users"')),
        ("closed at once", sends()),
    ])


def slow():
    """Answers that take longer than anybody should wait."""
    return named([
        ("no word", hangs()),
        ("a head by single bytes", drips(b"HTTP/1.1 200 OK\r\nX-A: ", b"a")),
        ("a body by single bytes", drips(head("Content-Length: 9999"), b" ")),
        ("chunks by single bytes", drips(head("Transfer-Encoding: chunked"), b"1\r\n \r\n")),
        ("length too long, held open", hangs(head("Content-Length: 99"), b"{}")),
        ("103 now and then", drips(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 1)),
    ])
