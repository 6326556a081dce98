import ImportEngine
import ImportModel
import Reporting

/// The fixed JSON of `preview`.
struct PreviewData {
  let prepared: PreparedImport
  private let names: PortalNames

  init(prepared: PreparedImport) {
    self.prepared = prepared
    names = PortalNames(prepared.portal)
  }

  var value: DataValue {
    var recent = RecentArrays<DataValue>()
    return [
      "schema": 1, "plan": .string(prepared.plan.full), "state": .string(prepared.state.full),
      "portal": [
        "id": .string(prepared.portal.id.text), "name": .string(prepared.portal.name),
      ],
      "people": .array(prepared.assessment.changes.map { person($0, sharing: &recent) }),
      "customers": .array(prepared.assessment.customers.map(customer)),
      "calls": .integer(prepared.calls.writes), "mails": .integer(prepared.calls.mails),
      "estimate_seconds": .integer(prepared.calls.estimateSeconds), "licences": licences,
    ]
  }

  private var licences: DataValue {
    .object(
      prepared.portal.licences.counts.sorted { $0.key < $1.key }.map { kind, count in
        DataValue.Member(
          kind,
          [
            "total_count": .integer(count.total), "used_count": .integer(count.used),
            "remaining_count": .optional(count.remaining),
            "needed": .integer(prepared.needed(ofLicence: kind)),
          ])
      })
  }

  private func customer(_ change: CustomerChange) -> DataValue {
    [
      "name": .string(change.name), "change": .string(change.kind.rawValue),
      "projects": .array(
        change.projects.map { project in
          [
            "id": .string(project.text), "name": .string(names.project(project)),
            "change": .string(change.links.contains(project) ? "join" : "keep"),
          ]
        }),
    ]
  }

  /// `recent`: the projects of people before.
  private func person(
    _ change: Change, sharing recent: inout RecentArrays<DataValue>
  ) -> DataValue {
    [
      "email": .optional(change.row.person.emailText),
      "kind": .string(change.row.person.id.kind.rawValue),
      "change": .string(change.kind.rawValue), "role": role(change, names),
      "customer": customer(of: change, names),
      "projects": .array(projects(change, sharing: &recent)),
      "reason": .string(
        change.blocked.isEmpty
          ? change.row.origins.map(\.boundedLine).joined(separator: "; ")
          : change.blocked.map(\.rawValue).joined(separator: ", ")),
    ]
  }

  /// Of people who are nowhere yet there are only names by ids; what somebody has may be equal and spelled
  /// otherwise than another one's.
  private func projects(
    _ change: Change, sharing recent: inout RecentArrays<DataValue>
  ) -> [DataValue] {
    let projects = change.projects.map { project(change, $0, names) }
    let isNowhere =
      change.kind == .add && change.listing.isEmpty && change.row.projectProfiles.isEmpty
    return isNowhere ? recent.shared(projects) : projects
  }

  /// Null for users: only client users have a customer.
  private func customer(of change: Change, _ names: PortalNames) -> DataValue {
    guard change.row.person.id.kind == .contact else { return nil }
    let from = change.portalUser.flatMap { $0.customerName.isEmpty ? nil : $0.customerName }
    let to =
      change.customer.map(names.customer)
      ?? change.row.customer.flatMap { names.customer($0.value) }
    return ["from": .optional(from), "to": .optional(to)]
  }

  private func role(_ change: Change, _ names: PortalNames) -> DataValue {
    let from = change.portalUser?.roleName
    var to = from ?? change.row.role.map { names.role($0.value) }
    for case .role(_, let role) in change.parts { to = names.role(role) }
    return ["from": .optional(from), "to": .optional(to)]
  }

  private func project(_ change: Change, _ id: ProjectID, _ names: PortalNames) -> DataValue {
    let planned = PlannedMembership(change, in: id, of: prepared.portal, names)
    return [
      "id": .string(id.text), "name": .string(names.project(id)),
      "change": .string(planned.kind.rawValue),
      "profile": [
        "from": .optional(planned.profile.from), "to": .optional(planned.profile.to),
      ],
    ]
  }
}
