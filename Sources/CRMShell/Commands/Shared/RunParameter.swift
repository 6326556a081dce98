import CommandLanguage
import ImportEngine
import ImportModel

extension Parameter where Value == RunReference {
  /// A run by its number, or `last`.
  static func run(_ name: String) -> Self {
    Parameter<Word>.word(name, label: "RUN", kind: .run).converted { word throws(SyntaxError) in
      if lowercased(word.text) == "last" { return .last }
      guard let number = Int(word.text), number > 0 else {
        throw SyntaxError(
          .badValue(
            found: word.text, expected: "the number of a run, or last", suggestions: []),
          span: word.span)
      }
      return .number(number, word.span)
    }
  }
}

extension Interpreter {
  /// A past run in full; a run that isn't there is a wrong name.
  func report(of run: RunReference, in journal: any RunJournal) async throws(Stop) -> RunReport {
    let number = try await number(of: run, journal)
    do throws(JournalFailure) {
      return try await journal.report(number)
    } catch {
      throw unread(run, error)
    }
  }

  /// What a past run knows of the people of one address; of nobody where that is no address.
  func report(
    of run: RunReference, about email: EmailAddress?, in journal: any RunJournal
  ) async throws(Stop) -> RunReport {
    guard let email else {
      let whole = try await report(of: run, in: journal)
      return RunReport(summary: whole.summary, stateDigest: whole.stateDigest, people: [])
    }
    let number = try await number(of: run, journal)
    do throws(JournalFailure) {
      return try await journal.report(number, of: email)
    } catch {
      throw unread(run, error)
    }
  }

  /// A past run of the connected portal with all that it did; that of another portal is refused.
  func resumption(of run: RunReference) async throws(Stop) -> RunResumption {
    let journal = try await journal()
    let number = try await number(of: run, journal)
    let found: RunResumption
    do throws(JournalFailure) {
      found = try await journal.resumption(of: number)
    } catch {
      throw unread(run, error)
    }
    let (key, made) = (try currentKey(), found.context.key)
    guard made == key else {
      throw .refusal(
        .runElsewhere(
          number, portal: "\(found.context.portalName) (\(made.portal))", address: made.baseURL,
          isRestarted: made.baseURL == key.baseURL && made.portal == key.portal), at: span(of: run))
    }
    return found
  }

  private func span(of run: RunReference) -> Span? {
    if case .number(_, let span) = run { span } else { nil }
  }

  private func unread(_ run: RunReference, _ failure: JournalFailure) -> Stop {
    guard case .unknownRun(let number) = failure, case .number(_, let span) = run else {
      return Stop(failure)
    }
    return .refusal(.unknownName(.run, String(number), suggestions: []), at: span)
  }
}
