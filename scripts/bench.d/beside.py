"""Part of `bench keys --beside`: ten things done at the prompts of crmsh, psql, redis-cli and fish.

Each program is driven at a pseudo-terminal whose screen a terminal model keeps. Every goal is pursued
the way that takes the fewest keys in that program; the keys are counted, and what stood on the screen
is told. Where a program can't do it at all there is no number. What a key is: a character, or a key
with a name, whatever is held down with it.
"""
import collections
import glob
import json
import os
import re
import shutil
import tempfile
import time

import truth
from beside_lines import LINES, NEEDLE, SEEDS, WORD
from beside_programs import Crmsh, Fish, Psql, RedisCli, Screen, brief
from judge import table
from keys import Slow, told, unique_beginnings

truth.NEEDED["beside"] = ["pyte"]
# `keys`: how many, None where it can't be done; `pressed`: which; `shown`: what stood on the screen.
Cell = collections.namedtuple("Cell", "keys pressed shown")
MOST_UNDONE = 12


def cell(screen, shown, reached=True):
    return Cell(len(screen.pressed) if reached else None, list(screen.pressed), brief(shown, 160))


def fewest(program, before, wanted, attempts):
    """The attempt that makes the line hold what is wanted; the first of them that do."""
    first = None
    for attempt in attempts:
        with Opened(program) as screen:
            screen.press(before)
            screen.pressed.clear()
            screen.press(*attempt)
            shown = screen.line()
            if wanted in shown:
                words = shown if first is None else f"{shown} (Tab: {first})"
                return cell(screen, words)
            first = first or brief(" / ".join([shown, *screen.below()[:2]]), 60)
    return Cell(None, [], first)


class Opened:
    """A fresh start of a program, ended whatever happens, in a terminal that sets `variables`."""

    def __init__(self, program, variables=None):
        self.program, self.variables = program, variables or {}

    def __enter__(self):
        Screen.variables = self.variables
        self.screen = self.program.open()
        return self.screen

    def __exit__(self, *_error):
        self.screen.close()


