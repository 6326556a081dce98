"""The forms of addresses that a hostile server may tell: tricks to make a client go elsewhere.

`{port}` is the port of the server that was signed in to, `{decoy}` one that nobody may visit.
"""
import json
import os
import re
import socket
import time
import urllib.parse
import urllib.request

from hostile_answers import whole
from probe import finish, launch, read, run, traced

# What stands where the host and port should be.
AUTHORITIES = """
127.0.0.1:{decoy} localhost:{decoy} [::1]:{decoy} 127.0.0.1 localhost [::1] 127.0.0.1: localhost:
evil.example evil.example:{port} 127.0.0.1.evil.example:{port} localhost.evil.example:{port}
127.0.0.1.nip.io:{port} localtest.me:{port} xn--80ak6aa92e.com:{port} 127.0.0.1-evil.example:{port}
127.0.0.1@evil.example:{port} evil@127.0.0.1:{port} evil:pass@127.0.0.1:{port} @127.0.0.1:{port}
127.0.0.1:{port}@evil.example 127.0.0.1:{port}@127.0.0.2:{decoy} user@[::1]:{port} :@127.0.0.1:{port}
127.0.0.1%40evil.example:{port} evil.example%40127.0.0.1:{port} 127.0.0.1%00.evil.example:{port}
127.0.0.1%2eevil.example:{port} 127.0.0.1%2f.evil.example:{port} %31%32%37.0.0.1:{port}
127.0.0.1%0d%0aHost:evil.example:{port} 127.0.0.1%09:{port} 127%2e0%2e0%2e1:{port} loc%61lhost:{port}
127.1:{port} 127.0.1:{port} 127:{port} 0:{port} 0.0.0.0:{port} 2130706433:{port} 2130706434:{port}
017700000001:{port} 0177.0.0.1:{port} 0x7f000001:{port} 0x7f.0.0.1:{port} 0x7f.0x0.0x0.0x1:{port}
127.0.0.01:{port} 127.00.0.1:{port} 127.0.0.256:{port} 127.0.0.1.:{port} .127.0.0.1:{port}
127..0.1:{port} 127.0.0:{port} 127.0.0.1.1:{port} 126.0.0.1:{port} 128.0.0.1:{port} 10.0.0.1:{port}
192.168.0.1:{port} 169.254.169.254:{port} 169.254.169.254 metadata.google.internal:{port}
[::]:{port} [::2]:{port} [::ffff:127.0.0.1]:{port} [::ffff:7f00:1]:{port} [::127.0.0.1]:{port}
[0:0:0:0:0:0:0:1]:{port} [::1%lo]:{port} [::1%25lo]:{port} [fe80::1]:{port} [::1:{port}
::1:{port} [::1].evil.example:{port} [::1]evil:{port} [[::1]]:{port} [127.0.0.1]:{port}
[v1.fe]:{port} [64:ff9b::7f00:1]:{port} [::1]:{port}:{decoy}
127.0.0.1:{port}:{decoy} 127.0.0.1:+{port} 127.0.0.1:-{port} 127.0.0.1:0{port} 127.0.0.1:00{port}
127.0.0.1:{port}.0 127.0.0.1:{port}e0 127.0.0.1:0x50 127.0.0.1:0 127.0.0.1:65536 127.0.0.1:131072
127.0.0.1:99999999999999999999 127.0.0.1:http 127.0.0.1:%38 127.0.0.1:\uff18\uff10 127.0.0.1:\u0661
localhost.:{port} localhost..:{port} LOCALHOST.:{port} localhost.localdomain:{port} localhost%20:{port}
localhost\\evil.example:{port} 127.0.0.1\\@evil.example:{port} evil.example\\@127.0.0.1:{port}
evil.example;127.0.0.1:{port} evil.example,127.0.0.1:{port} 127.0.0.1,evil.example:{port}
127.0.0.1&evil.example:{port} 127.0.0.1$evil.example:{port} 127.0.0.1!evil.example:{port}
127.0.0.1*evil.example:{port} 127.0.0.1'evil.example:{port} 127.0.0.1"evil.example:{port}
127.0.0.1(evil.example):{port} 127.0.0.1<evil.example>:{port} 127.0.0.1`id`:{port} 127.0.0.1|id:{port}
127.0.0.1{evil}:{port} 127.0.0.1^evil:{port} 127.0.0.1~evil:{port} 127_0_0_1:{port} _:{port}
\u2460\u2461\u2466.0.0.1:{port} \uff11\uff12\uff17.0.0.1:{port} 127\u30020\u30020\u30021:{port}
127\uff0e0\uff0e0\uff0e1:{port} \uff4cocalhost:{port} loc\u0430lhost:{port} \u2113ocalhost:{port}
local\u00adhost:{port} local\u200bhost:{port} loca\u200dlhost:{port} \u202elocalhost:{port}
localho\u0455t:{port} localho\u017ft:{port} l\u00f6calhost:{port} \ufefflocalhost:{port}
localhost\u2024:{port} localhost\uff20evil.example:{port} localhost\uff0fevil.example:{port}
localhost\u2215x:{port} localhost\u2100:{port} localhost\uff1a{decoy} xn--localhost-:{port}
www.zohoapis.com.evil.example www.zohoapis.com.evil zohoapis.com evilzohoapis.com
www.zohoapis.com@evil.example www.zohoapis.com:{port} www.zohoapis.com. www.zohoapis.com.:443
www.zohoapis.com%2eevil.example www.zohoapis.com%00.evil www.zohoapis.com\\.evil.example
www-zohoapis.com www.zoho-apis.com www.zohoapis.co www.zohoapis.comm www.zohoapis.cm
www.z\u043ehoapis.com www.zoho\u0430pis.com www.zohoapis.\u0441om xn--zohopis-3wf.com
www.zohoapis.com\u2044.evil.example www.zohoapis.com\uff0eevil.example www.zohoapis.com\u3002evil
accounts.zoho.com.evil.example accounts.zoho.com:8443 accounts.zoho.com. accountszoho.com
user@accounts.zoho.com accounts.zoho.com@evil.example accounts.zoho.co%20m accounts.zohO\u212aom
zoho.com www.zoho.com accounts.zoho.com.eu accounts.zoho.evil accounts-zoho.com accounts.zoho
"""

