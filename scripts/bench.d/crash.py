"""`bench crash`: kills the real binary at every crash point, at random, and by signals.

Each cell starts on a fresh world, is killed, resumed until it ends, and judged from outside.
Rerun one by its name: `--cell users/intent.after:3/chain`, `--cell users/random/17`.
"""
import argparse
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from judge import HEADINGS, KINDS, Home, Plan, Sandbox, Shells, folded, table
from undo import lived_in

OPTIONS = ["--no-limits", "--users", "60", "--contacts", "40", "--accounts", "10"]
PROJECTS = ["Website", "Onboarding", "Support Desk"]
KILLED = 128 + signal.SIGKILL
# Occurrences of one label no plan of these comes near.
MOST = 200


def users_plan(sandbox):
    """20 people × 3 projects: 17 new in two roles, two who join, one whose role changes."""
    plan, new = Plan(sandbox.state()), sandbox.staff()[:17]
    plan.staff(new[:9], "Employee", PROJECTS)
    plan.staff(new[9:], "Manager", PROJECTS)
    plan.staff(["Mei.Tanaka@zylker.example", "oliver.grant@zylker.example"], "Employee", PROJECTS)
    plan.staff(["priya.nair@zylker.example"], "Team Lead", PROJECTS, replace=True)
    return plan


def clients_plan(sandbox):
    """6 contacts of 2 customers, one of them new."""
    plan = Plan(sandbox.state())
    plan.clients([f"{n}@solaris.example" for n in ("gita.rao", "hugo.blanc", "ida.sand")],
                 "Solaris Freight", PROJECTS)
    plan.clients([f"{n}@northwind.example" for n in ("mona.haug", "nils.aker", "pia.holm")],
                 "Northwind Foods", PROJECTS, new=True)
    return plan


def revert_plan(sandbox):
    """The undoing of an import of both, after which some accepted and others were changed."""
    return lived_in(sandbox.state(), sandbox.staff())


def deactivate_plan(sandbox):
    """The same undoing, with deactivation in place of removal."""
    return lived_in(sandbox.state(), sandbox.staff(), deactivates=True)


# With the part of the random kills that falls to each.
PLANS = {"users": users_plan, "clients": clients_plan, "revert": revert_plan,
         "deactivate": deactivate_plan}
SHARES = {"users": 0.5, "clients": 0.2, "revert": 0.2, "deactivate": 0.1}


def least(label, kind, most):
    """How often an import must come by a place, alone or resumed, for its deaths to prove anything."""
    step = label.split(".")[0]
    if step == ("begin" if kind == "/resumed" else "settle"):
        # Nothing begins in what goes on, and nothing is in doubt where nothing went wrong.
        return 0
    return min(most, 3 if step in ("intent", "send", "outcome") and kind != "/resumed" else 1)


def likeness(state, plan):
    """Everything about the planned people but their ids, to compare with an import left alone."""
    return sorted(
        (folded(u["email"]), u["role"], u["profile"], u["status"], u["user_type"], u["customer"],
         sorted((p["name"], p["profile"]) for p in u["projects"]), u["mails"], u["notices"])
        for u in state["users"] if folded(u["email"]) in plan.people)


class Bench:
    """A plan, its sandbox, and how long an import of it takes when it is left alone."""

    def __init__(self, binary, name):
        self.name, self.home = name, Home(binary)
        self.sandbox = Sandbox(self.home, OPTIONS)
        self.plan = PLANS[name](self.sandbox)
        self.sandbox.reset()
        cell = Cell(self, "alone")
        start = time.monotonic()
        cell.expect(0, cell.run())
        self.seconds = time.monotonic() - start
        self.likeness = likeness(self.sandbox.state(), self.plan)
        cell.close()
        self.findings = cell.findings

    def close(self):
        self.sandbox.stop()
        self.home.close()


