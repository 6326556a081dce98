"""What the rows of `bench performance` share: figures and their comparison, and how things are measured.

A program is measured from outside: the time until it ends and its CPU and memory as the kernel tells
them, or, of a shell that lives on, the time of one line and the CPU it took meanwhile.
"""
import dataclasses
import os
import statistics
import subprocess
import threading
import time

from judge import forget, spawn

# One warm-up, then so many runs.
RUNS = 5
# So many seconds anything may take.
LIMIT = 280
CORES = sorted(os.sched_getaffinity(0))
# The measured program's core; what serves it has another where there is one.
CLIENT, SERVER = CORES[-1], CORES[0]


class Skip(Exception):
    """Why a row, or a part of it, cannot be measured here."""


class Wrong(Exception):
    """What was measured was not the work that was meant: such a figure is not told."""


def median(values):
    return statistics.median(values)


def spread(values):
    """Half the way from the least to the most, as a share of the median."""
    middle = median(values)
    return (max(values) - min(values)) / 2 / middle if middle else 0.0


@dataclasses.dataclass
class Line:
    """One comparison: crmsh's figures, a rival's (or a bound), and the goal of their ratio."""
    row: str
    what: str
    unit: str
    own: list
    rival: str
    other: list
    most: float = None
    least: float = None

    @property
    def ratio(self):
        return median(self.own) / median(self.other) if median(self.other) else float("inf")

    @property
    def reached(self):
        if self.most is not None:
            return self.ratio <= self.most
        return self.ratio >= self.least if self.least is not None else None

    @property
    def goal(self):
        if self.most is not None:
            return f"≤ {self.most:.3g}"
        return f"≥ {self.least:.3g}" if self.least is not None else "-"

    def goodness(self):
        """The ratio as something that is to be large."""
        return self.ratio if self.least is not None else 1 / self.ratio if self.ratio else 1e9

    def cells(self):
        said = {True: "yes", False: "NO", None: "-"}[self.reached]
        return [self.row, self.what, shown(self.own, self.unit), self.rival,
                shown(self.other, self.unit), f"{self.ratio:.3g}", self.goal, said]

    def document(self):
        return {
            "row": self.row, "what": self.what, "unit": self.unit, "rival": self.rival,
            "crmsh": {"median": median(self.own), "spread": spread(self.own), "runs": self.own},
            "other": {"median": median(self.other), "spread": spread(self.other),
                      "runs": self.other},
            "ratio": self.ratio, "goal": self.goal, "reached": self.reached}


def shown(values, unit):
    text = f"{median(values):.4g} {unit}" if unit else f"{median(values):.6g}"
    return text + (f" ±{100 * spread(values):.0f}%" if len(values) > 1 else "")


def repeated(work, runs=RUNS):
    """Does a piece of work once to warm up, then so often; what it returned each time."""
    work()
    return [work() for _ in range(runs)]


def pinned(core, arguments):
    return ["taskset", "-c", str(core), *arguments]


def run(arguments, environment=None, core=CLIENT, limit=LIMIT, folder=None, code=0):
    """Runs a program to its end: (seconds, CPU seconds, peak KiB, what it wrote)."""
    process = spawn(pinned(core, arguments), environment or os.environ, folder,
                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    begin, output = time.perf_counter(), b""
    while chunk := process.stdout.read1(1 << 16):
        output += chunk
        if time.perf_counter() - begin > limit:
            process.kill()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    forget(process)
    if process.returncode != code:
        told = output.decode(errors="replace").strip()[-300:]
        raise Wrong(f"{arguments[0]} ended with {process.returncode}: {told}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, output.decode(errors="replace")


def cpu_of(pid):
    """Seconds that all threads of a process have computed."""
    total, folder = 0, f"/proc/{pid}/task"
    for thread in os.listdir(folder):
        try:
            with open(f"{folder}/{thread}/schedstat", encoding="ascii") as file:
                total += int(file.read().split()[0])
        except FileNotFoundError:
            continue
    return total / 1e9


def memory_of(pid, kind="VmRSS"):
    """KiB of a process; `VmHWM` is the most it ever had."""
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(kind))


class Session:
    """A shell that reads lines from a pipe, each measured while it lives on."""

    def __init__(self, home, *options, core=CLIENT, state="state"):
        arguments = [home.binary, "--state", f"{home.folder}/{state}", "--format", "json",
                     "--no-input", "--set", "fresh=1h", *options]
        self.process = spawn(
            pinned(core, arguments), home.environment, home.folder, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.pid = self.process.pid

    def say(self, line):
        """Runs a line: (seconds, CPU seconds, what it wrote)."""
        watch = threading.Timer(LIMIT, self.process.kill)
        watch.start()
        before, begin, told = cpu_of(self.pid), time.perf_counter(), []
        self.process.stdin.write(f"{line}\necho the-line-is-done\n".encode())
        self.process.stdin.flush()
        for written in self.process.stdout:
            if b'"the-line-is-done"' in written:
                seconds = time.perf_counter() - begin
                watch.cancel()
                return seconds, cpu_of(self.pid) - before, b"".join(told).decode()
            told.append(written)
        watch.cancel()
        raise Wrong(f"{line}: {b''.join(told).decode()[-300:]}")

    def memory(self, kind="VmRSS"):
        return memory_of(self.pid, kind)

    def close(self):
        self.process.stdin.close()
        for _ in self.process.stdout:
            continue
        self.process.wait()
        self.process.stdout.close()
        forget(self.process)


def table(lines):
    """The comparisons in columns."""
    heads = ["", "what", "crmsh", "rival", "its figure", "ratio", "goal", "reached"]
    rows = [heads, *(line.cells() for line in lines)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(heads))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths)).rstrip() for row in rows)
