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
      "people": .array(prepared.assessment.changes.map(person)), "customers": [],
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
            "needed": .integer(kind == "portal_user" ? prepared.assessment.introductions : 0),
          ])
      })
  }

  private func person(_ change: Change) -> DataValue {
    let names = names
    return [
      "email": .optional(change.row.person.emailText), "kind": "user",
      "change": .string(change.kind.rawValue), "role": role(change, names), "customer": nil,
      "projects": .array(change.row.projects.map { project(change, $0.value, names) }),
      "reason": .string(
        change.blocked.isEmpty
          ? change.row.origins.map(\.line).joined(separator: "; ")
          : change.blocked.map(\.rawValue).joined(separator: ", ")),
    ]
  }

  private func role(_ change: Change, _ names: PortalNames) -> DataValue {
    let from = change.portalUser?.roleName
    var to = from ?? change.row.role.map { names.role($0.value) }
    for case .role(_, let role) in change.parts { to = names.role(role) }
    return ["from": .optional(from), "to": .optional(to)]
  }

  private func project(_ change: Change, _ id: ProjectID, _ names: PortalNames) -> DataValue {
    let member = change.row.person.email.flatMap { prepared.portal.members[id]?.byEmail[$0] }
    var kind = change.blocked.isEmpty ? ChangeKind.keep : .blocked
    var to = member?.profileName ?? change.row.profile(in: id).map { names.profile($0.value) }
    for part in change.parts {
      switch part {
      case .introduce(id, _, _): kind = .add
      case .join(id, _): kind = .join
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
