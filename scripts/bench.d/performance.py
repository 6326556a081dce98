"""`bench performance`: crmsh beside its rivals, every figure a ratio of the same run, or a count.

One warm-up and five runs; the median, and half the way from the least to the most of them. Client and
rival are pinned to the same core, what serves them to another. Rivals are installed from the Python
package index into a scratch environment; a row that can't be measured says why. Nothing here fails
because something is slow: the exit code is 1 only where what was measured went wrong.
"""
import argparse
import json
import os
import platform
import re
import shutil
import sys
import tempfile
import time
import traceback

import perf_directory
import perf_growth
import perf_import
import perf_journal
import perf_readers
import perf_start
from judge import Home
from perf_kit import CORES, Skip, Wrong, table
from perf_rivals import Rivals

# In this order: what needs no rival comes while they are being installed.
ROWS = {
    "P13": perf_journal.journal, "P5": perf_start.start, "P1": perf_import.calls,
    "P4": perf_import.pace, "P2": perf_import.speed, "P3": perf_import.cost,
    "P6": perf_directory.filters, "P7": perf_directory.memory, "P8": perf_readers.loading,
    "P9": perf_readers.decoding, "P10": perf_start.keys, "P11": perf_growth.preview,
    "P12": perf_growth.growth,
}
SIZES = {
    "full": {
        "contacts": 1_000_000, "load": 200_000, "pages": 20_000, "people": 10_000, "projects": 5,
        "portal": 10_000, "script": 2_000, "naive": 80, "flights": (4, 8), "paced": 1_000,
        "window": 2, "candidates": 10_000, "tabs": 100, "journal": 200, "starts": 20, "runs": 5,
        "staged": 10_000, "steps": 100, "growth": (110_000, 1_000_000), "people_growth": (1_000, 10_000),
        "projects_growth": (5, 50), "imports": 3},
    "tiny": {
        "contacts": 2_000, "load": 1_000, "pages": 600, "people": 30, "projects": 2,
        "portal": 40, "script": 20, "naive": 5, "flights": (2,), "paced": 12,
        "window": 1, "candidates": 100, "tabs": 3, "journal": 5, "starts": 2, "runs": 1,
        "staged": 20, "steps": 12, "growth": (500, 1_000, 2_000), "people_growth": (10, 20),
        "projects_growth": (1, 4), "imports": 1},
}
BASELINE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "baseline.json")


class Bench:
    """What a row is given: the program, the sizes, the rivals, a home, and what rows share."""

    def __init__(self, options, folder):
        self.binary, self.size = options.binary, SIZES[options.size]
        self.is_tiny = options.size == "tiny"
        self.rivals = Rivals(options.environment or f"{folder}/rivals", not options.alone)
        self.folder, self.homes, self.shared, self.notes = folder, [], {}, []
        self.built = {}
        self.row = ""

    def home(self):
        home = Home(self.binary)
        self.homes.append(home)
        return home

    def note(self, words):
        """Something to be told below the table: what is not reachable, how something is counted."""
        self.notes.append((self.row, words))
        print(f"{self.row}: {words}", flush=True)

    def attempt(self, work):
        """The lines of a part of a row, or a note why there are none."""
        try:
            return work()
        except Skip as reason:
            self.note(f"skipped: {reason}")
            return []

    def close(self):
        for scene in self.shared.values():
            scene.close()
        for home in self.homes:
            home.close()


def machine():
    """The machine in words."""
    with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
        model = next((line.split(":")[1].strip() for line in file if "model name" in line), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (f"{len(CORES)} of {os.cpu_count()} cores of {model}, {memory:.0f} GiB, "
            f"Linux {platform.release()}, Python {platform.python_version()}")


def key(line):
    """What a line is known by in the baseline: versions may change."""
    return f"{line.row} {line.what} / {re.sub(r' [0-9]+([.][0-9]+)+', '', line.rival)}"


def compare(lines, size):
    """Tells each ratio that is worse by more than a quarter than the one noted."""
    with open(BASELINE, encoding="utf-8") as file:
        noted = json.load(file).get(size, {})
    for line in lines:
        before = noted.get(key(line))
        if before and line.goodness() < 0.75 * before:
            print(f"FELL {key(line)}: {line.goodness():.3g}, {before:.3g} was noted")


def note_down(lines, size):
    with open(BASELINE, encoding="utf-8") as file:
        noted = json.load(file)
    noted.setdefault(size, {}).update({key(line): float(f"{line.goodness():.3g}") for line in lines})
    with open(BASELINE, "w", encoding="utf-8") as file:
        json.dump(noted, file, indent=1, ensure_ascii=False, sort_keys=True)
        file.write("\n")


def measure(bench, chosen):
    """Every line of the rows, and what went wrong."""
    lines, wrong = [], []
    for name in ROWS:
        if chosen and name not in chosen:
            continue
        bench.row, begin = name, time.monotonic()
        print(f"{name}: {' '.join(ROWS[name].__doc__.split())}", flush=True)
        try:
            lines += bench.attempt(lambda name=name: ROWS[name](bench))
        except Wrong as words:
            wrong.append(f"{name}: {words}")
        except Exception:  # A row that breaks must not take the others with it.
            wrong.append(f"{name}: {traceback.format_exc(limit=-3)}")
        print(f"{name}: {time.monotonic() - begin:.0f} s", flush=True)
    return lines, wrong


def parse():
    parser = argparse.ArgumentParser(prog="bench performance", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help="P1 … P13 (all)")
    parser.add_argument("--binary", required=True, help="crmsh; a release build, to be fair to it")
    parser.add_argument("--size", choices=SIZES, default="full", help="tiny only shows that it runs")
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    parser.add_argument("--environment", metavar="DIR", help="a folder to keep the rivals in")
    parser.add_argument("--alone", action="store_true", help="install no rivals")
    parser.add_argument("--note", action="store_true", help="write the ratios into baseline.json")
    options = parser.parse_args()
    unknown = [row for row in options.rows if row not in ROWS]
    if unknown:
        parser.error(f"no row {', '.join(unknown)}; there are {', '.join(sorted(ROWS))}")
    return options


def main():
    options = parse()
    folder = tempfile.mkdtemp(prefix="crmsh-performance-")
    bench = Bench(options, folder)
    try:
        lines, wrong = measure(bench, options.rows)
    finally:
        bench.close()
        shutil.rmtree(folder, ignore_errors=True)
    lines.sort(key=lambda line: int(line.row[1:]))
    print(f"\n{machine()}; size {options.size}\n{table(lines)}")
    for words in wrong:
        print(f"FOUND {words}")
    compare(lines, options.size)
    if options.note:
        note_down(lines, options.size)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"machine": machine(), "size": options.size,
                       "lines": [line.document() for line in lines],
                       "notes": [{"row": row, "words": words} for row, words in bench.notes],
                       "wrong": wrong}, file, indent=1, ensure_ascii=False)
    missed = sum(1 for line in lines if line.reached is False)
    print(f"{len(lines)} comparisons, {missed} goals not reached, {len(bench.notes)} notes, "
          f"{len(wrong)} findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
