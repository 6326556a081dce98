"""P1 to P4: an import beside the scripts that people write, at the same sandbox."""
import collections
import datetime
import json
import math
import re
import urllib.parse

from judge import Sandbox, folded
from long import PROJECTS
from perf_kit import SERVER, Line, Session, Wrong, cpu_of, pinned, repeated

BATCH = 50
# Of the people of CRM so many can be brought in; the others are there to be told apart.
SPARE = 1.25


def served(home, *options):
    """A sandbox on the core of the servers."""
    arguments = pinned(SERVER, [home.binary])
    return Sandbox(home, ["--no-limits", "--contacts", "0", *options], program=arguments)


def plain_people(sandbox, count, there=None):
    """Addresses of active, confirmed users of CRM that only one of them has; `there`: whether they
    are to be in the portal, None for either."""
    token = access(sandbox)
    users, page, more = [], 1, True
    while more:
        answer = sandbox.call(
            "GET", f"/crm/v8/users?type=AllUsers&per_page=200&page={page}", token=token)
        users += answer["users"]
        page, more = page + 1, answer["info"]["more_records"]
    portal = {folded(u["email"]) for u in sandbox.state()["users"]}
    often = collections.Counter(folded(u.get("email")) for u in users)
    found = [
        u["email"] for u in users
        if u["status"] == "active" and u["confirm"] and often[folded(u.get("email"))] == 1
        and re.fullmatch(r"[a-z0-9.]+@[a-z.]+", u.get("email") or "")
        and there in (None, folded(u["email"]) in portal)]
    if len(found) < count:
        raise Wrong(f"the sandbox has {len(found)} people to bring in, not {count}")
    return found[:count]


def access(sandbox):
    """An access token for the sandbox's APIs."""
    return sandbox.call("POST", "/oauth/v2/token?" + urllib.parse.urlencode({
        "grant_type": "refresh_token", "client_id": "1000.SANDBOX", "client_secret": "sandbox",
        "refresh_token": "1000.sandbox.refresh"}))["access_token"]


def listed(home, people, name="people.csv"):
    """The file of addresses that both sides are given."""
    path = f"{home.folder}/{name}"
    with open(path, "w", encoding="utf-8") as file:
        file.write("email\n" + "\n".join(people) + "\n")
    return path


def staged(home, sandbox, path, projects, *settings):
    """A shell with everybody of the file staged for the projects."""
    shell = Session(home, "--set", "rate=1000/1s", *settings, state=f"state-{next(_states)}")
    for line in (f"connect {sandbox.address}", f"select from {path}", "role Employee",
                 "assign " + ", ".join(f'"{p}"' for p in projects)):
        shell.say(line)
    return shell


_states = iter(range(1 << 30))


def imported(shell, line="import --yes"):
    """Carries the plan out: (seconds, CPU seconds); anything but success is wrong."""
    seconds, cpu, told = shell.say(line)
    verdict = next((json.loads(t) for t in told.splitlines() if '"verdict"' in t), {})
    if verdict.get("exit_code") != 0:
        raise Wrong(f"the import ended with {verdict.get('exit_code')}: {told[-300:]}")
    return seconds, cpu


def reads_of(requests, page=50):
    """How many calls a complete read of everything in the log would take, and how many there were."""
    gets = [r for r in requests if r["method"] == "GET" and "/api/" in r["path"]]
    pages = collections.defaultdict(int)
    for request in gets:
        query = dict(urllib.parse.parse_qsl(request["query"]))
        kinds = (request["path"], query.get("type"), query.get("view_type"))
        pages[kinds] = max(pages[kinds], int(query.get("page", 1)))
    return sum(pages.values()), len(gets)


