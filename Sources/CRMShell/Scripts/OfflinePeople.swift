import CommandLanguage
import ImportEngine
import ImportModel

/// A selector held against what is known without a call.
struct OfflinePeople {
  private let command: OfflineCommand
  private let selector: SelectorSyntax

  init(_ command: OfflineCommand, _ selector: SelectorSyntax) {
    (self.command, self.selector) = (command, selector)
  }

  /// What can be known to be wrong.
  var faults: [Stop] { faults(selector) }

  private func faults(_ selector: SelectorSyntax) -> [Stop] {
    switch selector {
    case .kind(let kind, _, let filter?, _):
      return OfflineFilter(command, Self.modules(kind)).faults(filter)
    case .list(let list, let span):
      return command.faults(of: list.listed, in: list.name, at: span)
    case .saved(let name):
      guard !command.isSaved(name.text) else { return [] }
      return [
        .refusal(
          .unknownName(
            .savedSelection, name.text,
            suggestions: Suggestions.nearest(to: name.text, in: command.savedNames)),
          at: name.span)
      ]
    case .rows(_, let span):
      return command.takesRows ? [] : [.refusal(.rowsAtTerminalOnly, at: span)]
    case .union(let parts): return parts.flatMap(faults)
    case .difference(let left, let right): return faults(left) + faults(right)
    default: return []
    }
  }

  private static func modules(_ kind: PeopleKind) -> Set<CRMModule> {
    switch kind {
    case .users: [.users]
    case .contacts: [.contacts]
    case .people: [.users, .contacts]
    }
  }
}

extension HereList {
  /// How messages name it.
  var name: String { "<<\(end)" }

  /// Its addresses like those of a file; lines are those of the source it stands in.
  var listed: [ListedAddress] {
    addresses.map { ListedAddress(text: $0.text, line: $0.line) }
  }
}

/// A filter held against what is known without a call: fields of CRM users, of the portal and of
/// the plan, and their closed lists of values. The organisation has further fields of contacts.
struct OfflineFilter {
  private let command: OfflineCommand
  private let modules: Set<CRMModule>

  init(_ command: OfflineCommand, _ modules: Set<CRMModule>) {
    (self.command, self.modules) = (command, modules)
  }

  /// What can be known to be wrong.
  func faults(_ filter: FilterSyntax) -> [Stop] {
    switch filter {
    case .not(let part, _): return faults(part)
    case .all(let parts), .any(let parts): return parts.flatMap(faults)
    case .test(let written, let test, _):
      let stop = command.stop { () throws(Stop) in try check(written, test) }
      return [stop].compactMap { $0 } + command.patternFaults(test)
    }
  }

  private func check(_ written: FieldSyntax, _ test: TestSyntax) throws(Stop) {
    let field: FilterField
    do throws(Stop) {
      field = try FieldResolver(schemas: CRMSchemas(), modules: modules).field(written)
    } catch {
      if case .refusal(.unknownField, _) = error, mayBeOwn(written) { return }
      throw error
    }
    guard let closed = FieldNames.closedValues(of: field) else { return }
    for word in test.values where !command.isUnknown(word.span) {
      guard closed.contains(lowercased(word.text)) else {
        throw .refusal(
          .wrongValue(
            field: written.parts.joined(separator: "."), found: word.text, expected: closed),
          at: word.span)
      }
    }
  }

  /// Whether the organisation may have made a field of that name.
  private func mayBeOwn(_ written: FieldSyntax) -> Bool {
    let side = written.parts.count > 1 ? written.parts.first.map { lowercased($0) } : nil
    return modules != [.users] && side != "portal" && side != "plan"
  }
}

extension TestSyntax {
  /// The values that a field must be able to have.
  fileprivate var values: [Word] {
    switch self {
    case .compare(.equal, let word), .compare(.notEqual, let word): [word]
    case .isIn(let words, _): words
    case .compare, .isEmpty: []
    }
  }
}
