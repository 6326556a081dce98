package import ImportModel

/// The names of the fields that filters and columns know, besides CRM's own.
package enum FieldNames {
  static let portal: [String: FilterField] = [
    "status": .portalStatus, "role": .portalRole, "profile": .portalProfile,
    "projects": .portalProjects, "project": .portalProjects, "customer": .portalCustomer,
  ]

  static let plan: [String: FilterField] = [
    "role": .planRole, "profile": .planProfile, "projects": .planProjects,
    "project": .planProjects, "customer": .planCustomer, "change": .planChange,
    "reason": .planReason,
  ]

  /// Every joined field in full.
  package static let joined = [
    "portal.status", "portal.role", "portal.profile", "portal.projects",
    "portal.customer", "plan.role", "plan.profile", "plan.projects", "plan.customer", "plan.change",
    "plan.reason", "kind", "id",
  ]

  /// Names that mean something on both sides, hence are refused bare.
  static let onBothSides: [String: [String]] = [
    "role": ["crm.role", "portal.role", "plan.role"],
    "profile": ["crm.profile", "portal.profile", "plan.profile"],
    "status": ["crm.status", "portal.status"],
    "customer": ["portal.customer", "plan.customer"],
  ]

  /// The API name that a word means: `type` is what kind of CRM user somebody is, unless the
  /// organisation has a field of that name.
  static func apiName(_ name: String, in schemas: CRMSchemas) -> String {
    guard name == "type", schemas.place(of: name, in: Set(CRMModule.allCases)) == nil else {
      return name
    }
    return "type__s"
  }

  static let flags: [String: Bool] = ["true": true, "false": false, "yes": true, "no": false]

  /// The words a field is limited to, where it is.
  package static func closedValues(of field: FilterField) -> [String]? {
    switch field {
    case .kind: PersonKind.allCases.map(\.rawValue)
    case .portalStatus: ["absent"] + PortalUser.Status.allCases.map(\.rawValue)
    case .planChange: ChangeKind.allCases.map(\.rawValue)
    case .planReason: BlockReason.allCases.map(\.rawValue)
    default: nil
    }
  }

  /// A field as it is written in full, e.g. `crm.role`.
  package static func name(of field: FilterField, in schemas: CRMSchemas) -> String {
    switch field {
    case .crm(let place): "crm." + schemas.field(at: place).apiName
    case .id: "id"
    case .kind: "kind"
    case .portalStatus: "portal.status"
    case .portalRole: "portal.role"
    case .portalProfile: "portal.profile"
    case .portalProjects: "portal.projects"
    case .portalCustomer: "portal.customer"
    case .planRole: "plan.role"
    case .planProfile: "plan.profile"
    case .planProjects: "plan.projects"
    case .planCustomer: "plan.customer"
    case .planChange: "plan.change"
    case .planReason: "plan.reason"
    }
  }
}
