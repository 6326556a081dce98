package import CommandLanguage
import ImportEngine
import ImportModel
package import Reporting

extension Interpreter {
  /// What stands before the line: where one is, who is selected, who is staged.
  package func prompt() -> Text {
    guard let fetched else { return "crmsh> " }
    var text: Text = "\(Self.place(fetched.target), .dim):\(fetched.portal.name, .strong)"
    if services?.kept != nil {
      text.append(" \("offline \(age(of: fetched.fetchedAt))", .warning)")
    }
    if let selection = session.selection { text.append(" \(selection.count) selected") }
    if !session.plan.isEmpty {
      text.append(" \(session.plan.rows.count, .warning) staged")
    }
    text.append("> ")
    return text
  }

  /// How long ago something was, in the largest unit that fits: `now`, `5m`, `3h`, `12d`.
  private func age(of time: Int64) -> String {
    let minutes = max(0, surroundings.clock.wallSeconds - time) / 60
    switch minutes {
    case 0: return "now"
    case ..<60: return "\(minutes)m"
    case ..<(48 * 60): return "\(minutes / 60)h"
    default: return "\(minutes / (24 * 60))d"
    }
  }

  /// A target in few letters: rehearsal servers of this machine, the only ones with an address, are
  /// told by their port.
  private static func place(_ target: String) -> String {
    guard let sign = target.firstRange(of: "://") else { return target }
    let host = target[sign.upperBound...].prefix { $0 != "/" }
    let port = host.split(separator: ":", omittingEmptySubsequences: false).last ?? ""
    return Int(port) == nil ? "sandbox \(host)" : "sandbox:\(port)"
  }

  /// Answers about the line being typed, over the session as it stands.
  package func assistant(files: @escaping @Sendable (String) -> [String]) async
    -> any LineAssistant
  {
    knownPeople = fetched.map {
      KnownPeople($0.directory, $0.portal, session.plan, earlier: knownPeople)
    }
    let origin = Origin(line: "", file: nil, position: timeline.number + 1, scriptHash: nil)
    let context = EditContext(
      fetched: fetched, settings: settings, origin: origin, source: .terminal, listed: listed,
      now: surroundings.clock.wallSeconds, zones: surroundings.zones, timeline: timeline,
      isTerminal: true)
    return SessionAssistant(
      registry: registry, session: session, fetched: fetched, settings: settings,
      variables: variables, aliases: aliases, runs: await knownRuns(), logins: await knownLogins(),
      use: wordUse,
      context: context, known: knownPeople, files: files)
  }

  /// Counts the words of lines typed in earlier sessions: Tab puts what was used most first.
  package func remember(_ lines: some Sequence<String> & Sendable) {
    for line in lines { wordUse.note(line) }
  }

  /// The sign-ins, for Tab.
  private func knownLogins() async -> [Login] {
    do throws(SignInFailure) {
      return try await surroundings.signIn.logins()
    } catch {
      // Tab then offers none; logins and connect say what is wrong with the file.
      return []
    }
  }

  /// Past runs, for Tab.
  private func knownRuns() async -> PastRuns {
    guard let services else { return PastRuns() }
    do throws(JournalFailure) {
      return PastRuns(
        try await services.journal.runs(matching: nil),
        of: fetched.map { portalKey(services, $0.portal) }, in: LocalTimes(surroundings.zones))
    } catch {
      // Tab then offers none; the command that reads the journal says what is wrong with it.
      return PastRuns()
    }
  }

  /// Lets go of the connection at the end of the process.
  package func close() async { await disconnect() }

  /// What a text that is not complete waits for; nil where it can run.
  package nonisolated static func continuation(of text: String) -> Continuation? {
    Lexer.continuation(of: text)
  }

  /// A text as one word of a line.
  package nonisolated static func quoted(_ text: String) -> String { Word.sourceForm(of: text) }
}
