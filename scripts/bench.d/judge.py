"""The judge: starts sandboxes and shells, and says from outside what became of the people of a plan.

Shares no code with crmsh. It knows the sandbox's judge endpoints (state, requests, counts, faults,
reset), CRM's own list of users, and what the command lines of a plan shall bring about; nothing of
the journal's format, and of the shell's words only its exit codes and its documented JSON.
"""
import atexit
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import urllib.parse
import urllib.request

KINDS = ["lost", "doubled", "role", "foreign", "mails", "exit", "other"]
# What stands above the columns of the kinds.
HEADINGS = ["lost", "doubled", "wrong role", "foreign", "second mails", "wrong exit", "other"]

_processes = set()
_guard = threading.Lock()


def _end_all():
    """Ends what is still running of what this program started."""
    with _guard:
        left = list(_processes)
    for process in left:
        if process.poll() is None:
            process.kill()


atexit.register(_end_all)


def _stopped(number, _frame):
    """Ends at once with all that was started: threads are not waited for."""
    _end_all()
    os._exit(128 + number)


for _number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
    signal.signal(_number, _stopped)


# What a binary that was built with a sanitizer is told by `scripts/sanitize`.
SANITIZERS = {
    name: value for name, value in os.environ.items() if name in ("ASAN_OPTIONS", "TSAN_OPTIONS")}


def spawn(arguments, environment, folder, **streams):
    """Starts a program that is ended with this one at the latest."""
    process = subprocess.Popen(arguments, env=environment, cwd=folder, **streams)
    with _guard:
        _processes.add(process)
    return process


def forget(process):
    """What has ended needs no ending."""
    with _guard:
        _processes.discard(process)


class Home:
    """A folder that is home and state of one cell's shells; removed by `close`."""

    def __init__(self, binary):
        self.binary = os.path.abspath(binary)
        self.folder = tempfile.mkdtemp(prefix="crmsh-bench-")
        self.environment = {
            "HOME": self.folder, "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", ""), **SANITIZERS,
        }

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Result:
    """How a shell ended: 128 + N where signal N did it."""

    def __init__(self, code, output, errors):
        self.code = code if code >= 0 else 128 - code
        self.output, self.errors = output, errors

    def documents(self):
        """The JSON documents of standard output."""
        found = []
        for line in self.output.splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
        return found

    def verdict(self):
        """The document of an import or a resume; None when it did not come to one."""
        found = [d for d in self.documents() if isinstance(d, dict) and "verdict" in d]
        return found[-1] if found else None

    def error(self):
        """The code of the error on standard error, such as `nothing-unfinished`; else None."""
        for line in self.errors.splitlines():
            try:
                return json.loads(line)["error"]["code"]
            except (ValueError, KeyError, TypeError):
                continue
        return None

    def brief(self):
        """The last lines of what it said."""
        said = (self.output.splitlines()[-1:] or [""]) + self.errors.splitlines()[-2:]
        return f"exit {self.code}: " + " | ".join(text[:9000] for text in said if text)


