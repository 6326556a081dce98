"""Files under attack: what may lie in the place of a file or folder of crmsh's, and what disks do.

A case is good when crmsh refuses with a reason (exit code 78, 1 or 2, or goes on without that file and
says so), nothing of somebody else's is changed, nothing of ours is readable by others, and it ends.
"""
import os
import re
import shutil
import stat
import subprocess

from judge import Sandbox
from probe import Tally, made_home, read, run, traced

MARK = "somebody else's\n"
OTHER = 65534

# The files of a session, below the home.
FILES = {
    "credentials": "config/crmsh/credentials", "credentials' lock": "config/crmsh/credentials.lock",
    "the settings": "config/crmsh/config", "the secrets": "secrets.txt",
    "the journal": "state/crmsh/journal.sqlite", "the journal's lock": "state/crmsh/journal.lock",
    "the slots": "state/crmsh/slots.sqlite", "the slots' lock": "state/crmsh/slots.lock",
    "the token": "state/crmsh/TOKEN", "the token's lock": "state/crmsh/TOKEN.lock",
    "the portal's lock": "state/crmsh/PORTAL", "the journal's log": "state/crmsh/journal.sqlite-wal",
}
FOLDERS = {"the state folder": "state/crmsh", "the configuration folder": "config/crmsh"}
OUTPUTS = {">": "list users > OUT", ">>": "list users >> OUT", "save": "save OUT",
           "--html": "preview --html OUT"}


def put(path, text, mode=0o600):
    os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w") as file:
        file.write(text)
    os.chmod(path, mode)


class Stage:
    """A home with a sign-in and an import done, so that every file is there."""

    def __init__(self, binary, sandbox, server):
        self.home, self.sandbox, self.server = made_home(binary), sandbox, server
        self.folder = self.home.folder
        self.victim = os.path.join(self.folder, "victim")
        put(self.victim, MARK)

    def secrets(self):
        put(f"{self.folder}/secrets.txt", "client-id = 1000.SANDBOX\nclient-secret = sandbox\n"
            f"code = {self.server.new_code(self.sandbox)}\n")
        return (f"login try --dc {self.server.address} --secrets {self.folder}/secrets.txt --yes")

    def script(self, last="import --yes"):
        return ["connect try", f"role Employee for {self.server.person}",
                f"assign Website for {self.server.person}", *([last] if last else [])]

    def run(self, lines, **more):
        options = ["--no-input", "--set", "settle=200ms", "-c", "\n".join(lines)]
        return run(self.home, options, **more)

    def prepared(self):
        made = self.run([self.secrets(), *self.script()])
        if made.code:
            raise RuntimeError(f"the stage can't be set: {made.said()}")
        return self

    def path(self, name):
        """A file's path; those with a number in their name are looked for."""
        path = os.path.join(self.folder, name)
        folder, last = os.path.split(path)
        for word, start in (("TOKEN", "token-"), ("PORTAL", "portal-")):
            if last.startswith(word):
                ends = last[len(word):]
                found = [n for n in os.listdir(folder) if n.startswith(start) and n.endswith(
                    ends or ("" if word == "TOKEN" else ".lock"))]
                found = [n for n in found if ends or word == "PORTAL" or not n.endswith(".lock")]
                return os.path.join(folder, found[0]) if found else path
        return path

    def close(self):
        self.home.close()


def replaced(path):
    """Makes room for what is put in a file's place."""
    os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
    if os.path.lexists(path):
        os.remove(path)


def linked(path, stage):
    replaced(path)
    os.symlink(stage.victim, path)


def dangling(path, stage):
    replaced(path)
    os.symlink(f"{stage.folder}/made", path)


def hard(path, stage):
    replaced(path)
    os.link(stage.victim, path)


def open_to(mode):
    def attack(path, _stage):
        if not os.path.exists(path):
            put(path, "")
        os.chmod(path, mode)
    return attack


def given(path, _stage):
    if not os.path.exists(path):
        put(path, "")
    os.chown(path, OTHER, OTHER)


