"""P8 and P9: a Bulk Read file and pages of records, read by crmsh's readers alone and by a whole `fetch`.

The readers are a program of their own, `bench-readers`, which does what the rivals do and no more; what a
`fetch` takes besides, HTTP and unpacking, stands in lines without a goal.
"""
import json
import os
import subprocess
import urllib.request

from perf_directory import FIELDS, HIDDEN, READING, Contacts
from perf_import import access
from perf_kit import LIMIT, Line, Skip, Wrong, repeated, run
from perf_rivals import HERE, program, version

ROOT = os.path.dirname(os.path.dirname(HERE))
# So many seconds a first build of the readers may take: it builds what they stand on, too.
LONGEST_BUILD = 1800
# CRM's types of what the sandbox's contacts have; all else is text.
TYPES = {"Account_Name": "lookup", "Owner": "lookup", "Reporting_To": "lookup",
         "Email_Opt_Out": "boolean", "Newsletter": "boolean", "Partner_Level": "picklist",
         "Contract_End": "date", "Created_Time": "datetime", "Modified_Time": "datetime"}
IN_SWIFT = {"integer": "Int", "currency": "Double", "boolean": "Bool", "lookup": "Lookup"}
LEVELS = ("Gold", "Silver", "Bronze", "Platinum", "On hold")
# What an organisation's own fields are, by their types in turn, and what a record has in each: `n` is the
# record's number and `f` the field's.
OWN = (
    ("text", lambda n, f: f"Note {7 * n + f} of the customer"),
    ("picklist", lambda n, f: LEVELS[(31 * n + f) % 5]),
    ("integer", lambda n, f: (37 * n + 11 * f) % 100_000),
    ("currency", lambda n, f: (37 * n + 11 * f) % 100_000 / 4),
    ("boolean", lambda n, f: (n + f) % 3 == 0),
    ("lookup", lambda n, f: {"name": f"Depot {(n + f) % 40}", "id": f"70148200005000{(n + f) % 40:05}"}),
    ("text", lambda n, f: None),
    ("datetime", lambda n, f: f"20{10 + (n + f) % 15}-0{1 + n % 9}-1{f % 10}T0{n % 10}:30:00+05:30"),
    ("date", lambda n, f: f"20{10 + (n + f) % 15}-0{1 + n % 9}-1{f % 10}"),
)
# Of a page's records, `id` among them.
MOST = 60


def readers(bench):
    """The program, built where that has not been done; a tiny run takes the one beside crmsh."""
    if bench.is_tiny:
        beside = os.path.join(os.path.dirname(os.path.abspath(bench.binary)), "bench-readers")
        if not os.access(beside, os.X_OK):
            raise Skip("the readers alone take a release build of their own, which a tiny run has no time for")
        return beside
    if "readers" not in bench.built:
        build = [program("swift"), "build", "-c", "release", "--package-path", ROOT, "--scratch-path",
                 f"{ROOT}/.build-bench", "--product", "bench-readers"]
        environment = {**os.environ, "CRMSH_BENCH": "1"}
        print("building the readers", flush=True)
        try:
            done = subprocess.run(build, env=environment, capture_output=True, text=True, check=False,
                                  timeout=LONGEST_BUILD)
        except subprocess.TimeoutExpired as error:
            raise Skip(f"the readers are not built after {LONGEST_BUILD} s") from error
        if done.returncode:
            words = [w for w in (done.stdout + done.stderr).splitlines() if "error" in w] or ["no words"]
            raise Skip(f"the readers can't be built: {words[0]}")
        bench.built["readers"] = subprocess.run(
            [*build, "--show-bin-path"], env=environment, capture_output=True, text=True,
            check=True).stdout.strip() + "/bench-readers"
    return bench.built["readers"]


def read(bench, what, path, fields, count):
    """Seconds of each run in which the readers take these fields of what lies there."""
    listed = f"{bench.folder}/fields"
    with open(listed, "w", encoding="ascii") as file:
        file.writelines(f"{name} {kind}\n" for name, kind in fields)
    _, _, _, told = run([readers(bench), what, path, listed, str(bench.size["runs"])], limit=LIMIT)
    told = json.loads(told)
    if told["found"] != count:
        raise Wrong(f"the readers found {told['found']} records of {count}")
    return told["seconds"]


def typed(names):
    return [(name, TYPES.get(name, "text")) for name in names]


def loading(bench):
    """The CSV of a Bulk Read job from its file into the columns and indexes of a table, by crmsh's readers;
    of polars and DuckDB, on one thread each, the time to read the same file. The CPU of a whole `fetch
    contacts`, over and over in one shell, takes HTTP, unpacking and the making of names besides."""
    scene = Contacts(bench, bench.size["load"], HIDDEN, *READING)
    try:
        path, what = scene.file(), f"load {scene.count} rows"
        if scene.count <= 100_000:
            bench.note("so few contacts are fetched page by page, not through Bulk Read")
        return (bench.attempt(lambda: loaded(
                    bench, scene, what, read(bench, "rows", path, typed(FIELDS), scene.count), 2))
                + loaded(bench, scene, f"{what}, whole fetch", repeated(scene.fetch, bench.size["runs"])))
    finally:
        scene.close()


