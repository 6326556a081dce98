"""`bench scripts`: what a script that means harm gets done. Nothing may succeed.

Every attempt is a script file of its own in a folder of its own, run under strace: no second execve,
no file opened outside the script's folder, nothing that was there changed, no connection but to the
sandbox, nothing written to the portal, no sign-in made. Then the same through a saved script, the
start-up file and a terminal.
"""
import argparse
import os
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor

import abuse_attempts
import abuse_terminal
from judge import Sandbox
from probe import Tally, made_home, read, run, traced

CANARY = "canary.of.the.outside"
# An address for documents (RFC 5737): nobody is there, and nobody may try.
EVIL = "http://192.0.2.1:80"
CALLS = "execve,execveat,openat,open,openat2,creat,connect,unlinkat,renameat,renameat2,truncate"
MARK = "victim was here\n"
# What the program itself opens, of the system.
SYSTEM = ("/usr/", "/lib", "/etc/", "/proc/", "/sys/", "/dev/", "/opt/", "/run/", "/nix/", "/root/.pyenv")
# Of the system, what only an attempt would open.
NEVER = re.compile(r"^(/etc/(passwd-|shadow|sudoers)|/proc/self/environ|/proc/\d+/environ|/dev/full)")


def put(path, text, mode=0o600):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w") as file:
        file.write(text)
    os.chmod(path, mode)


def layout(home, address):
    """The folder of the script, and what lies outside of it."""
    work, out = (os.path.join(home.folder, name) for name in ("work", "outside"))
    for folder in (work, out, f"{work}/sub"):
        os.makedirs(folder, 0o700)
    put(f"{out}/secret.csv", f"email\n{CANARY}@evil.example\n")
    put(f"{home.folder}/secret.csv", f"email\n{CANARY}@evil.example\n")
    put(f"{out}/evil.sh", f"#!/bin/sh\ntouch {out}/marker\n", 0o700)
    for path in (f"{out}/victim.txt", f"{work}/victim.txt"):
        put(path, MARK)
    put(f"{work}/again.crmsh", "source again.crmsh\n")
    put(f"{work}/sub/far.crmsh", f"source ../../outside/secret.csv\nsource {out}/secret.csv\n")
    put(f"{work}/secrets.txt", "client-id = 1000.SANDBOX\nclient-secret = sandbox\ncode = 1000.x\n")
    put(f"{work}/login.crmsh", f"login x --dc {address} --secrets secrets.txt --yes\n")
    os.symlink(f"{out}/secret.csv", f"{work}/link.csv")
    os.symlink(f"{out}/victim.txt", f"{work}/link.txt")
    os.symlink(f"{out}/new.txt", f"{work}/dangling.txt")
    os.symlink(out, f"{work}/linkdir")
    os.link(f"{out}/victim.txt", f"{work}/hard.txt")
    os.mkfifo(f"{work}/fifo", 0o600)
    return work, out


