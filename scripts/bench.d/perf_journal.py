"""P13: what writing down a call costs on the disk."""
import os
import subprocess

from long import PROJECTS
from perf_import import listed, plain_people, served
from perf_kit import CLIENT, Line, Skip, repeated, run
from perf_rivals import HERE, program

CALLS = "fsync,fdatasync,pwrite64,pwritev,write,writev"
STRACE = ["-f", "-w", "-c", "-U", "name,calls,time-total"]


def summary(path):
    """Call → (how many, seconds) of strace's table; what is written to no file counts little."""
    found = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            words = line.split()
            if len(words) == 3 and words[1].isdigit() and words[0] != "total":
                found[words[0]] = (int(words[1]), float(words[2]))
    return found


def synced(path):
    """How often, and for how many seconds, the disk was waited for and the log written."""
    found = summary(path)
    parts = [found[name] for name in ("fsync", "fdatasync") if name in found]
    written = [found[name] for name in ("pwrite64", "pwritev") if name in found]
    return sum(n for n, _ in parts), sum(s for _, s in parts + written)


def traced(home, name):
    """The arguments that put a program under strace, and where its table will be."""
    path = f"{home.folder}/{name}.strace"
    return [program("strace"), *STRACE, "-e", f"trace={CALLS}", "-o", path], path


def scripted(home, sandbox, people, count, state):
    """A script of an import of so many calls of one person each, and of none."""
    lines = [f"connect {sandbox.address}", f"select from {people}", "role Employee",
             f'assign "{PROJECTS[0]}"', "import --yes" if count else "preview"]
    return [home.binary, "--state", f"{home.folder}/{state}", "--format", "json", "--no-input",
            "--set", "rate=1000/1s", "--set", "batch=1", "-c", "\n".join(lines)]


def own_cost(home, sandbox, people, calls, turn):
    """(syncs, milliseconds of syncing and writing) a call, of an import less the preview of it."""
    figures = []
    for count in (calls, 0):
        sandbox.reset()
        trace, path = traced(home, f"own-{turn}-{count}")
        run([*trace, *scripted(home, sandbox, people, count, f"state-{turn}-{count}")],
            home.environment, CLIENT)
        figures.append(synced(path))
    (syncs, seconds), (less, rest) = figures
    return (syncs - less) / calls, 1000 * (seconds - rest) / calls


def rival_program(bench):
    """The bare insert and commit, built."""
    path = f"{bench.folder}/journal_rival"
    if not os.path.exists(path):
        made = subprocess.run([program("cc"), "-O2", "-o", path, f"{HERE}/journal_rival.c", "-lsqlite3"],
                              capture_output=True, text=True, check=False)
        if made.returncode:
            raise Skip(f"sqlite3's C API is not there (on Debian: libsqlite3-dev): {made.stderr[-200:]}")
    return path


def journal(bench):
    """Syncs, and time of syncing and writing at positions, a write call: an import of one person a call
    at a sandbox without latency, less the preview of it, under strace -c -w; the rival inserts one row
    of the journal's size and commits, through sqlite3's C API, WAL at synchronous=FULL, under the same
    strace on the same disk. SQLite's own CPU is in neither. A write call is three things on the disk,
    each waited for before the next: its slot of the limit, its intent, its outcome; what one of them
    costs stands in a line of its own."""
    program("strace")
    calls, runs, home = bench.size["journal"], bench.size["runs"], bench.home()
    sandbox = served(home, "--users", str(calls * 2 + 100), "--licences", str(calls + 100))
    people = listed(home, plain_people(sandbox, calls, there=False))
    rival, turns = rival_program(bench), iter(range(1 << 20))

    def bare():
        turn = next(turns)
        trace, path = traced(home, f"rival-{turn}")
        run([*trace, rival, f"{home.folder}/rival-{turn}.db", str(calls)])
        syncs, seconds = synced(path)
        return syncs / calls, 1000 * seconds / calls

    own = repeated(lambda: own_cost(home, sandbox, people, calls, next(turns)), runs)
    other = repeated(bare, runs)
    sandbox.stop()
    found = subprocess.run([rival, "--version"], capture_output=True, text=True, check=True).stdout
    name, what = f"insert+commit, sqlite3 {found.strip()}", f"a call, {calls} calls"
    return [
        Line("P13", f"time of syncs and writes a sync, {calls} calls", "ms", [t / n for n, t in own],
             name, [t / n for n, t in other], most=2),
        Line("P13", f"time of syncs and writes {what}", "ms", [t for _, t in own], name,
             [t for _, t in other], most=2),
        Line("P13", f"syncs {what}", "", [n for n, _ in own], name, [n for n, _ in other], most=2)]