def loaded(bench, scene, what, own, most=None):
    lines = []
    for name, package, goal in (("polars-load", "polars", most), ("duckdb-load", "duckdb", None)):
        def compared(name=name, package=package, goal=goal):
            told = bench.rivals.script("rival_tables.py", name, scene.file(), bench.size["runs"],
                                       environment={"POLARS_MAX_THREADS": "1"})
            if told["found"] != scene.count:
                raise Wrong(f"{package} read {told['found']} rows of {scene.count}")
            return [Line("P8", what, "s", own, bench.rivals.package(package), told["seconds"], most=goal)]
        lines += bench.attempt(compared)
    return lines


def pages_of(scene, folder):
    """Every page of the contacts, with the fields that crmsh takes, as the sandbox sends them."""
    asked = next(r["query"] for r in scene.sandbox.requests()
                 if r["path"] == "/crm/v8/Contacts" and "per_page=200" in r["query"])
    token, mark, pages = access(scene.sandbox), "", 0
    base = "&".join(p for p in asked.split("&") if p.split("=")[0] not in ("page", "page_token"))
    os.makedirs(folder, exist_ok=True)
    while mark is not None:
        request = urllib.request.Request(
            f"{scene.sandbox.address}/crm/v8/Contacts?{base}{mark}",
            headers={"Authorization": f"Zoho-oauthtoken {token}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
        with open(f"{folder}/{pages:06}.json", "wb") as file:
            file.write(text)
        info, pages = json.loads(text)["info"], pages + 1
        mark = f"&page_token={info['next_page_token']}" if info["more_records"] else None
    return pages


def widened(folder, wide):
    """The same pages with made-up fields of an organisation behind; the fields of a record."""
    os.makedirs(wide, exist_ok=True)
    fields, number = [], 0
    for name in sorted(os.listdir(folder)):
        with open(f"{folder}/{name}", encoding="utf-8") as file:
            page = json.load(file)
        known = [n for n in page["data"][0] if n != "id"]
        own = [(f"{OWN[f % len(OWN)][0].capitalize()}_{f}", *OWN[f % len(OWN)])
               for f in range(MOST - 1 - len(known))]
        fields = typed(known) + [(name, kind) for name, kind, _ in own]
        for record in page["data"]:
            record.update({n: value(number, f) for f, (n, _, value) in enumerate(own)})
            number += 1
        with open(f"{wide}/{name}", "w", encoding="utf-8") as file:
            json.dump(page, file, ensure_ascii=False, separators=(",", ":"))
    return fields


def decoder(bench, folder, fields):
    """Seconds of Foundation's JSONDecoder, by a program built for a record of these fields."""
    path = f"{bench.folder}/page_decoder_{len(fields)}"
    if not os.path.exists(path):
        with open(f"{HERE}/page_decoder.swift", encoding="utf-8") as file:
            source = file.read()
        members = "".join(f"  let {n}: {IN_SWIFT.get(kind, 'String')}?\n" for n, kind in fields)
        with open(f"{path}.swift", "w", encoding="utf-8") as file:
            file.write(f"{source}\nstruct Record: Decodable {{\n  let id: String\n{members}}}\n")
        subprocess.run([program("swiftc"), "-O", "-parse-as-library", "-o", path, f"{path}.swift"],
                       check=True, capture_output=True)
    _, _, _, told = run([path, folder, str(bench.size["runs"])])
    return json.loads(told)["seconds"]


def decoding(bench):
    """Pages of 200 records, which are in memory, into the columns and indexes of a table by crmsh's readers:
    8 of a record's 60 fields and all of them; the sandbox's contacts with made-up fields of an organisation.
    orjson and Foundation's JSONDecoder decode the same pages, orjson always all. The CPU of a whole `fetch
    contacts`, of contacts of 8 and of 24 fields, takes HTTP and names besides."""
    lines = []
    for hidden, count in ((None, 24), (HIDDEN, 8)):
        scene = Contacts(bench, bench.size["pages"], hidden, *READING)
        try:
            own = repeated(scene.fetch, bench.size["runs"])
            folder = f"{scene.home.folder}/pages"
            pages_of(scene, folder)
            if hidden is None:
                lines += bench.attempt(lambda scene=scene, folder=folder: wide(bench, scene, folder))
            with open(f"{folder}/000000.json", encoding="utf-8") as file:
                taken = typed(n for n in json.load(file)["data"][0] if n != "id")
            lines += decoded(bench, f"page of {count} fields, whole fetch", folder, taken, own)
        finally:
            scene.close()
    return lines


def wide(bench, scene, folder):
    fields = widened(folder, f"{folder}-wide")
    lines = []
    for taken, told in ((typed(FIELDS), "8 taken"), (fields, "all taken")):
        own = read(bench, "pages", f"{folder}-wide", taken, scene.count)
        lines += decoded(bench, f"page of {MOST} fields, {told}", f"{folder}-wide", taken, own, (1.5, 0.2))
    return lines


def decoded(bench, what, folder, fields, own, goals=(None, None)):
    count = len(os.listdir(folder))

    def compared(rival, seconds, most):
        return [Line("P9", what, "µs/page", [1e6 * s / count for s in own], rival,
                     [1e6 * s / count for s in seconds], most=most)]
    lines = bench.attempt(lambda: compared(
        bench.rivals.package("orjson"),
        bench.rivals.script("rival_tables.py", "orjson-pages", folder, bench.size["runs"])["seconds"],
        goals[0]))
    return lines + bench.attempt(lambda: compared(
        f"JSONDecoder {version([program('swiftc'), '--version'])}", decoder(bench, folder, fields),
        goals[1]))
