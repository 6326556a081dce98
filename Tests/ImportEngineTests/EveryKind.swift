import CRMShellTesting
import ImportEngine
import ImportModel

/// A plan in which, with its undoing, every kind of call occurs; newcomers go into project 1 alone and
/// whoever is there joins project 2 alone, so that a call tells its kind.
enum EveryKind {
  /// Kinds that only an undoing sends.
  static let removals: Set<WriteKind> = [
    .leave, .leaveClient, .unlinkCustomer, .removeFromPortal, .deactivate, .deleteCustomer,
  ]

  /// The most people in a call.
  static let batch = 4

  static func scene() throws -> PlanScene {
    var scene = try PlanScene(projects: 2)
    for number in 101...108 { try scene.settle(number, in: [1]) }
    for number in 1...5 { try scene.stage(number, role: 2, in: [1]) }
    for number in 11...15 {
      try scene.settle(number, role: number == 12 ? 2 : 1)
      try scene.stage(number, in: [2])
    }
    for number in 21...23 {
      try scene.settle(number, role: 1)
      try scene.stage(number, role: 3, replaces: true)
    }
    for number in 31...33 {
      try scene.settle(number)
      try scene.stage(number, profile: 3, replaces: true)
    }
    for number in 41...43 {
      try scene.settle(number, in: [1], profile: 1)
      try scene.stage(number, profile: 2, in: [1], replaces: true)
    }
    try scene.settle(customer: 1, name: "Solaris", in: [1])
    for number in 51...54 { try scene.stage(contact: number, of: "Solaris", in: [1]) }
    for number in 61...63 {
      try scene.settle(client: number, of: 1)
      try scene.stage(contact: number, of: "Solaris", in: [2])
    }
    for number in 71...72 { try scene.stage(contact: number, of: "Northwind", in: [1]) }
    try scene.stage(contact: 73, of: "Harbour", in: [1])
    return scene
  }

  static func kind(of call: WriteCall) -> WriteKind {
    switch call {
    case .addToProject(let project, _, _): project.text == "1" ? .introduce : .join
    case .addToPortal: .addToPortal
    case .setRole: .setRole
    case .setPortalProfile: .setPortalProfile
    case .setProjectProfile: .setProjectProfile
    case .makeCustomer: .makeCustomer
    case .linkCustomer: .linkCustomer
    case .addClients(let project, _, _, _):
      project.text == "1" ? .introduceClient : .joinClient
    case .removeFromProject: .leave
    case .removeClientFromProject: .leaveClient
    case .unlinkCustomer: .unlinkCustomer
    case .removeFromPortal: .removeFromPortal
    case .deactivate: .deactivate
    case .deleteCustomer: .deleteCustomer
    }
  }

  /// The person, or the customer, that a kind of call is spoilt for where it is for one only.
  enum One: Hashable, Sendable {
    case person(Int)
    case customer(String)

    init(_ kind: WriteKind) {
      self =
        switch kind {
        case .introduce, .addToPortal, .leave, .removeFromPortal, .deactivate: .person(3)
        case .join: .person(13)
        case .setRole: .person(22)
        case .setPortalProfile: .person(32)
        case .setProjectProfile: .person(42)
        case .introduceClient, .leaveClient: .person(52)
        case .joinClient: .person(62)
        case .makeCustomer: .customer("Northwind")
        case .linkCustomer, .unlinkCustomer: .customer("Solaris")
        case .deleteCustomer: .customer("Harbour")
        }
    }
  }

  /// Whether a call is about the one, by the ids that a portal has for them.
  static func isAbout(_ one: One, _ call: WriteCall, in portal: Portal) -> Bool {
    switch one {
    case .person(let number):
      guard let email = try? PlanScene.email(number) else { return false }
      return call.emails.contains(email) || call.user.map(portal.ids(of: email).contains) ?? false
    case .customer(let name):
      if case .makeCustomer(let made) = call { return made.text == name }
      return call.customer.flatMap { portal.customer($0)?.name } == name
    }
  }

  /// Who in the plan is a customer's, of those who are to be in a project (nil: any).
  static func people(of customer: String?, in project: String?, _ plan: Plan) -> Set<EmailAddress> {
    Set(
      plan.rows.filter { row in
        guard case .named(let name)? = row.customer?.value else { return false }
        return name.text == customer
          && (project == nil || row.projects.contains { $0.value.text == project })
      }.compactMap(\.person.email))
  }
}

extension WriteCall {
  /// The id of the one person that a call changes or takes away.
  var user: PortalUserID? {
    switch self {
    case .setRole(let id, _), .setPortalProfile(let id, _), .setProjectProfile(_, let id, _),
      .removeFromProject(_, let id), .removeClientFromProject(_, let id), .removeFromPortal(let id),
      .deactivate(let id):
      id
    default: nil
    }
  }

  /// The customer that a call is about alone.
  var customer: CustomerID? {
    switch self {
    case .linkCustomer(let id, _), .unlinkCustomer(let id, _), .deleteCustomer(let id): id
    default: nil
    }
  }
}

extension Portal {
  /// Every id that somebody has, in the portal and on the lists of projects.
  func ids(of email: EmailAddress) -> Set<PortalUserID> {
    let own = [users[email]?.id] + projects.map { membership(of: email, in: $0.id)?.projectUserID }
    return Set(own.compactMap(\.self))
  }
}
