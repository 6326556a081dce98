import Foundation
import Testing

/// Who of CRM can be imported at once, chosen by the test from CRM's own answers.
struct Staff: Sendable {
  /// Addresses by CRM role, in CRM's order.
  let byRole: [String: [String]]

  /// People whom nothing blocks: active, confirmed, with a plain address of their own, not in the
  /// portal.
  init(_ users: [Judge.CRMUser], outside state: Judge.State) {
    let counts = Dictionary(grouping: users) { $0.email?.lowercased() ?? "" }.mapValues(\.count)
    let present = Set(state.users.map { $0.email.lowercased() })
    var byRole: [String: [String]] = [:]
    for user in users where user.status == "active" && user.confirm {
      guard let email = user.email, email.allSatisfy(\.isASCII), counts[email.lowercased()] == 1,
        !present.contains(email.lowercased()), let role = user.role
      else { continue }
      byRole[role.name, default: []].append(email)
    }
    self.byRole = byRole
  }

  /// Asks a sandbox.
  static func of(_ judge: Judge) async throws -> Staff {
    Staff(try await judge.crmUsers(), outside: try await judge.state())
  }

  /// The first people of a CRM role; fails the test when there are fewer.
  func first(_ count: Int, _ role: String) throws -> [String] {
    let people = byRole[role, default: []]
    try #require(people.count >= count, "\(role): \(people.count) people")
    return Array(people.prefix(count))
  }
}
