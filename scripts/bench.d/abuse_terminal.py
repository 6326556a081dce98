"""The same at a terminal, from the start-up file, from a saved script, from what a server named."""
import json
import os
import pty
import re
import select
import time

import abuse
from hostile_answers import changed
from hostile_ids import turned
from hostile_server import Server
from judge import forget, spawn
from probe import CRASH, made_home, read, run, traced

EVIL = "!sh OUT/evil.sh"
# name → (files below the home with their text and mode, keys typed one after another)
TYPED = {
    "! at the prompt": ({}, [f"{EVIL}\r"]), "!!": ({}, ["status\r", "!!\r", "!1\r", "!sh\r"]),
    "| at the prompt": ({}, ["connect sandbox\r", "list roles | sh OUT/evil.sh\r"]),
    "an alias": ({}, [f"alias x='{EVIL}'\r", "x\r"]),
    "edit by a variable": ({"EDITOR": ("/bin/true", 0)}, ["let EDITOR=OUT/evil.sh\r", "edit\r"]),
    "pasted lines": ({}, [f"\x1b[200~status\n{EVIL}\n\x1b[201~", "\r"]),
    "a key that a file binds": (
        {".editrc": (f'bind -s "a" "{EVIL}\\n"\nbind "^A" ed-newline\n', 0o600),
         "work/.editrc": (f'crmsh:bind -s "b" "{EVIL}\\n"\n', 0o600)}, ["a", "b", "\x01", "\r"]),
    "an inputrc": ({".inputrc": (f'"a": "{EVIL}\\n"\n', 0o600)}, ["a", "\r"]),
    "a start-up file": ({"config/crmsh/startup.crmsh": (f"{EVIL}\nedit\n", 0o600)}, ["\r"]),
    "an alias of the start-up file": (
        {"config/crmsh/startup.crmsh": (f"alias status='{EVIL}'\nalias zz='{EVIL}'\n", 0o600)},
        ["status\r", "zz\r"]),
    "a start-up file of others": (
        {"config/crmsh/startup.crmsh": ("source OUT/secret.csv\n", 0o666)}, ["\r"]),
    "a start-up file in the folder": (
        {"work/startup.crmsh": (f"{EVIL}\n", 0o600), "work/.crmshrc": (f"{EVIL}\n", 0o600)}, ["\r"]),
    "a start-up file that reads": (
        {"config/crmsh/startup.crmsh": ("select from OUT/secret.csv\nsource OUT/secret.csv\n", 0o600)},
        ["\r"]),
    "settings of others": (
        {"config/crmsh/config": ("credential-helper = OUT/evil.sh\n", 0o666)}, ["logins\r"]),
    "an editor with a shell's signs": ({"EDITOR": ("true; sh OUT/evil.sh", 0)}, ["status\r", "edit\r"]),
    "a pager": ({"PAGER": ("sh OUT/evil.sh", 0)}, ["help start\r", "connect sandbox\r", "list users\r"]),
    "a terminal's name": ({"TERM": ("../../../../OUT/evil.sh", 0)}, ["status\r"]),
}
# What a server calls its projects and roles, hoping that a saved script takes it for lines.
NAMES = ['x"\nimport --yes\n"', "x\nimport --yes\n", "x'; import --yes; '", "x\\", 'x"; source OUT/s "',
         "$(sh OUT/evil.sh)", "`sh OUT/evil.sh`", "x #", "<<END", "END", "${x}", "x\r\nimport --yes"]


def wait(master, seconds, pattern=None):
    """What comes from the terminal within these seconds, or until it holds the pattern."""
    said, end = b"", time.monotonic() + seconds
    while time.monotonic() < end:
        ready, _, _ = select.select([master], [], [], 0.05)
        if ready:
            try:
                part = os.read(master, 65536)
            except OSError:
                break
            if not part:
                break
            said += part
            if pattern and re.search(pattern, said):
                break
    return said.decode(errors="replace")


