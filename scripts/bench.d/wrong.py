"""`bench wrong`: everything that people get wrong, and what they are told.

Lines made from the commands' own declarations by mutation, and a written table of lines, scripts,
lists, tables, options and files. Each ends with an exit code that is not 0 and a message that names
the place (line and column, an option, a file) and the remedy (a hint, the usage); none in a crash.
"""
import argparse
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor

import wrong_table as table
from judge import Sandbox
from probe import Tally, made_home, run

AT = re.compile(r"^\S.*?:\d+(:\d+)?: (error|warning):", re.MULTILINE)
REMEDY = re.compile(r"^hint: \S|^Usage: |^Help: |--help", re.MULTILINE)
# A message that says itself what may stand there: its choices, its range, its form, an example.
ITSELF = re.compile(r'error: .*is not (a whole number from|a time such as|a line with|a name of|'
                    r'the number of|.+, .+ or .+|\S+ or \S+$)', re.MULTILINE)


class Bench:
    """A sandbox, and one home after another."""

    def __init__(self, binary):
        self.binary, self.home = binary, made_home(binary)
        self.sandbox = Sandbox(self.home, ["--no-limits", "--users", "30", "--projects", "3"])
        self.person = self.sandbox.staff()[0]

    def filled(self, text):
        """The words that stand for this bench's own address and person."""
        if isinstance(text, bytes):
            return text
        return text.replace("ADDRESS", self.sandbox.address).replace("PERSON", self.person)

    def close(self):
        self.sandbox.stop()
        self.home.close()


def write(home, name, text, mode=0o600):
    path = os.path.join(home.folder, name)
    os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT, mode), "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return path


def judged(ended, *places):
    """What is wrong with an answer to something wrong; `places`: one of them names the place."""
    if ended.crashed() or ended.code > 128 and ended.code != 141:
        return f"crashed, exit {ended.code}: {ended.errors[-300:]}"
    if "limit ended it" in ended.errors:
        return "did not end"
    if ended.code == 0:
        return f"exit 0: {ended.output[-100:]!r}"
    if "rror:" not in ended.errors:
        return f"exit {ended.code} without an error: {ended.errors[-200:]!r}"
    if not any(p.search(ended.errors) if hasattr(p, "search") else p in ended.errors for p in places):
        return f"names no place: {ended.errors[:300]!r}"
    if not REMEDY.search(ended.errors) and not ITSELF.search(ended.errors):
        return f"names no remedy: {ended.errors[:300]!r}"
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", ended.errors):
        return f"raw control characters: {ended.errors[:200]!r}"
    return None


def line(bench, text):
    """A line, behind a `connect` where it needs one."""
    home = made_home(bench.binary)
    needs, text = text.startswith("@") and len(text) > 1, text.lstrip("@") if len(text) > 1 else text
    text = bench.filled(text).replace("\u00a7", "\n")
    before = f"connect {bench.sandbox.address}\n" if needs else ""
    if text.startswith("-") and not needs:
        # Behind -c it would be taken for an option of the process.
        ended = run(home, ["--no-input"], text=text + "\n", limit=20)
    else:
        ended = run(home, ["--no-input", "-c", before + text], limit=20)
    home.close()
    return ended, judged(ended, AT)


def script(bench, case):
    name, text = case
    home = made_home(bench.binary)
    path = write(home, "a.crmsh", bench.filled(text))
    ended = run(home, ["--no-input", path], limit=30)
    home.close()
    return ended, judged(ended, re.compile(re.escape(path)), "a.crmsh")


def listed(verb):
    def case(bench, case):
        _, text = case
        home = made_home(bench.binary)
        write(home, "a.csv", bench.filled("email\nPERSON\n" if text is None else text))
        column = "" if text is not None else " email=nosuch" if verb == "apply" else " column nosuch"
        words = f"{verb} a.csv{column}"
        ended = run(home, ["--no-input", "-c", f"connect {bench.sandbox.address}\n{words}"], limit=30)
        home.close()
        return ended, judged(ended, AT, "a.csv")
    return case


def option(bench, words):
    home = made_home(bench.binary)
    words = [bench.filled(word) for word in words]
    if any("\0" in word for word in words):
        words = [word.replace("\0", "") for word in words]
    ended = run(home, words, text="", limit=20)
    home.close()
    names = [w.split("=")[0].replace("\x1b", "<U+001B>") for w in words if w] + ["script", "option"]
    return ended, judged(ended, AT, *names)


