"""`bench matrix`: every fault of the sandbox × both e-mail modes × each switch × each kind of change.

The cells are generated from the list of faults that the sandbox itself reveals; a fault that this
script does not know ends it. A read that is locked out has to end a run with 6 and the time, or to be
sat out with `--wait`; both are tried. After each cell the faults are cleared, and the run is resumed, or the
same script run again, until it ends with 0. Rerun a cell by its name: `--cell join/on/write/drip/first`.
"""
import argparse
import itertools
import queue
import random
import sys
import threading
import time

from judge import Home, Plan, Sandbox, Shells, folded, table
from undo import Undo, small

BASE = ["--no-limits", "--users", "60", "--contacts", "40", "--accounts", "10",
        "--portal-users", "230"]
MODES = {"on": ["--unique-email", "on"], "off": ["--unique-email", "off"]}

# Every fault, with its parameters; where it strikes is told by WHERE below.
FAULTS = {
    "drop-before-read": {}, "apply-then-close": {}, "apply-then-reset": {}, "apply-then-500": {},
    "apply-then-truncate": {}, "apply-then-html": {}, "apply-late": {"seconds": 0.3},
    "error-in-200": {}, "empty-200": {}, "throttle-400": {"retry_after": 1},
    "throttle-429": {"retry_after": 1}, "token-expired": {}, "token-denied-200": {},
    "stale-read": {"seconds": 1}, "page-missing": {}, "page-repeated": {}, "partial-add": {},
    "partial-answer": {}, "refuse-entry": {}, "break-entry": {}, "refuse-call": {},
    "drip": {"seconds": 1}, "bomb": {}, "deep-json": {}, "redirect": {},
}
# Faults of one place only; all others strike writes and reads.
WHERE = {"token-denied-200": ["token"], "stale-read": ["read"], "page-missing": ["page"],
         "page-repeated": ["page"], "partial-add": ["write"], "partial-answer": ["write"],
         "refuse-entry": ["write"], "break-entry": ["write"]}
NTH = {"first": {"nth": 1}, "second": {"nth": 2}, "third": {"nth": 3}, "fourth": {"nth": 4},
       "every-third": {"every": 3}, "always": {}}

# Each switch against the default, the changes it touches, and whether the plan can still be reached.
SWITCHES = [
    ("--projectusers=members-only", ["introduce"], True),
    ("--entry-role=ignored", ["introduce"], True),
    ("--entry-role=refused", ["introduce"], True),
    ("--missing-role=default", ["join"], False),
    ("--batch-max=2", ["introduce", "join"], False),
    ("--client-profile=ignored", ["client"], True),
    ("--client-profile=refused", ["client"], True),
    ("--clientuser=members-only", ["client"], False),
    ("--client-customer=untold", ["client"], False),
    ("--client-key=client_id", ["client", "customer"], True),
    ("--client-key=customer_id", ["client"], False),
    ("--coql-lookups=ids", ["customer"], True),
]
THERE = ["Mei.Tanaka@zylker.example", "oliver.grant@zylker.example", "priya.nair@zylker.example"]
# Faults by which the server says that it is asked too often, and the words that tell the time.
LOCKS = {"throttle-400", "throttle-429"}
TIMES = ("asked to wait until ", "asks to wait ", "may go in ")
# What may end a run under faults: partial, unresolved, gate or stale, locked out, sign-in, network.
ENDS = {0, 3, 4, 5, 6, 8, 9}
AS_PLANNED = {"applied", "adopted", "kept"}


def introduce(plan, sandbox):
    staff = sandbox.staff()
    plan.staff(staff[:4], "Employee", ["Website", "Onboarding"])
    plan.staff(staff[4:7], "Manager", ["Website", "Onboarding"])


def join(plan, sandbox):
    plan.staff(THERE, "Employee", ["Data Migration", "Warehouse Automation"])


def role(plan, sandbox):
    plan.staff(THERE, "Team Lead", [], replace=True)


def client(plan, sandbox):
    people = [f"{n}@solaris.example" for n in ("gita.rao", "hugo.blanc", "ida.sand", "jan.novak")]
    plan.clients(people, "Solaris Freight", ["Website", "Mobile App"])


def customer(plan, sandbox):
    people = [f"{n}@northwind.example" for n in ("mona.haug", "nils.aker", "pia.holm")]
    plan.clients(people, "Northwind Foods", ["Website", "Mobile App"], new=True)


