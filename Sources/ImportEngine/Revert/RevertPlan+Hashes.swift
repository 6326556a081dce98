package import ImportModel

extension RevertPlan {
  /// PLAN: the run, and every item that it was to change with the value to go back to.
  package func digest(of portal: PortalID, by hash: some ContentHash) -> PlanDigest {
    var line = CanonicalLine()
    line.add("revert", run)
    line.add("portal", portal.text)
    if isDeactivating { line.add("leaving", "deactivate") }
    line.add("items", changes.flatMap { [$0.item.key, $0.before.text, $0.planned.text] })
    return PlanDigest(full: hash.digest(of: Array(line.text.utf8)))
  }

  /// STATE: what the portal says of exactly these items, and what becomes of each.
  package func stateDigest(by hash: some ContentHash) -> PlanDigest {
    var line = CanonicalLine()
    line.add("items", stateItems.flatMap { [$0.key, $0.value, $0.ids] })
    return PlanDigest(full: hash.digest(of: Array(line.text.utf8)))
  }

  /// The items behind STATE, in the order of the journal.
  package var stateItems: [Plan.StateItem] {
    let undone = Set((rows.flatMap(\.undone) + customersUndone).map(\.item))
    let kept = Dictionary(
      (rows.flatMap(\.kept) + customersKept).map { ($0.item, $0.reason) },
      uniquingKeysWith: { first, _ in first })
    return changes.map { snapshot in
      let item = snapshot.item
      let whose = item.email.map { "\($0.canonical), " } ?? ""
      let fate =
        kept[item].map { "kept: \($0.words(by: names))" }
        ?? (undone.contains(item)
          ? "undone" : isDeactivated(item, undone) ? "deactivated" : "nothing left of it")
      return Plan.StateItem(
        name: whose + item.words(by: names), value: fate, key: item.key, ids: now(item).text)
    }
  }

  /// Whether a place in the portal is kept, and made of no use.
  private func isDeactivated(_ item: Item, _ undone: Set<Item>) -> Bool {
    guard case .member(let email) = item else { return false }
    return undone.contains(.status(email))
  }
}

extension Item {
  /// Different for any two items.
  fileprivate var key: String {
    let kind =
      switch self {
      case .member: "member"
      case .status: "status"
      case .role: "role"
      case .join: "join"
      case .profile: "profile"
      case .client: "client"
      case .customer: "customer"
      case .linked: "linked"
      }
    let target =
      switch customer {
      case .existing(let id)?: "id \(id.text)"
      case .new(let name)?: "name \(name.folded)"
      case nil: ""
      }
    return [kind, email?.canonical ?? "", project?.text ?? "", target].joined(separator: "\u{1f}")
  }
}

extension ItemValue {
  /// In one word, for hashes.
  fileprivate var text: String {
    switch self {
    case .absent: "absent"
    case .present: "present"
    case .inactive: "inactive"
    case .id(let id): "id \(id)"
    case .name(let name): "name \(name.folded)"
    }
  }
}
