"""Licences by their text: what is not known word by word is a failure, never a guess."""
import functools
import re

from parts import HOUSE, Failure

TEXTS = HOUSE / "scripts" / "package.d" / "licences"
SWIFT = "Apache-2.0 WITH Swift-exception"
# Terms that stand at the head of single files, by words that no other terms have.
HEADS = {
    "MIT": "Permission is hereby granted, free of charge, to any person obtaining a copy of this software",
    "ISC": "Permission to use, copy, modify, and/or distribute this software for any purpose with or without",
    "Zlib": "This software is provided 'as-is', without any express or implied warranty",
    "BSD": "Redistribution and use in source and binary forms, with or without modification, are permitted",
}


def words(text):
    return " ".join(text.split())


def known(path):
    """The SPDX expression of a whole licence file."""
    text = path.read_text(encoding="utf-8")
    said, apache = words(text), words((HOUSE / "LICENSE").read_text())
    if said == apache:
        return "Apache-2.0"
    if said == f"{apache} {words((TEXTS / 'Swift-exception.txt').read_text())}":
        return SWIFT
    terms = re.sub(r"(?m)^(Copyright .*|(This software is licensed under )?(the )?MIT License\.?)$", "", text,
                   flags=re.IGNORECASE)
    if words(terms) == words((TEXTS / "MIT.txt").read_text()):
        return "MIT"
    raise Failure(f"{path}: a licence that scripts/package.d/licences.py does not know")


def of_package(package):
    """`(expression, file)` of a package's own licence."""
    found = sorted(package.folder.glob("LICEN[SC]E*"))
    if len(found) != 1:
        raise Failure(f"{package.folder}: {len(found)} licence files, not one")
    return known(found[0]), found[0]


@functools.lru_cache(maxsize=None)
def within(package):
    """Other terms inside of what is linked in: `{(expression, text): first file}`."""
    found = {}
    for path in package.files():
        if re.match(r"(LICEN[SC]E|COPYING)", path.name, re.IGNORECASE):
            found.setdefault((known(path), path.read_text()), path)
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if re.search(r"(?m)^// LICENSE: MIT$", text[:1000]):
            found.setdefault(("MIT", (TEXTS / "MIT.txt").read_text()), path)
            continue
        if not any(word in text for word in ("Permission", "Redistribution", "'as-is'")):
            continue
        plain = words(re.sub(r"(?m)^[ \t]*(//+|/?\*+|#+)?", "", text[:20000]))
        for name, phrase in HEADS.items():
            if phrase in plain:
                terms = comment(text, phrase)
                name = name if name != "BSD" else (
                    "BSD-3-Clause" if re.search("[Nn]either the name|may not be used to", words(terms))
                    else "BSD-2-Clause")
                found.setdefault((name, terms), path)
    return found


def comment(text, phrase):
    """The comment of a source that holds a phrase, without its marks."""
    for block in re.findall(r"/\*[\s\S]*?\*/|(?:^[ \t]*//.*\n)+", text, re.MULTILINE):
        plain = re.sub(r"(?m)^[ \t]*(//+|/?\*+/?)[ \t]?|\*/\s*$", "", block)
        if phrase in words(plain):
            return plain.strip("\n")
    raise Failure(f"terms outside of a comment: {phrase}")


def named_source(path):
    """The project that a single file says it was taken from, by its address."""
    head = path.read_text(encoding="utf-8", errors="replace")[:1000]
    return [f"the authors of {address}" for address in re.findall(r"https://github\.com/[^/\s]+/[^/\s]+", head)][:1]


# What Swift's runtime holds of others, in a release that has it all inside.
RUNTIME = {
    "BlocksRuntime": ("_Block_copy", SWIFT, None, ["2014-2015 Apple Inc. and the Swift project authors"]),
    "CFUUID": ("_cf_uuid_generate", "BSD-3-Clause", "UUID.txt", ["2004 Apple Computer, Inc."]),
}
# Parts of ICU under terms of their own, as ICU's licence lists them.
ICU = "Unicode-3.0 AND ICU AND BSD-3-Clause AND LicenseRef-ICU-parts"


def copyrights(paths):
    """The lines `Copyright YEARS HOLDER` at the heads of files, one a holder, its years joined."""
    years = {}
    for path in paths:
        head = path.read_text(encoding="utf-8", errors="replace")[:4000]
        named_first = re.sub(r"Copyright ([A-Z][^\n\d]+), (\d{4})", r"Copyright \2 \1", head)
        for line in re.findall(r"Copyright (?:\([cC]\) |© )?(\d{4}[^\n]*)", named_first):
            found = re.match(r"((?:\d{4}|[-–, ]|and )+)(.*)", line)
            holder = re.sub(r"\.? (All [Rr]ights|Licensed) .*|[ .,*/\";)]+$", "", found.group(2)).strip()
            if holder:
                years.setdefault(holder, set()).update(re.findall(r"\d{4}", found.group(1)))
    lines = []
    for holder in sorted(years):
        first, last = min(years[holder]), max(years[holder])
        lines.append(f"{first if first == last else f'{first}-{last}'} {holder}")
    return lines
