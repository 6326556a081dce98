"""Writes Debian's copyright file and the notices of what is linked in: copyright.py BINARY FOLDER.

FOLDER gets `copyright`, in the machine-readable form, and `NOTICE`. All comes from the build that left BINARY.
"""
import pathlib
import sys

import licences
import parts

FORM = "https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
ON_DEBIAN = "On Debian systems the whole text is in /usr/share/common-licenses/Apache-2.0."
# SPDX's names that Debian's form spells otherwise.
DEBIAN = {"MIT": "Expat", licences.SWIFT: "Apache-2.0 with Swift exception"}


def indented(text):
    """A text as a field goes on: one space, and a dot for an empty line."""
    return "".join(f"\n {line.rstrip()}" if line.strip() else "\n ." for line in text.strip("\n").split("\n"))


def stanza(files, holders, name, terms="", comment=""):
    """A paragraph of the form; `terms` is the text itself where no other paragraph has it."""
    said = "\n  ".join(holders) or "the authors of the package"
    more = f"\nComment: {comment}" if comment else ""
    return f"Files: {files}\nCopyright: {said}\nLicense: {DEBIAN.get(name, name)}{indented(terms) if terms else ''}{more}"


def of_package(package):
    """A package as a whole, then what other terms are for inside of it."""
    name, file = licences.of_package(package)
    holders = licences.copyrights([*package.files(), *sorted(package.folder.glob("*.txt")), file])
    yield stanza(f"{package.name}/*", holders, name, "" if name.startswith("Apache") else file.read_text(),
                 f"{package.version}, linked in, from {package.location}")
    for (inner, terms), path in licences.within(package).items():
        holders = licences.copyrights([path]) or licences.named_source(path)
        yield stanza(str(path.relative_to(package.folder.parent)), holders, inner, terms)


def paragraphs(binary, linked):
    yield f"Format: {FORM}\nUpstream-Name: crmsh\nComment: Paths with a package's name are those of the sources" \
        " that are linked into\n /usr/bin/crmsh. sbom.spdx.json beside this file has their revisions."
    yield stanza("*", ["the authors of crmsh"], "Apache-2.0")
    for package in linked:
        yield from of_package(package)
    version, folder = parts.toolchain()
    holders = ["Apple Inc. and the Swift project authors"]
    yield stanza("swift-runtime/*", holders, licences.known(folder / "LICENSE.txt"), "", f"{version}, linked in")
    if parts.unicode_version(binary) is not None:
        text = (licences.TEXTS / "Unicode-3.0.txt").read_text()
        yield stanza("swift-runtime/icu/*", ["2016-2024 Unicode, Inc."], "Unicode-3.0", text)
        text = (licences.TEXTS / "ICU-parts.txt").read_text()
        holders = ["1995-2016 International Business Machines Corporation and others", "2006-2008 Google Inc.",
                   "2006-2011 the V8 project authors", "others, who are named below"]
        yield stanza("swift-runtime/icu/parts/*", holders, "ICU-parts", text,
                     "dictionaries, double-conversion and ICU up to 57.1, as ICU's own licence lists them")
    for name, (symbol, terms, file, holders) in licences.RUNTIME.items():
        if parts.runtime_holds(binary, symbol):
            text = (licences.TEXTS / file).read_text() if file else ""
            yield stanza(f"swift-runtime/{name}/*", holders, terms, text)
    yield f"License: Apache-2.0\n {ON_DEBIAN}"
    exception = (licences.TEXTS / "Swift-exception.txt").read_text()
    yield f"License: {DEBIAN[licences.SWIFT]}\n {ON_DEBIAN}\n .{indented(exception.strip('# '))}"


def notices(linked):
    for package in linked:
        for path in sorted(package.folder.glob("NOTICE*")):
            yield f"{package.name} {package.version}\n{'=' * 72}\n\n{path.read_text().strip(chr(10))}\n"


if __name__ == "__main__":
    try:
        program, target = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
        inside = [package for package in parts.packages(program) if package.sources]
        (target / "copyright").write_text("\n\n".join(paragraphs(program, inside)) + "\n", encoding="utf-8")
        (target / "NOTICE").write_text("\n\n".join(notices(inside)), encoding="utf-8")
    except parts.Failure as failure:
        sys.exit(f"copyright: {failure}")