CHANGES = {"introduce": introduce, "join": join, "role": role, "client": client,
           "customer": customer}
# The method of the calls that faults of writes strike, where it is not POST.
METHODS = {"role": "PATCH", "revert": "DELETE", "deactivate": "POST"}
# Where the calls go that faults of writes strike, where not all of them are meant.
PATHS = {"deactivate": "/api/*/deactivate"}


def planned(change, sandbox):
    """The plan of a change: what lines bring about, or the undoing of an import of everything."""
    if change in ("revert", "deactivate"):
        return small(sandbox.state(), sandbox.staff(), deactivates=change == "deactivate")
    plan = Plan(sandbox.state())
    CHANGES[change](plan, sandbox)
    return plan


class Cell:
    """What is tried: a change, under options of the sandbox, with faults at places."""

    def __init__(self, name, change, options, strikes, reachable=True, waits=False):
        self.name, self.change, self.options = name, change, options
        self.strikes, self.reachable, self.waits = strikes, reachable, waits
        # Whether a read meets a lock-out, and nothing else goes wrong.
        self.locks_reads = [(f in LOCKS, w) for f, w, _ in strikes] == [(True, "read")]

    def rules(self, plan):
        """The fault script."""
        return [self._rule(plan, *strike) for strike in self.strikes]

    def _rule(self, plan, fault, where, nth):
        lists = "clients" if self.change in ("client", "customer") else "users"
        method, path = {
            "write": (METHODS.get(self.change, "POST"), PATHS.get(self.change, "/api/*")),
            "read": ("GET", f"/api/*/projects/*/{lists}"),
            "page": ("GET", "/api/*/users"), "token": ("POST", "/oauth/*")}[where]
        rules = {"match": {"method": method, "path": path, **NTH[nth]}, "fault": fault,
                 **FAULTS[fault]}
        if fault in ("refuse-entry", "break-entry"):
            rules["email"] = sorted(plan.people)[0]
        return rules


def places(fault):
    return WHERE.get(fault, ["write", "read"])


def singles():
    """Every fault at each of its places, by mode, change and number of the call."""
    for change, mode, fault in itertools.product([*CHANGES, "revert", "deactivate"], MODES,
                                                 FAULTS):
        for where in places(fault):
            # The e-mail mode is about what writes do.
            if mode == "off" and where != "write":
                continue
            # Calls that name nobody by address have no entries.
            if change in METHODS and (fault.endswith("-entry") or fault.startswith("partial-")):
                continue
            nths = ["first", "second", "every-third"]
            if change == "customer" and where == "write":
                nths += ["third", "fourth"]
            if fault.endswith("-entry"):
                nths += ["always"]
            for nth in nths if where != "token" else ["first"]:
                name, strikes = f"{change}/{mode}/{where}/{fault}/{nth}", [(fault, where, nth)]
                yield Cell(name, change, MODES[mode], strikes)
                # Every third read may come thrice in one: then it would wait for ever.
                if fault in LOCKS and where == "read" and nth != "every-third":
                    yield Cell(f"{name}/wait", change, MODES[mode], strikes, waits=True)


def switched():
    """Every fault of writes at the first call, under each switch and mode; and the switch alone."""
    for (switch, changes, reachable), mode in itertools.product(SWITCHES, MODES):
        for change in changes:
            name, options = f"{change}/{switch}/{mode}", [switch, *MODES[mode]]
            yield Cell(name, change, options, [], reachable)
            for fault in FAULTS:
                if "write" in places(fault):
                    yield Cell(f"{name}/{fault}", change, options, [(fault, "write", "first")],
                               reachable)


def pairs():
    """All pairs of faults for join: at their own first calls, at the second where they share them."""
    for one, other in itertools.combinations(FAULTS, 2):
        first, second = places(one)[0], places(other)[0]
        nth = "second" if first == second else "first"
        yield Cell(f"join/pair/{one}+{other}", "join", MODES["on"],
                   [(one, first, "first"), (other, second, nth)])


def cells():
    return [*singles(), *switched(), *pairs()]


