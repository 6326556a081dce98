import Foundation
import Testing

/// `crmsh --version`.
@Suite(CrmshBinary.isBuilt)
struct VersionTests {
  @Test func `the first line is name and version alone, the others tell what it is made of`()
    async throws
  {
    let result = try await ShellHome().crmsh(["--version"])
    #expect(result.code == 0)
    let lines = result.output.split(separator: "\n").map(String.init)
    try #require(lines.count == 6, "\(result)")
    #expect(lines[0].wholeMatch(of: /crmsh \d+\.\d+\.\d+/) != nil, "\(result)")
    // Either scripts/build told it, or the line says that it did not.
    let unknown = "unknown, not built by scripts/build"
    let isTold = lines[1] != "commit: \(unknown)"
    if isTold {
      #expect(lines[1].wholeMatch(of: /commit: [0-9a-f]{40}(-modified)?/) != nil, "\(result)")
      #expect(lines[2].wholeMatch(of: /Swift: \d+\.\d+.*/) != nil, "\(result)")
      #expect(lines[5].contains("GRDB.swift 7."), "\(result)")
    } else {
      #expect(lines[2] == "Swift: \(unknown)" && lines[5] == "packages: \(unknown)", "\(result)")
    }
    #expect(lines[3].wholeMatch(of: /SQLite: 3\.\d+\.\d+/) != nil, "\(result)")
    #expect(lines[4].wholeMatch(of: /libedit: interface \d+\.\d+/) != nil, "\(result)")
  }

  @Test
  func `a build without a checkout or a commit says so, and the packages have their versions`()
    async throws
  {
    let home = try ShellHome()
    try home.write(
      """
      {
        "pins" : [
          {
            "identity" : "a",
            "location" : "https://example.com/x/A.swift.git",
            "state" : {
              "revision" : "0123",
              "version" : "7.10.0"
            }
          },
          {
            "identity" : "b",
            "location" : "https://example.com/x/b",
            "state" : {
              "branch" : "main",
              "revision" : "4567"
            }
          }
        ],
        "version" : 3
      }

      """, to: "Package.resolved")
    let facts = Checkout.folder.appendingPathComponent("scripts/build.d/facts").path
    let result = try await home.sh(
      "swift() { echo 'Swift version 6.3.1 (x)'; }; . '\(facts)'; echo \"$CRMSH_PACKAGES|$CRMSH_SWIFT|$CRMSH_COMMIT\""
    )
    #expect(result.output == "A.swift 7.10.0, b 4567|6.3.1|\n", "\(result)")
  }
}
