"""`bench secrets`: known secrets are planted, everything is done with them, and everything is searched.

The server gives and takes secrets of this bench's making in place of the sandbox's. Searched: every
file, standard output and error, what every command prints as JSON, arguments and environments of every
program, every write, the terminal, what a crash leaves. Then files: their modes from the first system
call on, attacks on every file and folder, full and read-only disks, locks that fail.
"""
import argparse
import os
import re
import shutil
import signal
import sys
import time

import abuse_terminal
import leaks_files
from leaks_server import Canaries, CanaryServer
from judge import Sandbox
from probe import Tally, finish, launch, made_home, read, run, traced

EVERYTHING = """
logins; connect try; status; doctor; list users; list projects; list roles; list profiles; fetch contacts
fetch accounts; list contacts; list accounts; list customers; list people; count users; status
show {person}; select users where crm.status = active; role Employee; assign Website; list plan; log
explain {person}; preview; preview matrix; preview calls; preview problems; undo; redo; drop blocked
save saved.crmsh; save pinned.crmsh --pinned
import --yes --reason "the canaries"; report last; runs; runs --verify; report last --html run.html
preview --html preview.html --fresh; refresh; doctor try
explain {person} in last; preview revert last; revert last --yes; runs; history; set; let a=b; echo $a
help scopes; time 'status'; reset
list users > users.csv; disconnect; runs
"""
# Where a secret may lie: the file of sign-ins, and the record of a token.
ALLOWED = re.compile(r"/(credentials(\.new)?|token-[0-9a-f]{24}(\.new)?|secrets\.txt|kept)$")
HELPER = """#!/bin/sh
{ echo "argv: $*"; env; } >> "$(dirname "$0")/seen"
case $1 in
  store) cat > "$(dirname "$0")/kept";;
  get) cat > /dev/null; cat "$(dirname "$0")/kept"; grep password "$(dirname "$0")/kept" >&2; [ ! -e "$(dirname "$0")/broken" ];;
  erase) rm -f "$(dirname "$0")/kept";;
esac
"""


class Bench:
    """A sandbox and the server with the canaries."""

    def __init__(self, binary, form):
        self.binary, self.outer = binary, made_home(binary)
        self.sandbox = Sandbox(self.outer, ["--no-limits", "--users", "30", "--projects", "3"])
        self.canaries = Canaries(form)
        self.server = CanaryServer(self.sandbox.address, self.canaries)
        self.home = made_home(binary)
        self.person = self.sandbox.staff()[0]

    def secrets_file(self, name="secrets.txt"):
        """A file for `login --secrets`, with a code that is good for one exchange."""
        path = os.path.join(self.home.folder, name)
        text = (f"client-id = 1000.SANDBOX\nclient-secret = {self.canaries.client}\n"
                f"code = {self.server.new_code(self.sandbox)}\n")
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
        return path

    def login(self, extra=()):
        return run(self.home, ["--no-input", "-c", f"login try --dc {self.server.address} --secrets "
                               f"{self.secrets_file()} --yes"], **dict(extra))

    def close(self):
        self.server.close()
        self.sandbox.stop()
        for home in (self.home, self.outer):
            home.close()


def searched(bench, label, tally, *texts, skip_files=False):
    """Every text and every file of the home, for every canary in every form."""
    found = []
    for place, text in texts:
        found += [f"{label}: {what} in {place}" for what in bench.canaries.found_in(text)]
    files = 0
    for folder, _, names in os.walk(bench.home.folder):
        for name in names:
            path = os.path.join(folder, name)
            if skip_files or ALLOWED.search(path) or not os.path.isfile(path):
                continue
            files += 1
            with open(path, "rb") as file:
                found += [f"{label}: {w} in {path}" for w in bench.canaries.found_in(file.read())]
    tally.add([label, files + len(texts), len(found)], *found)


def lines_of(bench):
    text = EVERYTHING.format(person=bench.person).strip()
    return [line.strip() for part in text.splitlines() for line in part.split(";") if line.strip()]