class Cell:
    """One import on a fresh world, killed and resumed until it ends."""

    def __init__(self, bench, name, settle="200ms", deadline="1s"):
        self.bench, self.name = bench, f"{bench.name}/{name}"
        self.plan, self.sandbox = bench.plan, bench.sandbox
        self.home, self.findings, self.kills = Home(bench.home.binary), [], 0
        self.shells = Shells(self.home, settle, deadline)
        self.sandbox.reset()
        wrong = self.plan.prepare(self.sandbox, self.shells)
        if wrong:
            self.find("other", wrong)

    def close(self):
        self.home.close()

    def find(self, kind, words):
        self.findings.append((kind, f"{self.name}: {words}"))

    def expect(self, code, result):
        if result.code != code:
            self.find("exit", f"expected exit {code}: {result.brief()}")

    def run(self, verb="import", crash=None, signals=()):
        """Runs the script, or `resume` where a run is unfinished; a finished one is judged."""
        address = self.sandbox.address
        lines = self.plan.script(address)
        if verb == "resume":
            result = self.shells.run([f"connect {address}", "resume"], crash, signals)
            if result.code != 2 or result.error() != "nothing-unfinished":
                return self.ended(result)
        return self.ended(self.shells.run(lines, crash, signals))

    def ended(self, result):
        if result.code == KILLED:
            self.kills += 1
            whole, told = self.shells.journal_is_whole()
            if not whole:
                self.find("other", f"the hash chain is broken: {told.brief()}")
        elif result.code == 0:
            for kind, words in self.plan.judge(self.sandbox.state()):
                self.find(kind, f"exit 0, but {words}")
        return result

    def finish(self):
        """Resumes until it ends, judges, and shows that nothing is left to do."""
        self.expect(0, self.run("resume"))
        state = self.sandbox.state()
        if not self.findings:
            for kind, words in self.plan.judge(state, self.sandbox.writes()):
                self.find(kind, words)
        if not self.findings and likeness(state, self.plan) != self.bench.likeness:
            self.find("other", "the portal is not as after an import left alone")
        writes = len(self.sandbox.writes())
        self.expect(0, self.run())
        if len(self.sandbox.writes()) != writes:
            self.find("other", "a run with nothing left to do wrote")
        whole, told = self.shells.journal_is_whole()
        if not whole:
            self.find("other", f"the hash chain is broken: {told.brief()}")
        self.close()


def point(bench, name, deaths):
    """A cell that dies at each of these places in turn: (cell, whether it died at the last)."""
    cell = Cell(bench, name)
    for turn, place in enumerate(deaths):
        died = cell.run("resume" if turn else "import", crash=place)
        if died.code != KILLED:
            cell.expect(0, died)
            break
    reached = cell.kills == len(deaths)
    if cell.kills:
        cell.finish()
    else:
        cell.close()
    return cell, reached


def points(bench, labels, label, most, only=None, is_sample=False):
    """Every occurrence of a label in an import, alone and as the first of a chain, and in the resume
    of one that died between intent and answer: (cells, occurrences, no fewer than there must be)."""
    after = labels[(labels.index(label) + 1) % len(labels)]
    kinds = {"": [], "/chain": [f"{label}:1", f"{after}:1"], "/resumed": None}
    if is_sample:
        # The first death of a chain is that of the cell without.
        del kinds[""]
    cells, occurrences = [], {}
    for kind, chain in kinds.items():
        for n in range(1, most + 1):
            name = f"{label}:{n}{kind}"
            if only and only != name:
                continue
            deaths = ["send.before:2", f"{label}:{n}"] if chain is None else [f"{label}:{n}", *chain]
            cell, reached = point(bench, name, deaths)
            # A chain may end early; it is the first death that must be met.
            if not (cell.kills if chain else reached):
                bench.findings += cell.findings
                break
            cells.append(cell)
            occurrences[kind] = n
        met, wanted = occurrences.get(kind, 0), 0 if only else least(label, kind, most)
        if met < wanted:
            bench.findings.append(
                ("other", f"{bench.name}/{label}{kind}: met {met} times, {wanted} at least"))
            occurrences[kind] = wanted
    return cells, [occurrences.get(kind, 0) for kind in ("", "/chain", "/resumed")]


