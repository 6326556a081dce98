import CRMShell
import CommandLanguage
import Synchronization

/// Lines as they come, up to where they can run: a line that goes on, a block and a list written over
/// lines are run in one piece.
final class GatheredLines: Sendable {
  private struct State {
    var text = ""
    var wanted: Continuation?
  }

  private let state = Mutex(State())

  /// Takes the next line; gives all that was gathered once that can run.
  func add(_ line: String) -> String? {
    state.withLock { state in
      state.text += state.wanted == nil ? line : "\n" + line
      if let wanted = state.wanted, wanted.lasts(after: line) { return nil }
      state.wanted = Interpreter.continuation(of: state.text)
      return state.wanted == nil ? Self.take(&state) : nil
    }
  }

  /// All that was gathered and can't run yet; it is forgotten here.
  func take() -> String { state.withLock { Self.take(&$0) } }

  /// What stands before the next line of what was begun, such as `end… `; nil where nothing was.
  var prompt: String? {
    state.withLock { state in state.wanted.map { ($0.wanted ?? "") + "… " } }
  }

  private static func take(_ state: inout State) -> String {
    defer { state = State() }
    return state.text
  }
}
