import ImportEngine
import ImportModel
import Reporting

/// The fixed JSON of `preview`.
struct PreviewData {
  let prepared: PreparedImport

  var value: DataValue {
    [
      "schema": 1, "plan": .string(prepared.plan.full), "state": .string(prepared.state.full),
      "portal": [
        "id": .string(prepared.portal.id.text), "name": .string(prepared.portal.name),
      ],
      "people": .array(prepared.assessment.changes.map(person)),
      "customers": .array(prepared.assessment.customers.map(customer)),
      "calls": .integer(prepared.calls.writes), "mails": .integer(prepared.calls.mails),
      "estimate_seconds": .integer(prepared.calls.estimateSeconds), "licences": licences,
    ]
  }

  private var names: PortalNames { PortalNames(prepared.portal) }

  private var licences: DataValue {
    .object(
      prepared.portal.licences.counts.sorted { $0.key < $1.key }.map { kind, count in
        DataValue.Member(
          kind,
          [
            "total_count": .integer(count.total), "used_count": .integer(count.used),
            "remaining_count": .optional(count.remaining),
            "needed": .integer(needed(kind)),
          ])
      })
  }

  private func needed(_ kind: String) -> Int {
    switch kind {
    case "portal_user": prepared.assessment.introductions
    case "client_user": prepared.assessment.clientIntroductions
    default: 0
    }
  }

  private func customer(_ change: CustomerChange) -> DataValue {
    let names = names
    return [
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

  private func person(_ change: Change) -> DataValue {
    let names = names
    return [
      "email": .optional(change.row.person.emailText),
      "kind": .string(change.row.person.id.kind.rawValue),
      "change": .string(change.kind.rawValue), "role": role(change, names),
      "customer": customer(of: change, names),
      "projects": .array(change.row.projects.map { project(change, $0.value, names) }),
      "reason": .string(
        change.blocked.isEmpty
          ? change.row.origins.map(\.line).joined(separator: "; ")
          : change.blocked.map(\.rawValue).joined(separator: ", ")),
    ]
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
    let member = change.row.person.email.flatMap { prepared.portal.membership(of: $0, in: id) }
    var kind = change.blocked.isEmpty ? ChangeKind.keep : .blocked
    var to = member?.profileName ?? change.row.profile(in: id).map { names.profile($0.value) }
    for part in change.parts {
      switch part {
      case .introduce(id, _, _), .introduceClient(id, _, _): kind = .add
      case .join(id, _), .joinClient(id, _, _): kind = .join
      case .profile(id, _, let profile):
        kind = .change
        to = names.profile(profile)
      default: break
      }
    }
    return [
      "id": .string(id.text), "name": .string(names.project(id)),
      "change": .string(kind.rawValue),
      "profile": ["from": .optional(member?.profileName), "to": .optional(to)],
    ]
  }
}
