"""`bench quarterly`: the script of an administrator of 3,000 people, over a quarter, told phase by phase.

Reviewed, run, run again with nothing written, run after the portal changed, and run after the world
changed: people came, left and took another role in CRM, a project was archived, one renamed, and a role.
"""
import argparse
import itertools
import pathlib
import subprocess
import sys
import time

from judge import Home, Sandbox, folded, forget, spawn

SCRIPT = pathlib.Path(__file__).parent.parent / "quarterly.crmsh"
# What the world becomes, and how the script is mended where it names what is gone.
CHANGES = [
    {"do": "hire", "email": "nadia.quist@zylker.example", "first": "Nadia", "last": "Quist",
     "role": "Engineer"},
    {"do": "hire", "email": "tom.arden@zylker.example", "first": "Tom", "last": "Arden",
     "role": "Sales Rep"},
    {"do": "rename-role", "role": "Team Lead", "to": "Squad Lead"},
    {"do": "rename-project", "project": "Loyalty Scheme", "to": "Loyalty Club"},
    {"do": "archive-project", "project": "Pricing Engine"},
]
MENDED = [("the role has another name", "Team Lead", "Squad Lead"),
          ("the project has another name", '"Loyalty Scheme"', '"Loyalty Club"'),
          ("the project is archived", ', "Pricing Engine"', "")]


