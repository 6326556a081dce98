import CRMShell
package import ImportEngine
package import Reporting
import Synchronization

/// A console that keeps what it is shown, and gives the answers it was told to give.
package final class RecordingConsole: Console {
  /// What was seen, in order.
  package enum Event: Hashable, Sendable {
    case output(String)
    case error(String)
    /// A question, and the answer it was given; nil: end of input.
    case question(String, answer: String?)
    /// A question for which there was no answer.
    case surprise(String)
  }

  private struct State {
    var events: [Event] = []
    var answers: [String?] = []
    var rounds = 0
  }

  package let style: OutputStyle
  private let state = Mutex(State())

  package init(style: OutputStyle = .pipe) { self.style = style }

  /// The answer to the next unanswered question; nil: end of input.
  package func expectQuestion(answer: String?) { state.withLock { $0.answers.append(answer) } }

  /// Answers that nobody asked for yet.
  package var unusedAnswers: Int { state.withLock { $0.answers.count } }

  /// What was seen since the last time, in order.
  package func takeEvents() -> [Event] {
    state.withLock { state in
      defer { state.events = [] }
      return state.events
    }
  }

  /// Keeps each stream's text as an event.
  package func show(_ output: RenderedOutput) async {
    state.withLock { state in
      if !output.standardOutput.isEmpty { state.events.append(.output(output.standardOutput)) }
      if !output.standardError.isEmpty { state.events.append(.error(output.standardError)) }
    }
  }

  /// Progress comes at times of its own, hence is not kept.
  package func progress(_ text: Text) async {}

  /// Rounds are kept below each other.
  package func beginRound() async { state.withLock { $0.rounds += 1 } }

  /// No round is open any more.
  package func endRounds() async { state.withLock { $0.rounds = 0 } }

  /// Rounds that were begun and not ended.
  package var openRounds: Int { state.withLock { $0.rounds } }

  /// Keeps the line as one of standard error.
  package func note(_ text: Text) async {
    state.withLock { $0.events.append(.error(text.plain + "\n")) }
  }

  /// Gives the next answer; a question without one is a surprise, and is not answered.
  package func ask(_ question: Text) async -> String? {
    state.withLock { state in
      guard !state.answers.isEmpty else {
        state.events.append(.surprise(question.plain))
        return nil
      }
      let answer = state.answers.removeFirst()
      state.events.append(.question(question.plain, answer: answer))
      return answer
    }
  }

  /// The same, and what is answered does not show.
  package func askSecret(_ question: Text) async -> Secret? {
    state.withLock { state in
      guard !state.answers.isEmpty else {
        state.events.append(.surprise(question.plain))
        return nil
      }
      let answer = state.answers.removeFirst()
      state.events.append(
        .question(question.plain, answer: answer.map { _ in "(typed, and not shown)" }))
      return answer.map(Secret.init)
    }
  }
}
