import Foundation
import Testing

/// The package for Debian and the list of what is in it, made from the binary under test.
@Suite(CrmshBinary.isBuilt)
struct PackageTests {
  private static let script = Checkout.folder.appendingPathComponent("scripts/package").path

  /// Which programs a package needs and this machine lacks; also a checkout with a commit.
  private static let missing: [String] = {
    let places = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let programs = ["dpkg-deb", "dpkg-shlibdeps", "python3", "git", "strip"].filter { program in
      !places.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }
    let git = Checkout.folder.appendingPathComponent(".git").path
    // A binary that was copied elsewhere has lost what tells what it is made of.
    let objects = URL(fileURLWithPath: CrmshBinary.path ?? "/").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("crmsh.product/Objects.LinkFileList").path
    return programs
      + [(git, "a git checkout"), (objects, "what swift build leaves beside the binary")]
      .filter { !FileManager.default.fileExists(atPath: $0.0) }.map(\.1)
  }()

  private static let files = [
    "bin/crmsh", "share/bash-completion/completions/crmsh", "share/doc/zoho-crmsh/NOTICE.gz",
    "share/doc/zoho-crmsh/README.md", "share/doc/zoho-crmsh/changelog.gz",
    "share/doc/zoho-crmsh/copyright", "share/doc/zoho-crmsh/demo.crmsh",
    "share/doc/zoho-crmsh/sbom.spdx.json", "share/fish/vendor_completions.d/crmsh.fish",
    "share/lintian/overrides/zoho-crmsh", "share/man/man1/crmsh.1.gz",
    "share/zsh/vendor-completions/_crmsh",
  ]

  @Test(.enabled(if: missing.isEmpty, "missing: \(missing.joined(separator: ", "))"))
  func `the package holds what it should, owned by root, and depends on what the binary loads`()
    async throws
  {
    let home = try ShellHome()
    let refused = try await home.sh("BINARY=\"$CRMSH\" '\(Self.script)' out", limit: 300)
    #expect(refused.code == 2 && refused.errors.contains("does not tell its commit"), "\(refused)")
    let made = try await home.sh(
      "ANY_COMMIT=1 BINARY=\"$CRMSH\" COMPRESSION=none SHLIBDEPS=--ignore-missing-info '\(Self.script)' out && mv out/*.deb crmsh.deb",
      limit: 300)
    try #require(made.code == 0, "\(made)")
    let name = try #require(made.output.split(separator: "\n").last)
    #expect(
      name.wholeMatch(of: /.*\/out\/zoho-crmsh_\d+\.\d+\.\d+[^_\/]*_[a-z0-9]+\.deb/) != nil,
      "\(made)")

    let list = try await home.sh(
      "dpkg-deb --fsys-tarfile crmsh.deb | tar -tv --numeric-owner | sed 's/  */ /g'")
    let entries = list.output.split(separator: "\n").map { $0.split(separator: " ") }
    let plain = entries.filter { $0[0].hasPrefix("-") }.map {
      String($0[5].dropFirst("./usr/".count))
    }
    #expect(plain.sorted() == Self.files.sorted(), "\(list)")
    for entry in entries {
      #expect(entry[1] == "0/0", "\(entry)")
      let isProgram = entry[5].hasSuffix("/bin/crmsh") || entry[0].hasPrefix("d")
      #expect(entry[0].dropFirst() == (isProgram ? "rwxr-xr-x" : "rw-r--r--"), "\(entry)")
    }

    let fields = try await home.sh("dpkg-deb -f crmsh.deb")
    for library in ["libc6 (>=", "libedit2 (>=", "libsqlite3-0 (>=", "ca-certificates", "tzdata"] {
      #expect(fields.output.contains(library), "\(fields)")
    }
    #expect(!fields.output.contains("Conflicts:"), "Debian's crmsh may stand beside it")
    try await Self.expectPapers(in: home)
  }

  /// The licences and the list agree, and nothing in them is left open.
  private static func expectPapers(in home: ShellHome) async throws {
    let unpacked = try await home.sh(
      "dpkg-deb -x crmsh.deb root && cat root/usr/share/doc/zoho-crmsh/copyright")
    let list = try Data(
      contentsOf: URL(
        fileURLWithPath: "\(home.folder)/root/usr/share/doc/zoho-crmsh/sbom.spdx.json"))
    let sbom = try JSONDecoder().decode(SBOM.self, from: list)
    #expect(sbom.spdxVersion == "SPDX-2.3")
    let linked = sbom.relationships.filter { $0.relationshipType == "STATIC_LINK" }
      .map(\.relatedSpdxElement)
    #expect(linked.count > 10)
    #expect(Set(sbom.packages.map(\.SPDXID)).count == sbom.packages.count)
    for package in sbom.packages where linked.contains(package.SPDXID) {
      #expect(package.licenseDeclared != "NOASSERTION", "\(package)")
      #expect(package.versionInfo.first?.isNumber == true, "\(package)")
      let isOurs = package.name.hasPrefix("swift-runtime") || package.name == "icu"
      #expect(isOurs || unpacked.output.contains("\nFiles: \(package.name)/*\n"), "\(package)")
    }
    let digest = try await home.sh("sha256sum root/usr/bin/crmsh | cut -d' ' -f1")
    let told = sbom.packages.first { $0.name == "crmsh" }?.checksums?.first?.checksumValue
    #expect(told.map { $0 + "\n" } == digest.output)
    #expect(sbom.packages.contains { $0.name == "GRDB.swift" && $0.licenseDeclared == "MIT" })
    #expect(sbom.packages.contains { $0.name == "libsqlite3-0" })
    // Terms of single files inside of packages, which the packages' own licences do not tell.
    for holder in ["Fedor Indutny", "Mark Adler", "Tatsuhiro Tsujikawa", "18sg/uSHET"] {
      #expect(unpacked.output.contains(holder), "\(holder)")
    }
  }

  @Test(.enabled(if: missing.isEmpty, "missing: \(missing.joined(separator: ", "))"))
  func `a licence that is not known word by word is a failure`() async throws {
    let home = try ShellHome()
    let modules = Checkout.folder.appendingPathComponent("scripts/package.d").path
    try home.write(
      """
      import pathlib, sys
      sys.path.insert(0, sys.argv[1])
      import licences, parts
      text = (licences.TEXTS / "MIT.txt").read_text()
      file = pathlib.Path("LICENSE")
      for terms in [text, "MIT License\\n\\nCopyright (c) 2026 A. Person\\n\\n" + text,
                    text.replace("without limitation", "with limitation"), text + "Not for use in war.",
                    (parts.HOUSE / "LICENSE").read_text(), "All rights reserved."]:
          file.write_text(terms)
          try:
              print(licences.known(file))
          except parts.Failure:
              print("failure")
      """, to: "known.py")
    let result = try await home.sh("PYTHONDONTWRITEBYTECODE=1 python3 known.py '\(modules)'")
    #expect(result.output == "MIT\nMIT\nfailure\nfailure\nApache-2.0\nfailure\n", "\(result)")
  }
}

/// What of SPDX is looked at.
private struct SBOM: Decodable {
  struct Package: Decodable {
    let SPDXID: String
    let name: String
    let versionInfo: String
    let licenseDeclared: String
    let checksums: [Checksum]?
  }

  struct Checksum: Decodable {
    let checksumValue: String
  }

  struct Relationship: Decodable {
    let relationshipType: String
    let relatedSpdxElement: String
  }

  let spdxVersion: String
  let packages: [Package]
  let relationships: [Relationship]
}