class Quarter:
    """A sandbox, the script before it, and what was found wrong."""

    def __init__(self, options):
        self.home, self.wrong, self.is_loud = Home(options.binary), [], not options.quiet
        self.limit = options.limit
        self.sandbox = Sandbox(self.home, [
            "--users", str(options.people), "--projects", str(options.projects), "--licences",
            "10000", "--no-limits"])
        self.script = pathlib.Path(self.home.folder) / "quarterly.crmsh"
        self.script.write_text(SCRIPT.read_text(encoding="utf-8"), encoding="utf-8")

    def expect(self, holds, words):
        if not holds:
            self.wrong.append(words)

    def run(self, phase, code, *options, writes=None):
        """Runs the script, tells it, and compares its exit code and how many calls it wrote."""
        before, start = len(self.sandbox.writes()), time.monotonic()
        arguments = ["--state", f"{self.home.folder}/state", "--no-input", "--set", "rate=1000/1s",
                     "--set", "settle=500ms", *options, str(self.script),
                     f"server={self.sandbox.address}"]
        process = spawn(
            [self.home.binary, *arguments], self.home.environment, self.home.folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            output = process.communicate(timeout=self.limit)[0].decode(errors="replace")
        except subprocess.TimeoutExpired:
            process.kill()
            output = process.communicate()[0].decode(errors="replace") + "\n(ended: too slow)\n"
        forget(process)
        seconds, made = time.monotonic() - start, len(self.sandbox.writes()) - before
        print(f"== {phase}: exit {process.returncode}, {made} write calls, {seconds:.1f} s")
        if self.is_loud:
            print(shortened(output.replace(self.home.folder, "…")))
        self.expect(process.returncode == code, f"{phase}: exit {process.returncode}, not {code}")
        if writes is not None:
            self.expect(writes(made), f"{phase}: {made} write calls")
        return output

    def change(self, deed, path="/_sandbox/change"):
        answer = self.sandbox.call("POST", path, deed)
        self.expect("error" not in answer, f"{deed}: {answer.get('error')}")

    def people(self):
        return {folded(u["email"]): u for u in self.sandbox.state()["users"]}


def is_row(line):
    """Whether it is one of the many lines that tell of one person each."""
    return "@" in line and not line.startswith(("Connected", "warning", "confusable"))


def shortened(output):
    """A transcript in which a long table is its beginning and its end."""
    kept = []
    for of_people, lines in itertools.groupby(output.splitlines(), is_row):
        lines = [line if len(line) < 200 else line[:199] + "…" for line in lines]
        if of_people and len(lines) > 6:
            lines = [*lines[:3], f"({len(lines) - 4} rows more)", lines[-1]]
        kept += lines
    return "\n".join("  " + line for line in kept)


def projects(user):
    return {p["name"] for p in user["projects"]}


def first_quarter(quarter):
    """Reviewed, run, run again; the portal as it is then."""
    none = (lambda made: made == 0)
    quarter.run("--check", 0, "--check", writes=none)
    quarter.expect(quarter.sandbox.counts()["requests"] == 0, "--check made a call")
    quarter.run("--dry-run", 0, "--dry-run", writes=none)
    quarter.run("run", 0, writes=lambda made: made > 40)
    quarter.run("run again", 0, writes=none)
    return quarter.people()


def after_the_portal_changed(quarter, then):
    """One was taken out of the portal, one left a project: both are brought back, nobody else."""
    chosen = [e for e, u in then.items() if "Onboarding" in projects(u) and u["mails"] == 1][-2:]
    quarter.change({"do": "remove", "email": chosen[0]}, "/_sandbox/act")
    quarter.change({"do": "leave", "email": chosen[1], "project": "Onboarding"}, "/_sandbox/act")
    told = quarter.run("run after the portal changed", 0, writes=lambda made: made > 0)
    quarter.expect("2 applied" in told, "not 2 applied after the portal changed")
    now = quarter.people()
    for email in chosen:
        quarter.expect(projects(now[email]) == projects(then[email]), f"{email} has other projects")
    return chosen


def after_the_world_changed(quarter, then, chosen):
    """The script names what is gone: it stops before it writes, until it is mended."""
    staff = [e for e, u in then.items() if u["mails"] == 1 and e not in chosen]
    promoted = next(e for e in staff if "Field Service" in projects(then[e]))
    left = next(e for e in staff if e != promoted and "Field Service" in projects(then[e]))
    for deed in CHANGES + [{"do": "promote", "email": promoted, "role": "Sales Manager"},
                           {"do": "dismiss", "email": left}]:
        quarter.change(deed)
    text = quarter.script.read_text(encoding="utf-8")
    for why, old, new in MENDED:
        told = quarter.run(f"run after the world changed: {why}", 2, writes=lambda made: made == 0)
        quarter.expect(old.strip(' ,"') in told and "not run" in told, f"{why}: not told")
        text = text.replace(old, new, 1)
        quarter.script.write_text(text, encoding="utf-8")
    quarter.run("run, the script mended", 0, writes=lambda made: made > 0)
    now = quarter.people()
    for email, role in [("nadia.quist@zylker.example", "Squad Lead"),
                        ("tom.arden@zylker.example", "Employee")]:
        found = now.get(email)
        quarter.expect(found and found["role"] == role, f"{email} was not brought in as {role}")
        quarter.expect(found and "Onboarding" in projects(found), f"{email} is in no project")
    quarter.expect(now[promoted]["role"] == then[promoted]["role"], "a role was replaced")
    quarter.expect("Payroll 2" in projects(now[promoted]), "the promoted one is in no new project")
    quarter.expect(now[left]["projects"] == then[left]["projects"] or
                   "Loyalty Club" in projects(now[left]), "who left was touched")
    quarter.expect(all(u["mails"] <= 1 or e == chosen[0] for e, u in now.items()), "second mails")
    quarter.run("run again", 0, writes=lambda made: made == 0)


def main():
    parser = argparse.ArgumentParser(prog="bench quarterly", description=__doc__)
    parser.add_argument("--binary", required=True, help="crmsh")
    parser.add_argument("--people", type=int, default=3000, help="CRM users (3000)")
    parser.add_argument("--projects", type=int, default=60, help="projects (60)")
    parser.add_argument("--limit", type=int, default=900, help="seconds of a run at most (900)")
    parser.add_argument("--quiet", action="store_true", help="a line a phase, no transcripts")
    quarter = Quarter(parser.parse_args())
    try:
        then = first_quarter(quarter)
        chosen = after_the_portal_changed(quarter, then)
        after_the_world_changed(quarter, then, chosen)
    finally:
        quarter.sandbox.stop()
        quarter.home.close()
    for words in quarter.wrong:
        print(f"FOUND {words}")
    print(f"{len(then)} people in the portal, {len(quarter.wrong)} findings")
    return 1 if quarter.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