def contents(folder):
    """Path → what every file below holds; links and pipes by their kind."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            plain = os.path.isfile(path) and not os.path.islink(path)
            found[path] = read(path) if plain else "special"
    return found


def opened(trace):
    """What was opened, by where it really is: (path, flags); folders passed through are left out."""
    for line in read(trace).splitlines():
        found = re.search(r"(?:openat2?|open|creat)\(.*?(O_[A-Z_|]+).*\) = \d+<([^>]+)>", line)
        if found and "O_PATH" not in found.group(1) and "O_DIRECTORY" not in found.group(1):
            yield found.group(2), found.group(1)


def reached(trace):
    """The internet addresses that were connected to."""
    text = read(trace)
    for port, host in re.findall(r'htons\((\d+)\), sin_addr=inet_addr\("([^"]+)"\)', text):
        yield f"{host}:{port}"
    for port, host in re.findall(r'htons\((\d+)\).*?AF_INET6, "([^"]+)"', text):
        yield f"[{host}]:{port}"


def judge_calls(home, trace, work, address):
    """What the system calls show."""
    found, place = [], os.path.realpath(home.folder)
    programs = re.findall(r"execve(?:at)?\(.*\) = 0", read(trace))
    if len(programs) != 1:
        found.append(f"{len(programs)} programs were started: {programs[-1:]}")
    allowed = (os.path.realpath(work) + "/", f"{place}/state/", f"{place}/config/", f"{place}/trace")
    for path, flags in opened(trace):
        if NEVER.match(path) or not path.startswith((*allowed, *SYSTEM, "anon", "socket", "pipe")):
            if path != os.path.realpath(home.binary):
                found.append(f"opened {path} {flags}")
    here = address.split("//")[1]
    return found + [f"connected to {host}" for host in set(reached(trace)) if host != here]


def attempt(bench, kind, name, text):
    """Runs one script; what it got done."""
    home = made_home(bench.binary)
    work, out = layout(home, bench.sandbox.address)
    home.environment.update(CANARY_ENV=CANARY, EDITOR=f"{out}/evil.sh", VISUAL=f"{out}/evil.sh",
                            PAGER=f"{out}/evil.sh", BROWSER=f"{out}/evil.sh", SHELL=f"{out}/evil.sh")
    for word, value in [("OUT", out), ("ADDRESS", bench.sandbox.address), ("EVIL", EVIL)]:
        text = re.sub(rf"\b{word}\b", value, text)
    put(f"{work}/attack.crmsh", text + "\n")
    before, written = contents(home.folder), len(bench.sandbox.writes())
    trace = f"{home.folder}/trace"
    far = [f"far={out}/secret.csv"] if "$far" in text else []
    ended = run(home, [f"{work}/attack.crmsh", *far], text="25\nyes\n", folder=work, limit=15,
                before=[*traced(trace, CALLS), "-y"])
    after = contents(home.folder)
    found = judge_calls(home, trace, work, bench.sandbox.address)
    found += [f"{path} was changed" for path in before
              if after.get(path) != before[path] and path != trace]
    found += [f"{path} was made" for path in after if path not in before and path.startswith(out)]
    if CANARY in ended.output + ended.errors:
        found.append(f"told what is outside: {ended.said()}")
    if len(bench.sandbox.writes()) != written:
        found.append("wrote to the portal")
    if os.path.exists(f"{home.folder}/config/crmsh/credentials"):
        found.append("made a sign-in")
    if ended.crashed() or "limit ended it" in ended.errors:
        found.append(f"exit {ended.code}: {ended.errors[-300:]}")
    home.close()
    return ended, [f"{kind}: {name}: {words}" for words in found]


class Bench:
    """A sandbox that the scripts may use."""

    def __init__(self, binary):
        self.binary, self.home = binary, made_home(binary)
        self.sandbox = Sandbox(self.home, ["--no-limits", "--users", "30", "--projects", "3"])

    def close(self):
        self.sandbox.stop()
        self.home.close()


def of_a_kind(bench, tally, kind, attempts, threads):
    """All attempts of a kind: how many, how many were refused, what most were told."""
    with ThreadPoolExecutor(threads) as pool:
        done = list(pool.map(lambda a: attempt(bench, kind, *a), attempts))
    found = [words for _, findings in done for words in findings]
    refused = sum(1 for ended, _ in done if ended.code)
    words = max(done, key=lambda d: d[0].code)[0].said()[:90]
    tally.add([kind, len(attempts), refused, len(found), words], *found, cases=len(attempts))


def main():
    parser = argparse.ArgumentParser(prog="bench scripts", description=__doc__)
    parser.add_argument("--binary", required=True, help="the built crmsh")
    parser.add_argument("--sample", action="store_true", help="some of each kind")
    parser.add_argument("--only", help="attempts whose name holds this")
    options = parser.parse_args()
    if not shutil.which("strace"):
        print("skipped: strace is needed to see what a script does")
        return 0
    bench = Bench(options.binary)
    tally = Tally(["a script tries to", "attempts", "refused", "succeeded", "such as"], "scripts")
    for kind, attempts in abuse_attempts.KINDS.items():
        chosen = [a for a in attempts if not options.only or options.only in a[0]]
        if options.sample:
            chosen = chosen[::7]
        if chosen:
            # Those that might write are one at a time: who wrote must be known.
            of_a_kind(bench, tally, kind, chosen, 1 if kind == "answer a question" else 3)
    if not options.only:
        abuse_terminal.judge(bench, tally, options.sample)
    bench.close()
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
