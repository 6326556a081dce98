"""Line breaks, paths and other people's words in the ids, names and e-mails of a server's answers."""
import json

from hostile_answers import changed

BREAKS = {
    "CR LF": "\r\nX-Injected: yes\r\n", "LF": "\nX-Injected: yes", "CR": "\rX-Injected: yes",
    "encoded CR LF": "%0d%0aX-Injected:%20yes", "NUL": "\0", "a path": "/../../../x", "dots": "..",
    "a query": "?X-Injected=yes&a=b", "a fragment": "#x", "blanks": " HTTP/1.1\r\nHost: evil\r\n\r\n",
    "U+2028": "\u2028X-Injected: yes", "escapes": "\x1b[2J\x1b]0;x\x07", "C1": "\u009b2J",
    "bidi": "\u202egro.live", "U+010D U+010A": "\u010d\u010aX-Injected: yes", "100,000 a": "a" * 100_000,
}
# Which keys are changed: name → keys.
FIELDS = {
    "ids": {"id", "zuid", "zpuid", "zgid", "org_id", "portal_id"},
    "e-mails": {"email", "Email", "email_address"},
    "names": {"name", "full_name", "first_name", "last_name", "portal_name", "company_name"},
    "rest": {"status", "role", "profile", "created_time", "modified_time", "time_zone"},
}
SAMPLE = {"ids with CR LF", "e-mails with CR LF"}


def turned(node, keys, text, place="behind"):
    """The JSON with this text at every value of these keys."""
    if isinstance(node, list):
        return [turned(value, keys, text, place) for value in node]
    if not isinstance(node, dict):
        return node
    made = {}
    for key, value in node.items():
        if key in keys and isinstance(value, (str, int)) and not isinstance(value, bool):
            made[key] = f"{value}{text}" if place == "behind" else text
        else:
            made[key] = turned(value, keys, text, place)
    return made


def changes():
    """Name → what it makes of an answer."""
    made = {}
    for field, keys in FIELDS.items():
        for name, text in BREAKS.items():
            for place in ("behind", "alone"):
                def change(body, keys=keys, text=text, place=place):
                    try:
                        return json.dumps(turned(json.loads(body), keys, text, place)).encode()
                    except ValueError:
                        return body
                suffix = "" if place == "behind" else ", alone"
                made[f"{field} with {name}{suffix}"] = changed(change)
    return made


def matches(request):
    """Everything that is read; the token is not."""
    return request.method == "GET"


def lines(address):
    """What uses ids, e-mails and names in calls, files and at the terminal."""
    return [
        f"connect {address}", "list users --format csv", "list projects", "list roles", "fetch contacts",
        "select users where crm.status = active", "role Employee", "assign Website", "preview",
        "drop blocked", "import --yes", "report last", "runs --verify",
    ]
