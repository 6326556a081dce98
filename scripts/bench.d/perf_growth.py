"""P11 and P12: the preview of a large plan, and how everything grows."""
import collections
import csv
import itertools
import json
import statistics

from judge import folded
from long import PROJECTS
from perf_directory import contacts, own_filter, timed_line
from perf_import import imported, listed, plain_people, served, staged
from perf_kit import Line, Wrong, repeated

WITHIN = 1.15
CHANGES = ("add", "join", "keep", "blocked")


def written(home, sandbox, people, projects):
    """The plan, the portal and its memberships as the tables that the rival is given."""
    state, wanted = sandbox.state(), set(projects)
    paths = {name: f"{home.folder}/{name}.csv" for name in ("plan", "portal", "members")}

    def write(name, heads, rows):
        with open(paths[name], "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heads, *rows])
    write("plan", ["email", "role", "project"],
          [(email, "Employee", project) for email in people for project in projects])
    write("portal", ["email", "role"], [(u["email"], u["role"]) for u in state["users"]])
    write("members", ["email", "project"],
          [(u["email"], p["name"]) for u in state["users"] for p in u["projects"]
           if p["name"] in wanted])
    return paths


def previewed(shell):
    """(seconds, change → people, addresses of those blocked) of a preview told as CSV."""
    _, _, told = shell.say("time 'preview --format csv'")
    lines = told.splitlines()
    begin = next(i for i, line in enumerate(lines) if line.startswith("email,"))
    rows = [row for row in csv.DictReader(lines[begin:]) if row["change"] in CHANGES]
    spent = next(json.loads(line) for line in lines if line.startswith("{") and "milliseconds" in line)
    found = {c: sum(1 for r in rows if r["change"] == c) for c in CHANGES}
    blocked = {folded(row["email"]) for row in rows if row["change"] == "blocked"}
    return (max(spent["milliseconds"], 0.5) / 1000, {c: n for c, n in found.items() if n}, blocked)


def preview(bench):
    """`time 'preview'` of N people × P projects against a portal that was read, told as CSV, after a setting
    was changed that the calls depend on, and once more when nothing was changed since; pandas
    joins the same plan, portal and memberships, which it holds as frames of pyarrow strings, to the
    change of each person, and writes them as CSV."""
    size, home = bench.size, bench.home()
    count, projects = size["people"], PROJECTS[:size["projects"]]
    sandbox = served(home, "--users", str(2 * max(count, size["portal"]) + 100),
                     "--portal-users", str(size["portal"]), "--licences", "20000")
    people = plain_people(sandbox, count // 2, there=False)
    people += plain_people(sandbox, count // 2, there=True)
    shell = staged(home, sandbox, listed(home, people), projects)
    # Whom crmsh would not bring in is in nobody's plan.
    blocked = previewed(shell)[2]
    people = [email for email in people if folded(email) not in blocked]
    shell.say("drop blocked")
    batches = itertools.cycle((49, 50))

    def anew():
        # What a preview came to is kept as long as nothing changes.
        shell.say(f"set batch={next(batches)}")
        return previewed(shell)[:2]
    found = repeated(anew, size["runs"])
    again = repeated(lambda: previewed(shell)[:2], size["runs"])
    shell.close()
    paths = written(home, sandbox, people, projects)
    sandbox.stop()
    what = f"{len(people)} × {len(projects)} against {size['portal']}"

    def compared():
        told = bench.rivals.script("rival_tables.py", "pandas-preview", paths["plan"], paths["portal"],
                                   paths["members"], f"{home.folder}/out.csv", size["runs"])
        if not told["found"] == found[0][1] == again[0][1]:
            raise Wrong(f"crmsh says {found[0][1]} and {again[0][1]}, pandas {told['found']}")
        rival, theirs = bench.rivals.package("pandas"), [1000 * s for s in told["seconds"]]
        return [Line("P11", what, "ms", [1000 * s for s, _ in found], rival, theirs, most=0.1),
                Line("P11", f"{what}, once more", "ms", [1000 * s for s, _ in again], rival, theirs)]
    return bench.attempt(compared)


def straight(what, unit, small, large):
    """A cost per unit at two sizes, each (size, costs per unit)."""
    return Line("P12", f"{what}, {large[0]}", unit, large[1], f"straight line from {small[0]}",
                small[1], most=WITHIN)


def contact_figures(bench, count):
    """Per contact: CPU of the fetch, bytes held, time of the filter."""
    scene = contacts(bench, count).fetched()
    seconds = [s for s, _ in repeated(lambda: own_filter(scene.shell), bench.size["runs"])]
    return {("fetch, CPU a contact", "µs"): [1e6 * scene.fetches[0] / count],
            ("memory a contact", "B"): [1024 * scene.grown / count],
            ("filter a contact", "ns"): [1e9 * s / count for s in seconds]}


def people_figures(bench, sandbox, home, people, projects):
    """Per pair: time of the preview, CPU and time of the import; and the most memory that the process
    ever had, in KiB. Each as often as the size of the bench says."""
    figures, peaks = collections.defaultdict(list), []
    for _ in range(bench.size["imports"]):
        found, peak = one_import(sandbox, home, people, projects)
        for (what, unit), figure in found.items():
            figures[what, unit].append(figure)
        peaks.append(peak)
    return figures, peaks


def one_import(sandbox, home, people, projects):
    """The figures of `people_figures` once."""
    sandbox.reset()
    shell = staged(home, sandbox, listed(home, people, f"people-{len(people)}.csv"), projects)
    shell.say("preview")
    # What a preview came to is kept as long as nothing changes.
    shell.say("set batch=49")
    pairs = len(people) * len(projects)
    seconds, _ = timed_line(shell, "preview problems")
    shell.say("set batch=50")
    whole, cpu = imported(shell)
    peak = shell.memory("VmHWM")
    shell.close()
    return {("preview a pair", "µs"): 1e6 * max(seconds, 0.0005) / pairs,
            ("import a pair", "µs"): 1e6 * whole / pairs,
            ("import, CPU a pair", "µs"): 1e6 * cpu / pairs}, peak


def memory_lines(bench, peaks):
    """What a pair more takes of memory, from half the largest size to it against from a quarter to half.
    Peaks are of whole processes, which a pair takes part in from `select` to the verdict, and a size alone
    tells nothing: what a start takes hides what the first thousands do, and what doubles when it is full
    is as full at each of these sizes. None where a peak did not grow, which is no cost to compare."""
    (_, few, lowest), (half, some, middle), (whole, many, highest) = peaks
    grown = []
    for size, count, peak, before in ((half, some - few, middle, lowest),
                                      (whole, many - some, highest, middle)):
        more = [1024 * (now - then) / count for now, then in zip(peak, before)]
        if statistics.median(more) <= 0:
            bench.note(f"memory of {size} is left out, as its peaks of {peak} KiB are not above the "
                       f"{before} KiB of the size before")
            return []
        grown.append((size, more))
    return [straight("import, memory a pair more", "B", *grown)]


def own_names(sandbox):
    """Names of active projects that no other project has."""
    projects = sandbox.state()["projects"]
    often = collections.Counter(folded(p["name"]) for p in projects)
    return [p["name"] for p in projects
            if p.get("status") == "active" and often[folded(p["name"])] == 1]


def grown_contacts(bench):
    sizes = bench.size["growth"]
    figures = [contact_figures(bench, count) for count in sizes]
    return [straight(what, unit, (f"{sizes[-2]} contacts", figures[-2][what, unit]),
                     (f"{sizes[-1]} contacts", figures[-1][what, unit]))
            for what, unit in figures[0]]


def grown_people(bench):
    """Each size of people with the middle number of projects, each number of projects with the
    middle size of people: the largest against the one before; of memory against half and a quarter, for
    which there are more people."""
    home, size = bench.home(), bench.size
    most, widest = size["people_growth"][-1], size["projects_growth"][-1]
    sandbox = served(home, "--users", str(int(1.25 * most) + 100), "--licences", str(most + 100),
                     "--projects", str(widest + 20))
    people = plain_people(sandbox, most, there=False)
    names = own_names(sandbox)[:widest]
    middle = size["projects_growth"][-2]
    some = size["people_growth"][-2]
    scales = [[(most // part, middle) for part in (4, 2, 1)], [(some, middle), (some, widest)]]
    # What `connect` takes of CRM users hides what fewer projects of the middle size do.
    held = [scales[0], [(some * part, widest) for part in (1, 2, 4)]]
    sizes = [(some, middle), *scales[0], *scales[1], *held[1]]
    told = {(n, p): people_figures(bench, sandbox, home, people[:n], names[:p])
            for n, p in dict.fromkeys(sizes) if n <= most}
    sandbox.stop()
    lines, base = [], told[some, middle][0]
    for scale, larger in zip(scales, held):
        n, p = scale[-1]
        figures = told[n, p][0]
        lines += [straight(what, unit, (f"{some} × {middle}", base[what, unit]),
                           (f"{n} × {p}", figures[what, unit])) for what, unit in figures]
        if larger[-1][0] <= most:
            lines += memory_lines(
                bench, [(f"{n} × {p}", n * p, told[n, p][1]) for n, p in larger])
    return lines


def growth(bench):
    """Cost a unit at the largest size against the size before: contacts fetched, held and filtered;
    people × projects previewed and imported without latency. One fetch and three imports of each size."""
    return grown_contacts(bench) + grown_people(bench)