def pipe(path, _stage):
    replaced(path)
    os.mkfifo(path, 0o600)


def folder(path, _stage):
    replaced(path)
    os.mkdir(path, 0o700)


def device(path, _stage):
    replaced(path)
    os.symlink("/dev/zero", path)


ATTACKS = {"a link": linked, "a dangling link": dangling, "a second name": hard,
           "readable by all": open_to(0o644), "writable by all": open_to(0o666), "another's": given,
           "a pipe": pipe, "a folder": folder, "a link to a device": device}
# The settings are no secret, SQLite looks after a log of its own; the reading of these is no flaw.
HARMLESS = {("the settings", "readable by all"), ("the settings", "a second name"),
            ("the settings", "a link"), ("the secrets", "a link"), ("the secrets", "a second name"),
            ("the settings", "a dangling link")}


def harm(stage):
    """What an attack brought about."""
    found = []
    if read(stage.victim) != MARK:
        found.append(f"the other's file now holds {read(stage.victim)[:80]!r}")
    if os.path.lexists(f"{stage.folder}/made"):
        found.append("a file was made through a link")
    return found


def attacked(tally, stage_of, name, path, attack_name):
    """One file under one attack, by a sign-in, a connection and an import."""
    stage = stage_of()
    path = stage.path(path)
    login = stage.secrets()
    ATTACKS[attack_name](path, stage)
    first = stage.run([login], limit=20)
    ended = first if first.code else stage.run(stage.script(), limit=20)
    found = harm(stage)
    told = os.path.basename(path) in ended.errors or "database" in ended.errors
    if ended.code == 0 and (name, attack_name) not in HARMLESS:
        # A file that is made anew in place of what lay there is as good as a refusal.
        status = os.lstat(path) if os.path.lexists(path) else None
        if status and not (stat.S_ISREG(status.st_mode) and status.st_mode & 0o077 == 0
                           and status.st_uid == os.geteuid() and status.st_nlink == 1):
            found.append(f"exit 0, and it lies there as {oct(status.st_mode)}")
    elif ended.code not in (0, 1, 2, 78) or ended.code and not told:
        found.append(f"exit {ended.code}: {ended.said()}")
    if ended.crashed() or "limit ended it" in ended.errors:
        found.append(f"crashed or hung: {ended.errors[-200:]}")
    stage.close()
    label = f"{name}: {attack_name}"
    tally.add([label, f"exit {ended.code}", ended.said()[-80:]], *[f"{label}: {w}" for w in found])


def folder_attacks(stage, path):
    """Name → what is done to a folder and the one above it."""
    above = os.path.dirname(path)

    def swap():
        os.rename(path, f"{stage.folder}/moved")
        os.symlink(f"{stage.folder}/moved", path)

    def foreign():
        os.rename(path, f"{stage.folder}/moved")
        os.makedirs(path, 0o777)
        os.chown(path, OTHER, OTHER)
    return {"a link": swap, "writable by all": lambda: os.chmod(path, 0o777),
            "writable by a group": lambda: os.chmod(path, 0o770), "another's in its place": foreign,
            "another's": lambda: os.chown(path, OTHER, OTHER),
            "a file": lambda: (shutil.move(path, f"{stage.folder}/moved"), put(path, MARK)),
            "sticky and writable by all": lambda: os.chmod(path, 0o1777),
            "above: a file": lambda: (shutil.move(above, f"{stage.folder}/moved"), put(above, MARK))}


def folders(tally, stage_of, step):
    for name, path in list(FOLDERS.items())[::step]:
        for attack_name in folder_attacks(stage_of(), "/x"):
            stage = stage_of()
            login = stage.secrets()
            folder_attacks(stage, f"{stage.folder}/{path}")[attack_name]()
            first = stage.run([login], limit=20)
            ended = first if first.code else stage.run(stage.script(), limit=20)
            found = harm(stage)
            if ended.code not in (1, 78) or "error:" not in ended.errors or ended.crashed():
                found.append(f"exit {ended.code}: {ended.said()}")
            stage.close()
            label = f"{name}: {attack_name}"
            tally.add([label, f"exit {ended.code}", ended.said()[-80:]],
                      *[f"{label}: {w}" for w in found])