def everything(bench, tally, formats):
    """All commands, in every format; standard output and error and all files."""
    first = bench.login()
    if first.code:
        tally.add(None, f"login ends with {first.code}: {first.said()}")
    searched(bench, "login", tally, ("what it said", first.output + first.errors))
    for form in formats:
        options = ["--no-input", "--keep-going", "--format", form, "--set", "settle=200ms"]
        done = run(bench.home, [*options, "-c", "\n".join(lines_of(bench))], limit=120)
        searched(bench, f"every command as {form}", tally,
                 ("output", done.output), ("errors", done.errors))
        if "Verdict" not in done.output and "verdict" not in done.output:
            tally.add(None, f"{form}: no import came to an end: {done.errors[-300:]}")
        for name in ("run.html", "preview.html", "saved.crmsh", "pinned.crmsh", "users.csv"):
            path = os.path.join(bench.home.folder, name)
            if not os.path.exists(path):
                tally.add(None, f"{form}: {name} was not written")
            else:
                os.remove(path)
        bench.sandbox.reset()


def echoed(bench, tally):
    """Servers that repeat what they were sent, in errors, pages and heads."""
    for shape in ("json", "html", "text", "json-200", "percent", "escaped"):
        bench.server.echo = shape
        done = run(bench.home, ["--no-input", "--keep-going", "-c",
                                "connect try; doctor try; refresh; runs"])
        again = run(bench.home, ["--no-input", "-c", f"login two --dc {bench.server.address} "
                                 f"--secrets {bench.secrets_file()} --yes"])
        out = run(bench.home, ["--no-input", "-c", "logout try"])
        bench.server.echo = None
        searched(bench, f"secrets sent back as {shape}", tally, *[
            ("what it said", r.output + r.errors) for r in (done, again, out)])


def programs(bench, tally):
    """Arguments, environments and writes of everything that was started, by strace."""
    if not shutil.which("strace"):
        print("strace is not there: arguments and writes were not watched")
        return
    trace = os.path.join(bench.outer.folder, "trace")
    before = [*traced(trace, "execve,write,writev,pwrite64,sendto,sendmsg"), "-v", "-y", "-s", "70000"]
    bench.sandbox.reset()
    lines = [f"login traced --dc {bench.server.address} --secrets {bench.secrets_file()} --yes",
             *lines_of(bench)]
    done = run(bench.home, ["--no-input", "--keep-going", "-c", "\n".join(lines)], before=before,
               limit=120)
    kept = [line for line in read(trace).splitlines() if not re.search(
        r"\(\d+<(socket|pipe|TCP|UNIX)?:?\[|/credentials|/token-|/kept", line.split(",")[0])]
    started = [line for line in kept if "execve(" in line]
    searched(bench, f"arguments and environments of {len(started)} programs", tally,
             ("execve", "\n".join(started)), skip_files=True)
    searched(bench, f"{len(kept)} writes", tally, ("a write", "\n".join(kept)),
             ("what it said", done.output + done.errors), skip_files=True)
    os.remove(trace)


def helper(bench, tally):
    """A credential helper: its arguments, its environment, its answer and what it complains of."""
    folder = os.path.join(bench.home.folder, "helper")
    os.makedirs(folder, 0o700, exist_ok=True)
    path = os.path.join(folder, "helper")
    leaks_files.put(path, HELPER, 0o700)
    config = os.path.join(bench.home.folder, "config", "crmsh", "config")
    leaks_files.put(config, f"credential-helper = {path}\n")
    environment = {"CRMSH_SECRET": "x", "AWS_SECRET": "y"}
    made = run(bench.home, ["--no-input", "-c", f"login helped --dc {bench.server.address} --secrets "
                            f"{bench.secrets_file()} --yes; connect helped; logins"],
               environment=environment)
    leaks_files.put(f"{folder}/broken", "")
    # A new access token is needed for the helper to be asked.
    for name in os.listdir(f"{bench.home.folder}/state/crmsh"):
        if name.startswith("token-"):
            os.remove(f"{bench.home.folder}/state/crmsh/{name}")
    broken = run(bench.home, ["--no-input", "-c", "connect helped"])
    searched(bench, "a helper", tally, ("what it said", made.output + made.errors),
             ("a broken one", broken.output + broken.errors),
             ("its environment", read(f"{folder}/seen")))
    seen = read(f"{folder}/seen")
    found = [] if not made.code else [f"login with a helper: {made.code} {made.said()}"]
    found += [] if broken.code else ["a helper that fails: exit 0"]
    found += [f"a helper got {name}" for name in environment if name in seen]
    found += [] if re.search("argv: store", seen) else ["the helper was not asked to store"]
    tally.add(["what a helper gets", 1, len(found)], *found)
    os.remove(config)


