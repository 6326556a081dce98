import CommandLanguage
import ImportModel
import Reporting

/// Values that a filter asks for and nobody has: the likely reason why it finds nobody.
struct UnknownValues {
  let directory: Directory
  let portal: Portal
  let plan: Plan

  /// So many values are told where none is near.
  private static let mostTold = 6

  /// A note for each value of a field of few values that no person has, and for each name of a role, a
  /// profile, a project or a customer that the portal doesn't have, with what there is.
  /// The values stand as they were written in `syntax`.
  func notes(of filter: Filter, written syntax: FilterSyntax) -> [Block] {
    notes(of: filter, Dictionary(syntax.words.map { (lowercased($0), $0) }) { first, _ in first })
  }

  private func notes(of filter: Filter, _ written: [String: String]) -> [Block] {
    switch filter {
    case .all(let parts), .any(let parts): parts.flatMap { notes(of: $0, written) }
    case .not(let part): notes(of: part, written)
    case .test(.crm(let place), .isOneOf(let wanted)): notes(place, wanted, written)
    case .test(let field, .isOneOf(let wanted)):
      names(of: field).map { unknown(wanted, of: $0.thing, $0.known, written) } ?? []
    case .test: []
    }
  }

  private func unknown(
    _ wanted: Set<String>, of thing: String, _ known: [String], _ written: [String: String]
  ) -> [Block] {
    let folded = Set(known.map { lowercased($0) })
    return wanted.subtracting(folded).sorted().map { value in
      let near = Suggestions.nearest(to: value, in: known).map { Word.sourceForm(of: $0) }
      var shown = known.prefix(Self.mostTold).map { Word.sourceForm(of: $0) }
      if known.count > shown.count { shown.append("and \(known.count - shown.count) more") }
      let remedy: Text =
        if let last = near.last {
          "did you mean \(near.count > 1 ? near.dropLast().joined(separator: ", ") + " or " : "")\(last)?"
        } else {
          known.isEmpty ? "there are none" : "there are: \(shown.joined(separator: ", "))"
        }
      return .notice(
        .note,
        "the portal has no \(thing) \(Word.sourceForm(of: written[value] ?? value)); \(remedy)")
    }
  }

  /// The names that a field can have, each once, and of what they are; nil for a field of other values,
  /// and where they are not known.
  private func names(of field: FilterField) -> (thing: String, known: [String])? {
    let found: (thing: String, known: [String])
    switch field {
    case .portalRole:
      found = ("role", portal.roles.map(\.name) + portal.users.all.map(\.roleName))
    case .planRole: found = ("role", portal.roles.map(\.name))
    case .portalProfile:
      found = ("profile", portal.profiles.map(\.name) + portal.users.all.map(\.profileName))
    case .planProfile: found = ("profile", portal.profiles.map(\.name))
    case .portalProjects, .planProjects: found = ("project", portal.projects.map(\.name))
    case .portalCustomer, .planCustomer:
      guard portal.customersProblem == nil else { return nil }
      let names = PortalNames(portal)
      let new =
        field == .planCustomer
        ? plan.rows.compactMap { $0.customer.flatMap { names.customer($0.value) } } : []
      found = ("customer", portal.customers.map(\.name) + new)
    default: return nil
    }
    var seen: Set<String> = [""]
    return (found.thing, found.known.filter { seen.insert($0).inserted })
  }

  private func notes(
    _ place: FieldPlace, _ wanted: Set<String>, _ written: [String: String]
  ) -> [Block] {
    let field = directory.schemas.field(at: place)
    guard field.type == .choice else { return [] }
    let known = directory.values(of: place).map(\.value)
    let folded = Set(known.map { lowercased($0) })
    return wanted.subtracting(folded).sorted().map { value in
      let near = Suggestions.nearest(to: value, in: known)
      let shown = near.isEmpty ? Array(known.prefix(6)) : near
      return .notice(
        .note,
        "nobody's \(field.apiName) is \(written[value] ?? value); there are: \(shown.joined(separator: ", "))"
      )
    }
  }
}

extension FilterSyntax {
  /// The values it compares with, as they were written.
  fileprivate var words: [String] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.words)
    case .not(let part, _): part.words
    case .test(_, .compare(_, let word), _): [word.text]
    case .test(_, .isIn(let words, _), _): words.map(\.text)
    case .test(_, .isEmpty, _): []
    }
  }
}