# Around an authority that would be right.
WHOLE = [
    "https://127.0.0.1:{port}", "HTTPS://127.0.0.1:{port}", "ftp://127.0.0.1:{port}",
    "file:///etc/passwd", "file://127.0.0.1:{port}/", "javascript:alert(1)", "data:,x",
    "gopher://127.0.0.1:{port}/", "ws://127.0.0.1:{port}", "unix:///tmp/x", "http+unix://%2ftmp",
    "//127.0.0.1:{port}", "127.0.0.1:{port}", "/", "", ".", "..", "?", "#", "http:", "http:/",
    "http://", "http:///", "http:127.0.0.1:{port}", "http:/127.0.0.1:{port}",
    "http:///127.0.0.1:{port}", "http:////127.0.0.1:{port}", "http:\\\\127.0.0.1:{port}",
    "http:/\\127.0.0.1:{port}", "\\\\127.0.0.1:{port}", "hxxp://127.0.0.1:{port}",
    "http ://127.0.0.1:{port}", " http://127.0.0.1:{port}", "http://127.0.0.1:{port} ",
    "\thttp://127.0.0.1:{port}", "http://127.0.0.1:{port}\n", "http://127.0.0.1:{port}\r\nX: y",
    "h\tttp://127.0.0.1:{port}", "http://\t127.0.0.1:{port}", "http://127.0.0.1\t:{port}",
    "http://127.0.0.1:{port}\0", "http://127.0.0.1:{port}\0.evil.example", "\0",
    "http://127.0.0.1:{port}/x", "http://127.0.0.1:{port}//", "http://127.0.0.1:{port}//evil.example",
    "http://127.0.0.1:{port}/../", "http://127.0.0.1:{port}/%2e%2e", "http://127.0.0.1:{port}?x",
    "http://127.0.0.1:{port}#x", "http://127.0.0.1:{port}/?x=@evil.example",
    "http://127.0.0.1:{port}#@evil.example", "http://127.0.0.1:{port}?@evil.example",
    "http://127.0.0.1:{port}/@evil.example", "http://127.0.0.1:{port};evil", "http://127.0.0.1:{port},",
    "http://evil.example#127.0.0.1:{port}", "http://evil.example?127.0.0.1:{port}",
    "http://evil.example/127.0.0.1:{port}", "http://http://127.0.0.1:{port}",
    "url:http://127.0.0.1:{port}", "view-source:http://127.0.0.1:{port}", "\u202ehttp://127.0.0.1:{port}",
    "\ufeffhttp://127.0.0.1:{port}", "http\uff1a//127.0.0.1:{port}", "http:\uff0f\uff0f127.0.0.1:{port}",
    "https://www.zohoapis.com", "https://www.zohoapis.eu", "https://accounts.zoho.com",
    "https://accounts.zoho.eu", "http://www.zohoapis.com", "https://www.zohoapis.com/crm",
    "eu.evil", "us.", "U S", "evil", "us/../evil", "us@evil.example", "http://us", "\u0435u",
]


