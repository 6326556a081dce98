"""P6 and P7: a million contacts found and held, beside what databases do with them."""
import collections
import csv
import io
import json
import os
import subprocess
import time
import urllib.request
import zipfile

from judge import Sandbox
from perf_import import access
from perf_kit import SERVER, Line, Session, Wrong, pinned, repeated, run
from perf_rivals import program, version

READING = ("--set", "snapshots=off")
FIELDS = ["Last_Name", "Email", "Title", "Account_Name", "Mailing_City", "Mailing_Country",
          "Email_Opt_Out", "Modified_Time"]
# With these out of the caller's sight, CRM's contacts have the eight fields above.
HIDDEN = ("Salutation,First_Name,Full_Name,Secondary_Email,Phone,Mobile,Department,Reporting_To,"
          "Owner,Lead_Source,Record_Status__s,Tag,Created_Time,Partner_Level,Contract_End,Newsletter")
PART, CITY = "ortega", "London"


class Contacts:
    """A sandbox of so many contacts; a shell that has read them, and the same as a CSV file.

    A shell that keeps what it fetched reads a second time from its own disk: what measures reading
    sets that off.
    """

    def __init__(self, bench, count, hidden=HIDDEN, *settings):
        self.home, self.count = bench.home(), count
        options = ["--no-limits", "--users", "50", "--contacts", str(count), "--bulk-pace", "0"]
        self.sandbox = Sandbox(self.home, options + (["--hide-fields", hidden] if hidden else []),
                               program=pinned(SERVER, [self.home.binary]))
        self.shell = Session(self.home, *settings)
        self.shell.say(f"connect {self.sandbox.address}")
        self.before, self.grown = self.shell.memory(), None
        self.csv, self.fetches = None, []

    def fetch(self):
        """Reads them all: CPU seconds of the shell."""
        _, cpu, told = self.shell.say("fetch contacts")
        if f'"fetched":{self.count}' not in told:
            raise Wrong(f"fetch contacts: {told[-300:]}")
        self.fetches.append(cpu)
        # Whatever is read again: what the first reading made it hold.
        if self.grown is None:
            self.grown = self.shell.memory() - self.before
        return cpu

    def fetched(self):
        if not self.fetches:
            self.fetch()
        return self

    def file(self):
        """The same records as CSV, read through Bulk Read by hand."""
        if self.csv:
            return self.csv
        token, page, more = access(self.sandbox), 1, True
        self.csv = f"{self.home.folder}/contacts.csv"
        with open(self.csv, "wb") as file:
            while more:
                job = self.sandbox.call("POST", "/crm/bulk/v8/read", {"query": {
                    "module": {"api_name": "Contacts"}, "fields": FIELDS, "page": page}}, token=token)
                more = self._copy(job["data"][0]["details"]["id"], token, file, page == 1)
                page += 1
        return self.csv

    def _copy(self, job, token, file, with_heads):
        """Appends the file of a job; whether there are more."""
        path, end = f"/crm/bulk/v8/read/{job}", time.monotonic() + 120
        while True:
            told = self.sandbox.call("GET", path, token=token)["data"][0]
            if told["state"] == "COMPLETED":
                break
            if time.monotonic() > end:
                raise Wrong(f"a bulk read job is still {told['state']}")
            time.sleep(0.2)
        request = urllib.request.Request(
            f"{self.sandbox.address}{path}/result", headers={"Authorization": f"Zoho-oauthtoken {token}"})
        with urllib.request.urlopen(request, timeout=200) as answer:
            archive = zipfile.ZipFile(io.BytesIO(answer.read()))
        with archive.open(archive.namelist()[0]) as rows:
            heads = rows.readline()
            file.write(heads if with_heads else b"")
            while chunk := rows.read(1 << 20):
                file.write(chunk)
        return told["result"]["more_records"]

    def close(self):
        self.shell.close()
        self.sandbox.stop()


def contacts(bench, count):
    """One for all rows that need so many."""
    if count not in bench.shared:
        bench.shared[count] = Contacts(bench, count)
    return bench.shared[count]


def timed_line(shell, line):
    """Seconds of a line, as `time` tells them, and what it wrote before."""
    _, _, told = shell.say(f"time '{line}'")
    documents = [json.loads(t) for t in told.splitlines() if t.startswith("{")]
    if documents[-1].get("exit_code") != 0:
        raise Wrong(f"{line}: {told[-300:]}")
    return documents[-1]["milliseconds"] / 1000, documents[:-1]


def own_filter(shell):
    """(seconds, contacts found) of the three conditions."""
    line = f'count contacts where Email ~ "*{PART}*" and Mailing_City = "{CITY}" and Email_Opt_Out = false'
    seconds, told = timed_line(shell, line)
    return max(seconds, 0.0005), told[0]["count"]


def ripgrep(path, heads):
    """Seconds of rg's counting of the lines that fit, and how many do."""
    order = sorted((heads.index("Email"), heads.index("Mailing_City"), heads.index("Email_Opt_Out")))
    parts = {heads.index("Email"): f"[^,]*{PART}[^,]*", heads.index("Mailing_City"): CITY,
             heads.index("Email_Opt_Out"): "false"}
    cell = '(?:"[^"]*"|[^,"]*)'
    pattern = "^" + ",".join(parts.get(i, cell) for i in range(order[-1] + 1)) + "(,|$)"
    seconds, _, _, told = run([program("rg"), "-j1", "--no-config", "-c", pattern, path])
    return seconds, int(told)


