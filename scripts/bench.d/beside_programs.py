"""Part of `bench keys --beside`: the programs at their terminals, and the servers two of them talk to.

Each is started as its users start it, with its own defaults: psql without a start-up file (Debian's is
linked with readline, others with libedit: which it was is told), redis-cli, fish without a configuration
but for the names that are completed. What crmsh calls roles are roles in psql, and users in redis-cli's
ACL; its people are rows, keys, and words of a completion. Servers listen on a socket in a
folder or on a loopback port, and end with the bench.
"""
import fcntl
import glob
import os
import pwd
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import termios
import time

import keys
from judge import forget, spawn

# What counts as one key though it is several characters, or none that can be read.
NAMED = {
    "<Tab>": "\t", "<Enter>": "\r", "<Back>": "\x7f", "<Esc>": "\x1b", "<Up>": "\x1b[A",
    "<Left>": "\x1b[D", "<Right>": "\x1b[C", "<Delete>": "\x1b[3~", "<Alt-Enter>": "\x1b\r",
    **{f"<^{letter}>": chr(ord(letter) & 31) for letter in "ACDLRUW_"}}
# After these a program may do more than change the line.
WAITED = {"<Tab>", "<Enter>", "<Esc>", "<Up>", "<Alt-Enter>", "<^C>", "<^L>", "<^R>", "<^U>"}
ROLES = ["Manager", "Employee", "Contractor", "Team Lead"]


class Screen(keys.Terminal):
    """A program at a terminal, what stands on its screen, and the keys pressed."""

    quiet = 0.15
    # What the terminal tells of itself besides its TERM.
    variables = {}

    def __init__(self, arguments, environment, folder, prompt):
        # The model may only just have been installed.
        import pyte
        from beside_screen import Model
        self.screen = Model(120, 40)
        self.stream, self.raw = pyte.ByteStream(self.screen), b""
        self.prompt, self.pressed = re.compile(prompt), []
        super().__init__(arguments, {**environment, **self.variables}, folder)

    def read(self, seconds):
        drawn = super().read(seconds)
        self.stream.feed(drawn)
        self.raw += drawn
        return drawn

    def press(self, *pressed):
        """Each a named key, or text typed letter after letter; waits where something may come of it."""
        typed = ""
        for place, part in enumerate(pressed, 1):
            self.pressed += [part] if part in NAMED else list(part)
            typed += NAMED.get(part, part)
            if part in WAITED or place == len(pressed):
                self.type(typed)
                self.settle()
                typed = ""

    def paste(self, text, patience=5):
        """As a terminal pastes: between brackets where the program has asked for them. How many
        characters were taken before the program took none for some seconds."""
        begin, end = ("\x1b[200~", "\x1b[201~") if 2004 << 5 in self.screen.mode else ("", "")
        data = (begin + text.replace("\n", "\r") + end).encode()
        left, last = data, time.monotonic()
        os.set_blocking(self.master, False)
        while left and time.monotonic() - last < patience:
            try:
                left = left[os.write(self.master, left[:512]):]
                last = time.monotonic()
            except BlockingIOError:
                pass
            # What the program draws is read meanwhile: neither waits for the other.
            self.read(0 if left else 0.1)
        self.pressed.append("<paste>")
        self.settle()
        return len(text) - len(left)

    def resize(self, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self.screen.widen(columns)
        self.settle()

    def rows(self):
        return [row.rstrip() for row in self.screen.display]

    def prompts(self):
        return [place for place, row in enumerate(self.screen.display) if self.prompt.search(row)]

    def line(self):
        """What stands from the last prompt on, as the width has broken it."""
        rows = self.screen.display[self.prompts()[-1]:] if self.prompts() else self.screen.display
        whole = "".join(rows)
        return (whole[self.prompt.search(whole).end():] if self.prompts() else whole).rstrip()

    def above(self):
        """What stands between the last two prompts, without the line that was entered."""
        places = [0, *self.prompts()][-2:]
        rows = self.rows()[places[-2] + 1:places[-1]]
        return brief(" / ".join(row.strip() for row in rows if row), 150)

    def below(self):
        """The rows under the line."""
        return list(filter(None, self.rows()[self.screen.cursor.y + 1:]))

    def style(self, word):
        """How a word of the row of the cursor looks: its colours, and whether it is underlined."""
        row = self.screen.buffer[self.screen.cursor.y]
        start = self.screen.display[self.screen.cursor.y].rindex(word)
        return {(row[place].fg, row[place].bold, row[place].underscore)
                for place in range(start, start + len(word))}


def brief(text, most=100):
    """On one line, its blanks taken together, without crmsh's clock, and not long."""
    text = re.sub(r"\s{2,}\d\d:\d\d(?!\d)", " ", text)
    text = re.sub(r"\s{2,}", "  ", text.strip())
    return text if len(text) <= most else text[:most - 1] + "…"


def kept_from(folder, **more):
    return {"HOME": folder, "LANG": "C.UTF-8", "TERM": "xterm-256color",
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), **more}


