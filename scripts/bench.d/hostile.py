"""`bench hostile`: the shell before a server that means harm.

A server of raw sockets stands between crmsh and a sandbox and spoils one kind of call: sizes, texts,
lengths, heads, time, addresses, ids. For every case: peak memory at most 64 MiB above that of a plain
connect, time within the limit, words that name what happened, the exit code that is specified, nobody
else visited, and afterwards nothing lost.
"""
import argparse
import itertools
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import hostile_answers as answers
import hostile_ids
import hostile_records
import hostile_urls
from hostile_server import Decoy, Server
from judge import Plan, Sandbox
from probe import MIB, Tally, made_home, run

OPTIONS = ["--no-limits", "--users", "30", "--projects", "3"]
# KiB above a plain connect.
MOST = 64 * MIB
# Seconds a read may take to its last byte, sent again after what may pass.
READ, SENDS = 60, 3

PLACES = {
    "token": lambda r: r.path.endswith("/oauth/v2/token"),
    "CRM": lambda r: "/crm/v8/users" in r.path,
    "portal": lambda r: r.path.endswith("/api/v3/portals"),
    "people": lambda r: r.path.endswith("/users") and "/api/v3.1/" in r.path,
    "records": lambda r: r.path.endswith("/crm/v8/Contacts"),
    "write": lambda r: r.method == "POST" and r.path.startswith("/api/"),
}
# What is typed where a read is spoiled: the lines that make it, and show what was read.
LINES = "connect {}; list users --format csv"
FETCHING = "connect {}; fetch contacts; list contacts by email limit 20 --format csv"
# What exit codes a spoiled call may end in; where nothing is said here, 9: network, nothing sent.
CODES = {"429": {6}}
# What may as well be taken for the answer it nearly is: the data must then be those of the sandbox.
HARMLESS = {"a second answer behind", "103 now and then", "gzip in gzip", "304 unasked"}
# Sound answers that say something else: nobody, nothing, or people without a readable e-mail.
OTHERS = {("portal", "a list"): 2, ("portal", "204 with a body"): 2, ("people", "a list"): 0,
          ("people", "204 with a body"): 0, ("portal", "every text a number"): 5,
          ("people", "every text a number"): 0}
SAMPLE = {
    "endless header lines", "300 MiB of chunks", "gzip bomb of 300 MiB", "8 MiB of empty objects",
    "5 million brackets", "length too short, an answer behind", "length and chunks", "302 to another host",
    "103 for ever", "status 000", "reset in the body",
}


class Plain:
    """Lines at a server that means well: what they take, and what they print."""

    def __init__(self, bench, lines):
        self.lines = lines
        server = Server(bench.sandbox.address, lambda _: False, None)
        plain = [run(bench.home, ["--no-input", "-c", lines.format(server.address)]) for _ in range(3)]
        server.close()
        if any(p.code for p in plain):
            raise RuntimeError(f"{lines} fails: {plain[0].said()}")
        self.peak, self.printed = max(p.peak for p in plain), plain[0].output


class Bench:
    """A sandbox, and what crmsh does with it where nobody means harm."""

    def __init__(self, binary):
        self.binary, self.home = binary, made_home(binary)
        self.sandbox = Sandbox(self.home, OPTIONS)
        self.decoy = Decoy()
        self.plain = Plain(self, LINES)
        self.fetching = Plain(self, FETCHING)

    def plain_of(self, place):
        return self.fetching if place == "records" else self.plain

    def close(self):
        self.sandbox.stop()
        self.decoy.close()
        self.home.close()


def expected(name, place):
    """The exit codes that a case may have."""
    for start, codes in CODES.items():
        if name.startswith(start):
            return codes
    if place == "records" and name in hostile_records.REFUSED:
        return {5}
    return {8, 9} if place == "token" else {9}


def common(bench, name, ended, server, peak=None):
    """What no case may show, whatever was sent."""
    found, above = [], ended.peak - (peak or bench.plain.peak)
    if ended.crashed():
        found.append(f"{name}: crashed: {ended.errors[-400:]}")
    if above > MOST:
        found.append(f"{name}: {above // MIB} MiB above the same lines at another server")
    if "limit ended it" in ended.errors:
        found.append(f"{name}: did not end within {ended.seconds:.0f} s")
    if bench.decoy.visits:
        found.append(f"{name}: another host was visited")
        bench.decoy.visits = 0
    if any(ord(c) < 32 and c not in "\n\t\r" or 127 <= ord(c) < 160
           for c in ended.output + ended.errors):
        found.append(f"{name}: control characters in what it said")
    return found + [f"{name}: sent {flaw}" for flaw in server.flaws]


def people(printed):
    """How many contacts were fetched, and how many are listed."""
    return re.findall(r"\d+ (?:of \d+ )?contacts", printed), len(printed.splitlines())


