import CommandLanguage
import ImportModel

/// People by e-mail, and the names they were kept under.
extension SessionAssistant {
  /// The names that `select … as NAME` kept people under.
  var savedOffers: [Offer] {
    session.saved.all.filter { canFollowAt($0.name) }.map {
      Offer.literal("@\($0.name)", detail: "\(peopleCount($0.selection.count)), kept by select")
        .found(by: ["@\($0.name)", $0.name])
    }
  }

  /// Whether the name can be written behind `@`, where nothing can be quoted.
  private func canFollowAt(_ name: String) -> Bool {
    let probe = "x" + name
    return !name.contains("@") && !name.contains("~") && Word.sourceForm(of: probe) == probe
  }

  /// The addresses that begin with what was typed, else those of people with such a word in their
  /// name, else of those whose address or name holds it, else its letters: at most `limit`, among them the last of all in order. Only where nobody's address or name
  /// begins with it the directory is walked, and not at all while somebody is typing.
  func peopleOffers(_ typed: TypedWord, _ isCancelled: () -> Bool) -> [Offer] {
    guard let directory = fetched?.directory, let known else { return [] }
    let text = lowercased(typed.text)
    // While somebody is typing it is only asked whether there is one.
    let limit = isTyping ? 1 : limit
    var rows = known.order.rows(withAddressBeginning: text, in: directory, limit: limit)
    if rows.count == limit, !isTyping { rows = used(beginning: text, directory) + rows }
    if rows.count > limit, text.isEmpty, limit > BoundedMatches<Int>.limit {
      // There are more contacts than can be shown: users are not to be lost among them.
      rows = Array(0..<min(limit, directory.users.count)) + rows
    }
    if rows.isEmpty {
      rows = known.order.rows(withNameBeginning: text, in: directory, limit: limit)
    }
    if rows.isEmpty, !isTyping { rows = rowsInside(typed, directory, limit, isCancelled) }
    var seen: Set<Int> = []
    var found: [(key: String, offer: Offer)] = []
    for row in rows where found.count < limit && seen.insert(row).inserted {
      guard !isCancelled() else { return [] }
      guard let offer = personOffer(at: row, of: directory) else { continue }
      found.append((lowercased(offer.text), offer))
    }
    var offers = found.sorted { $0.key < $1.key }.map(\.offer)
    if rows.count >= limit, let last = offers.popLast() {
      let all = known.order.count(ofAddressesBeginning: text, in: directory)
      offers.append(last.andFurther(all - Set(found.map(\.key)).count))
    }
    return offers
  }

  /// The rows of the addresses that were typed before and begin with a text, though they may not be
  /// among the first of many.
  private func used(beginning text: String, _ directory: Directory) -> [Int] {
    use.addresses(beginning: text).compactMap { EmailAddress($0) }
      .flatMap { directory.rows(of: $0) }
  }

  private func rowsInside(
    _ typed: TypedWord, _ directory: Directory, _ limit: Int, _ isCancelled: () -> Bool
  ) -> [Int] {
    let whole = PrefixMatcher(typed.text)
    // Scattered letters are looked for where that takes no time to speak of.
    let scattered = directory.count <= 20_000 ? FuzzyMatcher(typed.text) : nil
    let names = directory.schemas.place(of: "full_name", in: [.users, .contacts])
    var inside: [Int] = []
    var letters: [Int] = []
    for row in 0..<directory.count where inside.count < limit {
      if row % 256 == 0, isCancelled() { return [] }
      let email = directory.canonicalEmail(at: row)
      guard !email.isEmpty else { continue }
      var texts = [email]
      if let names, case .text(let name) = directory[row, names] { texts.append(name) }
      if texts.contains(where: whole.occurs) {
        inside.append(row)
      } else if inside.isEmpty, letters.count < limit,
        let scattered, texts.contains(where: { scattered.match($0) != nil })
      {
        letters.append(row)
      }
    }
    return inside.isEmpty ? letters : inside
  }

