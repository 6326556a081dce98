import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

extension Interpreter {
  /// What somebody has to agree to before anything is written.
  struct Stake {
    /// Those written to.
    let people: Int
    let portal: Portal
    let grantsAdministration: Bool
    /// The command, e.g. `import`.
    let verb: String
    /// In one sentence.
    let consequence: Text
  }

  /// Asks before an import writes.
  func confirm(_ prepared: PreparedImport, _ arguments: Arguments, _ context: EditContext)
    async throws(Stop)
  {
    try await confirm(
      Stake(
        people: prepared.assessment.written.count, portal: prepared.portal,
        grantsAdministration: prepared.grantsAdministration, verb: "import",
        consequence: consequence(of: prepared)), arguments, context)
  }

  /// Asks before anything is written: at a terminal for the number of people, or for the portal's
  /// name where more is at stake; elsewhere the options must say it.
  func confirm(_ stake: Stake, _ arguments: Arguments, _ context: EditContext) async throws(Stop) {
    let people = stake.people
    guard people > 0 else { return }
    let isGrave = stake.grantsAdministration || settings.isProtected
    guard !arguments.has("yes") else {
      if isGrave, !(arguments.has("expect-portal") && arguments.has("expect-people")) {
        throw .refusal(
          .answerNeeded(
            option: "--expect-portal \(stake.portal.id) --expect-people \(people)",
            why: stake.grantsAdministration
              ? "an administrator profile is granted" : "the portal is protected"))
      }
      return
    }
    guard context.isTerminal, !mode.asksNothing else {
      throw .refusal(
        .answerNeeded(option: "--yes", why: "\(stake.verb) asks before it writes"))
    }
    await surroundings.console.show(
      Report.sentence(stake.consequence).rendered(as: .table, style: style))
    let wanted = isGrave ? stake.portal.name : String(people)
    let question: Text =
      isGrave
      ? "Type the portal's name to go on: "
      : "Type the number of people written to, \(people), to go on: "
    let answer = await surroundings.console.ask(question)
    guard let answer, answer.trimmingBlanks() == wanted else { throw .refusal(.notConfirmed) }
  }

  /// The consequence in one sentence.
  private func consequence(of prepared: PreparedImport) -> Text {
    let kinds: [(ChangeKind, Text)] = [
      (.add, "invited"), (.change, "changed"), (.join, "joining projects"),
    ]
    let parts = kinds.compactMap { kind, word -> Text? in
      let count = prepared.assessment.people(kind).count
      return count == 0 ? nil : "\(count) \(word)"
    }
    let left = licencesLeft(after: prepared)
    let made = prepared.assessment.customers.count { $0.kind == .add }
    let customers: Text = made == 0 ? "" : ", \(made, "customer", "customers") made"
    let grants: Text =
      prepared.grantsAdministration
      ? " An administrator profile is granted: Zoho adds its holders to every project." : ""
    return
      "In portal \(prepared.portal.name, .strong): \(parts.joined(", ")); \(prepared.calls.mails, "invitation mail", "invitation mails", .strong) that can't be unsent\(customers)\(left); \(prepared.calls.writes, "write call", "write calls"), about \(Text.duration(.seconds(prepared.calls.estimateSeconds))).\(grants)"
  }

  /// The licences that will be left, of the kinds that are used.
  private func licencesLeft(after prepared: PreparedImport) -> Text {
    let (licences, assessment) = (prepared.portal.licences, prepared.assessment)
    let kinds: [(String, LicenceCount?, Int)] = [
      ("", licences.staff, assessment.introductions),
      ("client ", licences.clients, assessment.clientIntroductions),
    ]
    let parts = kinds.compactMap { kind, count, needed -> Text? in
      guard let left = count?.remaining,
        needed > 0 || kind.isEmpty && assessment.clientIntroductions == 0
      else { return nil }
      return ", \(left - needed) \(kind)licences left after"
    }
    return parts.joined("")
  }

  /// Shows a report before the command's own.
  func showBefore(_ report: Report, in context: EditContext) async {
    guard !context.format.isForPrograms, !context.isRedirected else { return }
    await surroundings.console.show(report.rendered(as: context.format, style: style))
  }
}
