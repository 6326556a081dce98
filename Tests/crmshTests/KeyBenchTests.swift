import Foundation
import Testing

/// Ten things done at the prompt as `scripts/bench keys --beside` does them, without the programs beside
/// which it stands: each is reached, and what stands on the screen is told. The terminal model is
/// installed in a scratch environment.
@Suite(CrmshBinary.isBuilt, PythonInterpreter.isThere)
struct KeyBenchTests {
  @Test func `each of the ten things done at a prompt is reached`() async throws {
    let script = Checkout.folder.appendingPathComponent("scripts/bench").path
    let result = try await ShellHome().sh(
      "exec '\(script)' keys --beside --alone --candidates 500 --binary \"$CRMSH\"", limit: 240)
    if let reason = result.output.split(separator: "\n").first(where: { $0.hasPrefix("skipped: ") })
    {
      try Test.cancel("\(reason)")
    }
    #expect(result.code == 0, "\(result)")
    #expect(result.output.contains("10 goals, 1 programs, 0 findings"), "\(result)")
  }
}
