"""Prints what a binary of crmsh is made of as SPDX 2.3 in JSON: sbom.py BINARY SHIPPED VERSION COMMIT TIME.

SHIPPED is the file that people get, BINARY or what was stripped of it; its SHA-256 is told. VERSION is crmsh's, COMMIT the checkout's, TIME seconds since 1970. Nothing is listed by hand: packages,
revisions and licences come from the build that left BINARY.
"""
import datetime
import hashlib
import json
import pathlib
import re
import sys

import licences
import parts


def identifier(name):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name)


def item(name, version, licence, location="NOASSERTION", **more):
    return {
        "SPDXID": identifier(name), "name": name, "versionInfo": version, "downloadLocation": location,
        "filesAnalyzed": False, "licenseConcluded": licence, "licenseDeclared": licence,
        "copyrightText": "NOASSERTION", **more}


def purl(kind):
    return {"externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                              "referenceLocator": kind}]}


def of_package(package):
    own = licences.of_package(package)[0]
    inner = sorted({name for name, _ in licences.within(package)} - {own})
    terms = " AND ".join([f"({own})" if " " in own and inner else own, *inner])
    address = re.sub(r"^https://|\.git$", "", package.location)
    holders = licences.copyrights(package.files() + sorted(package.folder.glob("*.txt")))
    return item(
        package.name, package.version, terms, f"git+{package.location}@{package.revision}",
        **{"copyrightText": "\n".join(f"Copyright {one}" for one in holders) or "NOASSERTION"},
        **purl(f"pkg:swift/{address}@{package.version}"))


def document(binary, shipped, version, commit, seconds):
    digest = hashlib.sha256(shipped.read_bytes()).hexdigest()
    items = [item("crmsh", version, "Apache-2.0", sourceInfo=f"commit {commit}",
                  primaryPackagePurpose="APPLICATION",
                  checksums=[{"algorithm": "SHA256", "checksumValue": digest}])]
    links = [("SPDXRef-DOCUMENT", "DESCRIBES", "crmsh", None)]

    def add(kind, one, comment=None):
        items.append(one)
        links.append(("SPDXRef-crmsh", kind, one["name"], comment))

    for package in parts.packages(binary):
        if package.sources:
            add("STATIC_LINK", of_package(package))
        else:
            add("OTHER", of_package(package), "resolved with the others, no part of the binary")
    shared = list(parts.loaded(binary))
    swift, folder = parts.toolchain()
    runtime = licences.known(folder / "LICENSE.txt")
    dynamic = any(name.startswith("libswiftCore") for name, _, _ in shared)
    add("DYNAMIC_LINK" if dynamic else "STATIC_LINK", item("swift-runtime", swift, runtime))
    if (icu := parts.unicode_version(binary)) is not None:
        add("STATIC_LINK", item("icu", icu, licences.ICU), "in the Foundation of Swift's runtime")
    for name, (symbol, terms, _, _) in licences.RUNTIME.items():
        if parts.runtime_holds(binary, symbol):
            add("STATIC_LINK", item(f"swift-runtime-{name}", swift, terms), "in Swift's runtime")
    for name, owner, release in shared:
        if owner and identifier(owner) not in {one["SPDXID"] for one in items}:
            add("DYNAMIC_LINK", item(owner, release, "NOASSERTION", **purl(f"pkg:deb/debian/{owner}@{release}")),
                f"as {name}; its terms are in its own package")
    created = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"crmsh-{version}", "documentNamespace": f"urn:crmsh:{version}:{commit}:{digest}",
        "creationInfo": {"created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
                         "creators": ["Tool: crmsh-scripts-sbom"]},
        "packages": items,
        **({"hasExtractedLicensingInfos": [{
            "licenseId": "LicenseRef-ICU-parts", "name": "terms of parts of ICU",
            "extractedText": (licences.TEXTS / "ICU-parts.txt").read_text()}]} if icu is not None else {}),
        "relationships": [
            {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": identifier(other),
             **({"comment": comment} if comment else {})} for one, kind, other, comment in links]}


if __name__ == "__main__":
    try:
        built, shipped = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
        found = document(built, shipped, sys.argv[3], sys.argv[4], int(sys.argv[5]))
    except parts.Failure as failure:
        sys.exit(f"sbom: {failure}")
    json.dump(found, sys.stdout, indent=1, ensure_ascii=False, sort_keys=False)
    print()
