"""What a binary of crmsh is made of, read from the files that its build left behind."""
import functools
import json
import pathlib
import re
import subprocess

HOUSE = pathlib.Path(__file__).resolve().parents[2]
SOURCE = re.compile(r'"([^"]*/checkouts/([^/"]+)/([^"]+\.(?:swift|c|cc|cpp|S|s)))"')


class Failure(Exception):
    """What keeps an honest list from being made, in words for who ran the script."""


class Package:
    """A Swift package at the revision that was built; `sources` are its files that were compiled in."""

    def __init__(self, folder, state):
        self.folder, self.sources = folder, set()
        self.name = folder.name
        checkout = state["state"].get("checkoutState")
        if checkout is None:
            raise Failure(f"{self.name} is no checkout but {state['state'].get('name')}")
        self.revision, self.location = checkout["revision"], state["packageRef"]["location"]
        self.version = checkout.get("version") or self.revision

    @functools.lru_cache(maxsize=None)
    def files(self):
        """The sources, and every other file beside those of C: headers and licences come with them."""
        found, modules = set(self.sources), set()
        for source in self.sources:
            if source.suffix != ".swift":
                modules.add(next((p for p in source.parents if p.parent.name == "Sources"), source.parent))
        for module in modules:
            found.update(path for path in module.rglob("*") if path.is_file())
        return sorted(found)


def packages(binary):
    """Every resolved package by its name in the checkouts; who has no sources is not linked in."""
    products = binary.parent
    scratch = products.parent.parent
    try:
        state = json.loads((scratch / "workspace-state.json").read_text())["object"]["dependencies"]
        objects = (products / "crmsh.product" / "Objects.LinkFileList").read_text()
        plan = (scratch / f"{products.name}.yaml").read_text().splitlines()
    except OSError as error:
        raise Failure(f"{binary} does not lie where swift build left it: {error}") from error
    found = {one["subpath"]: Package(scratch / "checkouts" / one["subpath"], one) for one in state}
    linked = set(re.findall(r"/([^/\n]+)\.build/", objects))
    inputs = ""
    for line in plan:
        if line.startswith("    inputs: ["):
            inputs = line
        elif line.startswith("    outputs: [") and linked & set(re.findall(r"/([^/\"]+)\.build/", line)):
            for _, name, path in SOURCE.findall(inputs):
                found[name].sources.add(found[name].folder / path)
    if not any(one.sources for one in found.values()):
        raise Failure(f"the plan of the build in {scratch} names no sources of packages")
    return [found[name] for name in sorted(found, key=str.lower)]


def loaded(binary):
    """The shared libraries the binary asks for: `(soname, Debian package, version)`; the last two are
    None for what no Debian package owns, such as the Swift runtime of a debug build."""
    dynamic = subprocess.run(["readelf", "-d", binary], capture_output=True, text=True, check=True)
    shared = subprocess.run(["ldd", binary], capture_output=True, text=True, check=True).stdout
    paths = dict(re.findall(r"(\S+) => (/\S+)", shared))
    names = sorted(re.findall(r"\(NEEDED\).*\[(.+)\]", dynamic.stdout))
    owned = owners([paths[name] for name in names if name in paths])
    for name in names:
        yield (name, *owned.get(paths.get(name), (None, None)))


def owners(paths):
    """The Debian package of each file that one owns, and its version: `{path: (package, version)}`."""
    # On a merged /usr dpkg knows a file by either name.
    either = {candidate: path for path in paths for candidate in (path, f"/usr{path}")}
    asked = subprocess.run(["dpkg-query", "-S", *either], capture_output=True, text=True).stdout
    found = {either[path]: name for name, path in re.findall(r"^([^ ,]+): (.+)$", asked, re.MULTILINE)}
    told = subprocess.run(
        ["dpkg-query", "-W", "-f=${Package}\t${Version}\n", *sorted(set(found.values()))],
        capture_output=True, text=True, check=True).stdout if found else ""
    versions = dict(line.split("\t") for line in told.splitlines())
    return {path: (name.split(":")[0], versions[name.split(":")[0]]) for path, name in found.items()}


def toolchain():
    """The version of the Swift that is in PATH, and the folder its licence lies in."""
    told = json.loads(subprocess.run(
        ["swift", "-print-target-info"], capture_output=True, text=True, check=True).stdout)
    resources = pathlib.Path(told["paths"]["runtimeResourcePath"])
    version = re.search(r"Swift version (\S+)", told["compilerVersion"])
    return version.group(1), resources.parent.parent / "share" / "swift"


def runtime_holds(binary, symbol):
    """Whether a function of the C parts of Swift's runtime is in the binary, and not in a shared library."""
    if any(name.startswith("libswiftCore") for name, _, _ in loaded(binary)):
        return False
    told = subprocess.run(["nm", binary], capture_output=True, text=True, check=True).stdout
    return re.search(rf"(?m) [tT] {re.escape(symbol)}$", told) is not None


def unicode_version(binary):
    """The version of ICU whose data is in the binary; None without."""
    found = re.search(rb"icudt(\d+)", binary.read_bytes())
    return found and found.group(1).decode()
