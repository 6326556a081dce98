"""`bench keys`: how long a key takes to the screen, and Tab on the beginning of an e-mail address.

crmsh, fish and ipython stand at pseudo-terminals of one kind, each with the same addresses to complete
and everything they draw by default switched on. A key is written, and the time taken until what it
brings stands in what was drawn; then until nothing more is drawn, which is where hints come. With
--growth it counts instructions instead, over more and more contacts; with --beside the keys that ten
things take, beside psql, redis-cli and fish. With --sequences in front it types at random (sequences.py).

It takes about four minutes: most of it is waiting until nothing more is drawn.
"""
import argparse
import fcntl
import json
import os
import pty
import random
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

import growth
from judge import SANITIZERS, Home, Sandbox, forget, spawn

# Escape sequences: OSC, CSI, and those of two or three characters.
SEQUENCE = re.compile(
    rb"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)|\[[0-?]*[ -/]*[@-~]|[ -/]+[0-~]|[0-Z\\^-~])")
# Nothing drawn for so long: the screen is settled. In seconds.
QUIET = 0.04
# So long a program may take for anything.
PATIENCE = 20.0


class Slow(Exception):
    """What was waited for did not come."""


class Terminal:
    """A program at a terminal of 40 rows and 120 columns."""

    quiet, patience = QUIET, PATIENCE

    def __init__(self, arguments, environment, folder):
        self.master, end = pty.openpty()
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.process = spawn(
            arguments, environment, folder, stdin=end, stdout=end, stderr=end,
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(end)

    def read(self, seconds):
        """What is drawn within some time; empty when nothing is."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        try:
            return os.read(self.master, 1 << 16) if ready else b""
        except OSError as error:
            raise Slow("the program has ended") from error

    def wait(self, text, begin=None):
        """Seconds until a text has been drawn, escape sequences left out."""
        begin, drawn = begin or time.perf_counter(), b""
        while True:
            drawn += self.read(0.5)
            now = time.perf_counter()
            if text in SEQUENCE.sub(b"", drawn):
                return now - begin
            if now - begin > self.patience:
                raise Slow(f"waited for {text!r} in {drawn[-300:]!r}")

    def settle(self, begin=None):
        """Reads on until nothing is drawn; seconds until the last of it."""
        begin = begin or time.perf_counter()
        last = begin
        while self.read(self.quiet):
            last = time.perf_counter()
            # Whoever draws on and on never settles.
            if last - begin > self.patience:
                raise Slow("the program draws on and on")
        return last - begin

    def type(self, keys):
        begin = time.perf_counter()
        os.write(self.master, keys.encode())
        return begin

    def close(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        forget(self.process)
        os.close(self.master)


def environment(folder, **more):
    return {
        "HOME": folder, "LANG": "C.UTF-8", "TERM": "xterm-256color", "COLUMNS": "120",
        "LINES": "40", "PATH": os.environ.get("PATH", "/usr/bin:/bin"), **SANITIZERS, **more}


class Crmsh:
    """crmsh with its own rehearsal server, whose users the addresses are."""

    name, before, after = "crmsh", "select ", ""

    def __init__(self, options):
        self.home = Home(options.binary)
        self.sandbox = Sandbox(
            self.home, ["--no-limits", "--users", str(options.candidates), "--contacts", "0"])
        told = subprocess.run(
            [self.home.binary, "--state", f"{self.home.folder}/state", "-c",
             f"connect {self.sandbox.address}; list users columns email --format json"],
            env=self.home.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
        # connect tells what it found before the list.
        rows = json.loads(told.stdout[told.stdout.rindex(b"\n[") if b"\n[" in told.stdout else 0:])
        self.addresses = sorted({row["email"] for row in rows if row["email"]})

    def start(self, _addresses):
        self.terminal = Terminal(
            [self.home.binary, "--state", f"{self.home.folder}/state"],
            {**environment(self.home.folder), **self.home.environment, "TERM": "xterm-256color"},
            self.home.folder)
        self.terminal.wait(b"crmsh> ")
        self.terminal.settle()
        self.terminal.type(f"connect {self.sandbox.address}\r")
        # The prompt comes once everybody is known to Tab.
        self.terminal.wait(b":zylker> ")
        self.terminal.settle()
        return self.terminal

    def close(self):
        self.terminal.close()
        self.sandbox.stop()
        self.home.close()


class Other:
    """What fish and ipython have in common: a folder and a file of addresses."""

    def start(self, addresses):
        self.folder = tempfile.mkdtemp(prefix="crmsh-bench-")
        self.list = f"{self.folder}/addresses"
        with open(self.list, "w", encoding="utf-8") as file:
            file.write("\n".join(addresses) + "\n")
        self.terminal = self.launch()
        return self.terminal

    def close(self):
        self.terminal.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Fish(Other):
    """A command whose arguments are the addresses, held in a variable."""

    name, before, after = "fish", "pick ", ""

    @staticmethod
    def missing(_options):
        return None if shutil.which("fish") else "fish is not in PATH"

    def launch(self):
        os.makedirs(f"{self.folder}/.config/fish")
        with open(f"{self.folder}/.config/fish/config.fish", "w", encoding="utf-8") as file:
            file.write(f"set -g fish_greeting\nset -g addresses (cat {self.list})\n"
                       "function pick; end\ncomplete -c pick -f -a '$addresses'\n"
                       "function fish_prompt; echo 'ready> '; end\n")
        terminal = Terminal([shutil.which("fish"), "-i"], environment(self.folder), self.folder)
        terminal.wait(b"ready>")
        terminal.settle()
        return terminal


class IPython(Other):
    """A dictionary whose keys are the addresses."""

    name, before, after = "ipython", 'people["', '"]'

    @staticmethod
    def missing(options):
        return None if shutil.which(options.ipython) else f"there is no {options.ipython}"

    def launch(self):
        terminal = Terminal(
            [shutil.which(self.path), "--no-banner", "--no-confirm-exit"],
            environment(self.folder, IPYTHONDIR=f"{self.folder}/ipython",
                        PROMPT_TOOLKIT_NO_CPR="1"), self.folder)
        terminal.wait(b"In [1]:")
        terminal.settle()
        terminal.type(f"people = {{l.strip(): 1 for l in open('{self.list}')}}\r")
        terminal.wait(b"In [2]:")
        terminal.settle()
        return terminal


def unique_beginnings(addresses):
    """Each address by its shortest beginning that no other has; both in the form of ASCII words."""
    beginnings = {}
    for place, address in enumerate(addresses):
        if not re.fullmatch(r"[a-z0-9.@-]+", address):
            continue
        near = addresses[max(0, place - 1):place] + addresses[place + 1:place + 2]
        length = 1 + max((len(os.path.commonprefix([address, other])) for other in near), default=0)
        if length <= len(address) - 6:
            beginnings[address] = address[:length]
    return beginnings


def told(words):
    """How far it is, for whoever waits."""
    print(f"  {words}", file=sys.stderr, flush=True)


def bound(seconds):
    """Ends everything, with words, should it take longer."""
    def end():
        print(f"bench keys: no result within {seconds} s", file=sys.stderr, flush=True)
        os.kill(os.getpid(), signal.SIGTERM)
    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()


def clear(terminal):
    terminal.type("\x15")
    terminal.settle()


def measure(program, addresses, beginnings, options):
    """Seconds of every Tab, of every key to its character, and to the last that it brings."""
    terminal = program.start(addresses)
    told(f"{program.name}: started")
    chosen = random.Random(options.seed).sample(sorted(beginnings), options.tabs)
    times = {"tab": [], "key": [], "settled": []}
    for address in chosen:
        terminal.type(program.before + beginnings[address])
        terminal.settle()
        begin = terminal.type("\t")
        times["tab"].append(terminal.wait(address[len(beginnings[address]):].encode(), begin))
        terminal.settle()
        clear(terminal)
    told(f"{program.name}: {options.tabs} Tabs done")
    for address in chosen[:options.lines]:
        for key in program.before + address:
            begin = terminal.type(key)
            if key != " ":
                times["key"].append(terminal.wait(key.encode(), begin))
            times["settled"].append(max(terminal.settle(begin), times["key"][-1]))
        clear(terminal)
    program.close()
    told(f"{program.name}: {len(times['key'])} keys done")
    return times


def share(values, of):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * of))]


def row(times):
    """Milliseconds, as the table and the JSON tell them."""
    return {f"{kind}_p{part}": round(1000 * share(times[kind], part / 100), 2)
            for kind in ("tab", "key", "settled") for part in (50, 99)}


def table(results):
    heads = ["program", *next(iter(results.values()))]
    rows = [[name, *(f"{value:.2f}" for value in result.values())]
            for name, result in results.items()]
    own = results["crmsh"]
    rows += [[f"crmsh/{name}", *(f"{own[k] / max(v, 0.01):.2f}x" for k, v in result.items())]
             for name, result in results.items() if name != "crmsh"]
    widths = [max(len(line[i]) for line in [heads, *rows]) for i in range(len(heads))]
    for line in [heads, *rows]:
        print("  ".join(cell.ljust(width) if i == 0 else cell.rjust(width)
                        for i, (cell, width) in enumerate(zip(line, widths))))


def parsed():
    """The options."""
    parser = argparse.ArgumentParser(prog="bench keys", description=__doc__)
    parser.add_argument("--binary", required=True, help="crmsh; a release build, to be fair to it")
    parser.add_argument("--candidates", type=int, default=10_000, help="addresses (10,000)")
    parser.add_argument("--tabs", type=int, default=200, help="addresses completed (200)")
    parser.add_argument("--lines", type=int, default=20, help="lines typed key by key (20)")
    parser.add_argument("--ipython", default="ipython", help="the program, if it is not in PATH")
    parser.add_argument("--alone", action="store_true", help="crmsh without the others")
    parser.add_argument("--json", metavar="FILE", help="write the numbers there too")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=900, metavar="SECONDS",
                        help="give up after so long (900)")
    parser.add_argument("--growth", metavar="CONTACTS", type=int, nargs="*",
                        help="count instructions over so many contacts (42 10000 1000000)")
    parser.add_argument("--beside", action="store_true",
                        help="count the keys that ten things take, and tell what is shown")
    return parser.parse_args()


def main():
    options = parsed()
    bound(options.limit if options.growth is None else max(options.limit, 3600))
    if options.growth is not None:
        options.growth = options.growth or [42, 10_000, 1_000_000]
        return growth.run(sys.modules[__name__], options)
    if options.beside:
        import beside
        return beside.run(options)
    IPython.path = options.ipython
    own = Crmsh(options)
    addresses = own.addresses
    beginnings = unique_beginnings(addresses)
    options.tabs = min(options.tabs, len(beginnings))
    print(f"{len(addresses)} addresses, {options.tabs} completed, {options.lines} lines typed; "
          "milliseconds")
    results = {"crmsh": row(measure(own, addresses, beginnings, options))}
    for other in () if options.alone else (Fish, IPython):
        missing = other.missing(options)
        if missing:
            print(f"{other.name}: skipped, {missing}")
            continue
        results[other.name] = row(measure(other(), addresses, beginnings, options))
    table(results)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"candidates": len(addresses), "unit": "ms", "results": results}, file, indent=1)
    slower = [f"{kind} than {name}" for name, result in results.items() if name != "crmsh"
              for kind in ("tab_p99", "key_p99") if results["crmsh"][kind] >= result[kind]]
    for words in slower:
        print(f"FOUND slower {words}")
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