class Shells:
    """Runs the shell in one home, with the settings of one bench."""

    def __init__(self, home, settle="200ms", deadline="1s", limit=90, rate="1000/1s"):
        self.home, self.limit = home, limit
        self.options = ["--state", f"{home.folder}/state", "--format", "json", "--no-input"]
        # A sandbox without limits; where it has one, the bench says which rate.
        chosen = [f"rate={rate}"] if rate else []
        chosen += [f"settle={settle}", f"deadline={deadline}"] if settle else []
        for setting in chosen:
            self.options += ["--set", setting]

    def start(self, lines, crash=None):
        """Starts one with these lines; `crash`: LABEL:N at which a debug build dies."""
        environment = dict(self.home.environment)
        if crash:
            environment["CRMSH_CRASH_AT"] = crash
        process = spawn(
            [self.home.binary, *self.options, "-c", "\n".join(lines)], environment,
            self.home.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        process.started = time.monotonic()
        return process

    def end(self, process):
        """Waits for one, and ends it when its time is over."""
        try:
            output, errors = process.communicate(timeout=self.limit)
        except subprocess.TimeoutExpired:
            process.kill()
            output, errors = process.communicate()
            errors += b"\nthe bench's time limit ended it"
        forget(process)
        return Result(
            process.returncode, output.decode(errors="replace"), errors.decode(errors="replace"))

    def run(self, lines, crash=None, signals=()):
        """Runs one to its end; `signals`: (seconds after the start, number) to send meanwhile."""
        process = self.start(lines, crash)
        for delay, number in signals:
            try:
                process.wait(max(0, process.started + delay - time.monotonic()))
                break
            except subprocess.TimeoutExpired:
                process.send_signal(number)
        return self.end(process)

    def journal_is_whole(self):
        """What `runs --verify` says of the hash chain; a state folder never made is whole."""
        result = self.run(["runs --verify"])
        whole = any(d.get("intact") for d in result.documents() if isinstance(d, dict))
        return result.code == 0 and whole, result


class Sandbox:
    """`crmsh sandbox` as a process of its own, and what it tells of itself."""

    def __init__(self, home, options=(), program=None):
        self.process = spawn(
            [*(program or [home.binary]), "sandbox", "--port", "0", *options], home.environment,
            home.folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        line = self.process.stdout.readline().decode()
        if "listening on " not in line:
            raise RuntimeError(f"the sandbox did not start: {line}")
        self.address = line.split("listening on ")[1].strip()

    def call(self, method, path, body=None, token=None):
        """A call; the JSON of its answer, whatever the status."""
        headers = {"Authorization": f"Zoho-oauthtoken {token}"} if token else {}
        request = urllib.request.Request(
            self.address + path, method=method, headers=headers,
            data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return json.loads(error.read())

    def state(self):
        return self.call("GET", "/_sandbox/state")

    def requests(self):
        return self.call("GET", "/_sandbox/requests")

    def counts(self):
        return self.call("GET", "/_sandbox/counts")

    def set_faults(self, rules):
        return self.call("PUT", "/_sandbox/faults", rules)

    def reset(self):
        return self.call("POST", "/_sandbox/reset")

    def writes(self):
        """The calls that can change a portal, as the sandbox logged them."""
        return [r for r in self.requests() if r["method"] != "GET" and "/api/" in r["path"]]

    def staff(self):
        """Whom an import can bring in: active, confirmed, a plain address of their own, absent."""
        token = self.call(
            "POST", "/oauth/v2/token?" + urllib.parse.urlencode({
                "grant_type": "refresh_token", "client_id": "1000.SANDBOX",
                "client_secret": "sandbox", "refresh_token": "1000.sandbox.refresh"}))
        users, page = [], 1
        while page <= 100:
            answer = self.call(
                "GET", f"/crm/v8/users?type=AllUsers&per_page=200&page={page}",
                token=token["access_token"])
            users += answer["users"]
            if not answer["info"]["more_records"]:
                break
            page += 1
        taken = [folded(u["email"]) for u in self.state()["users"]]
        taken += [folded(u["email"]) for u in users if u.get("email")]
        return [
            u["email"] for u in users
            if u["status"] == "active" and u["confirm"] and taken.count(folded(u.get("email"))) == 1
            and re.fullmatch(r"[a-z0-9.]+@[a-z.]+", u.get("email") or "")]

    def stop(self):
        """Ends it as a service would be ended."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        forget(self.process)


def folded(email):
    """How an address is compared."""
    return (email or "").lower()


class Plan:
    """What lines of crmsh are to bring about. `people`: address → what they shall be."""

    def __init__(self, before):
        self.before = {folded(u["email"]): u for u in before["users"]}
        self.customers = {c["name"]: c for c in before["customers"]}
        self.people, self.lines, self.links = {}, [], {}

    def staff(self, people, role, projects, replace=False):
        """Users: a role for whom is new (for everybody with `replace`), and projects."""
        self._stage(people, projects)
        for email in people:
            there = self.before.get(folded(email))
            keeps = there is not None and not replace
            self.people[folded(email)]["role"] = there["role"] if keeps else role
        flag = " --replace" if replace else ""
        self.lines.append(f'role "{role}" for {", ".join(people)}{flag}')
        self._assign(people, projects)

    def clients(self, people, customer, projects, new=False):
        """Contacts: a customer, made where it is new, and projects."""
        self._stage(people, projects)
        for email in people:
            self.people[folded(email)].update(role="Customer", customer=customer)
        self.links.setdefault(customer, set()).update(projects)
        flag = " --new" if new else ""
        self.lines.append(f'customer "{customer}" for {", ".join(people)}{flag}')
        self._assign(people, projects)

    def _stage(self, people, projects):
        for email in people:
            there = self.before.get(folded(email))
            had = [p["name"] for p in there["projects"]] if there else []
            self.people[folded(email)] = {
                "projects": sorted(set(had) | set(projects)), "customer": None,
                "mails": there["mails"] if there else 1, "there": there}

    def _assign(self, people, projects):
        if projects:
            names = ", ".join(f'"{name}"' for name in projects)
            self.lines.append(f'assign {names} for {", ".join(people)}')

    def script(self, address, last="import --yes", wait=""):
        """The whole script, from `connect` on; `wait` as it stands after the last line."""
        fetch = ["fetch contacts"] if self.links else []
        return [f"connect {address}", *fetch, *self.lines, last + wait]

    def prepare(self, _sandbox, _shells):
        """What has to be there before the bench runs anything; what is wrong with it, else None."""
        return None

    def judge_people(self, after):
        return judge_people(self, after)

    def judge_rest(self, after, writes=()):
        return judge_customers(self, after) + judge_others(self, after, writes)

    def judge(self, after, writes=()):
        """Every finding, as (kind, words); none when the portal holds exactly the plan."""
        people = [(kind, f"{email} {words}") for email, (kind, words)
                  in self.judge_people(after).items()]
        return people + self.judge_rest(after, writes)


def finding_of(wish, found):
    """What is wrong with one person of a plan: (kind, words), or None."""
    if not found:
        return "lost", "is not in the portal"
    if len(found) > 1:
        return "doubled", f"is there {len(found)} times"
    user = found[0]
    if user["mails"] > wish["mails"] or user["notices"] > (wish["there"] or {}).get("notices", 0):
        return "mails", f"{user['mails']} invitations, {user['notices']} notices"
    if user["role"] != wish["role"]:
        return "role", f"is {user['role']}, not {wish['role']}"
    projects = sorted(p["name"] for p in user["projects"])
    if projects != wish["projects"] or user["customer"] != wish["customer"]:
        return "lost", f"is in {projects} for {user['customer']}, not {wish['projects']}"
    if user["mails"] < wish["mails"]:
        return "other", "was never invited"
    if wish["there"] and user["profile"] != wish["there"]["profile"]:
        return "other", f"has the profile {user['profile']}, not {wish['there']['profile']}"
    return None


def judge_people(plan, after):
    """Address → (kind, words) of those who are not as planned."""
    by_email = {}
    for user in after["users"]:
        by_email.setdefault(folded(user["email"]), []).append(user)
    findings = {e: finding_of(w, by_email.get(e, [])) for e, w in plan.people.items()}
    return {email: finding for email, finding in findings.items() if finding}


def judge_others(plan, after, writes=()):
    """Findings about what the plan does not name: people, customers, calls."""
    findings = []
    seen = {folded(u["email"]): u for u in after["users"]}
    for email in (set(seen) | set(plan.before)) - set(plan.people):
        if seen.get(email) != plan.before.get(email):
            findings.append(("foreign", f"{email} was touched"))
    for call in writes:
        named = set(re.findall(r"[^\"\s,:=&\[\]{}]+@[^\"\s,:=&\[\]{}]+",
                               urllib.parse.unquote_plus(call["query"])))
        for email in named - set(plan.people):
            if folded(email) not in plan.people:
                findings.append(("foreign", f"a call names {email}"))
    for customer in after["customers"]:
        if customer["name"] not in plan.links:
            if customer not in plan.customers.values() and customer["name"] != "Acme":
                findings.append(("foreign", f"customer {customer['name']} was touched"))
    return findings


def judge_customers(plan, after):
    """Findings about the customers of a plan: each once, linked as planned."""
    findings = []
    for name, projects in plan.links.items():
        found = [c for c in after["customers"] if c["name"] == name]
        had = {p["name"] for p in plan.customers.get(name, {"projects": []})["projects"]}
        if len(found) > 1:
            findings.append(("doubled", f"customer {name} is there {len(found)} times"))
        elif not found or {p["name"] for p in found[0]["projects"]} != had | projects:
            findings.append(("lost", f"customer {name} is {found}"))
    return findings


def table(rows, heads):
    """Columns of text, the first to the left."""
    cells = [list(map(str, row)) for row in [heads, *rows]]
    widths = [max(map(len, column)) for column in zip(*cells)]
    return "\n".join(
        "  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths)))
        for row in cells)
