"""Judges what a sanitizer reported: judge.py KIND FOLDER

The thread sanitizer does not see that the last one to let go of a value comes before the one who finds that
it is the only owner: references are counted in a library that is not instrumented. SwiftNIO's pool of receive
buffers lives by that, and a report whose access lies in its reuse of a buffer is told apart.

Nor does it see how Swift's `Mutex` waits for another thread (its slow path lies in a
library that is not instrumented), and reports what two threads do to a mutex's own value one after the
other. Such a report is told apart by its source: both accesses lie in a closure of `withLock`, and the
compiler lets a value be reached by its mutex alone. Whatever else is reported is a finding.
"""
import collections
import os
import re
import sys

ACCESS = re.compile(
    r"^ {2}(?:Previous |Modifying |Read |Write |Atomic |Access|read |write |modifying ).*$", re.M)
FRAME = re.compile(r"^ {4}#\d+ .*? (/\S+\.swift):(\d+)", re.M)
# A closure's own frame, then what called it.
DEPTH = 4


def source(path, number, _lines={}):
    """A line of a source file; empty where it can't be had."""
    if path not in _lines:
        try:
            with open(path, encoding="utf-8") as file:
                _lines[path] = file.read().splitlines()
        except OSError:
            _lines[path] = []
    lines = _lines[path]
    return lines[number - 1] if 0 < number <= len(lines) else ""


def is_locked(stack):
    """Whether the first frames of a stack pass through `withLock`."""
    frames = FRAME.findall(stack)[:DEPTH]
    return any("withLock" in source(path, int(number)) for path, number in frames)


def is_reuse(accesses):
    """Whether the pool of receive buffers takes a buffer again that nobody else has, and what came before
    was an access of the buffer's own code too."""
    return "ByteBufferV22_modifyIfUniquelyOwned" in accesses[0] and all(
        re.search(r" #0 \S*NIOCore10ByteBuffer", stack) for stack in accesses)


def reports(folder):
    """Every report of every process."""
    for name in sorted(os.listdir(folder)):
        with open(f"{folder}/{name}", encoding="utf-8", errors="replace") as file:
            parts = re.split(r"(?m)^=+$", file.read())
        yield from (part for part in parts if "SUMMARY:" in part)


def is_known(kind, report):
    """Whether it is what the sanitizer takes for a race at a mutex, or at a buffer that was let go of."""
    if kind != "thread" or not re.search(r"ThreadSanitizer: (data|Swift access) race", report):
        return False
    stacks = report.split("\n\n")
    accesses = [stack for stack in stacks if ACCESS.search(stack)][:2]
    return len(accesses) == 2 and (
        is_reuse(accesses) or all(is_locked(stack) for stack in accesses))


def main():
    kind, folder = sys.argv[1:]
    found, known = collections.Counter(), 0
    for report in reports(folder):
        if is_known(kind, report):
            known += 1
        else:
            found[re.search(r"SUMMARY: .*", report).group()] += 1
    for words, count in found.most_common():
        print(f"FOUND {count} × {words}")
    beside = f", {known} in what it does not see" if kind == "thread" else ""
    print(f"{kind} sanitizer: {sum(found.values())} findings{beside}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
