import Foundation
import Testing

/// The judge outside: samples of what `scripts/bench` does with the built program.
@Suite(CrmshBinary.isBuilt, PythonInterpreter.isThere)
struct BenchTests {
  @Test(arguments: [
    ("crash --sample", " 0 findings"), ("crash --cell revert/send.after:3/chain", " 0 findings"),
    ("crash --cell revert/settle.after:1/resumed", " 0 findings"),
    ("crash --cell deactivate/send.after:12/chain", " 0 findings"),
    ("matrix --sample 12", "100.00 % agree"),
    ("matrix --match revert/ --sample 4", "100.00 % agree"), ("race", "exit 7"),
    ("quarterly --people 240 --quiet", ", 0 findings"),
    ("hostile --sample", ", 0 findings"), ("secrets --sample", ", 0 findings"),
    ("scripts --sample", ", 0 findings"), ("wrong --sample", ", 0 findings"),
    ("soak --rounds 25 --quiet", ", 0 findings"),
    ("keys --alone --candidates 150 --tabs 3 --lines 1", "3 completed, 1 lines typed"),
    ("performance --size tiny --alone", ", 0 findings"),
  ])
  func `a sample of the bench finds nothing`(bench: String, told: String) async throws {
    let script = Checkout.folder.appendingPathComponent("scripts/bench").path
    let result = try await ShellHome().sh(
      "exec '\(script)' \(bench) --binary \"$CRMSH\"", limit: 240)
    #expect(result.code == 0, "\(result)")
    #expect(result.output.contains(told), "\(result)")
  }
}

/// What the bench's scripts are run by.
enum PythonInterpreter {
  /// Attached to the suite: without the interpreter its tests are skipped, with these words.
  static let isThere: any SuiteTrait = Testing.ConditionTrait.enabled(
    if: folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") },
    "there is no python3 in PATH: install it (version 3.8 or newer) to run the bench")

  private static var folders: [Substring] {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
  }
}
