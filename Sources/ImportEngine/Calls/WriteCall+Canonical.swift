import ImportModel

extension WriteCall {
  /// A form of the request in which no two different requests are alike; it is what is hashed.
  package var canonicalBytes: [UInt8] {
    Array(canonicalFields.map { "\($0.utf8.count):\($0)" }.joined().utf8)
  }

  private var canonicalFields: [String] {
    switch self {
    case .addToProject(let project, let entries, let notify):
      ["add-to-project", project.text, notify ? "1" : "0"]
        + entries.flatMap { [$0.email.text, $0.role?.text ?? "", $0.profile?.text ?? ""] }
    case .addToPortal(let email, let role, let profile, let notify):
      ["add-to-portal", email.text, role.text, profile?.text ?? "", notify ? "1" : "0"]
    case .setRole(let user, let role): ["set-role", user.text, role.text]
    case .setPortalProfile(let user, let profile):
      ["set-portal-profile", user.text, profile.text]
    case .setProjectProfile(let project, let user, let profile):
      ["set-project-profile", project.text, user.text, profile.text]
    case .makeCustomer(let name): ["make-customer", name.text]
    case .linkCustomer(let customer, let project): ["link-customer", customer.text, project.text]
    case .addClients(let project, let customer, let entries, let notify):
      ["add-clients", project.text, customer.text, notify ? "1" : "0"]
        + entries.flatMap { [$0.email.text, $0.profile?.text ?? ""] }
    case .removeFromProject(let project, let user):
      ["remove-from-project", project.text, user.text]
    case .removeClientFromProject(let project, let user):
      ["remove-client-from-project", project.text, user.text]
    case .unlinkCustomer(let customer, let project):
      ["unlink-customer", customer.text, project.text]
    case .removeFromPortal(let user): ["remove-from-portal", user.text]
    case .deactivate(let user): ["deactivate", user.text]
    case .deleteCustomer(let customer): ["delete-customer", customer.text]
    }
  }
}
