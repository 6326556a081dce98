"""P5 and P10: how long it takes to be there, and what a key costs."""
import argparse
import glob
import os
import sys
import time

import keys as typing
from judge import Sandbox
from perf_kit import (
    CLIENT, CORES, SERVER, Line, Skip, Wrong, cpu_of, median, pinned, repeated)
from perf_rivals import program, version

NOWHERE = os.open(os.devnull, os.O_RDWR)


def once(arguments, environment):
    """Seconds of a whole process from posix_spawn to its end, its output thrown away."""
    actions = [(os.POSIX_SPAWN_DUP2, NOWHERE, number) for number in (0, 1, 2)]
    begin = time.perf_counter()
    pid = os.posix_spawn(arguments[0], arguments, environment, file_actions=actions)
    _, status = os.waitpid(pid, 0)
    if status:
        raise Wrong(f"{arguments[0]} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begin


def bare(name):
    """A program itself: not Debian's wrapper of PostgreSQL's, nor one that chooses a Python."""
    path = program(name)
    return max(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), default=path)


def started(arguments, environment, bench):
    """Milliseconds of one process: a run is the median of so many."""
    os.sched_setaffinity(0, {CLIENT})
    try:
        return repeated(lambda: 1000 * median(
            [once(arguments, environment) for _ in range(bench.size["starts"])]), bench.size["runs"])
    finally:
        os.sched_setaffinity(0, set(CORES))


def start(bench):
    """A whole process, spawned, awaited and its output thrown away: `crmsh -c help` beside other shells
    that only tell their version or quit; and from the start to the first prompt at a terminal."""
    home = bench.home()
    variables = {**home.environment, "TERM": "xterm-256color"}
    own = started([home.binary, "--state", f"{home.folder}/state", "-c", "help"], variables, bench)
    rivals = [("psql", ["--version"], 0.5), (os.path.realpath(sys.executable), ["-c", "pass"], 0.2),
              ("redis-cli", ["--version"], 1), ("sqlite3", [":memory:", ".quit"], 4)]
    lines = []
    for name, arguments, most in rivals:
        def compared(name=name, arguments=arguments, most=most):
            path = bare(name)
            words = f"{os.path.basename(name)} {version([path, '--version'])}"
            return [Line("P5", "crmsh -c help", "ms", own, f"{words}, {' '.join(arguments)}",
                         started([path, *arguments], variables, bench), most=most)]
        lines += bench.attempt(compared)
    return lines + bench.attempt(lambda: prompts(bench, home))


def first_prompt(arguments, variables, folder, prompt):
    """Milliseconds from the start of a program at a terminal to its prompt."""
    begin = time.perf_counter()
    terminal = typing.Terminal(arguments, variables, folder)
    try:
        return 1000 * terminal.wait(prompt, begin)
    finally:
        terminal.close()


def prompts(bench, home):
    """The first prompt of crmsh and of others, at the same kind of terminal."""
    variables = {**typing.environment(home.folder), **home.environment, "TERM": "xterm-256color"}

    def shown(arguments, prompt):
        return repeated(lambda: first_prompt(
            pinned(CLIENT, arguments), variables, home.folder, prompt), bench.size["runs"])
    own = shown([home.binary, "--state", f"{home.folder}/state"], b"crmsh> ")
    others = [(os.path.realpath(sys.executable), ["-q"], b">>> ", 0.2), ("sqlite3", [], b"sqlite> ", 4)]
    lines = []
    for name, arguments, prompt, most in others:
        lines += bench.attempt(lambda name=name, arguments=arguments, prompt=prompt, most=most: [Line(
            "P5", "to the first prompt", "ms", own, os.path.basename(name),
            shown([bare(name), *arguments], prompt), most=most)])
    return lines


