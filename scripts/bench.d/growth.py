"""Part of `bench keys --growth`: instructions of a Tab and of a key, as valgrind's callgrind counts them.

The clock of a machine that others use tells little of how work grows with the data; instructions do
not depend on it. They are counted in the shell at a prompt over 42, 10,000 and 1,000,000 contacts, and
of two phases that differ by some Tabs, or by some keys, the difference is what those take. The addresses
typed are those of contacts.

A shell without valgrind fetches the contacts before, and the one that is counted takes them from what
was kept: with a million the whole takes about six minutes, nearly half of it the rehearsal server's.
"""
import glob
import os
import re
import shutil
import subprocess
import time

from judge import Home, Sandbox

# How much is typed in each phase, and the most that an instruction count may grow.
ROUNDS, MOST = 5, 2.0
# Under valgrind everything takes many times as long; in seconds.
QUIET, PATIENCE = 0.5, 900.0


def missing():
    lacking = [name for name in ("valgrind", "callgrind_control", "strip") if not shutil.which(name)]
    return f"{', '.join(lacking)} not in PATH" if lacking else None


class Counted:
    """crmsh under callgrind, connected, and all its contacts at hand."""

    def __init__(self, keys, binary, contacts):
        self.keys, self.home = keys, Home(binary)
        self.sandbox = Sandbox(
            self.home, ["--no-limits", "--users", "42", "--contacts", str(contacts), "--accounts",
                        "300" if contacts > 42 else "5", "--bulk-pace", "0"])
        self.addresses = self.fetched(contacts)
        self.dump = f"{self.home.folder}/counts"
        # valgrind can't read what the compiler tells debuggers.
        bare = f"{self.home.folder}/crmsh"
        subprocess.run(["strip", "--strip-debug", "-o", bare, self.home.binary], check=True)
        environment = {**keys.environment(self.home.folder), **self.home.environment}
        self.terminal = keys.Terminal(
            ["valgrind", "--tool=callgrind", "--instr-atstart=no", "--quiet",
             # Only what the editing thread does, not what looks around every ten seconds.
             "--toggle-collect=el_wgets",
             f"--callgrind-out-file={self.dump}", bare, "--state", f"{self.home.folder}/state"],
            {**environment, "TERM": "xterm-256color"}, self.home.folder)
        self.terminal.quiet, self.terminal.patience = QUIET, PATIENCE
        self.enter("", b"crmsh> ")
        self.enter(f"connect {self.sandbox.address}\r", b":zylker> ")
        self.enter("fetch contacts\r", b":zylker> ")

    def fetched(self, contacts):
        """The contacts' addresses; keeps the contacts for the next session of the same home."""
        told = subprocess.run(
            [self.home.binary, "--state", f"{self.home.folder}/state", "--format", "csv", "-c",
             f"connect {self.sandbox.address}; fetch contacts; list contacts columns Email"],
            env=self.home.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            check=True).stdout
        found = re.findall(rb"^[a-z]{2,}[a-z0-9.-]{8,}@[a-z0-9.-]+$", told, re.M)
        if 2 * len(found) < contacts:
            raise self.keys.Slow(f"{len(found)} addresses of {contacts} contacts were read")
        return sorted({os.fsdecode(address) for address in found})

    def enter(self, text, prompt):
        begin = self.terminal.type(text)
        self.terminal.wait(prompt, begin)
        self.terminal.settle()

    def control(self, *options):
        subprocess.run(
            ["callgrind_control", *options, str(self.terminal.process.pid)], check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE)

    def count(self, lines):
        """Instructions while these lines are typed, each taken back."""
        before = set(glob.glob(f"{self.dump}*"))
        self.control("--zero")
        for line in lines:
            for part in line:
                self.terminal.type(part)
                self.terminal.settle()
            self.terminal.type("\x15")
            self.terminal.settle()
        self.control("--dump")
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            fresh = [name for name in glob.glob(f"{self.dump}*") if name not in before]
            for name in fresh:
                with open(name, encoding="utf-8", errors="replace") as file:
                    found = re.search(r"^(?:summary|totals): (\d+)", file.read(), re.M)
                if found:
                    return int(found.group(1))
            time.sleep(0.2)
        raise self.keys.Slow("callgrind wrote nothing")

    def measure(self, seed):
        """Instructions of one Tab, of an address but for its last two letters, and of one key."""
        known = self.addresses
        chosen = [known[(place * 7919 + seed) % len(known)] for place in range(ROUNDS)]
        self.control("--instr=on")
        # From here on the entry into the function that reads a line is seen.
        self.enter("\r", b":zylker> ")
        typed = [["select " + address[:-2]] for address in chosen]
        self.count(typed)
        plain = self.count(typed)
        tabs = self.count([line + ["\t"] for line in typed])
        short = self.count([["select ", *address[:2]] for address in chosen])
        long = self.count([["select ", *address[:10]] for address in chosen])
        return (tabs - plain) / ROUNDS, (long - short) / (8 * ROUNDS)

    def close(self):
        self.terminal.close()
        self.sandbox.stop()
        self.home.close()


def run(keys, options):
    """The table; 1 where the counts of the largest grow beyond the limit."""
    lack = missing()
    if lack:
        print(f"growth: skipped, {lack}")
        return 0
    rows = []
    for contacts in options.growth:
        begin = time.monotonic()
        counted = Counted(keys, options.binary, contacts)
        tab, key = counted.measure(options.seed)
        counted.close()
        keys.told(f"{contacts:,} contacts: {time.monotonic() - begin:.0f} s")
        rows.append((contacts, tab, key))
        print(f"{contacts:>9,} contacts  Tab {tab / 1e6:8.2f}  key {key / 1e6:8.2f}  million instructions",
              flush=True)
    (_, tab, key), (_, last_tab, last_key) = rows[0], rows[-1]
    print(f"   growth            Tab {last_tab / tab:7.2f}x  key {last_key / key:7.2f}x")
    found = [name for name, share in (("Tab", last_tab / tab), ("key", last_key / key))
             if share > MOST]
    for name in found:
        print(f"FOUND {name} takes more than {MOST:g} times as much")
    return 1 if found else 0
