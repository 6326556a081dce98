import Foundation
import Testing

/// Zoho's OpenAPI files, Zoho's own SDK and a fuzzer, as `scripts/bench truth` holds them against the
/// built sandbox. What they need is installed in a scratch environment.
@Suite(CrmshBinary.isBuilt, PythonInterpreter.isThere)
struct TruthTests {
  private static let files = Checkout.folder.deletingLastPathComponent()
    .appendingPathComponent("shared/zoho/crm-oas").path

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: files),
      "../shared/zoho/crm-oas is not beside this checkout"))
  func `Zoho's files, Zoho's SDK and a fuzzer find nothing`() async throws {
    let script = Checkout.folder.appendingPathComponent("scripts/bench").path
    let result = try await ShellHome().sh(
      "exec '\(script)' truth --sample --oas '\(Self.files)' --binary \"$CRMSH\"", limit: 500)
    #expect(result.code == 0, "\(result)")
    if let reason = result.output.split(separator: "\n").first(where: { $0.hasPrefix("skipped: ") })
    {
      try Test.cancel("\(reason)")
    }
    for part in ["schemas: ", "sdk: ", "fuzz: "] {
      #expect(result.output.contains(part), "\(result)")
    }
  }
}