def options_of(bench):
    """What `bench keys` would be given."""
    ipython = os.path.join(os.path.dirname(bench.rivals.python), "ipython")
    typing.IPython.path = ipython
    return argparse.Namespace(
        binary=bench.binary, candidates=bench.size["candidates"], tabs=bench.size["tabs"],
        lines=1 if bench.is_tiny else 10, ipython=ipython, seed=1)


def keys(bench):
    """Milliseconds of Tab on the shortest beginning of an address that no other has, and of a key until
    it stands on the screen, p99 of all; fish and ipython complete the same addresses at the same kind
    of terminal. Then the CPU of a Tab with few contacts and with very many."""
    options = options_of(bench)
    own = typing.Crmsh(options)
    beginnings = typing.unique_beginnings(own.addresses)
    options.tabs = min(options.tabs, len(beginnings))
    results = typing.row(typing.measure(own, own.addresses, beginnings, options))
    lines = []
    for other in (typing.Fish, typing.IPython):
        lines += bench.attempt(lambda other=other: beside(results, other, own, beginnings, options, bench))
    return lines + bench.attempt(lambda: tabs(bench))


def beside(results, other, own, beginnings, options, bench):
    """p99 of Tab and of keys, crmsh beside one other."""
    if other is typing.IPython:
        bench.rivals.wait()
    missing = other.missing(options)
    if missing:
        raise Skip(missing)
    theirs = typing.row(typing.measure(other(), own.addresses, beginnings, options))
    name = (bench.rivals.package("ipython") if other is typing.IPython
            else f"fish {version(['fish', '--version'])}")
    return [Line("P10", f"{what} p99 of {len(own.addresses)}", "ms", [results[kind]], name,
                 [theirs[kind]], most=1)
            for what, kind in (("Tab", "tab_p99"), ("key", "key_p99"))]


def tab_cost(bench, count):
    """Milliseconds of CPU of a Tab on an address, in a shell that has read so many contacts."""
    home = bench.home()
    sandbox = Sandbox(home, ["--no-limits", "--users", "50", "--contacts", str(count), "--bulk-pace",
                             "0"], program=pinned(SERVER, [home.binary]))
    terminal = typing.Terminal(
        pinned(CLIENT, [home.binary, "--state", f"{home.folder}/state"]),
        {**typing.environment(home.folder), **home.environment, "TERM": "xterm-256color"}, home.folder)
    try:
        terminal.wait(b"crmsh> ")
        terminal.type(f"connect {sandbox.address}\r")
        terminal.wait(b":zylker> ")
        terminal.settle()
        terminal.type("fetch contacts\r")
        fetched(terminal, count)
        return repeated(lambda: one_tab(terminal), 20 if not bench.is_tiny else 2)
    finally:
        terminal.close()
        sandbox.stop()


def fetched(terminal, count):
    """Waits, however long it takes, until the contacts were read and the prompt stands there again."""
    end, drawn = time.monotonic() + 250, b""
    while time.monotonic() < end:
        drawn += terminal.read(0.5)
        _, told, after = typing.SEQUENCE.sub(b"", drawn).rpartition(b" fetched.")
        if told and b":zylker> " in after:
            terminal.settle()
            return
    raise Wrong(f"{count} contacts were not read: {drawn[-300:]!r}")


def one_tab(terminal):
    """Milliseconds of CPU from Tab until nothing more is drawn."""
    terminal.type("select ada.li")
    terminal.settle()
    before = cpu_of(terminal.process.pid)
    terminal.type("\t")
    while terminal.read(0.2):
        continue
    spent = 1000 * (cpu_of(terminal.process.pid) - before)
    typing.clear(terminal)
    return spent


def tabs(bench):
    """How the CPU of a Tab grows with the contacts: 42 of them to the most."""
    bench.note("CPU time in place of callgrind's instructions: under callgrind a million contacts are "
               "not read within an hour")
    few, most = tab_cost(bench, 42), tab_cost(bench, bench.size["contacts"])
    return [Line("P10", f"CPU of Tab, {bench.size['contacts']} contacts", "ms", most, "42 contacts",
                 few, most=2)]
