import ImportEngine
import ImportModel
import Reporting

/// Who is left out of an import, or keeps something that a line would have changed, each with what to do
/// about it.
struct PreviewProblems {
  private let rows: [Row]
  private let portal: Portal

  private struct Row {
    let change: Change
    let kind: ChangeKind
    /// For programs, and for readers.
    let reason: (code: String, shown: String)
    let remedy: Text
  }

  init(_ prepared: PreparedImport) {
    let words = RemedyWords(portal: prepared.portal)
    let names = PortalNames(prepared.portal)
    portal = prepared.portal
    let changes = prepared.assessment.changes
    let blocked = changes.filter { !$0.blocked.isEmpty }.flatMap { change in
      change.blocked.map { reason in
        Row(
          change: change, kind: .blocked, reason: (reason.rawValue, reason.rawValue),
          remedy: words.remedy(reason, of: change))
      }
    }
    let kept = changes.filter(\.blocked.isEmpty).flatMap { change in
      change.kept.map { kept in
        Row(
          change: change, kind: change.kind, reason: (kept.code, kept.words(names)),
          remedy: Self.remedy(kept, names))
      }
    }
    rows = blocked + kept
  }

  var isEmpty: Bool { rows.isEmpty }

  private var blocked: [Change] { rows.filter { $0.kind == .blocked }.map(\.change) }

  /// One row a problem; `hasRemedies`: each with its own, for programs and pages.
  func table(hasRemedies: Bool) -> Table {
    var table = Table(
      key: "problems",
      columns: [
        Column("email", title: "e-mail", isFlexible: true, shortest: 26),
        Column("name", priority: 1, isFlexible: true), Column("change", priority: 1),
        Column("reason", isFlexible: true, shortest: 26, wraps: true),
      ] + (hasRemedies ? [Column("remedy", isFlexible: true, shortest: 20, wraps: true)] : []))
    for row in rows {
      let person = row.change.row.person
      table.append(
        [
          Cell(person.emailText), .text(person.name), .styled(row.kind.rawValue, row.kind.style),
          .word(row.reason.code, shown: row.reason.shown, row.kind == .blocked ? .bad : .warning),
        ] + (hasRemedies ? [.text(row.remedy.raw)] : []))
    }
    return table
  }

  /// What to do, each once.
  var remedies: [Block] {
    let blocked = blocked
    let reasons = Set(blocked.flatMap(\.blocked))
    let words = RemedyWords(portal: portal)
    let kept = rows.lazy.filter { $0.kind != .blocked }.map(\.reason.code)
    return BlockReason.allCases.filter(reasons.contains).flatMap { reason in
      words.remedies(reason, of: blocked).map { .sentence("\(reason.rawValue, .bad): \($0).") }
    }
      + (kept.allSatisfy { $0 == PersonResult.ownerKept }
        ? []
        : [
          .sentence(
            "\("kept", .warning): what people have in the portal stays; --replace at the end of the line changes it."
          )
        ])
      + (kept.contains(PersonResult.ownerKept)
        ? [
          .sentence(
            "\("owner", .warning): the owner of a portal keeps role and profile, since nobody could give them back; leave them out of the line."
          )
        ] : [])
  }

  private static func remedy(_ kept: Kept, _ names: PortalNames) -> Text {
    switch kept {
    case .role(let has, let wanted):
      "they have the role \(has) in the portal; --replace on the line that gives \(names.role(wanted)) changes it"
    case .profile(let project, let has, let wanted):
      "they have the profile \(has)\(project.map { " in \(names.project($0))" } ?? ""); --replace on the line that gives \(names.profile(wanted)) changes it"
    case .ownersRole(_, let wanted):
      "they own the portal, and nobody can change that; leave them out of the line that gives \(names.role(wanted))"
    case .ownersProfile(_, let wanted):
      "they own the portal, and nobody can change that; leave them out of the line that gives \(names.profile(wanted))"
    }
  }
}