def email(program):
    """the address stands in the line, from its beginning on"""
    addresses = program.addresses
    beginnings = unique_beginnings(addresses)
    address = sorted(beginnings)[len(beginnings) // 2]
    before, quote = LINES[program.name]["email"]
    beginning = beginnings[address]
    return fewest(program, before, quote + address + quote, [
        [quote + beginning, "<Tab>"], [quote + address + quote]])


def quoted(program):
    """a name of two words stands in the line, with the quotes it needs"""
    before, beginnings, whole = LINES[program.name]["quoted"]
    return fewest(program, before, whole, [[b, "<Tab>"] for b in beginnings] + [[whole]])


def looks(screen, word):
    """How a word looks, in words."""
    styles = screen.style(word)
    underlined = " underlined" if any(style[2] for style in styles) else ""
    return " ".join(sorted({colour for colour, _, _ in styles})) + underlined


def mistake(program, kind):
    """Mark before Enter, what is said after it, and the keys that a wrong word costs."""
    before, wrong, right, after, later = LINES[program.name][kind]
    with Opened(program) as screen:
        seen = {}
        for word in (right, wrong):
            screen.press(before + word)
            plain = screen.style(word), looks(screen, word)
            screen.press(" ")
            seen[word] = plain, (screen.style(word), looks(screen, word))
            screen.press("<^U>")
        at_once, parted = (seen[wrong][i][0] != seen[right][i][0] for i in (0, 1))
        mark = f"marked {seen[wrong][0 if at_once else 1][1]}" if at_once or parted else "not marked"
        screen.press(before + wrong + after, "<Enter>")
        said = screen.above()
    shown = f"{mark}; then: {said or 'nothing'}"
    if at_once or parted:
        return mended(program, kind, [] if at_once else [" ", "<Back>"], shown)
    with Opened(program) as screen:
        screen.press(before + wrong, "<Tab>")
        shown += "; Tab would mend it" if before + right in screen.line() else ""
    if not said:
        return Cell(None, [], shown)
    with Opened(program) as screen:
        screen.press(before + wrong + after, "<Enter>", *later)
        done = (before + right + after).strip() in screen.line()
        screen.press("<Enter>")
        return extra(screen, before + right + after, shown, done)


def mended(program, kind, first, shown):
    """Mended at once, as the mark is seen: by Tab, else by hand."""
    before, wrong, right, after, _ = LINES[program.name][kind]
    same = len(os.path.commonprefix([wrong, right]))
    by_hand = ["<Back>"] * (len(wrong) - same) + [right[same:]]
    for attempt in (["<Tab>"], by_hand):
        with Opened(program) as screen:
            screen.press(before + wrong, *first, *attempt)
            if before + right not in screen.line():
                continue
            screen.press(after.lstrip() if screen.screen.cursor.x and
                         screen.screen.display[screen.screen.cursor.y][screen.screen.cursor.x - 1] == " "
                         else after)
            done = before + right + after in screen.line()
            screen.press("<Enter>")
            return extra(screen, before + right + after, shown, done)
    return Cell(None, [], shown)


def extra(screen, right, shown, done):
    """Only what was pressed beyond the line typed right; less than none where Tab types a blank too."""
    number = len(screen.pressed) - len(right) - 1
    return Cell(number if done else None, list(screen.pressed), brief(shown, 200))


def verb(program):
    """a wrong verb is put right: keys beyond those of the right line"""
    return mistake(program, "verb")


def role(program):
    """a wrong role name is put right: keys beyond those of the right line"""
    return mistake(program, "role")


def paste(program):
    """20,000 characters are pasted and thrown away, and no line of them has run"""
    line = LINES[program.name]["paste"]
    text = "".join(f"{line.format(place)}\n" for place in range(20_000))[:20_000]
    with Opened(program) as screen:
        screen.quiet, screen.patience, begin = 0.6, 90, time.monotonic()
        taken = screen.paste(text)
        seconds = time.monotonic() - begin - screen.quiet
        ran, stands = program.ran(screen), screen.line()
        words = (f"{ran} of {text.count(chr(10))} lines ran; in the line: "
                 f"{brief(stands, 60) or 'nothing'} ({seconds:.1f} s)")
        words += "" if taken >= len(text) else f"; took {taken} characters and no more"
        try:
            screen.press("<^C>")
        except Slow:
            return Cell(None, [], f"{words}; ^C ends the program")
        # The clock may stand at the right.
        empty = re.fullmatch(r"[\s\d:]*", screen.line())
        return cell(screen, words, empty and not ran)


def interrupted(program):
    """with a short, then a long list of Tab on the screen: ^C, and what was typed stands alone in a line"""
    tried = [out_of_list(program, typed) for typed in LINES[program.name]["lists"]]
    lacks = any(found.keys is None for found in tried)
    return Cell(None if lacks else sum(found.keys for found in tried),
                [key for found in tried for key in found.pressed], "; ".join(f.shown for f in tried))


def out_of_list(program, typed):
    """One list, and the keys from there on."""
    with Opened(program) as screen:
        screen.press(typed, "<Tab>")
        if not screen.below():
            screen.press("<Tab>")
        # A list stands below the line, or above the prompt that comes again.
        listed = [row for row in screen.rows() if row and not screen.prompt.search(row + " ")]
        if not listed:
            return Cell(None, [], f"no list; in the line: {screen.line()}")
        screen.pressed.clear()
        screen.press("<^C>")
        survives = screen.line().strip().startswith(typed.strip()) and not screen.below()
        if not survives:
            screen.press("<^C>", typed) if screen.below() else screen.press(typed)
        words = "stands" if survives else "is gone" if screen.prompts() else "is gone, no prompt comes"
        return cell(screen, f"{len(listed)} rows such as {brief(listed[-1], 30)!r}, what was typed {words}",
                    screen.line().strip().startswith(typed.strip()))


def resized(program):
    """a line of three rows is whole on a screen made narrower, then wider, of both kinds of terminals"""
    before, earlier = LINES[program.name]["wide"]
    text = "".join(WORD.format(place) for place in range(75))
    pressed, seen = [], []
    for reflows in (True, False):
        # The terminal that cuts is xterm, which says so.
        with Opened(program, {} if reflows else {"XTERM_VERSION": "XTerm(379)"}) as screen:
            screen.screen.reflows = reflows
            screen.press(earlier, "<Enter>", before + text)
            screen.pressed.clear()
            above = last_above(screen)
            for columns in (70, 110):
                screen.resize(columns)
                words = wholeness(screen, text)
                if words == "whole" and above and last_above(screen) != above:
                    words = "whole, but the row above is gone"
                if words != "whole":
                    screen.press("<^L>")
                    words, above = f"{words}, after ^L {wholeness(screen, text)}", None
                seen.append(f"{columns} {'reflowed' if reflows else 'cut'}: {words}")
            pressed += screen.pressed
    done = all(words.endswith("whole") for words in seen)
    return Cell(len(pressed) if done else None, pressed, "; ".join(seen))


def last_above(screen):
    """The beginning of the last row above the line."""
    rows = [row for row in screen.rows()[:screen.prompts()[-1]] if row]
    return rows[-1][:20] if rows else None


def wholeness(screen, text):
    """What has become of a text that ends at the cursor, in words."""
    everything, line = "".join(screen.screen.display), screen.line()
    parts = max(n for n in range(len(text) // 3 + 1) if text[:3 * n] in line)
    if text not in line:
        return f"{parts} of {len(text) // 3} parts in place"
    if everything.count(text[:9]) > 1:
        return f"{everything.count(text[:9])} times on the screen"
    cursor = screen.screen.cursor.y * screen.screen.columns + screen.screen.cursor.x
    away = cursor - everything.index(text) - len(text)
    return f"the cursor {away} cells from the end" if away else "whole"


def searched(program):
    """an entry of the history, eight before the last, stands in the line"""
    seed = LINES[program.name]["seed"]
    with Opened(program) as screen:
        for name in SEEDS:
            screen.press(seed.format(name), "<Enter>")
        screen.pressed.clear()
        for part in LINES[program.name]["search"]:
            # A search may take its time: Enter is pressed once it shows something.
            screen.press(part)
        return cell(screen, screen.line(), screen.line().startswith(seed.format(NEEDLE)))


def several(program):
    """a filter in three lines has run and is recalled as one: keys beyond its text"""
    tried = [lines_entered(program, lines) for lines in LINES[program.name]["filter"]]
    return min(tried, key=lambda found: (found.keys is None, found.keys))


def lines_entered(program, lines):
    """One way to enter a filter in three lines; brackets and signs at the ends of lines count too."""
    with Opened(program) as screen:
        screen.press(lines[0], "<Enter>")
        if screen.above():
            return Cell(None, [], f"the first line alone: {screen.above()}")
        screen.press(lines[1], "<Enter>", lines[2], "<Enter>", "<Up>")
        rows = [brief(row) for row in screen.rows()[screen.prompts()[-1]:] if row]
        once = all(part in " ".join(rows) for part in lines) and len(rows) == len(lines)
        signs = sum(part.count("(") and "(crm" in part or part.endswith("\\") for part in lines)
        number = len(screen.pressed) - sum(map(len, lines)) + 2 * signs
        words = f"Up recalls {'all' if once else 'not all'}: {' / '.join(rows)}"
        return Cell(number if once else None, list(screen.pressed), brief(words, 200))


def undone(program):
    """the last word was cut and another typed: the line is as before"""
    before, quote = LINES[program.name]["email"]
    address = program.addresses[len(program.addresses) // 2]
    right = f"{before}{quote}{address}"
    with Opened(program) as screen:
        screen.press(right, "<^W>", "xyz")
        slipped = screen.line()
        screen.pressed.clear()
        while right not in screen.line() and len(screen.pressed) < MOST_UNDONE:
            screen.press("<^_>")
        if right in screen.line():
            return cell(screen, f"{brief(slipped, 50)} → {screen.line()}")
    return Cell(None, [], f"^_ leaves it: {brief(slipped, 60)}")


GOALS = {
    "unique e-mail": email, "wrong verb": verb, "wrong role name": role, "long paste": paste,
    "^C in a list": interrupted, "resize": resized, "history search": searched,
    "quoted name": quoted, "multi-line filter": several, "undo of a slip": undone}


def pursued(program, goal):
    if program.why:
        return Cell(None, [], f"not measured: {program.why}")
    quiet = Screen.quiet
    for Screen.quiet in (quiet, 4 * quiet):
        try:
            found = GOALS[goal](program)
        except Slow as slow:
            found = Cell(None, [], f"not measured: {brief(str(slow), 150)}")
        if found.keys is not None or program.name != "crmsh":
            break
        # On a busy machine something may have been drawn late: once more, waiting longer.
    Screen.quiet = quiet
    return found


def model():
    """The terminal model, from a scratch environment where it is not installed; its folder."""
    try:
        import pyte
        return pyte and None
    except ImportError:
        folder = tempfile.mkdtemp(prefix="crmsh-bench-")
        truth.environment(["beside"], folder)
        truth.sys.path += glob.glob(f"{folder}/lib/python*/site-packages")
        return folder


def tell(results, programs):
    """The table of the keys, then what was pressed and shown."""
    print(table([[goal, *("—" if c.keys is None else c.keys for c in cells.values())]
                 for goal, cells in results.items()], ["keys", *(p.name for p in programs)]))
    for goal, cells in results.items():
        print(f"\n{goal}: {GOALS[goal].__doc__}")
        for name, found in cells.items():
            print(f"  {name:<10} {'—' if found.keys is None else found.keys:>3}  {found.shown}")
    print()
    for program in programs:
        print(f"{program.name}: {program.why or program.note}")


def judged(results):
    """What crmsh can't do, or takes more keys for than another."""
    for goal, cells in results.items():
        own = cells["crmsh"].keys
        if own is None:
            yield f"crmsh: {goal}: {cells['crmsh'].shown}"
        for name, other in cells.items():
            if own is not None and other.keys is not None and other.keys < own:
                yield f"{name}: {goal} with {other.keys} keys, crmsh {own}"


def run(options):
    """The table; 1 where crmsh lacks something, or takes more keys than another."""
    folder = model()
    if options.alone:
        # It answers within milliseconds, and what came late is pursued once more.
        Screen.quiet = 0.06
    own = Crmsh(options)
    programs = [own] + ([] if options.alone else [
        kind(own.addresses) for kind in (Psql, RedisCli, Fish)])
    results = {}
    try:
        for goal in GOALS:
            results[goal] = {program.name: pursued(program, goal) for program in programs}
            told(goal)
    finally:
        for program in programs:
            program.close()
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
    tell(results, programs)
    findings = list(judged(results))
    for words in findings:
        print(f"FOUND {words}")
    print(f"beside: {len(GOALS)} goals, {len(programs)} programs, {len(findings)} findings")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({
                "programs": {p.name: p.why or p.note for p in programs},
                "goals": {goal: {"counted": GOALS[goal].__doc__, "cells": {
                    name: found._asdict() for name, found in cells.items()}}
                    for goal, cells in results.items()},
                "findings": findings}, file, indent=1, ensure_ascii=False)
    return 1 if findings else 0
