/// The values of `type` of `GET /crm/v8/users`. [C] OAS26 getUsers
enum CRMUserType: String, Sendable {
  case currentUser = "CurrentUser"
  case allUsers = "AllUsers"
  case activeUsers = "ActiveUsers"
  /// Zoho's spelling.
  case deactiveUsers = "DeactiveUsers"
  case confirmedUsers = "ConfirmedUsers"
  case notConfirmedUsers = "NotConfirmedUsers"
  case deletedUsers = "DeletedUsers"
  case activeConfirmedUsers = "ActiveConfirmedUsers"
  case adminUsers = "AdminUsers"
  case activeConfirmedAdmins = "ActiveConfirmedAdmins"
  case developerUsers = "DeveloperUsers"
  case allActiveUsers = "AllActiveUsers"
  case activeLiteUser = "ActiveLiteUser"
  case activeAndDeactive = "ActiveAndDeactive"
  case childRoleUsers = "ChildRoleUsers"
  case parentRoleUsers = "ParentRoleUsers"
  case subordinateRoleUsers = "SubordinateRoleUsers"
  case confirmedReportingUsers = "ConfirmedReportingUsers"

  /// What is wrong with the parameters.
  enum Problem: Error, Sendable {
    case unknownType
    case roleMissing
    /// `If-Modified-Since` is no ISO 8601.
    case badTime

    /// CRM's answer.
    var answer: Answer {
      switch self {
      case .badTime: CRMError.invalid(parameter: "If-Modified-Since")
      case .unknownType: CRMError.invalid(parameter: "type")
      case .roleMissing:
        CRMError.answer(
          400, "DEPENDENT_PARAM_MISSING", "dependent parameter missing",
          details: ["param_name": "role_id"])
      }
    }
  }

  /// The users of a type, in the order of the company.
  ///
  /// `AllUsers` holds the deleted too [G]; `AdminUsers` holds administrators who cannot work [G].
  static func users(
    ofType text: String, role: String?, caller: CRMUser, in company: Company
  ) throws(Problem) -> [CRMUser] {
    guard let type = CRMUserType(rawValue: text) else { throw .unknownType }
    switch type {
    case .childRoleUsers, .parentRoleUsers, .subordinateRoleUsers:
      guard let role else { throw .roleMissing }
      let roles = type.roles(around: role, in: company)
      return company.users.filter { roles.contains($0.role.id) }
    default:
      return company.users.filter { type.holds($0, caller: caller) }
    }
  }

  private func holds(_ user: CRMUser, caller: CRMUser) -> Bool {
    switch self {
    case .currentUser: user.id == caller.id
    case .allUsers: true
    case .activeUsers, .allActiveUsers: user.status == "active"
    case .deactiveUsers: user.status == "disabled"
    case .confirmedUsers: user.isConfirmed && user.status != "deleted"
    case .notConfirmedUsers: !user.isConfirmed && user.status != "deleted"
    case .deletedUsers: user.status == "deleted"
    case .activeConfirmedUsers: user.isActiveAndConfirmed
    case .adminUsers: user.isAdministrator && user.status != "deleted"
    case .activeConfirmedAdmins: user.isAdministrator && user.isActiveAndConfirmed
    case .activeAndDeactive: user.status != "deleted"
    case .confirmedReportingUsers: user.isConfirmed && user.reportingTo?.id == caller.id
    case .developerUsers: user.type == "Sandbox Developer User"
    case .activeLiteUser: user.type == CRMUser.lite && user.status == "active"
    case .childRoleUsers, .parentRoleUsers, .subordinateRoleUsers: false
    }
  }

  private func roles(around role: String, in company: Company) -> Set<String> {
    func below(_ ids: Set<String>) -> Set<String> {
      Set(company.roles.filter { ids.contains($0.above?.id ?? "") }.map(\.reference.id))
    }
    switch self {
    case .parentRoleUsers:
      return Set(company.roles.compactMap { $0.reference.id == role ? $0.above?.id : nil })
    case .childRoleUsers: return below([role])
    default:
      var found: Set<String> = []
      var layer = below([role])
      while !layer.isSubset(of: found) {
        found.formUnion(layer)
        layer = below(layer)
      }
      return found
    }
  }
}