  private func personOffer(at row: Int, of directory: Directory) -> Offer? {
    guard let person = directory.person(at: row), let email = person.email else { return nil }
    let isContact = person.id.kind == .contact
    let place =
      isContact
      ? "contact of \(person.account?.name ?? "no account")" : directory.text("role", at: row) ?? ""
    var facts = [person.name, place]
    let user = fetched?.portal.users[email]
    let problem = ineligibility(of: person)
    let none = Self.takesNone(command, isContact)
    // Whether who can't be given it at all is in the portal does not matter.
    if none == nil {
      if let problem { facts.append(problem) }
      if user != nil || problem == nil { facts.append(state(of: user)) }
    }
    if let row = session.plan[person.id] { facts.append(staging(of: row)) }
    let offer = Offer.name(
      email.text, detail: facts.filter { !$0.isEmpty }.joined(separator: ", "),
      alias: person.name)
    return offer.refused(none ?? refusal(of: person, problem ?? state(of: user)))
  }

  /// What a person of the plan is staged for.
  private func staging(of row: PlanRow) -> String {
    guard let names = known?.joined.names else { return "in the plan" }
    var words = "staged"
    if let role = row.role { words += " as \(names.role(role.value))" }
    if let customer = row.customer.flatMap({ names.customer($0.value) }) {
      words += " for customer \(customer)"
    }
    let projects = row.projects.prefix(2).map { names.project($0.value) }.joined(separator: ", ")
    let more = row.projects.count > 2 ? " and \(row.projects.count - 2) more" : ""
    return words + (projects.isEmpty ? "" : " in \(projects)\(more)")
  }

  /// Why the command that is being typed would be refused for a person, or would leave them blocked;
  /// `fact` is what is said of them anyway, and where that is why, it is not said twice.
  private func refusal(of person: PlannedPerson, _ fact: String) -> String? {
    guard let portal = fetched?.portal, let command else { return nil }
    guard ["role", "customer", "profile", "assign"].contains(command) else { return nil }
    let obstacles = person.obstacles(in: portal)
    guard !obstacles.isEmpty else { return nil }
    let further = obstacles.compactMap(Self.words)
    return further.isEmpty ? fact : further.joined(separator: ", ")
  }

  /// What people of a kind are never given.
  private static func takesNone(_ command: String?, _ isContact: Bool) -> String? {
    switch command {
    case "role" where isContact: "takes no role"
    case "customer" where !isContact: "takes no customer"
    default: nil
    }
  }

  /// What keeps somebody out and is not said of them anyway; nil for the rest.
  private static func words(_ reason: BlockReason) -> String? {
    switch reason {
    case .noEmail: "no e-mail address"
    case .duplicateEmail: "twice in the portal"
    case .isPortalUser: "staff in the portal"
    case .isLimitedUser: "in the portal with a lesser licence"
    case .isCRMUser: "a CRM user too"
    case .crmNotActive, .crmUnconfirmed, .crmConfirmationUnknown, .crmBot, .crmUserType,
      .portalInactive, .isClientUser:
      nil
    default: reason.rawValue.replacing("-", with: " ")
    }
  }

  private func ineligibility(of person: PlannedPerson) -> String? {
    if lowercased(person.status) != "active" {
      return person.status.isEmpty ? "not active in CRM" : "\(person.status) in CRM"
    }
    if let word = person.type.word { return "\(word) in CRM" }
    guard let isConfirmed = person.isConfirmed else { return "perhaps not confirmed in CRM" }
    return isConfirmed ? nil : "not confirmed in CRM"
  }

  private func state(of user: PortalUser?) -> String {
    guard let user else { return "not in the portal" }
    if user.kind == .client {
      return "client user of \(user.customerName.isEmpty ? "the portal" : user.customerName)"
    }
    let role = user.roleName.isEmpty ? "" : " as \(user.roleName)"
    switch user.status {
    case .active: return "active in the portal\(role)"
    case .invited: return "invited\(role)"
    case .inactive: return "deactivated in the portal"
    }
  }
}
