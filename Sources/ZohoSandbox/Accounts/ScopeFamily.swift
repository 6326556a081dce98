/// The scopes there are of one part of a service, as far as the sandbox knows Zoho's.
struct ScopeFamily: Sendable {
  private let area: [String]
  private let parts: Set<String>
  private let operations: Set<String>

  private init(
    _ area: String, parts: Set<String> = [],
    _ operations: Set<String> = ["ALL", "READ", "CREATE", "UPDATE", "DELETE"]
  ) {
    self.area = area.split(separator: ".").map { $0.lowercased() }
    self.parts = parts
    self.operations = operations
  }

  /// Whether a scope of this area, in lower case, and operation, in upper case, exists.
  func holds(_ area: [String], _ operation: String) -> Bool {
    guard operations.contains(operation), area.starts(with: self.area) else { return false }
    let part = area.dropFirst(self.area.count)
    return part.isEmpty || part.count == 1 && parts.contains(part[part.startIndex])
  }

  /// CRM [C] OAS30 common.json, OAS31 `security`; Projects by the rule
  /// `ZohoProjects.<module>.<READ|CREATE|UPDATE|DELETE|ALL>` [Z] S10, S4, its modules [Z] S10, S5.
  static let all = [
    ScopeFamily(
      "ZohoCRM.modules",
      parts: [
        "accounts", "activities", "appointments", "attachments", "calls", "campaigns", "cases",
        "contacts", "custom", "deals", "emails", "events", "forecasts", "invoices", "leads",
        "notes", "pricebooks", "products", "purchaseorders", "quotes", "salesorders",
        "solutions", "tasks", "vendors",
      ], ["ALL", "READ", "CREATE", "UPDATE", "DELETE", "WRITE"]),
    ScopeFamily(
      "ZohoCRM.settings",
      parts: [
        "assignment_rules", "audit_logs", "business_hours", "clientportal", "currencies",
        "custom_views", "emails", "fields", "fiscal_year", "global_picklist", "intelligence",
        "layouts", "map_dependency", "modules", "pipeline", "profiles",
        "record_locking_configurations", "recycle_bin", "related_lists", "roles", "tags",
        "territories", "unsubscribe", "user_groups", "users_unavailability", "variable_groups",
        "variables", "wizards",
      ]),
    ScopeFamily("ZohoCRM.users"), ScopeFamily("ZohoCRM.org"), ScopeFamily("ZohoCRM.notifications"),
    ScopeFamily("ZohoCRM.bulk", parts: ["backup"]), ScopeFamily("ZohoCRM.coql", ["READ"]),
    ScopeFamily("ZohoCRM.features", ["READ"]), ScopeFamily("ZohoCRM.files", ["CREATE"]),
    ScopeFamily("ZohoSearch.securesearch", ["READ"]),
    ScopeFamily("ZohoProjects.portals"), ScopeFamily("ZohoProjects.projects"),
    ScopeFamily("ZohoProjects.users"), ScopeFamily("ZohoProjects.clients"),
    ScopeFamily("ZohoProjects.teams"), ScopeFamily("ZohoProjects.activities"),
    ScopeFamily("ZohoProjects.tasks"), ScopeFamily("ZohoProjects.tasklists"),
    ScopeFamily("ZohoProjects.milestones"), ScopeFamily("ZohoProjects.bugs"),
    ScopeFamily("ZohoProjects.timesheets"), ScopeFamily("ZohoProjects.events"),
    ScopeFamily("ZohoProjects.forums"), ScopeFamily("ZohoProjects.documents"),
    ScopeFamily("ZohoProjects.status"), ScopeFamily("ZohoProjects.search"),
  ]
}
