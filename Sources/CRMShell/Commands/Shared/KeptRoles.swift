import ImportModel
import Reporting

/// What is said of people whose role in the portal a staged one does not change.
enum KeptRoles {
  /// How many of these people have another role in the portal.
  static func count(
    _ candidates: [PlanCandidate], otherThan role: RoleID, in portal: Portal
  ) -> Int {
    candidates.count { candidate in
      guard let user = candidate.person.email.flatMap({ portal.users[$0] }) else { return false }
      // The owner keeps theirs with --replace too: the preview says so.
      return user.role != role && user.email != portal.owner
    }
  }

  /// Nil where nobody has.
  static func note(_ count: Int) -> Block? {
    guard count > 0 else { return nil }
    return .notice(
      .note,
      "\(count, "person has another role in the portal and keeps it", "people have another role in the portal and keep it"); --replace changes it"
    )
  }
}
