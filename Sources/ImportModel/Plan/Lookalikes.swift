/// The addresses of a plan that a reader could take for another address of the plan or the portal.
///
/// An address counts when its local part mixes scripts or, though of another script, reads as plain
/// Latin, or when its skeleton (every letter replaced by the one it is read as) equals that of another
/// address. Joins are always exact; this only decides who must be accepted by name.
struct Lookalikes {
  private let addresses: Set<EmailAddress>

  init(plan: Plan, portal: Portal) {
    let planned = plan.rows.compactMap(\.person.email)
    let all = planned + portal.users.all.map(\.email)
    // ASCII addresses alone can't be taken for each other here.
    guard all.contains(where: { !$0.canonical.utf8.allSatisfy { $0 < 0x80 } }) else {
      addresses = []
      return
    }
    var bySkeleton: [String: Set<EmailAddress>] = [:]
    for email in all {
      bySkeleton[LetterShapes.skeleton(email.canonical), default: []].insert(email)
    }
    addresses = Set(
      planned.filter { email in
        bySkeleton[LetterShapes.skeleton(email.canonical), default: []].count > 1
          || Self.deceives(email)
      })
  }

  func contains(_ email: EmailAddress) -> Bool { addresses.contains(email) }

  /// The domain is ASCII wherever an address can be joined: what deceives stands before the `@`.
  private static func deceives(_ email: EmailAddress) -> Bool {
    let local = email.canonical[..<email.domain.startIndex].dropLast()
    return LetterShapes.mixesScripts(local) || LetterShapes.pretendsToBeLatin(local)
  }
}