def file(bench, case):
    _, name, text, lines = case
    home = made_home(bench.binary)
    write(home, name, text)
    ended = run(home, ["--no-input", "-c", bench.filled(lines)], limit=30)
    home.close()
    # A value in the file that can't be is the place too: a program's path, a server.
    values = re.findall(r"^(?:credential-helper =|server) (\S+)$", text, re.MULTILINE)
    return ended, judged(ended, os.path.basename(name), "code", "client", *values)


def fault(bench, text):
    home = made_home(bench.binary)
    write(home, "faults.json", text)
    ended = run(home, ["sandbox", "--port", "0", "--faults", "faults.json"], limit=10)
    home.close()
    return ended, judged(ended, "faults")


def commands(bench):
    """Every command with its form and options, as its own help tells them."""
    home = made_home(bench.binary)
    names = re.findall(r"^(\S+)  +\S", run(home, ["-c", "help"]).output, re.MULTILINE)
    told = {name: run(home, ["-c", f"help {name}"]).output for name in names}
    home.close()
    for name, text in told.items():
        options = re.findall(r"^(--[a-z-]+)(?: ([A-Z]+))?  +\S", text, re.MULTILINE)
        yield name, text.splitlines()[0], options


def mutations(name, form, options):
    """Lines of one command that can't be right, whatever it does."""
    known = dict(options)
    yield f"{name}x"
    yield f"{name[:-1]}{name[-1]}{name[-1]}q"
    if name in ("else", "end"):
        return
    yield f"{name} --nosuch"
    yield f"{name} --format pdf"
    yield f"{name} --format"
    yield f"{name} --format csv --format csv"
    yield f'{name} "open'
    yield f"{name} ' open"
    yield f"{name} (("
    yield f"{name} >"
    yield f"{name} > a > b"
    if name != "echo":
        yield f"{name} ) ("
        yield f"{name} $nosuch_variable"
    for option, value in options:
        if option in ("--format", "--force"):
            continue
        yield f"{name} {option} {option}"
        yield f"{name} {option}x"
        if value:
            yield f"{name} {option}"
        if value in ("N", "PORT"):
            yield f"{name} {option} x"
            yield f"{name} {option} -1"
    if not re.search(r"[A-Z\[]", form) and not known.get("takes"):
        yield f"{name} something"


def sandbox_options(bench):
    """Every option of the sandbox with values that can't be."""
    home = made_home(bench.binary)
    told = run(home, ["sandbox", "--help"]).output
    home.close()
    for name, value in re.findall(r"^  (--[a-z-]+)  .*\n      (.*)", told, re.MULTILINE):
        yield ["sandbox", name]
        if "any other text" in value or "file" in value or "API names" in value or "scopes" in value:
            continue
        yield ["sandbox", name, "nosuch"]
        yield ["sandbox", name, ""]
        if "whole number" in value:
            yield ["sandbox", name, "-1"]
            yield ["sandbox", name, "9" * 30]


def parts(bench):
    """Name → (what runs a case, the cases)."""
    lines = [t for row in table.LINES.strip().split("\n") for t in row.split("|") if t.strip()]
    made = [m for command in commands(bench) for m in mutations(*command)]
    return {
        "lines made by mutation": (line, made), "lines of the table": (line, lines),
        "scripts": (script, table.SCRIPTS), "lists": (listed("select from"), table.LISTS),
        "tables": (listed("apply"), table.LISTS + table.TABLES), "options": (option, table.OPTIONS),
        "options of the sandbox": (option, list(sandbox_options(bench))), "files": (file, table.FILES),
        "faults": (fault, table.FAULTS),
    }


def main():
    parser = argparse.ArgumentParser(prog="bench wrong", description=__doc__)
    parser.add_argument("--binary", required=True, help="the built crmsh")
    parser.add_argument("--sample", action="store_true", help="some of everything")
    parser.add_argument("--only", help="a part whose name holds this")
    parser.add_argument("--show", action="store_true", help="every case and what it was told")
    options = parser.parse_args()
    bench = Bench(options.binary)
    tally = Tally(["what is wrong", "cases", "exit codes", "such as"], "wrong")
    for name, (one, cases) in parts(bench).items():
        if options.only and options.only not in name:
            continue
        cases = cases[::25] if options.sample else cases
        with ThreadPoolExecutor(3) as pool:
            done = list(pool.map(lambda case, one=one: one(bench, case), cases))
        found = [f"{name}: {str(case)[:80]!r}: {why}" for case, (_, why) in zip(cases, done) if why]
        if options.show:
            for case, (ended, _) in zip(cases, done):
                print(f"{str(case)[:60]!r}: {ended.code}: {ended.said()[:150]}")
        codes = sorted({ended.code for ended, _ in done})
        tally.add([name, len(cases), " ".join(map(str, codes)), done[-1][0].said()[:80]], *found,
                  cases=len(cases))
    bench.close()
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
