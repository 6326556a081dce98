"""The rivals of `bench performance`: a scratch environment of Python packages, and programs in PATH."""
import json
import os
import shutil
import subprocess
import sys

from judge import forget, spawn
from perf_kit import CLIENT, Skip, Wrong, run

PACKAGES = ["duckdb", "polars", "pandas", "pyarrow", "orjson", "requests", "zohocrmsdk8-0", "ipython"]
HERE = os.path.dirname(os.path.abspath(__file__))
# In which package of Debian a program is.
DEBIAN = {"rg": "ripgrep", "redis-cli": "redis-tools", "psql": "postgresql-client",
          "cc": "gcc", "swiftc": "swift, from https://www.swift.org"}


class Rivals:
    """Installed while the first rows run that need none of them; kept in a folder if one is named."""

    def __init__(self, folder, wanted):
        self.folder = folder
        self.python = os.path.join(folder, "bin", "python")
        self.installing, self.why, self.versions = None, None, {}
        if wanted and not os.path.exists(os.path.join(folder, "complete")):
            self._begin()
        elif not wanted and not os.path.exists(self.python):
            self.why = "rivals are not asked for (--alone)"

    def _begin(self):
        # Not compiled: most of the SDK's thousand files are never read.
        self.installing = spawn(
            ["sh", "-c", '"$0" -m venv "$1" && shift && exec "$@"', sys.executable, self.folder,
             self.python, "-m", "pip", "install", "-q", "--no-compile", "--disable-pip-version-check",
             *PACKAGES], os.environ, None, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def wait(self):
        """Until the packages are there, or it is known why they are not."""
        if self.installing:
            try:
                _, errors = self.installing.communicate(timeout=300)
            except subprocess.TimeoutExpired:
                self.installing.kill()
                _, errors = self.installing.communicate()
            forget(self.installing)
            if self.installing.returncode:
                last = (errors.decode().strip().splitlines() or ["no words"])[-1]
                self.why = f"the packages can't be installed: {last}"
            else:
                with open(os.path.join(self.folder, "complete"), "w", encoding="ascii") as file:
                    file.write("\n".join(PACKAGES))
            self.installing = None
        if self.why:
            raise Skip(self.why)

    def script(self, name, *arguments, core=CLIENT, environment=None):
        """Runs a rival of this folder; its JSON, with `cpu` and `peak` of its process."""
        self.wait()
        variables = {**os.environ, **(environment or {})}
        seconds, cpu, peak, output = run(
            [self.python, os.path.join(HERE, name), *map(str, arguments)], variables, core)
        try:
            told = json.loads(output.strip().splitlines()[-1])
        except (ValueError, IndexError) as error:
            raise Wrong(f"{name}: {output[-300:]}") from error
        return {"whole": seconds, "cpu": cpu, "peak": peak, **told}

    def package(self, name):
        """A package's name with its version."""
        self.wait()
        if not self.versions:
            listed = subprocess.run([self.python, "-m", "pip", "list", "--format", "json"],
                                    capture_output=True, check=True)
            self.versions = {p["name"].lower(): p["version"] for p in json.loads(listed.stdout)}
        found = self.versions.get(name) or self.versions.get(name.replace("-", "_"))
        return f"{name} {found}"


def program(name):
    """Where a program is; without it the part that needs it is left out."""
    path = shutil.which(name)
    if not path:
        raise Skip(f"{name} is not in PATH ({DEBIAN.get(name, name)})")
    return path


def version(arguments):
    """What a program says its version is: the first word of its answer with a digit in it."""
    said = subprocess.run(arguments, capture_output=True, text=True, check=False)
    words = (said.stdout + said.stderr).split()
    return next((w.strip(",") for w in words if w[0].isdigit()), "of unknown version")
