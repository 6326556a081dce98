import CRMShellTesting
import CommandLanguage
import Synchronization
import Testing

@testable import CRMShell

/// What telling many errors of one text costs, in characters gone through.
struct ManyErrorsTests {
  /// Sums up.
  private final class Sum: Sendable {
    private let value = Mutex(0)
    var total: Int { value.withLock { $0 } }
    func add(_ count: Int) { value.withLock { $0 += count } }
  }

  @Test(arguments: [
    String(repeating: "nonsens x\n", count: 500),
    String(repeating: "if 1 = 1\n", count: 500) + String(repeating: "end\n", count: 500),
    String(repeating: "if $a = 1\n", count: 500),
    String(repeating: "nonsens x; ", count: 500),
  ])
  func `a text is gone through a few times, however much is wrong in it`(text: String) async throws
  {
    let scene = try Scene()
    let sum = Sum()
    let exit = await LineIndex.$tally.withValue({ sum.add($0) }) {
      await scene.interpreter.check(text, from: .commandLine)
    }
    #expect(exit == .usage)
    #expect(sum.total >= text.unicodeScalars.count)
    #expect(sum.total <= 4 * text.unicodeScalars.count)
  }

  @Test func `what is shown of a long line that can't be split is bounded`() async throws {
    let scene = try Scene()
    let sum = Sum()
    let text = String(repeating: ";", count: 4000)
    let exit = await LineIndex.$tally.withValue({ sum.add($0) }) {
      await scene.interpreter.check(text, from: .commandLine)
    }
    #expect(exit == .usage)
    #expect(sum.total <= text.count * 2002)
  }
}
