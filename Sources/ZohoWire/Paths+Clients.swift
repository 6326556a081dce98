/// The paths of Projects' customers (`clients` in the paths) and client users.
extension ZohoPath {
  /// `GET`, `POST`: the portal's customers. [T] S13, S15
  package static let customers = PathPattern("/api/v3/portal/{portal}/clients")
  /// `DELETE`: takes a customer out of the portal; by symmetry with `…/users/{user}` alone. [G]
  package static let customer = PathPattern("/api/v3/portal/{portal}/clients/{client}")
  /// `GET`, `POST`: the customers of one project; `POST` makes new ones in it. [Z] S2
  package static let projectCustomers = PathPattern(
    "/api/v3/portal/{portal}/projects/{project}/clients")
  /// `DELETE`: takes a customer out of a project. [Z] S2
  package static let projectCustomer = PathPattern(
    "/api/v3/portal/{portal}/projects/{project}/clients/{client}")
  /// `POST`: links customers of the portal to a project. [Z] S2
  package static let associateCustomer = PathPattern(
    "/api/v3/portal/{portal}/projects/{project}/associate-client")
  /// `GET`: the client users of one project. [Z] S2
  package static let projectClientUsers = PathPattern(
    "/api/v3/portal/{portal}/projects/{project}/clients/users")
  /// `DELETE`: takes a client user out of a project, by zpuid or e-mail. [Z] S2
  package static let projectClientUser = PathPattern(
    "/api/v3/portal/{portal}/projects/{project}/clients/users/{user}")
  /// `POST`: adds client users to one project. [Z] path S2; its parameters are a guess [G].
  package static let addClientUser = PathPattern(
    "/api/v3/portal/{portal}/projects/{project}/clientuser")

  /// Fills ``customers``.
  package static func customers(portal: String) -> String { customers.filled(portal) }

  /// Fills ``customer``.
  package static func customer(_ customer: String, portal: String) -> String {
    Self.customer.filled(portal, customer)
  }

  /// Fills ``projectCustomer``.
  package static func projectCustomer(
    _ customer: String, project: String, portal: String
  ) -> String {
    projectCustomer.filled(portal, project, customer)
  }

  /// Fills ``projectClientUser``.
  package static func projectClientUser(
    _ user: String, project: String, portal: String
  ) -> String {
    projectClientUser.filled(portal, project, user)
  }

  /// Fills ``projectCustomers``.
  package static func projectCustomers(project: String, portal: String) -> String {
    projectCustomers.filled(portal, project)
  }

  /// Fills ``associateCustomer``.
  package static func associateCustomer(project: String, portal: String) -> String {
    associateCustomer.filled(portal, project)
  }

  /// Fills ``projectClientUsers``.
  package static func projectClientUsers(project: String, portal: String) -> String {
    projectClientUsers.filled(portal, project)
  }

  /// Fills ``addClientUser``.
  package static func addClientUser(project: String, portal: String) -> String {
    addClientUser.filled(portal, project)
  }
}
