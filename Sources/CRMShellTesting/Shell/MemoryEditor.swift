package import CRMShell
import Synchronization

/// An editor that saves what it was told to, and keeps what it was opened with.
package final class MemoryEditor: TextEditor {
  private struct State {
    var opened: [String] = []
    var outcomes: [EditedText] = []
  }

  private let state = Mutex(State())

  package init() {}

  /// What the next text is saved as; nil: the editor fails.
  package func save(_ text: String?) {
    state.withLock { $0.outcomes.append(text.map { .saved($0) } ?? Self.failure) }
  }

  /// The next text is left without being written.
  package func leaveUnwritten() { state.withLock { $0.outcomes.append(.unwritten) } }

  private static let failure = EditedText.failed("vi ($EDITOR) ended with status 1")

  /// The texts it was opened with.
  package var opened: [String] { state.withLock { $0.opened } }

  /// Saves the next of what it was told to; without one it fails.
  package func edited(_ text: String) async -> EditedText {
    state.withLock { state in
      state.opened.append(text)
      return state.outcomes.isEmpty ? Self.failure : state.outcomes.removeFirst()
    }
  }
}
