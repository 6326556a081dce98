/// Customers and client users of Projects. Their parameters are documented nowhere that could be read;
/// each stands behind one function. [G] unless marked otherwise
extension WireRequest {
  /// `GET …/clients`. [T] S13, S15
  package static func customers(portal: String, page: Int, perPage: Int) -> WireRequest {
    WireRequest(
      .get, .projects, ZohoPath.customers(portal: portal),
      query: [("page", String(page)), ("per_page", String(perPage))])
  }

  /// `GET …/projects/{id}/clients`. [Z] S2
  package static func customers(
    ofProject project: String, portal: String, page: Int, perPage: Int
  ) -> WireRequest {
    WireRequest(
      .get, .projects, ZohoPath.projectCustomers(project: project, portal: portal),
      query: [("page", String(page)), ("per_page", String(perPage))])
  }

  /// `GET …/projects/{id}/clients/users`. [Z] S2
  package static func clientUsers(
    ofProject project: String, portal: String, page: Int, perPage: Int
  ) -> WireRequest {
    WireRequest(
      .get, .projects, ZohoPath.projectClientUsers(project: project, portal: portal),
      query: [("page", String(page)), ("per_page", String(perPage))])
  }

  /// `POST …/clients` with `name`: a public client's create call has that key. [T] S15; in the query,
  /// as the one write that is known to work has it. [G]
  package static func makeCustomer(_ name: String, portal: String) -> WireRequest {
    WireRequest(
      .post, .projects, ZohoPath.customers(portal: portal), query: [("name", name)])
  }

  /// `POST …/projects/{id}/associate-client` with `client_id`. [Z] path S2, parameter [G]
  package static func linkCustomer(
    _ customer: String, project: String, portal: String
  ) -> WireRequest {
    WireRequest(
      .post, .projects, ZohoPath.associateCustomer(project: project, portal: portal),
      query: [("client_id", customer)])
  }

  /// `POST …/projects/{id}/clientuser` with `userdetails`, `client_id`, `notify`: the mirror of
  /// `projectusers`. [Z] path S2, parameters [G]
  package static func addClients(
    _ people: [UserDetails], of customer: String, project: String, portal: String, notify: Bool
  ) -> WireRequest {
    let details = "[" + people.map(\.json).joined(separator: ",") + "]"
    return WireRequest(
      .post, .projects, ZohoPath.addClientUser(project: project, portal: portal),
      query: [
        ("userdetails", details), ("client_id", customer), ("notify", notify ? "true" : "false"),
      ])
  }
}