def reading(bench, tally, place, name, spoil, limit):
    """A read is spoiled, every time; afterwards the same lines work on the sandbox itself."""
    home, label, plain = made_home(bench.binary), f"{place}/{name}", bench.plain_of(place)
    server = Server(bench.sandbox.address, PLACES[place], spoil)
    ended = run(home, ["--no-input", "-c", plain.lines.format(server.address)], limit=limit + 1)
    server.close()
    found = common(bench, label, ended, server, plain.peak)
    if not server.spoiled:
        found.append(f"{label}: the call was never made")
    if (place, name) in OTHERS:
        if ended.code != OTHERS[place, name]:
            found.append(f"{label}: exit {ended.code}: {ended.said()}")
    elif place == "records" and name in hostile_records.SHORT:
        if ended.code or "warning: CRM counts 1280 contacts, its list ended after" not in (
                ended.output + ended.errors):
            found.append(f"{label}: exit {ended.code}, and no warning: {ended.output[:900]!r}")
    elif place == "records" and name in hostile_records.ODD:
        # Values that no field has make other values, not other people.
        if ended.code or people(ended.output) != people(plain.printed):
            found.append(f"{label}: exit {ended.code}, {ended.output[:200]!r}: {ended.said()}")
    elif ended.code == 0:
        harmless = HARMLESS | (hostile_records.HARMLESS if place == "records" else set())
        if name not in harmless or ended.output != plain.printed:
            found.append(f"{label}: exit 0 and {ended.output[:200]!r}")
    elif ended.code not in expected(name, place):
        found.append(f"{label}: exit {ended.code}: {ended.said()}")
    if ended.code and "error:" not in ended.errors:
        found.append(f"{label}: no error is told: {ended.errors[:200]!r}")
    again = run(home, ["--no-input", "-c", plain.lines.format(bench.sandbox.address)])
    if again.code or again.output != plain.printed:
        found.append(f"{label}: afterwards exit {again.code}: {again.said()}")
    home.close()
    tally.add(row(bench, label, ended, plain.peak), *found)


def row(bench, label, ended, peak=None):
    above = (ended.peak - (peak or bench.plain.peak)) / MIB
    return [label, ended.code, f"{ended.seconds:.1f} s", f"{above:+.0f}", ended.said()[:110]]


def writing(bench, sandboxes, tally, name, spoil):
    """The first write is spoiled after the portal did it; what was planned comes about once."""
    sandbox, home, label = sandboxes.pop(), made_home(bench.binary), f"write/{name}"
    sandbox.reset()
    plan = Plan(sandbox.state())
    plan.staff(sandbox.staff()[:3], "Employee", ["Website"])
    server = Server(sandbox.address, PLACES["write"], spoil, times=1)
    options = ["--no-input", "--set", "settle=200ms", "--set", "deadline=2s", "-c"]
    ended = run(home, [*options, "\n".join(plan.script(server.address))], limit=40)
    found = common(bench, label, ended, server)
    server.times = 0
    if ended.code == 0:
        found += [f"{label}: exit 0, but {words}" for _, words in plan.judge(sandbox.state())]
    elif ended.code not in (3, 4, 6, 9):
        found.append(f"{label}: exit {ended.code}: {ended.said()}")
    if name.startswith("429"):
        # The server asked for a wait, which is kept whoever asks again.
        return done_with(tally, server, sandboxes, sandbox, home, row(bench, label, ended), found + [
            f"{label}: {words}" for kind, words in plan.judge(sandbox.state()) if kind != "lost"])
    verb = "resume" if "resume" in ended.output + ended.errors and ended.code else "import --yes"
    script = [f"connect {server.address}", "resume"] if verb == "resume" else plan.script(
        server.address)
    again = run(home, [*options, "\n".join(script)], limit=60)
    if again.code == 3:
        again = run(home, [*options, "\n".join(plan.script(server.address))], limit=60)
    if again.code:
        found.append(f"{label}: afterwards {verb} ends with {again.code}: {again.said()}")
    found += [f"{label}: afterwards {words}" for _, words in plan.judge(
        sandbox.state(), sandbox.writes())]
    done_with(tally, server, sandboxes, sandbox, home, row(bench, label, ended), found)


def done_with(tally, server, sandboxes, sandbox, home, told, found):
    """Gives back what a case of writing took, and keeps what came of it."""
    server.close()
    sandboxes.append(sandbox)
    home.close()
    tally.add(told, *found)


def address(bench, tally, flow, form, port_of=None):
    """A sign-in that is told this address; it goes nowhere but to the server it was made at."""
    home = made_home(bench.binary)
    server = Server(bench.sandbox.address, lambda _: True, hostile_urls.spoiler(flow, form))
    ended = hostile_urls.sign_in(home, server, flow, form)
    server.close()
    label = f"{flow} {form!r}"
    found = common(bench, label, ended, server)
    found += [f"{label}: connected to {place}" for place in ended.places
              if place != f"127.0.0.1:{server.port}"]
    if ended.code not in (8, 9) or "error:" not in ended.errors:
        found.append(f"{label}: exit {ended.code}: {ended.said()}")
    is_own = flow == "verification" and hostile_urls.is_own(form, server)
    least, most = (calls + is_own for calls in hostile_urls.CALLS[flow])
    if not least <= server.requests <= most:
        found.append(f"{label}: {server.requests} calls, not {least} to {most}")
    home.close()
    tally.add(None, *found)
    return f"{ended.code} {ended.said().replace(form, 'ADDRESS')[:100]}"


