/// The addresses of a plan that a reader could take for another address of the plan or the portal.
///
/// An address counts when its local part mixes scripts or, though of another script, reads as plain
/// Latin, or when its skeleton (every letter replaced by the one it is read as) equals that of another
/// address. Joins are always exact; this only decides who must be accepted by name.
struct Lookalikes {
  /// Those of a person that are named.
  private static let most = 3
  /// By suspicious address the others it could be taken for, a few of them.
  private let twins: [EmailAddress: [EmailAddress]]

  /// None.
  init() { twins = [:] }

  init(plan: Plan, portal: Portal) {
    let (planned, users) = (plan.emails, portal.users.all)
    // By their places: what else there is of each is not copied.
    let index = SkeletonIndex(planned + users.indices.map { users[$0].email }, by: \.canonical)
    // ASCII addresses alone can't be taken for each other here.
    guard !index.isEmpty else {
      twins = [:]
      return
    }
    let named = index.mapValues { Array($0.sorted().prefix(Self.most + 1)) }
    var twins: [EmailAddress: [EmailAddress]] = [:]
    for email in planned {
      let alike = (named[LetterShapes.skeleton(email.canonical)] ?? []).filter { $0 != email }
      if !alike.isEmpty || Self.deceives(email) {
        twins[email] = Array(alike.prefix(Self.most))
      }
    }
    self.twins = twins
  }

  /// The addresses of the plan and of the portal that one could be taken for; nil where it is not
  /// suspicious, empty where it only mixes scripts.
  func twins(of email: EmailAddress) -> [EmailAddress]? { twins[email] }

  /// The domain is ASCII wherever an address can be joined: what deceives stands before the `@`.
  private static func deceives(_ email: EmailAddress) -> Bool {
    guard !LetterShapes.isASCII(email.canonical) else { return false }
    let local = email.canonical[..<email.domain.startIndex].dropLast()
    return LetterShapes.mixesScripts(local) || LetterShapes.pretendsToBeLatin(local)
  }
}
