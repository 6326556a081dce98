import CommandLanguage
import ImportModel

/// What a line needs to have been read before it can run without waiting: list files, results of
/// earlier runs, and the members of the projects its filters speak of.
struct LineNeeds {
  private(set) var lists: [(reference: ListReference, span: Span)] = []
  private(set) var runs: [RunReference] = []
  /// Addresses that are named one by one.
  private(set) var addresses: [EmailAddress] = []
  /// Members of every active project.
  private(set) var needsMembers = false
  /// Members of the projects in the plan: what a change is depends on them.
  private(set) var needsPlannedMembers = false

  init(_ arguments: Arguments) {
    for value in arguments.everything {
      if let selector = value as? SelectorSyntax { add(selector) }
      if let filter = value as? FilterSyntax { add(filter) }
      if let field = value as? FieldSyntax { add(field) }
      if let fields = value as? [FieldSyntax] { fields.forEach { add($0) } }
    }
  }

  private mutating func add(_ selector: SelectorSyntax) {
    switch selector {
    case .file(let path, let column, let span):
      lists.append((ListReference(path: path.text, column: column?.text), span))
    case .list(let list, _):
      addresses += list.addresses.compactMap { EmailAddress($0.text) }
    case .failed(let run, _): runs.append(run)
    case .address(let word): addresses += [EmailAddress(word.text)].compactMap { $0 }
    case .kind(_, _, let filter?, _): add(filter)
    case .union(let parts): parts.forEach { add($0) }
    case .difference(let left, let right):
      add(left)
      add(right)
    default: break
    }
  }

  private mutating func add(_ filter: FilterSyntax) {
    switch filter {
    case .test(let field, _, _): add(field)
    case .not(let part, _): add(part)
    case .all(let parts), .any(let parts): parts.forEach { add($0) }
    }
  }

  private mutating func add(_ field: FieldSyntax) {
    let name = lowercased(field.parts.joined(separator: "."))
    if name == "portal.projects" || name == "portal.project" { needsMembers = true }
    if name == "plan.change" { needsPlannedMembers = true }
  }
}
