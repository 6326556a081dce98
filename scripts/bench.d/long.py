"""`bench resume`, `bench race` and `bench limit`: what one import of many calls does, and two at once."""
import argparse
import signal
import sys
import time

from judge import Home, Plan, Sandbox, Shells

PROJECTS = ["Website", "Onboarding", "Support Desk", "Mobile App", "Data Migration"]


class Scene:
    """A sandbox, a plan of so many people, and a shell; ended by `close`."""

    def __init__(self, binary, options, **settings):
        self.home = Home(binary)
        self.sandbox = Sandbox(self.home, options)
        self.shells = Shells(self.home, **settings)
        self.plan, self.wrong, self.staff = Plan(self.sandbox.state()), [], self.sandbox.staff()

    def script(self):
        """The lines of the import."""
        return self.plan.script(self.sandbox.address)

    def judge(self):
        """Compares the portal with the plan."""
        found = self.plan.judge(self.sandbox.state(), self.sandbox.writes())
        self.wrong += [f"{kind}: {words}" for kind, words in found]

    def expect(self, code, result):
        if result.code != code:
            self.wrong.append(f"expected exit {code}: {result.brief()}")

    def expect_whole_journal(self):
        whole, told = self.shells.journal_is_whole()
        if not whole:
            self.wrong.append(f"the hash chain is broken: {told.brief()}")

    def reads(self):
        return sum(1 for r in self.sandbox.requests() if r["method"] == "GET")

    def close(self):
        self.sandbox.stop()
        self.home.close()
        for words in self.wrong[:20]:
            print(f"FOUND {words}")
        return 1 if self.wrong else 0


def staged(scene, count, projects):
    """Puts so many people on the plan, in two roles."""
    if len(scene.staff) < count:
        sys.exit(f"the sandbox has {len(scene.staff)} people to bring in, not {count}")
    people = scene.staff[:count]
    scene.plan.staff(people[:count // 2], "Employee", projects)
    scene.plan.staff(people[count // 2:], "Manager", projects)


def wait_for(scene, process, is_so):
    """Polls the sandbox until something is so, or the process has ended."""
    while process.poll() is None:
        if is_so():
            return True
        time.sleep(0.01)
    return False


def resume(options):
    """kill -9 in the middle of an import of 1,000 people, then `resume`."""
    scene = Scene(options.binary, ["--no-limits", "--users", "1500", "--contacts", "0"],
                  deadline="5s", settle="500ms", limit=300)
    staged(scene, options.people, PROJECTS[:3])
    calls = -(-options.people // 50) * 3
    process = scene.shells.start(scene.script())
    wait_for(scene, process, lambda: len(scene.sandbox.writes()) >= calls // 2)
    process.kill()
    scene.expect(128 + signal.SIGKILL, scene.shells.end(process))
    sent, reads, start = len(scene.sandbox.writes()), scene.reads(), time.monotonic()
    scene.expect(0, scene.shells.run([f"connect {scene.sandbox.address}", "resume"]))
    seconds = time.monotonic() - start
    scene.judge()
    scene.expect_whole_journal()
    total = len(scene.sandbox.writes())
    print(f"{options.people} people × 3 projects: killed after {sent} write calls; resumed by "
          f"{total - sent} more, {scene.reads() - reads} reads, {seconds:.1f} s; no manual unlock; "
          f"{len(scene.wrong)} findings")
    return scene.close()


def stand_still(process):
    """Stops a process where it holds nothing but the portal: no lock that others wait for."""
    while process.poll() is None:
        process.send_signal(signal.SIGSTOP)
        with open("/proc/locks", encoding="ascii") as locks:
            held = [line.split() for line in locks]
        if sum(1 for lock in held if lock[3:5] == ["WRITE", str(process.pid)]) <= 1:
            return
        process.send_signal(signal.SIGCONT)
        time.sleep(0.02)


def race(options):
    """Two imports at once: the second makes no request of its own and is told who runs."""
    scene = Scene(options.binary, ["--no-limits", "--latency", "80"], deadline="20s")
    staged(scene, 10, PROJECTS[:3])
    first = scene.shells.start(scene.script())
    if not wait_for(scene, first, lambda: len(scene.sandbox.writes()) >= 1):
        scene.wrong.append("the first import ended too early to tell")
    # While the first stands still, every request is the second's.
    stand_still(first)
    time.sleep(0.5)
    counts = [len(scene.sandbox.requests())]
    second = scene.shells.run(scene.script())
    counts.append(len(scene.sandbox.requests()))
    scene.expect(0, scene.shells.run([f"connect {scene.sandbox.address}"]))
    counts.append(len(scene.sandbox.requests()))
    first.send_signal(signal.SIGCONT)
    scene.expect(0, scene.shells.end(first))
    scene.expect(7, second)
    if f"process {first.pid} " not in second.errors:
        scene.wrong.append(f"it does not say who runs: {second.brief()}")
    own = (counts[1] - counts[0]) - (counts[2] - counts[1])
    if own:
        scene.wrong.append(f"the second import made {own} requests after connect")
    scene.judge()
    scene.expect_whole_journal()
    print(f"the second import: exit {second.code}, {counts[2] - counts[1]} requests to connect and "
          f"{own} after it; it said: {second.errors.splitlines()[-1] if second.errors else ''}")
    return scene.close()


def limit(options):
    """A real import of about 250 write calls against 100 calls in 5 seconds."""
    scene = Scene(options.binary, ["--rate", "100/5", "--lockout", "60", "--users", "150"],
                  rate="95/5s", deadline="5s", limit=300)
    staged(scene, 50, PROJECTS)
    scene.shells.options += ["--set", "batch=1"]
    start = time.monotonic()
    scene.expect(0, scene.shells.run(scene.script()))
    seconds, counts = time.monotonic() - start, scene.sandbox.counts()
    scene.judge()
    writes = len(scene.sandbox.writes())
    if counts["violations"]:
        scene.wrong.append(f"{counts['violations']} calls above the limit")
    if writes < 240:
        scene.wrong.append(f"only {writes} write calls: that shows nothing")
    print(f"{writes} write calls of {counts['requests']} requests in {seconds:.1f} s against "
          f"100 in 5 s: {counts['violations']} violations")
    return scene.close()


def main():
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("bench", choices=["resume", "race", "limit"])
    parser.add_argument("--binary", required=True, help="crmsh")
    parser.add_argument("--people", type=int, default=1000, help="of resume (1000)")
    options = parser.parse_args()
    return {"resume": resume, "race": race, "limit": limit}[options.bench](options)


if __name__ == "__main__":
    sys.exit(main())
