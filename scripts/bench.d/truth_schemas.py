"""Every answer of the sandbox's CRM side, held against both sets of Zoho's OpenAPI files."""
import json
import time
import urllib.error
import urllib.request

from truth_deviations import STATUSES
from truth_oas import Documents
from truth_probes import PROBES


class Caller:
    """Calls the sandbox with a token of its own."""

    def __init__(self, base):
        self.base = base
        form = ("grant_type=refresh_token&client_id=1000.SANDBOX&client_secret=sandbox"
                "&refresh_token=1000.sandbox.refresh")
        with urllib.request.urlopen(base + "/oauth/v2/token", form.encode()) as answer:
            self.token = json.loads(answer.read())["access_token"]

    def call(self, method, target, body=None, headers=None):
        """(status, media type, body): JSON where it is, bytes where not, None where there is none."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + target, data, method=method, headers={
            "Authorization": f"Zoho-oauthtoken {self.token}", "Content-Type": "application/json",
            **(headers or {})})
        try:
            answer = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            content = answer.read()
            kind = (answer.headers.get("Content-Type") or "").split(";")[0].strip()
        if content and kind.endswith("json"):
            return answer.status, kind, json.loads(content)
        return answer.status, kind, content or None


def judged(sets, operations, method, status, kind, body):
    """What is wrong with an answer: a success in a set that knows its status, a refusal in every one;
    or that no set knows the status."""
    problems, fits = {}, 0
    for name, operation in operations.items():
        if operation is None:
            continue
        found = sets[name].problems(*operation, method.lower(), status, kind, body)
        if found is not None:
            problems[name] = [f"{name} {' '.join(operation)} {status}: {words}" for words in found]
            fits += not found
    if status >= 400 and fits:
        return []
    if not problems:
        files = {operation[0] for operation in operations.values() if operation}
        if not any(told in files and status == number for told, number, _reason in STATUSES):
            return [f"no set knows {status} of {method} {sorted(files)}: {json.dumps(body)}"]
    return [words for found in problems.values() for words in found]


def run(base, oas, sample=False):
    """Returns how many answers were held against the files, and what was found."""
    sets = {name: Documents(oas, name) for name in ("2026", "2025")}
    caller, findings, count = Caller(base), [], 0
    findings += [("", words) for documents in sets.values() for words in documents.unused]
    jobs = []
    for method, target, body, headers, newer, older in PROBES:
        status, kind, answer = caller.call(method, target, body, headers)
        count += 1
        call = f"{method} {target} {json.dumps(body) if body else ''}"
        findings += [(call, words) for words in judged(
            sets, {"2026": newer, "2025": older}, method, status, kind, answer)]
        if status == 201:
            jobs.append(answer["data"][0]["details"]["id"])
    return count + _bulk(caller, sets, jobs + ["1"], findings), findings


def _bulk(caller, sets, jobs, findings):
    """The jobs of Bulk Read, from ADDED to their files; returns how many answers there were."""
    count, path = 0, "/crm/bulk/v8/read"
    for job in jobs:
        for suffix, newer, older in (("", "/read/{jobId}", path + "/{job_id}"),
                                     ("/result", "/read/{jobId}/result",
                                      path + "/{job_id}/result")):
            end = time.monotonic() + 20
            while True:
                status, kind, answer = caller.call("GET", f"{path}/{job}{suffix}")
                count += 1
                findings += [(f"{path}/{job}{suffix}", words) for words in judged(
                    sets, {"2026": ("bulk_read.json", newer), "2025": ("bulk_read.json", older)},
                    "GET", status, kind, answer)]
                if suffix or status != 200 or answer["data"][0]["state"] == "COMPLETED":
                    break
                if time.monotonic() > end:
                    findings.append((f"{path}/{job}", "the job does not end"))
                    break
                time.sleep(0.2)
    return count