def calls(bench):
    """Calls of an import of N people into P projects by fifty a call, as the sandbox counted them,
    against one call per person and project, which is what rival_naive.py makes: on a part it is
    run to show so. A count: one run."""
    count, projects = bench.size["people"], PROJECTS[:bench.size["projects"]]
    home = bench.home()
    sandbox = served(home, "--users", str(int(count * SPARE) + 100), "--licences", str(count + 100))
    people = plain_people(sandbox, count, there=False)
    shell = staged(home, sandbox, listed(home, people), projects)
    before = len(sandbox.requests())
    imported(shell)
    requests = sandbox.requests()[before:]
    shell.close()
    sandbox.stop()
    writes = sum(1 for r in requests if r["method"] != "GET" and "/api/" in r["path"])
    complete, reads = reads_of(requests)
    work = f"{count} people × {len(projects)} projects"
    batches = math.ceil(count / BATCH) * len(projects)
    # A canary of introduction and one of joining: each may make one call more.
    return [
        Line("P1", f"writes, {work}", "calls", [writes], "one call a pair",
             [count * len(projects)], most=(batches + 2) / (count * len(projects))),
        Line("P1", f"writes, {work}", "calls", [writes], "⌈N/50⌉·P + canaries", [batches + 2], most=1),
        Line("P1", f"reads, {work}", "calls", [reads], f"3 complete reads of {complete} + 20",
             [3 * complete + 20], most=1)]


class Scripts:
    """What P2 and P3 share: runs of crmsh and of both scripts against 50 ms of latency."""

    def __init__(self, bench):
        self.bench, self.home, self.results = bench, bench.home(), {}
        count = bench.size["script"]
        self.projects = PROJECTS[:bench.size["projects"]]
        self.sandbox = served(self.home, "--latency", "50", "--users",
                              str(int(count * SPARE) + 100), "--licences", str(count + 100))
        self.path = listed(self.home, plain_people(self.sandbox, count, there=False))
        self.pairs = count * len(self.projects)

    def own(self, flights):
        """One import, from connect on: pairs a second of `import`, CPU seconds and KiB of it all, and
        pairs a second from the first write to the last."""
        self.sandbox.reset()
        shell = staged(self.home, self.sandbox, self.path, self.projects,
                       "--set", f"concurrency={flights}")
        seconds, _ = imported(shell)
        figures = (self.pairs / seconds, cpu_of(shell.pid), shell.memory("VmHWM"))
        shell.close()
        times = [moment(r) for r in self.sandbox.writes() if "projectusers" in r["path"]]
        return (*figures, self.pairs / (max(times) - min(times)))

    def other(self, script, flights, first):
        self.sandbox.reset()
        told = self.bench.rivals.script(
            script, self.sandbox.address, self.path, "Employee", *self.projects,
            "--flights", flights, "--first", first)
        pairs = told["people"] * len(self.projects)
        if told["failed"] or told["people"] != first:
            raise Wrong(f"{script}: {told}")
        return pairs / told["seconds"], told["cpu"] * self.pairs / pairs, told["peak"]

    def figures(self, name, work):
        if name not in self.results:
            self.results[name] = list(zip(*repeated(work, self.bench.size["runs"])))
        return self.results[name]

    def naive(self, flights):
        return self.figures(("naive", flights), lambda: self.other(
            "rival_naive.py", flights, self.bench.size["naive"]))

    def batched(self, flights):
        return self.figures(("batched", flights), lambda: self.other(
            "rival_batched.py", flights, self.bench.size["script"]))

    def crmsh(self, flights):
        return self.figures(("crmsh", flights), lambda: self.own(flights))

    def close(self):
        self.sandbox.stop()


def scripts(bench):
    if "scripts" not in bench.shared:
        bench.rivals.wait()
        bench.shared["scripts"] = Scripts(bench)
    return bench.shared["scripts"]


