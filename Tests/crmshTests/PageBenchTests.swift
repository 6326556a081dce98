import Foundation
import Testing

/// The pages of `--html` in a headless Chromium, as `scripts/bench page` judges them: looks, paper,
/// accessibility. What drives the browser is installed in a scratch environment.
@Suite(CrmshBinary.isBuilt, PythonInterpreter.isThere)
struct PageBenchTests {
  @Test func `a browser finds nothing wrong with any page`() async throws {
    let script = Checkout.folder.appendingPathComponent("scripts/bench").path
    let result = try await ShellHome().sh(
      "exec '\(script)' page --sample --binary \"$CRMSH\"", limit: 400)
    #expect(result.code == 0, "\(result)")
    if let reason = result.output.split(separator: "\n").first(where: { $0.hasPrefix("skipped: ") })
    {
      try Test.cancel("\(reason)")
    }
    #expect(result.output.contains(", 0 findings"), "\(result)")
  }
}