def filters(bench):
    """Counting the contacts whose e-mail has a part, whose city is one, and who did not opt out, once
    loaded; crmsh by `time 'count …'`. DuckDB (one thread) and sqlite3 hold the same rows in memory and
    compare as they are spelt; rg counts the lines of the CSV file that fit."""
    scene, runs = contacts(bench, bench.size["contacts"]).fetched(), bench.size["runs"]
    found = repeated(lambda: own_filter(scene.shell), runs)
    own, count = [seconds for seconds, _ in found], found[0][1]
    path, what, lines = scene.file(), f"filter over {scene.count}", []

    def check(name, other):
        if other != count:
            raise Wrong(f"crmsh finds {count}, {name} {other}")

    def database(name, rival, **goal):
        told = bench.rivals.script("rival_tables.py", name, path, PART, CITY, runs)
        check(rival, told["found"])
        return [Line("P6", what, "ms", [1000 * s for s in own], rival,
                     [1000 * s for s in told["seconds"]], **goal)]

    def searched():
        with open(path, encoding="utf-8") as file:
            heads = file.readline().strip().split(",")
        told = repeated(lambda: ripgrep(path, heads), runs)
        check("rg", told[0][1])
        return [Line("P6", what, "ms", [1000 * s for s in own],
                     f"rg {version([program('rg'), '--version'])}", [1000 * s for s, _ in told], most=1)]

    lines += bench.attempt(lambda: database("duckdb-filter", bench.rivals.package("duckdb"), most=1))
    lines += bench.attempt(lambda: database("sqlite-filter", sqlite(bench), most=0.1))
    return lines + bench.attempt(searched)


def sqlite(bench):
    """The SQLite of the rivals' Python."""
    bench.rivals.wait()
    told = subprocess.run([bench.rivals.python, "-c", "import sqlite3; print(sqlite3.sqlite_version)"],
                          capture_output=True, text=True, check=True)
    return f"sqlite3 {told.stdout.strip()}"


def held(shell):
    """What the shell says its contacts hold, part by part."""
    _, _, told = shell.say("status --memory")
    parts = json.loads(next(t for t in told.splitlines() if t.startswith("{")))["memory"]
    return ", ".join(f"{name} {size / 2**20:.1f} MiB" for name, size in parts.items())


def addresses(path, count):
    """The first addresses of a CSV file of contacts, each once."""
    found = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["Email"]:
                found.setdefault(row["Email"].lower(), row["Email"])
            if len(found) == count:
                break
    return list(found.values())


def stepped(scene, staged, steps):
    """Stages so many contacts as client users, in so many steps that `undo` takes back: they are selected
    and get a customer; then a tenth of them after the other is selected, kept under a name and assigned
    to a project."""
    people, state = addresses(scene.file(), staged), scene.sandbox.state()
    often = collections.Counter(project["name"] for project in state["projects"])
    projects = [p["name"] for p in state["projects"]
                if p["status"] == "active" and often[p["name"]] == 1]

    def listed(name, part):
        path = f"{scene.home.folder}/{name}.csv"
        with open(path, "w", encoding="utf-8") as file:
            file.write("email\n" + "\n".join(part) + "\n")
        return path
    lines = [f"select from {listed('staged', people)}", f'customer "{state["customers"][0]["name"]}"']
    tenth = max(len(people) // 10, 1)
    parts = [listed(f"part{i}", people[i * tenth:(i + 1) * tenth]) for i in range(10)]
    for number in range((steps - len(lines)) // 2):
        lines += [f"select from {parts[number % 10]} as n{number}",
                  f'assign "{projects[number // 10 % len(projects)]}"']
    for line in lines:
        scene.shell.say(line)
    _, _, told = scene.shell.say("status --memory")
    document = json.loads(next(t for t in told.splitlines() if t.startswith("{")))
    if document["plan"] < len(people):
        raise Wrong(f"{document['plan']} people are staged, not {len(people)}")
    return scene.shell.memory() - scene.before, len(people), len(lines)


def memory(bench):
    """Memory that a shell takes for contacts of eight fields: what it holds after `fetch contacts`
    less what it held after `connect`; of the others, the same before and after the CSV was read. Then
    with some of them staged and steps to undo, indexes and kept names included: a fifth more may that
    be. One run: it is a size."""
    scene = contacts(bench, bench.size["contacts"]).fetched()
    path, own, what = scene.file(), [scene.grown / 1024], f"{scene.count} contacts"
    lines = [Line("P7", what, "MiB", own, "its CSV", [os.path.getsize(path) / 2**20], most=1.4)]
    bench.note(f"its own account: {held(scene.shell)}")
    def staged():
        grown, people, steps = stepped(scene, bench.size["staged"], bench.size["steps"])
        bench.note(f"with {people} staged, its own account: {held(scene.shell)}")
        whole = f"{what}, {people} staged, {steps} steps"
        return [Line("P7", whole, "MiB", [grown / 1024], "its CSV", [os.path.getsize(path) / 2**20],
                     most=1.4 * 1.2),
                Line("P7", whole, "MiB", [grown / 1024], "the contacts alone", own, most=1.2)]
    lines += bench.attempt(staged)
    for name, package in (("duckdb-memory", "duckdb"), ("pandas-memory", "pandas")):
        lines += bench.attempt(lambda name=name, package=package: [Line(
            "P7", what, "MiB", own, bench.rivals.package(package),
            [bench.rivals.script("rival_tables.py", name, path, 0)["found"] / 1024], most=1)])
    return lines