def speed(bench):
    """Person–project pairs a second against a sandbox that answers after 50 ms without a limit: of
    crmsh the whole `import`, with its reads, journal and read-back; of the scripts (CRM SDK and
    requests) only the writing, which of crmsh stands in lines of its own, the first calls of a kind
    and what is read back for them included. The naive one does the first people only, its rate being
    constant."""
    shared, rival = scripts(bench), bench.rivals.package("requests")
    lines = []
    for flights in bench.size["flights"]:
        work, imports = f"{bench.size['script']} × {len(shared.projects)}", shared.crmsh(flights)
        own = imports[0]
        lines.append(Line("P2", f"{work} at 50 ms, first to last write", "pairs/s", imports[3],
                          f"batched, {flights} at a time, {rival}", shared.batched(flights)[0]))
        for name, runs, least in (("naive", shared.naive, 0.8 * BATCH), ("batched", shared.batched, 0.9)):
            lines.append(Line("P2", f"{work} at 50 ms", "pairs/s", own,
                              f"{name}, {flights} at a time, {rival}", runs(flights)[0], least=least))
    return lines


def cost(bench):
    """CPU and peak memory of the same import, the whole process from connect (or login) to its end;
    the naive script's CPU is that of the first people times those there are."""
    shared, flights = scripts(bench), bench.size["flights"][0]
    own, naive = shared.crmsh(flights), shared.naive(flights)
    rival = f"naive, {flights} at a time, {bench.rivals.package('zohocrmsdk8-0')}"
    work = f"{bench.size['script']} × {len(shared.projects)}"
    return [
        Line("P3", f"CPU, {work}", "s", own[1], rival, naive[1], most=0.2),
        Line("P3", f"peak memory, {work}", "MiB", [k / 1024 for k in own[2]], rival,
             [k / 1024 for k in naive[2]], most=0.5)]


def moment(request):
    return datetime.datetime.fromisoformat(request["time"].replace("Z", "+00:00")).timestamp()


def pace(bench):
    """A rate-limited run ÷ the bound T*(n) = ⌊(n−1)/95⌋·W, from the first to the last of n write
    calls of one person each, at a sandbox that lets 100 through in W seconds; its clock is real,
    so W is short, which makes everything else weigh more. The rival paces by a pause of 1.2·W/120
    s after each call."""
    calls_, window = bench.size["paced"], bench.size["window"]
    people, projects = calls_ // 2, PROJECTS[:2]
    home = bench.home()
    sandbox = Sandbox(home, ["--rate", f"100/{window}", "--lockout", "1", "--contacts", "0", "--users",
                             str(int(people * SPARE) + 100), "--licences", str(people + 100)],
                      program=pinned(SERVER, [home.binary]))
    path = listed(home, plain_people(sandbox, people, there=False))

    def finished():
        writes = [moment(r) for r in sandbox.writes() if "projectusers" in r["path"]]
        bound = max(1, (len(writes) - 1) // 95) * window
        return (max(writes) - min(writes)) / bound, sandbox.counts()["violations"]

    def own():
        sandbox.reset()
        shell = staged(home, sandbox, path, projects, "--set", f"rate=95/{window}s", "--set", "batch=1")
        imported(shell)
        shell.close()
        return finished()

    def paused():
        sandbox.reset()
        bench.rivals.script("rival_naive.py", sandbox.address, path, "Employee", *projects,
                            "--pause", 1.2 * window / 120)
        return finished()

    # Each run takes the bound's time: there is no warm-up, and of the rival one.
    ours = [own() for _ in range(bench.size["runs"])]
    bench.note("the run of n = 1,000 on a virtual clock, and 10⁶ calls without a violation, are "
               "tests of ImportEngine's pacing; a program's own clock can't be replaced from outside")
    rival = bench.attempt(lambda: [paused()])
    sandbox.stop()
    work, ratios = f"n = {calls_}, W = {window} s", [ratio for ratio, _ in ours]
    lines = [Line("P4", f"time ÷ T*, {work}", "", ratios, "the bound", [1.0], most=1.02)]
    violations = [sum(v for _, v in ours)]
    if rival:
        lines.append(Line("P4", f"time ÷ T*, {work}", "", ratios, "pause after each call",
                          [rival[0][0]]))
        bench.note(f"violations: crmsh {violations[0]} in all runs, the pacing script {rival[0][1]} "
                   "in one")
    if violations[0]:
        raise Wrong(f"{violations[0]} calls above the limit")
    return lines