class Crmsh:
    """Its own rehearsal server; the addresses are those of its users."""

    name, why, prompt = "crmsh", None, r"zylker[^>]*> "
    note = "connected to its rehearsal server over loopback"

    def __init__(self, options):
        self.of = keys.Crmsh(options)
        self.addresses, self.count = self.of.addresses, 0

    def open(self):
        self.count += 1
        home = self.of.home
        screen = Screen(
            [home.binary, "--state", f"{home.folder}/{self.count}"],
            {**keys.environment(home.folder), **home.environment, "TERM": "xterm-256color"},
            home.folder, self.prompt)
        screen.wait(b"crmsh> ")
        screen.type(f"connect {self.of.sandbox.address}\r")
        screen.wait(b":zylker> ")
        screen.settle()
        # As the other shells begin: at the top of an empty screen.
        screen.press("<^L>")
        screen.pressed.clear()
        return screen

    def ran(self, screen):
        """Each line that runs is announced to the terminal; the first was `connect`."""
        return screen.raw.count(b"\x1b]133;C") - 1

    def close(self):
        self.of.sandbox.stop()
        self.of.home.close()


class Rival:
    """A folder, and a program that may be missing: then `why` says so."""

    needs = []

    def __init__(self, addresses):
        self.addresses, self.servers = addresses, []
        lacking = [name for name in self.needs if not found(name)]
        self.why = f"{', '.join(lacking)} not found" if lacking else None
        if self.why:
            return
        self.folder = tempfile.mkdtemp(prefix="crmsh-bench-")
        self.begin()
        said = subprocess.run([found(self.name), "--version"], capture_output=True, text=True)
        self.note = f"{said.stdout.strip()}, {self.about}"

    def open(self):
        screen = Screen(*self.start(), self.folder, self.prompt)
        screen.wait(self.ready)
        screen.settle()
        return screen

    def close(self):
        for process, number in self.servers:
            process.send_signal(number)
            process.wait()
            forget(process)
        if not self.why:
            shutil.rmtree(self.folder, ignore_errors=True)


