"""The accounts service and the APIs with secrets of this bench's making in place of the sandbox's."""
import base64
import json
import re
import time
import urllib.parse
import urllib.request
import uuid

from hostile_answers import whole
from hostile_server import Request, Server


class Canaries:
    """The planted secrets, each once, and every form that they may be hidden in."""

    def __init__(self, form):
        self.form = form
        self.client, self.refresh, self.access, self.code = (
            self._new(word) for word in ("cli", "ref", "acc", "cod"))
        self.all = {"the client secret": self.client, "the refresh token": self.refresh,
                    "the access token": self.access, "the code": self.code}

    def _new(self, word):
        a, b = uuid.uuid4().hex, uuid.uuid4().hex
        return f"1000.{a}.{b}" if self.form == "zoho" else f"{word}{a}{b[:8]}"

    def add(self, name, value):
        self.all[name] = value

    def parts(self, secret):
        """A secret's parts that are long enough to be one."""
        return [part for part in secret.split(".") if len(part) >= 16]

    def found_in(self, text):
        """Which secrets are in a text or in bytes: plain, hexadecimal, base 64, percent, UTF-16."""
        data = text if isinstance(text, bytes) else text.encode()
        found = []
        for name, secret in self.all.items():
            for part in self.parts(secret):
                plain = part.encode()
                forms = {"plain": plain, "UTF-16": part.encode("utf-16-le"), "hex": plain.hex().encode(),
                         "backwards": plain[::-1]}
                for shift in range(3):
                    # Where it stands in a base 64 text shifts its letters; the middle is certain.
                    packed = base64.b64encode(b"\0" * shift + plain)
                    forms[f"base 64, {shift}"] = packed[4:-4]
                found += [f"{name} ({form})" for form, wanted in forms.items() if wanted in data]
        return found


class CanaryServer(Server):
    """Passes on to the sandbox; secrets are exchanged on both ways."""

    def __init__(self, upstream, canaries):
        self.canaries, self.real, self.echo, self.pause = canaries, {}, None, 0
        super().__init__(upstream, lambda _: False, None)

    def new_code(self, sandbox):
        """A grant code of the sandbox behind a canary."""
        scope = "ZohoCRM.users.READ,ZohoCRM.org.READ,ZohoCRM.modules.ALL,ZohoCRM.settings.ALL," \
                "ZohoCRM.bulk.ALL,ZohoCRM.coql.READ,ZohoProjects.portals.ALL,ZohoProjects.users.ALL," \
                "ZohoProjects.projects.ALL,ZohoProjects.clients.ALL"
        data = urllib.parse.urlencode({"scope": scope}).encode()
        with urllib.request.urlopen(f"{sandbox.address}/_sandbox/grant", data, timeout=10) as answer:
            self.real["code"] = json.loads(answer.read())["code"]
        return self.canaries.code

    def _answer(self, connection, request):
        if self.pause and "/crm/" in request.path:
            time.sleep(self.pause)
        if self.echo and "/_sandbox/" not in request.path:
            connection.sendall(self._repeated(request))
            return False
        return super()._answer(connection, self._inwards(request))

    def _inwards(self, request):
        """The request with the sandbox's secrets."""
        refresh = self.real.get("refresh", "1000.sandbox.refresh")
        if request.path.endswith("/revoke"):
            # Who signs in anew revokes the token of before, which has the same canary.
            refresh = self.real.get("before", refresh)
        pairs = [(self.canaries.client, "sandbox"), (self.canaries.code, self.real.get("code", "")),
                 (self.canaries.refresh, refresh),
                 (self.canaries.access, self.real.get("access", ""))]
        head, body = request.head, request.body
        for canary, real in pairs:
            head = head.replace(canary.encode(), real.encode())
            body = body.replace(canary.encode(), real.encode())
        head = re.sub(rb"(?im)^content-length:.*$", b"Content-Length: %d\r" % len(body), head)
        return Request(head.replace(b"\r\r", b"\r"), body)

    def outwards(self, body):
        """The answer with the canaries."""
        try:
            node = json.loads(body)
        except ValueError:
            return body
        if not isinstance(node, dict) or "access_token" not in node:
            return body
        self.real["access"] = node["access_token"]
        node["access_token"] = self.canaries.access
        if "refresh_token" in node:
            self.real["before"] = self.real.get("refresh", node["refresh_token"])
            self.real["refresh"] = node["refresh_token"]
            node["refresh_token"] = self.canaries.refresh
        return json.dumps(node).encode()

    def _repeated(self, request):
        """An error that repeats what was sent."""
        sent = request.head.decode("latin-1") + "\n" + request.body.decode("latin-1")
        secrets = " ".join(re.findall(r"Zoho-oauthtoken \S+|Bearer \S+|[a-z_]+=[^&\s]+", sent))
        if self.echo == "percent":
            secrets = secrets.replace(".", "%2E")
        page = f"<html><title>{secrets}</title><pre>{sent}</pre></html>".encode()
        if self.echo == "html":
            return whole(page, "Content-Type: text/html", status="502 Bad Gateway")
        if self.echo == "text":
            return whole(secrets.encode(), f"X-Sent: {secrets}", status="400 Bad Request")
        words = {"error": secrets, "message": secrets, "code": secrets, "error_description": secrets}
        body = json.dumps(words)
        if self.echo == "escaped":
            body = body.replace("1000.", "1000\\u002e")
        return whole(body.encode(), status="200 OK" if self.echo == "json-200" else "400 Bad Request")
