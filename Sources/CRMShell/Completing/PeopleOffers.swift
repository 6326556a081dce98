import CommandLanguage
import ImportModel

/// People by e-mail, and the names they were kept under.
extension SessionAssistant {
  /// The names that `select … as NAME` kept people under.
  var savedOffers: [Offer] {
    session.saved.sorted { $0.key < $1.key }.filter { canFollowAt($0.key) }.map {
      Offer.literal("@\($0.key)", detail: "\(peopleCount($0.value.rows.count)), kept by select")
        .found(by: ["@\($0.key)", $0.key])
    }
  }

  /// Whether the name can be written behind `@`, where nothing can be quoted.
  private func canFollowAt(_ name: String) -> Bool {
    let probe = "x" + name
    return !name.contains("@") && !name.contains("~") && Word.sourceForm(of: probe) == probe
  }

  /// The addresses that begin with what was typed, else those of people whose address or name
  /// holds it. Walks the directory once and stops as soon as more would change nothing.
  func peopleOffers(_ typed: TypedWord) -> [Offer] {
    let everybody: Set<CRMModule> = [.users, .contacts]
    guard let directory = fetched?.directory,
      let emails = directory.schemas.place(of: "email", in: everybody)
    else { return [] }
    let matcher = PrefixMatcher(typed.text)
    let names = directory.schemas.place(of: "full_name", in: everybody)
    var beginning = BoundedMatches<Int>(typedLength: typed.text.count)
    var inside = BoundedMatches<Int>(typedLength: typed.text.count)
    for row in 0..<directory.count where !beginning.isComplete {
      guard case .text(let email) = directory[row, emails] else { continue }
      if matcher.begins(email) {
        beginning.add(email, row)
      } else if beginning.items.isEmpty, !inside.isComplete {
        let name = names.map { directory[row, $0] }
        if matcher.occurs(in: email) || name.map({ occurs(matcher, in: $0) }) == true {
          inside.add(email, row)
        }
      }
    }
    let rows = beginning.items.isEmpty ? inside.items : beginning.items
    return rows.compactMap { personOffer(at: $0, of: directory) }
      .sorted { lowercased($0.text) < lowercased($1.text) }
  }

  private func occurs(_ matcher: PrefixMatcher, in value: FieldValue) -> Bool {
    if case .text(let text) = value { matcher.occurs(in: text) } else { false }
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
    if let problem { facts.append(problem) }
    if user != nil || problem == nil { facts.append(state(of: user)) }
    if session.plan[person.id] != nil { facts.append("in the plan") }
    return .name(
      email.text, detail: facts.filter { !$0.isEmpty }.joined(separator: ", "),
      alias: person.name)
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