def outputs(tally, stage_of, step):
    """What lies where output shall go."""
    for verb, line in list(OUTPUTS.items())[::step]:
        for attack_name, attack in ATTACKS.items():
            stage = stage_of()
            path = f"{stage.folder}/out.txt"
            if attack_name in ("readable by all", "writable by all", "another's"):
                put(path, MARK)
            attack(path, stage)
            before = None if not os.path.isfile(path) or os.path.islink(path) else read(path)
            ended = stage.run([*stage.script(None), line.replace("OUT", path)], limit=20)
            found = harm(stage)
            if before is not None and read(path) != before:
                found.append("it was written over")
            if ended.code != 2 or "out.txt" not in ended.errors:
                found.append(f"exit {ended.code}: {ended.said()}")
            stage.close()
            label = f"{verb}: {attack_name}"
            tally.add([label, f"exit {ended.code}", ended.said()[-80:]],
                      *[f"{label}: {w}" for w in found])


def made_with(trace):
    """Every file and folder that was made, with its mode under the mask of that moment."""
    mask = 0
    for line in read(trace).splitlines():
        found = re.search(r"umask\((0\d*)\)", line)
        if found:
            mask = int(found.group(1), 8)
        found = re.search(r'(?:open|openat|creat)\(.*?"([^"]+)".*O_CREAT.*, (0\d+)\) = \d', line)
        found = found or re.search(r'mkdir(?:at)?\(.*?"([^"]+)", (0\d+)\) = 0', line)
        if found:
            yield found.group(1), int(found.group(2), 8) & ~mask
        found = re.search(r'(chmod|fchmod|fchmodat)\((.*)\) = 0', line)
        if found:
            yield f"{found.group(1)} {found.group(2)}", 0o777


def modes(tally, stage):
    """Everything once under a mask of 000, from the first system call on."""
    if not shutil.which("strace"):
        return
    trace = f"{stage.folder}/trace"
    calls = "openat,open,creat,mkdir,mkdirat,chmod,fchmod,fchmodat,umask"
    lines = [stage.secrets(), *stage.script(), "list users > users.csv", "save saved.crmsh",
             "report last --html run.html", "preview --html preview.html"]
    before = ["sh", "-c", 'umask 000; exec "$@"', "sh", *traced(trace, calls)]
    ended = stage.run(lines, before=before)
    made = [(path, mode) for path, mode in made_with(trace) if path != trace]
    found = [f"{path} was made with {oct(mode)}" for path, mode in made if mode & 0o077]
    if ended.code or len(made) < 10:
        found.append(f"exit {ended.code}, {len(made)} files made: {ended.said()}")
    tally.add(["files made under a mask of 000", len(made), len(found)], *found, cases=len(made))


def judge(options, tally):
    """All of it; the sandbox and the server with the canaries are shared."""
    import leaks_disks
    from leaks_server import Canaries, CanaryServer
    outer = made_home(options.binary)
    sandbox = Sandbox(outer, ["--no-limits", "--users", "30", "--projects", "3"])
    canaries = Canaries("zoho")
    canaries.client = "sandbox"
    server = CanaryServer(sandbox.address, canaries)
    server.person = sandbox.staff()[0]
    step = 7 if options.sample else 1

    def stage_of():
        return Stage(options.binary, sandbox, server).prepared()
    cells = [(n, p, a) for n, p in FILES.items() for a in ATTACKS]
    if os.geteuid():
        cells = [c for c in cells if c[2] != "another's"]
    for cell in cells[::step]:
        attacked(tally, stage_of, *cell)
    if not os.geteuid():
        folders(tally, stage_of, 2 if options.sample else 1)
    outputs(tally, stage_of, 3 if options.sample else 1)
    modes(tally, Stage(options.binary, sandbox, server))
    leaks_disks.judge(tally, lambda: Stage(options.binary, sandbox, server), options.sample)
    server.close()
    sandbox.stop()
    outer.close()
