"""The pages that `--html` writes, in a headless Chromium: light, dark, on a phone and on paper.

Judges each page of a preview, of a run with refusals, of an undoing: nothing is loaded from
anywhere, the content security policy lets the style sheet in and nothing is refused by it, no page is
wider than its window, no address is broken within a word, axe-core finds no violation, it prints. Then a
plan of thousands of people in fifty projects: how large its page is and how long it takes.

Chromium must be there; what drives it is installed from the Python package index into a scratch
environment. Where either can't be had, that is said, and nothing is judged: exit code 0 with
`skipped: …`.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

from truth import NEEDED, environment, skip, tell

NEEDED["page"] = ["playwright", "axe-playwright-python"]
LARGEST = 20_000_000
LOOKS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 375, "height": 740}},
    "phone-dark": {"color_scheme": "dark", "viewport": {"width": 375, "height": 740}},
}
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 27)"}
LINES = [
    'role Manager for where crm.role = "Sales Manager"', "assign Website for staged",
    'role Employee for where crm.role = "Sales Rep"',
    'assign * for where crm.role = "Sales Rep"',
]


# The addresses in which a line ends elsewhere than behind @ or a dot.
BROKEN = """() => { const found = [];
  for (const part of document.querySelectorAll('td,th,dd,p,caption')) {
    const nodes = [], walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    let text = '', node, match;
    while ((node = walker.nextNode())) { nodes.push([node, text.length]); text += node.data; }
    const address = /[^\\s,;()"']+@[^\\s,;()"']+/g;
    while ((match = address.exec(text))) {
      let before = null;
      for (let i = match.index; i < match.index + match[0].length; i++) {
        const [own, start] = nodes.findLast(one => one[1] <= i), range = document.createRange();
        range.setStart(own, i - start); range.setEnd(own, i - start + 1);
        const box = range.getClientRects()[0];
        if (!box) continue;
        if (before !== null && box.top > before + 3 && !'@.'.includes(text[i - 1])) found.push(match[0]);
        before = box.top;
      }
    }
  }
  return found; }"""


def write_pages(home):
    """The pages of a small company by name, and what went wrong."""
    from judge import Sandbox, Shells
    sandbox, shells = Sandbox(home, ["--no-limits"]), Shells(home)
    chosen = sandbox.staff()[4]
    sandbox.set_faults([{
        "match": {"path": "*projectusers*"}, "fault": "refuse-entry", "email": chosen,
        "message": "The address <i>can't</i> be invited.", "title": "INVALID_EMAIL",
        "status": 400}])
    result = shells.run([
        f"connect {sandbox.address}", *LINES, "preview --html preview.html", "drop blocked",
        'import --yes --reason "the <b>sales</b> team moves in"'])
    report = shells.run([
        f"connect {sandbox.address}", "report last --html run.html",
        "preview revert last --html revert.html"])
    names = ["preview", "run", "revert"]
    pages = {n: os.path.join(home.folder, f"{n}.html") for n in names}
    missing = [n for n in names if not os.path.exists(pages[n])]
    findings = [(n, f"no page: {result.brief()} {report.brief()}") for n in missing]
    findings += [
        (n, f"mode {os.stat(pages[n]).st_mode & 0o777:o}")
        for n in names if n not in missing and os.stat(pages[n]).st_mode & 0o777 != 0o600]
    return {n: p for n, p in pages.items() if n not in missing}, findings


def look(page, name, look_name, path, axe, shots):
    """Opens a page in one look; what is wrong with it."""
    place = f"{name} {look_name}"
    findings, requests = [], []
    page.on("console", lambda m: findings.append((place, f"console: {m.text}")))
    page.on("pageerror", lambda e: findings.append((place, f"error: {e}")))
    page.on("request", lambda r: requests.append(r.url))
    page.goto(f"file://{path}")
    findings += [(place, f"asked for {url}") for url in requests if url != f"file://{path}"]
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    if ground != GROUNDS["dark" if "dark" in look_name else "light"]:
        findings.append((place, f"the style sheet is not used: {ground}"))
    width = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    if width[0] > width[1]:
        findings.append((place, f"{width[0]} wide in a window of {width[1]}"))
    broken = page.evaluate(BROKEN)
    if broken:
        findings.append((place, f"{len(broken)} addresses broken elsewhere than behind a sign: {broken[0]}"))
    if page.locator("h1").count() != 1 or page.locator("script").count():
        findings.append((place, "not exactly one h1, or a script"))
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.className") != "skip":
        findings.append((place, "Tab does not reach the skip link first"))
    for violation in axe.run(page).response["violations"]:
        nodes = violation["nodes"]
        findings.append((place, f"axe {violation['id']} x {len(nodes)}: {nodes[0]['html'][:200]}"))
    if shots:
        page.evaluate("document.activeElement.blur()")
        page.screenshot(path=os.path.join(shots, f"{name}-{look_name}.png"), full_page=True)
    return findings


def browse(pages, chromium, shots):
    """Every page in every look, and on paper."""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright
    findings = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, path in pages.items():
            for look_name, options in LOOKS.items():
                context = browser.new_context(**options)
                findings += look(context.new_page(), name, look_name, path, Axe(), shots)
                context.close()
            page = browser.new_page()
            page.goto(f"file://{path}")
            paper = page.pdf(format="A4", prefer_css_page_size=False)
            if shots:
                with open(os.path.join(shots, f"{name}.pdf"), "wb") as file:
                    file.write(paper)
            if paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") < 1:
                findings.append((name, "nothing is printed"))
            page.close()
        browser.close()
    return findings


def large(home, people, projects):
    """A plan of everybody in every project; what its page is, and what is wrong with it."""
    from judge import Sandbox, Shells
    sandbox = Sandbox(home, [
        "--no-limits", "--users", str(people), "--projects", str(projects),
        "--licences", "1000000"])
    started = time.monotonic()
    result = Shells(home, limit=400).run([
        f"connect {sandbox.address}", "role Employee for all", "assign * for all", "preview --html large.html"])
    seconds = time.monotonic() - started
    path = os.path.join(home.folder, "large.html")
    if not os.path.exists(path):
        return "no page", [("large", result.brief())]
    size = os.path.getsize(path)
    findings = [("large", f"{size} bytes")] if size > LARGEST else []
    return f"{people} people x {projects} projects, {size} bytes, {seconds:.0f} s", findings


def judge(options):
    from judge import Home
    home = Home(options.binary)
    try:
        pages, findings = write_pages(home)
        findings += browse(pages, options.chromium, options.shots)
        print(f"page: {len(pages)} pages in {len(LOOKS)} looks and on paper, "
              f"{len(findings)} findings")
        if not options.sample:
            seen, more = large(home, options.people, options.projects)
            print(f"large: {seen}, {len(more)} findings")
            findings += more
        tell(findings)
    finally:
        home.close()
    sys.exit(1 if findings else 0)


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench page", description=__doc__)
    parser.add_argument("--binary", required=True, help="the built crmsh")
    parser.add_argument("--chromium", default=shutil.which("chromium") or
                        shutil.which("chromium-browser") or shutil.which("google-chrome"),
                        help="the browser, where it is not in PATH")
    parser.add_argument("--shots", help="a folder for pictures and papers of all of them")
    parser.add_argument("--sample", action="store_true", help="without the large plan")
    parser.add_argument("--people", type=int, default=10_000, help="of the large plan")
    parser.add_argument("--projects", type=int, default=50, help="of the large plan")
    parser.add_argument("--environment", help="a folder to keep what is installed in")
    parser.add_argument("--installed", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not options.chromium:
        skip("there is no chromium in PATH (on Debian: apt-get install chromium)")
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)
    if options.installed:
        judge(options)
    folder = options.environment or tempfile.mkdtemp(prefix="crmsh-page-")
    try:
        python = os.path.join(folder, "bin", "python")
        if not (options.environment and os.path.exists(python)):
            python = environment(["page"], folder)
        sys.exit(subprocess.run(
            [python, os.path.abspath(__file__), *sys.argv[1:], "--installed"]).returncode)
    finally:
        if not options.environment:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
