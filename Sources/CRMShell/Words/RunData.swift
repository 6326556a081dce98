import ImportEngine
import ImportModel
import Reporting

/// What is known of a past run, for programs.
enum RunData {
  /// Everything a run knows of one person; times in ISO 8601. `isRevert`: it undid another one.
  static func person(
    _ person: ReportedPerson, in run: Int, isRevert: Bool = false
  ) -> DataValue {
    let planned = person.planned
    return [
      "run": .integer(run), "email": .optional(planned.emailText), "name": .string(planned.name),
      "change": .string(RunWords.change(planned, isRevert: isRevert)),
      "role": .optional(person.role?.name),
      "kind": .string(planned.id.kind.rawValue),
      "customer": .optional(planned.customer?.name), "profile": .optional(planned.profile?.name),
      "projects": .array(
        planned.projects.map { assignment in
          [
            "name": .string(assignment.project.name),
            "profile": .optional(assignment.profile?.name),
          ]
        }),
      "because": .strings(planned.origins.map { PlanWords.place($0, isWhole: true).raw }),
      isRevert ? "kept" : "matched": .strings(planned.matched),
      "blocked": .strings(planned.blocked.map(\.rawValue)),
      "calls": .array(person.calls.map { call($0, of: planned) }),
      "result": .optional(person.result?.result.rawValue),
      "code": .optional(person.result?.code), "message": .optional(person.result?.message),
    ]
  }

  private static func call(_ call: ReportedCall, of person: JournalPerson) -> DataValue {
    let entry = call.intent.entries.first { $0.email.canonical == person.canonicalEmail }
    return [
      "number": .integer(call.intent.number), "kind": .string(call.intent.kind.rawValue),
      "project": .optional(call.intent.project?.name),
      "customer": .optional(call.intent.customer?.name),
      "role": .optional(entry?.role?.name), "profile": .optional(entry?.profile?.name),
      "at": .string(TimeText.iso8601(call.intent.at)),
      "state": .optional(call.outcome?.state.rawValue),
      "code": .optional(call.outcome.flatMap { $0.code.isEmpty ? nil : $0.code }),
      "message": .optional(call.outcome.flatMap { $0.message.isEmpty ? nil : $0.message }),
      "read_back": .array(
        call.findings.compactMap { record in
          record.finding(about: person).map {
            ["at": .string(TimeText.iso8601(record.at)), "showed": .string($0.state.rawValue)]
          }
        }),
    ]
  }
}
