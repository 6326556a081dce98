"""`bench soak`: one shell that connects, filters, completes, previews and imports, over and over.

The shell stands at a pseudo-terminal and its rehearsal server beside it, which is put back before each
round, so that each import brings in the same people anew. Meanwhile the terminal is resized, completions
are asked for and thrown away, and commands are interrupted. Judged is what the kernel tells of the process:
its memory and its descriptors must be as many at the end as they were after the first fifth, but for
the little that the list of runs keeps of each.
"""
import argparse
import fcntl
import os
import statistics
import struct
import sys
import termios
import time

from judge import Home, Sandbox
from keys import Slow, Terminal, environment
from perf_kit import cpu_of, memory_of

PEOPLE = 3
PROJECT = "Website"
MARK = "that-went-well"
# What is held may grow by so much from the first fifth to the end: a share of it, KiB, and KiB a run.
SHARE, SLACK, RUN = 0.05, 1024, 2.0
SAMPLES = 50


class Figures:
    """What the kernel tells of a process now."""

    def __init__(self, pid, number):
        self.number, self.memory, self.cpu = number, memory_of(pid), cpu_of(pid)
        self.descriptors = len(os.listdir(f"/proc/{pid}/fd"))
        self.threads = len(os.listdir(f"/proc/{pid}/task"))


class Soak:
    """The shell, its server and whom it brings in."""

    def __init__(self, binary):
        self.home = Home(binary)
        self.sandbox = Sandbox(self.home, ["--no-limits"])
        self.people = self.sandbox.staff()[:PEOPLE]
        self.terminal = Terminal(
            [self.home.binary, "--state", f"{self.home.folder}/state", "--set", "rate=1000/1s",
             "--set", "settle=1ms"],
            {**environment(self.home.folder), **self.home.environment, "TERM": "xterm-256color"},
            self.home.folder)
        self.pid = self.terminal.process.pid
        self.terminal.wait(b"crmsh> ")

    def run(self, *commands):
        """Runs commands as one line; they went well when the last of them, a mark, is told. The lines
        are the same in each round: those of the history are kept up to a limit, once each."""
        self.terminal.settle()
        begin = self.terminal.type("; ".join([*commands, f"echo {MARK}"]) + "\r")
        self.terminal.wait(f"\n{MARK}".encode(), begin)

    def complete(self, line, told):
        """Asks for a completion, waits until it is drawn, and throws the line away."""
        self.terminal.settle()
        begin = self.terminal.type(f"{line}\t")
        self.terminal.wait(told.encode(), begin)
        self.terminal.type("\x15")

    def resize(self, columns):
        fcntl.ioctl(self.terminal.master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))

    def round(self, number):
        self.sandbox.reset()
        self.run(f"connect {self.sandbox.address}")
        self.complete("count users where crm.ro", "crm.role")
        self.complete(f"select {self.people[0][:6]}", self.people[0])
        self.resize(80 if number % 2 else 120)
        self.run('count users where crm.role = "Sales Rep" or email ~ an',
                 f"role Employee for {', '.join(self.people)}", f'assign "{PROJECT}" for staged',
                 "preview", "undo", "redo")
        self.terminal.settle()
        self.terminal.type("list users wh\x03")
        # What is typed behind an interrupt before it is heard is dropped with the line.
        self.terminal.wait(b"^C")
        self.run("import --yes", "disconnect")

    def judge(self):
        """What became of the last import: everybody is there once, with the project."""
        users = self.sandbox.state()["users"]
        found = [u for u in users if u["email"] in self.people]
        there = [u for u in found if PROJECT in [p["name"] for p in u["projects"]] and u["mails"] == 1]
        return [] if len(there) == len(found) == PEOPLE else [f"the portal holds {found}"]

    def close(self):
        self.terminal.close()
        self.sandbox.stop()
        self.home.close()


def grown(samples):
    """What is more at the end than after the first fifth: medians of a fifth of the samples each."""
    part = max(1, len(samples) // 5)
    early, late = samples[part:2 * part] or samples[-1:], samples[-part:]

    def middle(some, name):
        return statistics.median(getattr(sample, name) for sample in some)
    findings = []
    memory, runs = (middle(early, "memory"), middle(late, "memory")), middle(late, "number")
    if memory[1] > memory[0] * (1 + SHARE) + SLACK + RUN * (runs - middle(early, "number")):
        findings.append(f"memory: {memory[0]:.0f} KiB after the first fifth, {memory[1]:.0f} at the end")
    # A connection that is being closed, and the threads of a pool, come and go.
    for name, most in (("descriptors", 1), ("threads", 3)):
        counts = middle(early, name), middle(late, name)
        if counts[1] > counts[0] + most:
            findings.append(f"{name}: {counts[0]:.0f} after the first fifth, {counts[1]:.0f} at the end")
    return findings


def soaked(soak, rounds, quiet, samples):
    """Adds the figures before the first round and along the rounds."""
    begin = time.monotonic()
    samples.append(Figures(soak.pid, 0))
    for number in range(1, rounds + 1):
        soak.round(number)
        if number * SAMPLES // rounds > (number - 1) * SAMPLES // rounds:
            now = Figures(soak.pid, number)
            if not quiet:
                rate = 1000 * (now.cpu - samples[-1].cpu) / (now.number - samples[-1].number)
                print(f"{number:6} rounds {now.memory:7} KiB {now.descriptors:3} descriptors "
                      f"{now.threads:2} threads {rate:6.1f} ms of CPU a round "
                      f"{time.monotonic() - begin:6.0f} s", flush=True)
            samples.append(now)


def main():
    parser = argparse.ArgumentParser(prog="bench soak", description=__doc__)
    parser.add_argument("--binary", required=True, help="crmsh")
    parser.add_argument("--rounds", type=int, default=10_000)
    parser.add_argument("--quiet", action="store_true", help="only the last line")
    options = parser.parse_args()
    soak, samples = Soak(options.binary), []
    try:
        soaked(soak, options.rounds, options.quiet, samples)
        findings = soak.judge() + grown(samples)
    except Slow as words:
        findings = [f"after {samples[-1].number if samples else 0} rounds: {words}"]
    finally:
        soak.close()
    for words in findings:
        print(f"FOUND {words}")
    last = samples[-1] if samples else None
    told = f", {last.memory} KiB, {last.descriptors} descriptors" if last else ""
    print(f"soak: {options.rounds} rounds{told}, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
