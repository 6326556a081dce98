extension WireRequest {
  /// The OAuth scope that a call takes, for telling which one is missing; nil where it is not known, or
  /// none is needed. Of CRM: reference §1.5 [C]; of Projects: the form of the names [Z] S10; which call
  /// takes which is plain from the paths but for customers and their people, whose module is told in
  /// two ways, for roles and profiles, and for the CRM integration [G].
  package var scope: String? {
    switch service {
    case .accounts: nil
    case .crm: crmScope
    case .projects: projectsScope
    }
  }

  private var crmScope: String? {
    let parts = path.split(separator: "/").dropFirst(2).map(String.init)
    return switch (parts.first, parts.last) {
    case ("users", _): "ZohoCRM.users.READ"
    case ("org", _): "ZohoCRM.org.READ"
    case ("coql", _): "ZohoCRM.coql.READ"
    // `/crm/bulk/v8/read…`: the version comes after the word.
    case _ where path.hasPrefix("/crm/bulk/"): "ZohoCRM.bulk.READ"
    case ("settings", let what?): "ZohoCRM.settings.\(what).READ"
    // The module's own scope comes with it, and is asked for elsewhere.
    case (_?, "search"): "ZohoSearch.securesearch.READ"
    // Which of the two is missing is not told: OAS31 wants both, OAS30 the module's alone. [C]
    case (let module?, "count"):
      "ZohoCRM.modules.\(module.lowercased()).READ or ZohoSearch.securesearch.READ"
    case (let module?, _): "ZohoCRM.modules.\(module.lowercased()).READ"
    case (nil, _): nil
    }
  }

  private var projectsScope: String? {
    let parts = path.split(separator: "/").map(String.init)
    guard parts.first == "api" else { return nil }
    let operation =
      switch method {
      case .get: "READ"
      case .patch: "UPDATE"
      case .delete: "DELETE"
      // Of a single user it changes something, else it adds.
      case .post: isOfOneUser(parts) ? "UPDATE" : "CREATE"
      }
    return module(of: parts).map { "ZohoProjects.\($0).\(operation)" }
  }

  /// `…/users/{user}`, or what is done to one: `…/users/{user}/deactivate`.
  private func isOfOneUser(_ parts: [String]) -> Bool {
    let path = parts.last == "deactivate" ? parts.dropLast() : parts[...]
    return path.count > 2 && path.dropLast().last == "users"
  }

  private func module(of parts: [String]) -> String? {
    let ofClients = ["clients", "clientuser", "associate-client"]
    let ofUsers = ["users", "projectusers", "roles", "profiles"]
    if parts.contains(where: ofClients.contains) { return "clients" }
    if parts.contains(where: ofUsers.contains) { return "users" }
    if parts.last == "portals" { return "portals" }
    return parts.last == "projects" || parts.contains("crm") ? "projects" : nil
  }
}
