import CommandLanguage
package import ImportModel

/// What was fetched and staged, prepared for questions that come with every key: whatever would have
/// to walk all people is walked once here.
package struct KnownPeople: Sendable {
  private let directory: Directory
  private let portal: Portal
  /// By address and name.
  let order: PeopleOrder
  /// The names of accounts, sorted.
  let accountNames: [String]
  /// How many people have each value of a field of few values, most frequent first.
  private let counts: [FieldPlace: [(value: String, count: Int)]]
  /// People with the portal and the plan.
  let joined: JoinedPeople

  /// `earlier` gives what did not change since.
  package init(_ directory: Directory, _ portal: Portal, _ plan: Plan, earlier: KnownPeople?) {
    self.directory = directory
    self.portal = portal
    // Storage that is shared compares at once.
    if let earlier, earlier.directory == directory {
      (order, accountNames, counts) = (earlier.order, earlier.accountNames, earlier.counts)
      if earlier.joined.plan == plan, earlier.portal == portal {
        joined = earlier.joined
        return
      }
    } else {
      order = PeopleOrder(directory)
      accountNames = directory.accountNames
      counts = Self.counts(of: directory)
    }
    joined = JoinedPeople(directory: directory, portal: portal, plan: plan)
  }

  /// How many people have each value of a field of few values, most frequent first.
  func values(of place: FieldPlace) -> [(value: String, count: Int)] {
    counts[place] ?? directory.values(of: place)
  }

  private static func counts(
    of directory: Directory
  ) -> [FieldPlace: [(value: String, count: Int)]] {
    let schemas = directory.schemas
    var counts: [FieldPlace: [(value: String, count: Int)]] = [:]
    for modules in [[.users], [.contacts], [.users, .contacts]] as [Set<CRMModule>] {
      for field in modules.flatMap({ schemas[$0].fields }) where field.type == .choice {
        guard let place = schemas.place(of: field.apiName, in: modules), counts[place] == nil
        else { continue }
        counts[place] = directory.values(of: place)
      }
    }
    return counts
  }
}