def randomly(bench, seed, settle="200ms", deadline="1s"):
    """Up to five kills at random times of the import and of what resumes it."""
    source, cell = random.Random(f"{bench.name}/{seed}"), Cell(
        bench, f"random/{seed}" + ("" if settle else "/defaults"), settle, deadline)
    for turn in range(source.randint(1, 5)):
        longest = bench.seconds * 1.1 if turn == 0 else (bench.seconds + (1.2 if settle else 40))
        kill = [(source.uniform(0, longest), signal.SIGKILL)]
        result = cell.run("resume" if turn else "import", signals=kill)
        if result.code != KILLED:
            cell.expect(0, result)
            break
    cell.finish()
    return cell


def signalled(bench, number, count, seed):
    """A signal at a random time of the import, once or twice: its own exit code, then resumable."""
    name = f"{signal.Signals(number).name}x{count}/{seed}"
    source, cell = random.Random(f"{bench.name}/{name}"), Cell(bench, name)
    first = source.uniform(0.05, bench.seconds)
    signals = [(first + n * source.uniform(0.005, 0.1), number) for n in range(count)]
    result = cell.run(signals=signals)
    if result.code != 0:
        cell.expect(128 + number, result)
        verdict = result.verdict()
        if verdict and verdict["exit_code"] != 128 + number:
            cell.find("exit", f"exit {result.code}, but the verdict says {verdict['exit_code']}")
        if verdict and verdict["writes"] and "resume" not in result.errors:
            cell.find("other", f"it does not say `resume`: {result.brief()}")
    cell.finish()
    return cell


def row(name, occurrences, done, all_, kills, findings):
    """A line of the table."""
    counts = [sum(1 for kind, _ in findings if kind == column) for column in KINDS]
    return [name, occurrences, f"{done}/{all_}", kills, *counts]


class Tally:
    """What was run and found; prints findings as they come."""

    def __init__(self):
        self.rows, self.findings, self.run, self.all = [], [], 0, 0

    def add(self, name, cells, all_, occurrences="", more=()):
        findings = [f for cell in cells for f in cell.findings] + list(more)
        kills = sum(cell.kills for cell in cells)
        self.rows.append(row(name, occurrences, len(cells), all_, kills, findings))
        self.findings += findings
        self.run, self.all = self.run + len(cells), self.all + all_
        for kind, words in findings:
            print(f"FOUND {kind}: {words[:1500]}", flush=True)
        print(f"{name}: {len(cells)} cells, {kills} kills", file=sys.stderr, flush=True)

    def end(self):
        print(table(self.rows, ["part", "occurrences", "cells", "kills", *HEADINGS]))
        print(f"{self.run} cells run / {self.all} cells in all, {len(self.findings)} findings")
        return 1 if self.findings or self.run != self.all else 0


def shared_out(benches, jobs, work):
    """Runs work(bench, job) over jobs, one at a time on each bench."""
    free = list(benches)

    def one(job):
        bench = free.pop()
        try:
            return work(bench, job)
        finally:
            free.append(bench)

    with ThreadPoolExecutor(len(benches)) as pool:
        return list(pool.map(one, jobs))


def labels_of(binary):
    """The crash points a debug build lists."""
    listed = subprocess.run([binary], env={**os.environ, "CRMSH_CRASH_AT": "list"},
                            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30)
    labels = listed.stdout.split()
    if listed.returncode != 0 or "intent.after" not in labels:
        sys.exit("bench crash needs a debug build: CRMSH_CRASH_AT=list lists nothing")
    return labels


def crash_points(tally, benches, labels, most, is_sample):
    done = shared_out(
        benches, labels, lambda b, label: points(b, labels, label, most, is_sample=is_sample))
    for label, (cells, occurrences) in zip(labels, done):
        tally.add(f"{benches[0].name} {label}", cells, sum(occurrences),
                  f"{max(occurrences[:2])} + {occurrences[2]} resumed")