class Trial:
    """One cell at work: run under its faults, then without, judged after each run."""

    def __init__(self, cell, sandbox, binary):
        self.cell, self.sandbox = cell, sandbox
        self.home, self.wrong, self.codes, self.struck = Home(binary), [], [], False
        self.is_open = False
        self.shells = Shells(self.home, "100ms", "500ms", limit=60)
        sandbox.reset()
        self.plan = planned(cell.change, sandbox)
        wrong = self.plan.prepare(sandbox, self.shells)
        if wrong:
            self.wrong.append(wrong)
        self.script = self.plan.script(sandbox.address, wait=" --wait" if cell.waits else "")

    def run(self):
        """Returns itself when it is over."""
        answer = self.sandbox.set_faults(self.cell.rules(self.plan))
        if "error" in answer:
            self.wrong.append(answer["error"])
        self.look(self.shells.run(self.script))
        self.struck = any(r["fault"] for r in self.sandbox.requests())
        if self.struck and self.cell.locks_reads:
            self.look_at_lock_out()
        self.sandbox.set_faults([])
        for _ in range(4):
            if self.codes[-1] == 0:
                break
            if self.codes[-1] == 6:
                time.sleep(1.2)
            self.go_on()
        if self.codes[-1] != 0 and self.cell.reachable:
            self.wrong.append(f"never ends with 0: {self.codes}, {self.last.brief()}")
        whole, told = self.shells.journal_is_whole()
        if not whole:
            self.wrong.append(f"the hash chain is broken: {told.brief()}")
        self.home.close()
        return self

    def go_on(self):
        """`resume` where a run is unfinished, else the same script again."""
        result = self.shells.run([f"connect {self.sandbox.address}", "resume"])
        if result.code == 2 and result.error() == "nothing-unfinished":
            if self.is_open:
                self.wrong.append("exit 4, but nobody is unresolved and no run unfinished")
            result = self.shells.run(self.script)
        self.look(result)

    def look_at_lock_out(self):
        """A lock-out of a read is sat out where that was asked for; else it ends with 6 and the time."""
        said = self.last.output + self.last.errors
        if self.cell.waits:
            if self.last.code != 0:
                self.wrong.append(f"a lock-out was not sat out: {self.last.brief()}")
        elif self.last.code != 6 or not any(words in said for words in TIMES):
            self.wrong.append(f"a lock-out without 6 and the time: {self.last.brief()}")

    def look(self, result):
        """Compares what a run said with what the portal holds."""
        self.last, self.is_open = result, False
        self.codes.append(result.code)
        state = self.sandbox.state()
        people = self.plan.judge_people(state)
        others = self.plan.judge_rest(state, self.sandbox.writes())
        say = self.wrong.append
        for kind, words in [(k, f"{e} {w}") for e, (k, w) in people.items()] + others:
            if kind in ("doubled", "foreign", "mails"):
                say(f"{kind}: {words}")
            elif result.code == 0:
                say(f"exit 0, but {kind}: {words}")
        if result.code not in ENDS:
            say(f"an exit code that faults do not give: {result.brief()}")
        verdict = result.verdict()
        if verdict:
            self.compare(verdict, people, result)
        elif result.code == 0:
            say(f"exit 0 without a verdict: {result.brief()}")

    def compare(self, verdict, people, result):
        """The verdict, person by person."""
        say, results = self.wrong.append, set()
        if verdict["exit_code"] != result.code:
            say(f"exit {result.code}, but the verdict says {verdict['exit_code']}")
        for person in verdict["people"]:
            email, told = folded(person["email"]), person["result"]
            results.add(told)
            if told in AS_PLANNED and email in people:
                say(f"{email} is told as {told}, but {people[email][1]}")
            if told in ("rejected", "not_sent") and email not in people:
                say(f"{email} is told as {told}, but is as planned")
        named = [folded(person["email"]) for person in verdict["people"]]
        # An undoing names only those of whom something is left.
        wish = set(people if isinstance(self.plan, Undo) else self.plan.people)
        if len(named) != len(set(named)) or not wish <= set(named) <= set(self.plan.people):
            say(f"the verdict names {sorted(named)}, not {sorted(wish)}")
        if result.code == 3 and not results & {"rejected", "conflict", "not_sent", "blocked"}:
            say(f"exit 3, but everybody is told as {sorted(results)}")
        # Exit 4 without anybody unresolved says that the run is unfinished: `resume` will tell.
        self.is_open = result.code == 4 and "unresolved" not in results
        if result.code != 0 and results <= AS_PLANNED:
            say(f"exit {result.code}, but everybody is told as {sorted(results)}")


