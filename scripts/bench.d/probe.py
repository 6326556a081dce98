"""One run of the shell as a stranger sees it: exit code, words, seconds, peak memory, system calls."""
import os
import re
import shutil
import subprocess
import threading
import time

from judge import forget, spawn, table

# What a crash of the program leaves on standard error.
CRASH = re.compile(r"Fatal error|Crash|Thread \d+ crashed|Backtrace|Swift runtime failure|"
                   r"stack overflow|index out of range|unexpectedly found nil", re.IGNORECASE)
MIB = 1024


class Run:
    """How it went. `code`: 128 + N where signal N ended it; `peak` in KiB."""

    def __init__(self, code, output, errors, seconds, peak):
        self.code = 128 - code if code < 0 else code
        self.output, self.errors = output, errors
        self.seconds, self.peak = seconds, peak

    def said(self):
        """The first error, as one line; else the last line of output."""
        lines = [line for line in self.errors.splitlines() if line.strip()]
        errors = [line for line in lines if "error:" in line] or lines
        return (errors or self.output.splitlines()[-1:] or [""])[0].strip()

    def crashed(self):
        return self.code in (132, 133, 134, 135, 136, 139) or bool(CRASH.search(self.errors))


class _Drain(threading.Thread):
    """Reads a stream to its end; keeps the first megabytes."""

    def __init__(self, stream):
        super().__init__(daemon=True)
        self.stream, self.kept = stream, []
        self.start()

    def run(self):
        size = 0
        for part in iter(lambda: self.stream.read1(65536), b""):
            size += len(part)
            if size < 64 << 20:
                self.kept.append(part)
        self.stream.close()

    def text(self):
        self.join(10)
        return b"".join(self.kept).decode(errors="replace")


def peak_of(pid, known):
    """The highest resident size until now, in KiB; the last known one where it has ended."""
    try:
        with open(f"/proc/{pid}/status") as status:
            found = re.search(r"VmHWM:\s+(\d+)", status.read())
            return max(known, int(found.group(1))) if found else known
    except OSError:
        return known


def launch(home, arguments, text=None, environment=None, before=(), folder=None):
    """Starts the shell; `before` is what runs it, such as strace with its options."""
    values = {**home.environment, **(environment or {})}
    process = spawn(
        [*before, home.binary, *arguments], {k: v for k, v in values.items() if v is not None},
        folder or home.folder, stdin=subprocess.PIPE if text is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.drains = _Drain(process.stdout), _Drain(process.stderr)
    process.began = time.monotonic()
    if text is not None:
        try:
            process.stdin.write(text if isinstance(text, bytes) else text.encode())
            process.stdin.close()
        except BrokenPipeError:
            # It ended before it read all; what it said of that is judged.
            pass
    return process


def finish(process, limit=60):
    """Waits for the end, and brings it about when the time is over; the peak is read meanwhile."""
    peak, end = 0, process.began + limit
    while process.poll() is None:
        peak = peak_of(process.pid, peak)
        if time.monotonic() > end:
            process.kill()
            process.wait()
        time.sleep(0.004)
    forget(process)
    output, errors = (drain.text() for drain in process.drains)
    if time.monotonic() > end:
        errors += "\nthe bench's time limit ended it"
    return Run(process.returncode, output, errors, time.monotonic() - process.began, peak)


def run(home, arguments, text=None, limit=60, **more):
    """Runs the shell to its end."""
    return finish(launch(home, arguments, text, **more), limit)


def traced(path, calls):
    """What runs a program and writes these system calls, of its children too, into a file."""
    tool = shutil.which("strace")
    if not tool:
        return None
    return [tool, "-f", "-qq", "-s", "4096", "-e", f"trace={calls}", "-e", "signal=none",
            "-o", path]


def read(path):
    """A file's text; none where there is no file."""
    try:
        with open(path, errors="replace") as file:
            return file.read()
    except OSError:
        return ""


class Tally:
    """What was tried and what was found."""

    def __init__(self, heads, name):
        self.heads, self.name = heads, name
        self.rows, self.cases, self.findings = [], 0, []
        self.guard = threading.Lock()

    def add(self, row, *findings, cases=1):
        """A case (or several in one row), its row of the table, and what was wrong with it."""
        with self.guard:
            self.cases += cases
            self.rows += [row] if row else []
            for words in findings:
                self.findings.append(words)
                print(f"FOUND {words[:1200]}", flush=True)

    def end(self):
        """Prints the table and the last line; the exit code."""
        print(table(self.rows, self.heads))
        print(f"{self.name}: {self.cases} cases, {len(self.findings)} findings")
        return 1 if self.findings else 0


def made_home(binary):
    """A home with folders of its own, so that no case sees another's."""
    from judge import Home
    home = Home(binary)
    home.environment.update(
        XDG_STATE_HOME=os.path.join(home.folder, "state"),
        XDG_CONFIG_HOME=os.path.join(home.folder, "config"), TMPDIR=home.folder)
    return home