def random_kills(tally, benches, wanted, seed):
    """Runs until so many processes were killed; one that never dies is no proof."""
    cells, start, most = [], seed, 4 * wanted + 8
    while sum(cell.kills for cell in cells) < wanted and len(cells) < most:
        seeds = range(seed, seed + 2 * len(benches))
        cells += shared_out(benches, seeds, randomly)
        seed += len(seeds)
    kills = sum(cell.kills for cell in cells)
    short = [] if kills >= wanted else [("other", f"{kills} kills of {wanted} in {most} runs")]
    tally.add(f"{benches[0].name} random, seeds {start}-{seed - 1}", cells, len(cells), more=short)


def arguments():
    parser = argparse.ArgumentParser(prog="bench crash", description=__doc__)
    parser.add_argument("--binary", required=True, help="a debug build of crmsh")
    parser.add_argument("--jobs", type=int, default=3, help="sandboxes at once (3)")
    parser.add_argument("--kills", type=int, default=500, help="random kills in all (500)")
    parser.add_argument("--default-runs", type=int, default=6,
                        help="random runs at the default settle and deadline (6)")
    parser.add_argument("--most", type=int, default=MOST, help="occurrences of a label at most")
    parser.add_argument("--seed", type=int, default=1, help="the first random seed (1)")
    parser.add_argument("--plan", choices=PLANS, action="append", help="one plan only")
    parser.add_argument("--sample", action="store_true", help="a small sample of everything")
    parser.add_argument("--cell", help="one cell by its name")
    return parser.parse_args()


def one_cell(options):
    """Reruns a cell by the name that a finding gave."""
    plan, kind, *rest = options.cell.split("/")
    bench = Bench(options.binary, plan)
    if kind == "random":
        cells = [randomly(bench, int(rest[0]), *([None, None] if rest[1:] else []))]
    elif kind.startswith("SIG"):
        name, count = kind.split("x")
        cells = [signalled(bench, signal.Signals[name], int(count), int(rest[0]))]
    else:
        label, name = kind.split(":")[0], "/".join([kind, *rest])
        cells, _ = points(bench, labels_of(options.binary), label, MOST, only=name)
    tally = Tally()
    tally.add(options.cell, cells, len(cells), more=bench.findings)
    bench.close()
    return tally.end()


def bench_plan(tally, options, name, share):
    """Everything for one plan; `share`: which part of the random kills falls to it."""
    benches = [Bench(options.binary, name) for _ in range(options.jobs)]
    labels = labels_of(options.binary)
    crash_points(tally, benches, labels, options.most, options.sample)
    if options.kills:
        random_kills(tally, benches, int(options.kills * share), options.seed)
    signals = [(number, count) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
               for count in ((1, 2) if not options.sample or number == signal.SIGTERM else (1,))]
    rounds = 1 if options.sample else 5
    jobs = [(*s, seed) for s in signals for seed in range(options.seed, options.seed + rounds)]
    cells = shared_out(benches, jobs, lambda b, job: signalled(b, *job))
    tally.add(f"{name} signals, once and twice", cells, len(jobs))
    if options.default_runs:
        cells = shared_out(benches, range(options.seed, options.seed + options.default_runs),
                           lambda b, seed: randomly(b, seed, None, None))
        tally.add(f"{name} random, default times", cells, options.default_runs)
    tally.add(f"{name} left alone", [], 0, more=[f for b in benches for f in b.findings])
    for bench in benches:
        bench.close()


def main():
    options = arguments()
    if options.cell:
        return one_cell(options)
    if options.sample:
        options.most, options.kills, options.default_runs = 1, 4, 0
        options.plan = options.plan or ["users"]
    plans, tally, start = options.plan or list(PLANS), Tally(), time.monotonic()
    for name in plans:
        bench_plan(tally, options, name, SHARES[name] / sum(SHARES[plan] for plan in plans))
    print(f"{time.monotonic() - start:.0f} s")
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