def addresses(bench, tally, pool, flows, step):
    """Every form in every flow."""
    forms = hostile_urls.forms(1, bench.decoy.port)
    for flow in flows:
        chosen = [f for n, f in enumerate(forms) if n % step == 0 and hostile_urls.fits(flow, f)]
        told = list(pool.map(lambda form, flow=flow: address(bench, tally, flow, form), chosen))
        most = max(set(told), key=told.count)
        tally.add([f"{flow}: {len(chosen)} addresses", most.split()[0], "", "",
                   most.split(" ", 1)[1]], cases=0)


def ids(bench, tally, only, part):
    """Names and numbers in the sandbox's answers turned into line breaks and paths."""
    for name, spoil in hostile_ids.changes().items():
        if only and name not in only or part and part not in f"ids/{name}":
            continue
        home = made_home(bench.binary)
        server = Server(bench.sandbox.address, hostile_ids.matches, spoil)
        lines = hostile_ids.lines(server.address)
        options = ["--no-input", "--keep-going", "--set", "deadline=2s", "--set", "settle=200ms"]
        ended = run(home, [*options, "-c", "\n".join(lines)], limit=60)
        server.close()
        found = common(bench, f"ids/{name}", ended, server)
        if ended.code and "error:" not in ended.errors and "blocked" not in (
                ended.output + ended.errors):
            found.append(f"ids/{name}: exit {ended.code} without a word")
        home.close()
        tally.add(row(bench, f"ids/{name}", ended), *found)


def all_answers(bench, sample):
    groups = [answers.sizes(), answers.texts(), answers.frames(), answers.heads(),
              answers.redirects(bench.sandbox.address, bench.decoy.port)]
    found = {name: spoil for group in groups for name, spoil in group.items()}
    return {n: s for n, s in found.items() if not sample or n in SAMPLE}


def judge(options):
    bench = Bench(options.binary)
    tally = Tally(["call/answer", "exit", "time", "MiB", "words"], "hostile")
    places = ["CRM"] if options.sample else [p for p in PLACES if p != "write"]
    spoilers = all_answers(bench, options.sample)
    cells = [(p, n, s, 40) for p, (n, s) in itertools.product(places, spoilers.items())]
    cells += [("records", n, s, 40) for n, s in hostile_records.answers().items()
              if not options.sample or n in hostile_records.SAMPLE]
    if not options.sample:
        cells += [("CRM", n, s, READ * SENDS + 5) for n, s in answers.slow().items()]
        cells += [("portal", n, s, READ * SENDS + 5) for n, s in answers.slow().items()]
    cells = [(p, n, s, READ * SENDS + 5 if n in answers.PATIENT else t) for p, n, s, t in cells]
    cells = [c for c in cells if not options.only or options.only in f"{c[0]}/{c[1]}"]
    sandboxes = [Sandbox(bench.home, OPTIONS) for _ in range(1 if options.sample else 3)]
    written = {**spoilers, **answers.slow()} if not options.sample else dict(
        list(spoilers.items())[::4])
    with ThreadPoolExecutor(options.jobs) as slow, ThreadPoolExecutor(len(sandboxes)) as pool:
        # Those that only wait stand beside the others.
        waiting = [slow.submit(reading, bench, tally, *c) for c in cells if c[3] > 40]
        list(pool.map(lambda c: reading(bench, tally, *c), [c for c in cells if c[3] <= 40]))
        list(pool.map(lambda c: writing(bench, sandboxes, tally, *c), [
            c for c in written.items() if not options.only or options.only in f"write/{c[0]}"]))
        if not options.only:
            flows = ["api_domain"] if options.sample else list(hostile_urls.CALLS)
            addresses(bench, tally, pool, flows, 16 if options.sample else 1)
        ids(bench, tally, hostile_ids.SAMPLE if options.sample else None, options.only)
        for one in waiting:
            one.result()
    for sandbox in sandboxes:
        sandbox.stop()
    print(f"a plain connect: {bench.plain.peak / MIB:.0f} MiB, "
          f"with contacts: {bench.fetching.peak / MIB:.0f} MiB")
    bench.close()
    return tally.end()


def main():
    parser = argparse.ArgumentParser(prog="bench hostile", description=__doc__)
    parser.add_argument("--binary", required=True, help="the built crmsh")
    parser.add_argument("--sample", action="store_true", help="a small sample of everything")
    parser.add_argument("--only", help="cases whose name holds this")
    parser.add_argument("--jobs", type=int, default=12, help="how many wait at once (12)")
    options = parser.parse_args()
    started = time.monotonic()
    code = judge(options)
    print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
