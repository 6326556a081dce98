/// An OAuth scope: a service, an area within it, an operation, such as `ZohoCRM.settings.roles.READ`.
///
/// Zoho's own files mix the case of areas and operations, so case does not count. [C] OAS30, OAS31
struct Scope: Sendable, Equatable, CustomStringConvertible {
  /// As it was written.
  let description: String
  private let area: [String]
  private let operation: String

  /// Reads a scope that Zoho knows; nil for any other text.
  init?(_ text: some StringProtocol) {
    self.init(words: text)
    guard ScopeFamily.all.contains(where: { $0.holds(area, operation) }) else { return nil }
  }

  /// The scope to read the records of a module, whether or not there is such a module.
  init(readingModule module: String) {
    description = "ZohoCRM.modules.\(module).READ"
    area = ["zohocrm", "modules", module.lowercased()]
    operation = "READ"
  }

  private init(words text: some StringProtocol) {
    description = String(text)
    let words = text.split(separator: ".", omittingEmptySubsequences: false)
    area = words.dropLast().map { $0.lowercased() }
    operation = words.last?.uppercased() ?? ""
  }

  static func == (left: Scope, right: Scope) -> Bool {
    left.area == right.area && left.operation == right.operation
  }

  /// Whether who has this scope may do what the other one stands for: the area or one around it, and
  /// the operation itself, `ALL`, or, for what changes something, `WRITE`.
  ///
  /// `ZohoCRM.modules.ALL` and `ZohoCRM.modules.READ` stand beside `ZohoCRM.modules.Contacts.READ` as
  /// alternatives in OAS31 record; of `WRITE` only the name is known there, its meaning is a guess. [G]
  func covers(_ need: Scope) -> Bool {
    guard need.area.starts(with: area) else { return false }
    return operation == need.operation || operation == "ALL"
      || operation == "WRITE" && ["CREATE", "UPDATE", "DELETE"].contains(need.operation)
  }

  /// Reads scopes between commas or blanks; nil when one of them is unknown, or there is none.
  static func list(_ text: String) -> [Scope]? {
    let words = text.split { $0 == "," || $0 == " " }
    let scopes = words.compactMap { Scope($0) }
    return scopes.count == words.count && !scopes.isEmpty ? scopes : nil
  }
}

extension Scope: ExpressibleByStringLiteral {
  /// A scope that the sandbox itself names; a test sees to it that Zoho knows it.
  init(stringLiteral value: String) { self.init(words: value) }
}

extension [Scope] {
  /// Whether one of them covers the other.
  func cover(_ need: Scope) -> Bool { contains { $0.covers(need) } }

  /// As the token answer has them: between blanks. [C] vertical-solutions v6 refresh.html
  var text: String { map(\.description).joined(separator: " ") }

  /// Everything the sandbox's endpoints ask for, in few words.
  static let everything: [Scope] = [
    "ZohoCRM.modules.ALL", "ZohoCRM.settings.ALL", "ZohoCRM.users.ALL", "ZohoCRM.org.ALL",
    "ZohoCRM.bulk.ALL", "ZohoCRM.coql.READ", "ZohoSearch.securesearch.READ",
    "ZohoProjects.portals.ALL", "ZohoProjects.projects.ALL", "ZohoProjects.users.ALL",
    "ZohoProjects.clients.ALL",
  ]
}