def at_a_terminal(bench, tally):
    """Secrets typed at prompts, and where they don't belong; the screen and the history."""
    code = bench.server.new_code(bench.sandbox)
    wrong = [f"login x --client-secret {bench.canaries.client}\r", f"set token={bench.canaries.refresh}\r",
             f"echo Zoho-oauthtoken {bench.canaries.access}\r",
             f"let client_secret='{bench.canaries.client}'\r"]
    abuse_terminal.converse(bench.home, wrong, {}, (), bench.home.folder)
    searched(bench, "history of secrets typed into lines", tally)
    keys = [f"login typed --dc {bench.server.address}\r", "1000.SANDBOX\r",
            f"{bench.canaries.client}\r", "yes\r", f"{code}\r", "logins\r", "history\r"]
    said, _ = abuse_terminal.converse(bench.home, keys, {}, (), bench.home.folder)
    searched(bench, "secrets typed at their prompts", tally, ("the terminal", said))
    if "Signed in as" not in said:
        tally.add(None, f"the sign-in typed at the prompts was not made: {said[-400:]!r}")


def parents(folder):
    """The folders above one."""
    while folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
        yield folder


def cores(bench, tally):
    """A crash while a token is in memory: no core, and nobody else may look into the process."""
    found = []
    bench.server.pause = 3
    shell = ["sh", "-c", 'ulimit -c unlimited; exec "$@"', "sh"]
    user = [] if os.geteuid() else ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    home = made_home(bench.binary)
    if user:
        # As root everything may be looked at; the other user's home is theirs.
        for folder, folders, files in os.walk(home.folder):
            os.chown(folder, 65534, 65534)
        for parent in parents(home.folder):
            if not os.stat(parent).st_mode & 0o001:
                tally.add(["a crash leaves no core: another user can't enter " + parent, 0, 0])
                home.close()
                return
    process = launch(home, ["--no-input", "-c", f"connect {bench.server.address}"],
                     before=[*user, *shell], folder=home.folder)
    time.sleep(1.2)
    pid = process.pid
    limits = read(f"/proc/{pid}/limits")
    if not re.search(r"Max core file size\s+0\s+0", limits):
        found.append(f"core files are allowed: {re.findall('Max core.*', limits)}")
    if user and os.stat(f"/proc/{pid}/environ").st_uid != 0:
        found.append("others of the same user may look into its memory")
    os.kill(pid, signal.SIGSEGV)
    ended = finish(process, 20)
    left = [name for name in os.listdir(home.folder) if "core" in name]
    if left or ended.code != 139:
        found.append(f"exit {ended.code}, left behind: {left}")
    home.close()
    bench.server.pause = 0
    tally.add(["a crash leaves no core, nobody may look in", 1, len(found)], *found)


def canaries(options, tally):
    """Both forms that a secret may have: Zoho's, and any other text."""
    for form in ("zoho",) if options.sample else ("zoho", "plain"):
        bench = Bench(options.binary, form)
        everything(bench, tally, ["json"] if options.sample else
                   ["json", "table", "csv", "vertical", "markdown", "ndjson", "tsv"])
        programs(bench, tally)
        helper(bench, tally)
        cores(bench, tally)
        at_a_terminal(bench, tally)
        echoed(bench, tally)
        bench.close()


def main():
    parser = argparse.ArgumentParser(prog="bench secrets", description=__doc__)
    parser.add_argument("--binary", required=True, help="the built crmsh")
    parser.add_argument("--sample", action="store_true", help="a small sample of everything")
    parser.add_argument("--only", choices=["canaries", "files"], help="this part alone")
    options = parser.parse_args()
    tally = Tally(["what was searched or attacked", "places", "found"], "secrets")
    if options.only != "files":
        canaries(options, tally)
    if options.only != "canaries":
        leaks_files.judge(options, tally)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