class Psql(Rival):
    """A server of its own, a table of the addresses, and roles of the names that crmsh has."""

    name, needs, ready, prompt = "psql", ["psql", "initdb", "postgres"], b"=# ", r"postgres.[#>] "

    def begin(self):
        user = {}
        if os.getuid() == 0:
            # The server refuses to run as root.
            nobody = pwd.getpwnam("nobody")
            user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        data, variables = f"{self.folder}/data", kept_from(self.folder)
        subprocess.run(
            [found("initdb"), "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--no-sync"],
            env=variables, cwd=self.folder, check=True, stdout=subprocess.DEVNULL, **user)
        server = spawn(
            [found("postgres"), "-D", data, "-k", self.folder, "-c", "listen_addresses=",
             "-c", "fsync=off"], variables, self.folder, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, **user)
        self.servers.append((server, signal.SIGINT))
        rows = "\n".join(self.addresses)
        wait_until(lambda: self.sql("SELECT 1").returncode == 0)
        self.sql("CREATE TABLE people (email text PRIMARY KEY, role text, status text); "
                 "CREATE TABLE ran (line text); "
                 + " ".join(f'CREATE ROLE "{role}";' for role in ROLES)
                 + f"COPY people (email) FROM STDIN;\n{rows}\n\\.\n").check_returncode()
        linked = subprocess.run(["ldd", found("psql")], capture_output=True, text=True).stdout
        library = re.search(r"lib(readline|edit)\.so\.[0-9.]+", linked)
        self.about = f"linked with {library[0] if library else 'no line editor'}; a server of its own"

    def sql(self, text):
        return subprocess.run(
            [found("psql"), "-X", "-q", "-t", "-A", "-h", self.folder, "-U", "bench", "postgres"],
            input=text, capture_output=True, text=True, env=kept_from(self.folder))

    def start(self):
        return ([found("psql"), "-X", "-q", "-h", self.folder, "-U", "bench", "postgres"],
                kept_from(self.folder, PSQL_HISTORY="/dev/null", PAGER="cat", INPUTRC="/dev/null"))

    def ran(self, _screen):
        return int(self.sql("SELECT count(*) FROM ran").stdout)


class RedisCli(Rival):
    """A server of its own, whose keys the addresses are."""

    name, needs, ready, about = "redis-cli", ["redis-cli", "redis-server"], b"> ", "a server of its own"

    def begin(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = str(free.getsockname()[1])
        self.prompt = rf"127\.0\.0\.1:{self.port}> "
        server = spawn(
            [found("redis-server"), "--port", self.port, "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no"], kept_from(self.folder), self.folder, stdout=subprocess.DEVNULL)
        self.servers.append((server, signal.SIGTERM))
        wait_until(lambda: self.ask("PING\n") == "PONG")
        self.ask("".join(f"SET {address} 1\n" for address in self.addresses) + "SET 'Team Lead' 1\n")

    def ask(self, text):
        return subprocess.run([found("redis-cli"), "-p", self.port], input=text, capture_output=True,
                              text=True, env=kept_from(self.folder)).stdout.strip()

    def start(self):
        return ([found("redis-cli"), "-p", self.port],
                kept_from(self.folder, REDISCLI_HISTFILE="/dev/null"))

    def ran(self, _screen):
        return int(self.ask("LLEN ran\n"))


class Fish(Rival):
    """Commands of its own, whose arguments the addresses and the roles are."""

    name, needs, ready, prompt = "fish", ["fish"], b"ready> ", "ready> "
    about = "completions for the addresses and roles"

    def begin(self):
        os.makedirs(f"{self.folder}/.config/fish")
        for name, words in (("addresses", self.addresses), ("roles", ROLES)):
            with open(f"{self.folder}/{name}", "w", encoding="utf-8") as file:
                file.write("\n".join(words) + "\n")
        with open(f"{self.folder}/.config/fish/config.fish", "w", encoding="utf-8") as file:
            file.write(
                f"set -g fish_greeting\nset -g addresses (cat {self.folder}/addresses)\n"
                f"set -g roles (cat {self.folder}/roles)\nfunction select; end\nfunction role; end\n"
                "complete -c select -f -a '$addresses'\ncomplete -c role -f -a '$roles'\n"
                "function fish_prompt; echo -n 'ready> '; end\nset -g fish_history ''\n")

    def start(self):
        return [found("fish"), "-i"], keys.environment(self.folder)

    def ran(self, _screen):
        path = f"{self.folder}/ran"
        if not os.path.exists(path):
            return 0
        with open(path, encoding="utf-8") as file:
            return len(file.readlines())


def found(name):
    """Where a program is: PostgreSQL's lie outside PATH on Debian, behind a script of their name."""
    beside = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
    return beside[-1] if beside else shutil.which(name)


def wait_until(done, seconds=20):
    """Asks until it is so."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise keys.Slow("a server did not begin to answer")
        time.sleep(0.05)