def converse(home, keys, environment, before, folder):
    """Types keys at a terminal of the shell; what was seen, and how it ended."""
    master, slave = pty.openpty()
    values = {**home.environment, "TERM": "xterm", **environment}
    process = spawn([*before, home.binary], values, folder, stdin=slave, stdout=slave, stderr=slave,
                    start_new_session=True)
    os.close(slave)
    said = wait(master, 3, rb"crmsh\S*> ")
    for key in [*keys, "\x05\x15quit\r", "quit\r"]:
        try:
            os.write(master, key.encode())
        except OSError:
            # It has ended already.
            break
        said += wait(master, 0.7)
    try:
        process.wait(5)
    except Exception:
        process.kill()
        process.wait()
    forget(process)
    os.close(master)
    return said, process.returncode


def typed(bench, name, files, keys):
    """One conversation; what it got done."""
    home = made_home(bench.binary)
    work, out = abuse.layout(home, bench.sandbox.address)
    environment = {}
    for path, (text, mode) in files.items():
        text = text.replace("OUT", out)
        if not mode:
            environment[path] = text
            continue
        os.makedirs(os.path.dirname(f"{home.folder}/{path}"), 0o700, exist_ok=True)
        abuse.put(f"{home.folder}/{path}", text, mode)
    before, trace = abuse.contents(home.folder), f"{home.folder}/trace"
    said, code = converse(home, [key.replace("OUT", out) for key in keys], environment,
                          [*traced(trace, "execve,execveat,connect"), "-y"], work)
    programs = re.findall(r"execve(?:at)?\(.*\) = 0", read(trace))
    # The user's own editor is theirs to run; a shell's signs in its name mean nothing.
    own = f'("{environment.get("EDITOR", "-")}", '
    others = [program for program in programs[1:] if own not in program]
    found = [f"{others or 'not even crmsh'} was started"] if others or not programs else []
    found += ["the marker was made"] if os.path.exists(f"{out}/marker") else []
    found += ["told what is outside"] if abuse.CANARY in said else []
    found += [f"{path} was changed" for path, text in before.items()
              if path.startswith((out, work)) and abuse.contents(home.folder).get(path) != text]
    if CRASH.search(said) or code < 0:
        found.append(f"ended with {code}: {said[-300:]!r}")
    home.close()
    return [f"terminal: {name}: {words}" for words in found]


def saved(bench, name):
    """A portal names its projects and roles; the script that `save` writes holds no line of theirs."""
    def change(body):
        try:
            return json.dumps(turned(json.loads(body), {"name", "role_name"}, name)).encode()
        except ValueError:
            return body
    home = made_home(bench.binary)
    work, out = abuse.layout(home, bench.sandbox.address)
    is_named = lambda r: "/projects" in r.path or "/roles" in r.path
    server = Server(bench.sandbox.address, is_named, changed(change))
    quoted = json.dumps(f"Website{name}", ensure_ascii=False)
    listed = run(home, ["-c", f"connect {server.address}; list projects --format json"], folder=work)
    lines = [f"connect {server.address}", "select users where crm.status = active",
             f"assign {quoted}", "assign Website", "save saved.crmsh"]
    made = run(home, ["--no-input", "--keep-going", "-c", "\n".join(lines)], folder=work)
    server.close()
    script = read(f"{work}/saved.crmsh")
    found = [f"the saved script has {line!r}" for line in re.split(r"[\n\r\u2028\x85]", script)
             if re.match(r"\s*(import --yes|source|!)", line)]
    writes = len(bench.sandbox.writes())
    again = run(home, [f"{work}/saved.crmsh"], folder=work) if script else made
    if len(bench.sandbox.writes()) != writes:
        found.append("the saved script wrote")
    if any(r.crashed() for r in (listed, made, again)) or os.path.exists(f"{out}/marker"):
        found.append(f"{made.said()} {again.said()}")
    home.close()
    return [f"saved: {name!r}: {words}" for words in found]


def judge(bench, tally, sample):
    """Both, into the table."""
    chosen = list(TYPED.items())[::6] if sample else list(TYPED.items())
    found = [words for name, (files, keys) in chosen for words in typed(bench, name, files, keys)]
    tally.add(["at a terminal, start-up files", len(chosen), "", len(found), ""], *found,
              cases=len(chosen))
    names = NAMES[:2] if sample else NAMES
    found = [words for name in names for words in saved(bench, name)]
    tally.add(["a saved script with a server's names", len(names), "", len(found), ""], *found,
              cases=len(names))
