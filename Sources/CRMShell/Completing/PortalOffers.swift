import CommandLanguage
import ImportModel

/// What the portal has: roles, profiles, projects, and portals to connect to.
extension SessionAssistant {
  /// The roles of the portal, each with how many hold it.
  var roleOffers: [Offer] {
    guard let portal = fetched?.portal else { return [] }
    let people = counts(portal.users.all.compactMap(\.role))
    let planned = counts(session.plan.rows.compactMap(\.role?.value))
    return named(portal.roles, name: \.name, id: \.id.text) { role in
      [
        amount(people[role.id], "in the portal") ?? "nobody in the portal",
        amount(planned[role.id], "in the plan"),
      ]
    }
  }

  /// Those for staff: users of CRM can't have one for clients.
  var profileOffers: [Offer] {
    guard let portal = fetched?.portal else { return [] }
    let people = counts(portal.users.all.compactMap(\.profile))
    let planned = counts(session.plan.rows.compactMap(\.profile?.value))
    return named(portal.profiles.filter { !$0.isForClients }, name: \.name, id: \.id.text) {
      ["staff", amount(people[$0.id], "in the portal"), amount(planned[$0.id], "in the plan")]
    }
  }

  /// Active projects, and archived ones that the plan holds: those may be taken off it.
  var projectOffers: [Offer] {
    guard let portal = fetched?.portal else { return [] }
    let planned = counts(session.plan.rows.flatMap { $0.projects.map(\.value) })
    let projects = portal.projects.filter { $0.isActive || planned[$0.id] != nil }
      .sorted { lowercased($0.name) < lowercased($1.name) }
    return named(projects, name: \.name, id: \.id.text) { project in
      [
        project.isActive ? "active" : "not active",
        portal.members[project.id].map { peopleCount($0.byEmail.count) + " in it" },
        amount(planned[project.id], "in the plan"),
      ]
    }
  }

  /// The portal that is connected.
  var portalOffers: [Offer] {
    (fetched?.portal).map {
      [.name($0.name, detail: "connected, \($0.id.text)", alias: $0.id.text)]
    } ?? []
  }

  /// What `connect` can reach besides the sandbox.
  var targetOffers: [Offer] {
    [
      Offer.name(
        "http://127.0.0.1:", detail: "a server on this machine; its port follows"
      ).unfinished
    ]
  }

  private func counts<ID: Hashable>(_ ids: [ID]) -> [ID: Int] {
    ids.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  private func amount(_ count: Int?, _ place: String) -> String? {
    count.map { "\(peopleCount($0)) \(place)" }
  }

  /// Offers by name; by id where another thing of the list has the same name.
  private func named<Item>(
    _ items: [Item], name: (Item) -> String, id: (Item) -> String,
    details: (Item) -> [String?]
  ) -> [Offer] {
    let names = counts(items.map(name))
    return items.map { item in
      let isUnique = names[name(item)] == 1 && !name(item).isEmpty
      let facts = (isUnique ? [] : ["id \(id(item))"]) + details(item).compactMap { $0 }
      let detail = facts.joined(separator: ", ")
      guard !isUnique else { return .name(name(item), detail: detail, alias: id(item)) }
      return Offer.name(id(item), label: name(item), detail: detail)
        .found(by: [name(item), id(item)])
    }
  }
}
