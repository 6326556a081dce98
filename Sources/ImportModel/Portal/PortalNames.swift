/// The names of a portal's things by id; an unknown id is its own name.
package struct PortalNames: Sendable {
  private let roles: [RoleID: String]
  private let profiles: [ProfileID: String]
  private let projects: [ProjectID: String]
  private let customers: Customers

  /// The names as the portal had them when it was read; none without a portal.
  package init(_ portal: Portal?) {
    roles = Dictionary((portal?.roles ?? []).map { ($0.id, $0.name) }) { first, _ in first }
    profiles = Dictionary((portal?.profiles ?? []).map { ($0.id, $0.name) }) { first, _ in first }
    projects = Dictionary((portal?.projects ?? []).map { ($0.id, $0.name) }) { first, _ in first }
    customers = portal?.customers ?? Customers()
  }

  /// A role's name.
  package func role(_ id: RoleID) -> String { roles[id] ?? id.text }
  /// A profile's name.
  package func profile(_ id: ProfileID) -> String { profiles[id] ?? id.text }
  /// A project's name.
  package func project(_ id: ProjectID) -> String { projects[id] ?? id.text }
  /// A customer's name.
  package func customer(_ id: CustomerID) -> String { customers[id]?.name ?? id.text }
  /// The name of the customer that a plan means.
  package func customer(_ target: CustomerTarget) -> String {
    switch target {
    case .existing(let id): customer(id)
    case .new(let name): name.text
    }
  }
  /// The name of the customer that a line chose; nil where it chose none.
  package func customer(_ choice: CustomerChoice) -> String? {
    if case .existing(let id) = choice { return customer(id) }
    return choice.name?.text
  }
}
