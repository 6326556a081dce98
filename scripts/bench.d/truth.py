"""Is the sandbox's Zoho the real one? Zoho's OpenAPI files, Zoho's SDK and a fuzzer say.

Everything they need is installed from the Python package index into a scratch environment, which is
removed in the end. Where the files or the index can't be had, that is said, and nothing is judged:
exit code 0 with `skipped: …`.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

NEEDED = {
    "schemas": ["jsonschema[format-nongpl]>=4.18", "regex"],
    "sdk": ["zohocrmsdk8-0==7.0.0", "zoho-projects-sdk==0.1.12"],
    "many": [],
    "fuzz": ["schemathesis>=4.20", "jsonschema[format-nongpl]>=4.18", "regex"],
}
CONTACTS = 2_600


def skip(words):
    """Ends, having judged nothing."""
    print(f"skipped: {words}")
    sys.exit(0)


def environment(parts, folder):
    """A Python with what the parts need."""
    packages = sorted({package for part in parts for package in NEEDED[part]})
    made = subprocess.run([sys.executable, "-m", "venv", folder], capture_output=True, text=True)
    if made.returncode:
        skip("python3 can't make a virtual environment (on Debian: python3-venv)")
    python = os.path.join(folder, "bin", "python")
    # Not compiled: most of the SDK's thousand files are never read.
    install = ["install", "-q", "--no-compile", "--disable-pip-version-check", *packages]
    try:
        got = subprocess.run(
            [python, "-m", "pip", *install], capture_output=True, text=True, timeout=180)
    except subprocess.TimeoutExpired:
        skip(f"{', '.join(packages)} can't be installed within three minutes")
    if got.returncode:
        last = (got.stderr.strip().splitlines() or ["no words"])[-1]
        skip(f"{', '.join(packages)} can't be installed: {last}")
    return python


def tell(findings):
    """Each finding once, with how often it came and a call that it came of."""
    kinds = {}
    for call, words in findings:
        kinds.setdefault(words, []).append(call)
    for words, calls in sorted(kinds.items(), key=lambda kind: -len(kind[1])):
        print(f"  {len(calls)} x {words[:400]}\n      e.g. {calls[0][:200]}")


def many(home):
    """crmsh itself reads more contacts than CRM pages; returns what was seen, and what was found."""
    from judge import Sandbox, Shells
    sandbox = Sandbox(home, ["--contacts", "100200", "--no-limits"])
    started = time.monotonic()
    result = Shells(home, limit=300).run([
        f"connect {sandbox.address}", 'fetch contacts where Title = "Director"', "refresh"])
    seconds = time.monotonic() - started
    told = [d for d in result.documents() if isinstance(d, dict)]
    fetched = next((d for d in told if d.get("in_crm") == 100_200), None)
    kept = next((d for d in told if d.get("kept") == ["contacts"]), None)
    calls = [r["path"] for r in sandbox.requests() if r["path"].startswith("/crm/")]
    findings = []
    if result.code or not fetched or not fetched["fetched"] or not kept:
        findings.append(("fetch contacts", result.brief()))
    if not any(path.endswith("/result") for path in calls) or len(calls) > 60:
        findings.append(("fetch contacts", f"{len(calls)} calls, Bulk Read among them or not"))
    return f"100200 contacts and a refresh, {len(calls)} calls to CRM, {seconds:.0f} s", findings


def judge(binary, parts, oas, count):
    """Runs the parts, in the environment that has what they need."""
    from judge import Home, Sandbox
    home = Home(binary)
    failed = False
    options = ["--no-limits", "--contacts", str(CONTACTS), "--bulk-pace", "150"]
    try:
        for part in parts:
            sandbox = Sandbox(home, options)
            if part == "schemas":
                import truth_schemas
                seen, findings = truth_schemas.run(sandbox.address, oas)
                print(f"schemas: {seen} answers against both sets, {len(findings)} findings")
            elif part == "sdk":
                import truth_sdk
                seen, findings = truth_sdk.run(sandbox.address, CONTACTS)
                print(f"sdk: {seen}, {len(findings)} findings")
            elif part == "many":
                seen, findings = many(home)
                print(f"many: {seen}, {len(findings)} findings")
            else:
                import truth_fuzz
                seen, findings = truth_fuzz.run(sandbox.address, oas, count)
                print(f"fuzz: {seen} calls, {len(findings)} findings")
            tell(findings)
            failed = failed or bool(findings)
    finally:
        home.close()
    sys.exit(1 if failed else 0)


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench truth", description=__doc__)
    parser.add_argument("--binary", required=True, help="the built crmsh")
    parser.add_argument("--oas", help="the folder of both sets of Zoho's OpenAPI files for CRM")
    parser.add_argument("--only", choices=sorted(NEEDED), action="append",
                        help="this part alone; may be given again")
    parser.add_argument("--sample", action="store_true", help="few fuzzed calls, and not the 100,200 contacts")
    parser.add_argument("--calls", type=int, default=150, help="fuzzed calls of each operation")
    parser.add_argument("--environment", help="a folder to keep what is installed in")
    parser.add_argument("--installed", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    parts = options.only or [part for part in NEEDED if part != "many" or not options.sample]
    if set(parts) - {"sdk", "many"} and not os.path.isdir(options.oas or ""):
        skip("Zoho's OpenAPI files for CRM are not there: --oas FOLDER names them")
    if options.installed:
        judge(options.binary, parts, options.oas, 6 if options.sample else options.calls)
    folder = options.environment or tempfile.mkdtemp(prefix="crmsh-truth-")
    try:
        python = os.path.join(folder, "bin", "python")
        if not (options.environment and os.path.exists(python)):
            python = environment(parts, folder)
        sys.exit(subprocess.run(
            [python, os.path.abspath(__file__), *sys.argv[1:], "--installed"]).returncode)
    finally:
        if not options.environment:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
