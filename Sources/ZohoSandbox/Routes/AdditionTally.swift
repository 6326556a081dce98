/// What becomes of the entries of one call that adds people, staff or clients, and what it answers.
struct AdditionTally {
  /// What became of one entry.
  enum Outcome {
    case added(zpuid: String)
    case alreadyThere, noLicence, passedOver
  }

  private var added: [JSON.Member] = []
  private var lackedLicence = false
  private var wereThere = 0
  private var count = 0

  mutating func note(_ outcome: Outcome, of email: String) {
    count += 1
    switch outcome {
    case .added(let zpuid): added.append(JSON.Member(key: email, value: .text(zpuid)))
    case .alreadyThere: wereThere += 1
    case .noLicence: lackedLicence = true
    case .passedOver: break
    }
  }

  /// `e-mail: zpuid` of those added.
  ///
  /// Who cannot be added is missing from the map, without a word [L] S1: with three licences left, the
  /// first three newcomers of five are added. Only when nobody is added, some for want of licences, or
  /// because all are there already, the call is refused, and then nothing has changed [G].
  func answer(
    whenAllAreThere refusal: ProjectsError
  ) throws(ProjectsError) -> [JSON.Member] {
    if added.isEmpty, lackedLicence { throw .licencesUsedUp }
    if count > 0, wereThere == count { throw refusal }
    return added
  }
}

extension SandboxState {
  /// Whether somebody is in a project now, with the id of the membership.
  func addition(_ user: String, _ project: String) -> AdditionTally.Outcome {
    (portal.rosters[project]?[user]?.zpuid).map { .added(zpuid: $0) } ?? .passedOver
  }
}