def known_faults(sandbox):
    """Ends the program when the sandbox reveals a fault that FAULTS lacks, or lacks one of it."""
    words = sandbox.set_faults([{"match": {"path": "*"}, "fault": "?"}])["error"]
    revealed = set(words.split("there are ")[1].rstrip(".").split(", "))
    if revealed != set(FAULTS):
        sys.exit(f"bench matrix does not fit the sandbox's faults: {revealed ^ set(FAULTS)}")


def worker(work, binary, done):
    """Takes cells; keeps its sandbox while the options stay."""
    sandbox, options, home = None, None, Home(binary)
    try:
        while True:
            cell = work.get_nowait()
            if cell.options != options:
                if sandbox:
                    sandbox.stop()
                sandbox, options = Sandbox(home, BASE + cell.options), cell.options
                known_faults(sandbox)
            try:
                done(Trial(cell, sandbox, binary).run())
            except (OSError, ValueError, KeyError) as error:
                print(f"DISAGREES {cell.name}: the bench could not judge it: {error!r}", flush=True)
    except queue.Empty:
        return
    finally:
        if sandbox:
            sandbox.stop()
        home.close()


class Counts:
    """What came of the cells, by part."""

    def __init__(self, is_loud):
        self.guard, self.parts, self.codes, self.is_loud = threading.Lock(), {}, {}, is_loud

    def __call__(self, trial):
        name = trial.cell.name.split("/")
        part = f"{name[0]} {name[1].split('=')[0]}"
        with self.guard:
            row = self.parts.setdefault(part, [0, 0, 0])
            row[0] += 1
            row[1] += bool(trial.wrong)
            row[2] += not trial.struck
            self.codes[trial.codes[0]] = self.codes.get(trial.codes[0], 0) + 1
            for words in trial.wrong[:4]:
                print(f"DISAGREES {trial.cell.name} (exit {trial.codes}): {words}", flush=True)
            run = sum(row[0] for row in self.parts.values())
            if run % 100 == 0:
                print(f"{run} cells", file=sys.stderr, flush=True)
            if self.is_loud:
                print(f"{trial.cell.name}: exit {trial.codes}, struck: {trial.struck}\n"
                      f"{trial.last.brief()}", flush=True)

    def end(self, all_, seconds):
        rows = [[part, *row] for part, row in sorted(self.parts.items())]
        print(table(rows, ["part", "cells", "disagree", "fault did not strike"]))
        run = sum(row[0] for row in self.parts.values())
        wrong = sum(row[1] for row in self.parts.values())
        print("first exit codes: " + ", ".join(f"{c}: {n}" for c, n in sorted(self.codes.items())))
        print(f"{run} cells run / {all_} cells in all, "
              f"{100 * (run - wrong) / max(run, 1):.2f} % agree, {wrong} disagree, {seconds:.0f} s")
        return 1 if wrong or run != all_ else 0


def main():
    parser = argparse.ArgumentParser(prog="bench matrix", description=__doc__)
    parser.add_argument("--binary", required=True, help="crmsh")
    parser.add_argument("--jobs", type=int, default=2, help="sandboxes at once (2)")
    parser.add_argument("--sample", type=int, help="so many cells, spread over all")
    parser.add_argument("--seed", type=int, default=1, help="which sample (1)")
    parser.add_argument("--match", help="only cells whose name holds this")
    parser.add_argument("--cell", help="one cell by its name")
    parser.add_argument("--list", action="store_true", help="the names of the cells")
    options = parser.parse_args()
    chosen = [c for c in cells() if (options.match or "") in c.name
              and options.cell in (None, c.name)]
    if options.sample and options.sample < len(chosen):
        chosen = random.Random(options.seed).sample(chosen, options.sample)
    if options.list:
        print("\n".join(cell.name for cell in chosen))
        return 0
    work, counts, start = queue.Queue(), Counts(options.cell is not None), time.monotonic()
    for cell in sorted(chosen, key=lambda cell: cell.options):
        work.put(cell)
    threads = [threading.Thread(target=worker, args=(work, options.binary, counts))
               for _ in range(min(options.jobs, len(chosen)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counts.end(len(chosen), time.monotonic() - start) if chosen else "no such cell"


if __name__ == "__main__":
    sys.exit(main())