def forms(port, decoy):
    """All of them, each once."""
    made = [f"http://{text}" for text in AUTHORITIES.split()] + WHOLE
    filled = [text.replace("{port}", str(port)).replace("{decoy}", str(decoy)) for text in made]
    return list(dict.fromkeys(filled))


# The calls that a sign-in makes until it is told the address, and must not go beyond: least and most.
# A connection may ask for its token for both services at once.
CALLS = {"api_domain": (1, 1), "device": (2, 2), "browser": (0, 0), "verification": (1, 1),
         "connect": (4, 5)}
GRANT = {"access_token": "1000." + "a" * 32 + "." + "b" * 32,
         "refresh_token": "1000." + "c" * 32 + "." + "d" * 32, "expires_in": 3600,
         "scope": "ZohoCRM.users.READ", "token_type": "Bearer"}
CALLER = {"users": [{"id": "1", "email": "a@b.example", "full_name": "A B", "status": "active",
                     "confirm": True}],
          "info": {"more_records": False, "count": 1, "page": 1, "per_page": 200}}
CODES = {"user_code": "ABCD-1234", "device_code": "1000.device", "interval": 1, "expires_in": 300}
SECRETS = "client-id = {}\nclient-secret = sandbox\ncode = 1000.code\n"


def fits(flow, form):
    """An address in a browser's redirect can't hold everything; an empty one says nothing."""
    return flow in ("api_domain", "verification") or bool(form.strip())


def placed(form, server):
    """The form with the server's own port in place of the one it was made with."""
    return re.sub(r":1(?=\D|$)", f":{server.port}", form)


def is_own(form, server):
    """Whether it is a page of the server's own: such may be shown to a person."""
    told = placed(form, server)
    return told[:len(server.address)] == server.address and told[len(server.address):][:1] in "/?#"


def spoiler(flow, form):
    """The accounts service of a server that tells this address."""
    def spoil(connection, request, _answer):
        told = placed(form, spoil.server)
        if request.path.endswith("/device/code"):
            address = told if flow == "verification" else spoil.server.address + "/device"
            answer = {**CODES, "verification_url": address}
        elif request.path.endswith("/device/token") and flow == "device":
            answer = {"error": "other_dc", "user_location": told}
        elif flow == "connect" and b"authorization_code" in request.body:
            # The sign-in is honest; it is the refreshed token that is for somewhere else.
            answer = {**GRANT, "api_domain": spoil.server.address}
        elif request.path.endswith("/token"):
            answer = {**GRANT, "api_domain": told}
        else:
            answer = CALLER if flow == "connect" else {"users": [], "told": "nothing"}
        connection.sendall(whole(json.dumps(answer).encode(), "Connection: close"))
    return spoil


def sign_in(home, server, flow, form):
    """Signs in, by the flow in which the address is told; the run, and the `places` it connected to."""
    server.spoil.server = server
    device = flow in ("device", "verification")
    path = os.path.join(home.folder, "secrets")
    with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write(SECRETS.format("1004.SANDBOX" if device else "1000.SANDBOX"))
    trace = os.path.join(home.folder, "trace")
    order = f"login try --dc {server.address} --secrets {path} --yes"
    if device:
        order += " --flow device"
    elif flow == "connect":
        order += "; connect try"
    before = traced(trace, "connect,sendto,sendmsg") or ()
    if flow == "browser":
        ended = _in_browser(home, placed(form, server), order, before)
    else:
        ended = run(home, ["--no-input", "-c", order], before=before, limit=30)
    ended.places = set(
        f"{host}:{port}" for port, host in re.findall(
            r'sin_port=htons\((\d+)\), sin_addr=inet_addr\("([^"]+)"\)', read(trace)))
    ended.places |= set(
        f"[{host}]:{port}" for port, host in re.findall(
            r'sin6_port=htons\((\d+)\).*?inet_pton\(AF_INET6, "([^"]+)"', read(trace)))
    return ended


def _in_browser(home, told, order, before):
    """Plays the browser that comes back with this address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = launch(
        home, ["--no-input", "-c", f"{order} --flow browser --port {port}"], before=before)
    state, end = None, time.monotonic() + 20
    while state is None and time.monotonic() < end and process.poll() is None:
        said = b"".join(process.drains[0].kept + process.drains[1].kept).decode(errors="replace")
        found = re.search(r"[?&]state=([0-9a-f]+)", said)
        state = found.group(1) if found else None
        time.sleep(0.02)
    query = urllib.parse.urlencode(
        {"state": state, "code": "1000.code", "accounts-server": told, "location": told},
        errors="surrogatepass")
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/?{query}", timeout=10) as page:
            page.read()
    except OSError:
        # The program may close at once; what it says is judged.
        pass
    return finish(process, 30)
