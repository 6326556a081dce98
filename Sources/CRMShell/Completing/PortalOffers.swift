import CommandLanguage
import ImportEngine
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

  /// Those for staff, and for clients where there may be contacts to give them to.
  var profileOffers: [Offer] {
    guard let portal = fetched?.portal else { return [] }
    let people = counts(portal.users.all.compactMap(\.profile))
    let planned = counts(session.plan.rows.compactMap(\.profile?.value))
    let hasContacts = fetched?.coverage.contacts != .nothing
    return named(
      portal.profiles, name: \.name, id: \.id.text,
      refusal: { $0.isForClients && !hasContacts ? "no contacts were fetched" : nil },
      details: {
        [
          $0.isForClients ? "for client users" : "staff", amount(people[$0.id], "in the portal"),
          amount(planned[$0.id], "in the plan"),
        ]
      })
  }

  /// The customers of the portal, each with its client users.
  var customerOffers: [Offer] {
    guard let portal = fetched?.portal else { return [] }
    let people = counts(portal.users.all.compactMap(\.customer))
    return named(Array(portal.customers), name: \.name, id: \.id.text) {
      [amount(people[$0.id], "in the portal") ?? "no client users"]
    }
  }

  /// The CRM accounts that are known, each with its contacts and whether it is a customer already;
  /// before any was fetched, the portal's customers, whose names are mostly those of accounts.
  func accountOffers(_ typed: TypedWord) -> [Offer] {
    guard let fetched else { return [] }
    let directory = fetched.directory
    let names = known?.accountNames ?? directory.accountNames
    if names.isEmpty { return unfetchedAccounts }
    let prefix = PrefixMatcher(typed.text)
    if isTyping {
      // It is only asked whether there is one.
      guard let name = names.first(where: prefix.begins) else { return [] }
      return [.name(name, detail: "")]
    }
    let contacts =
      directory.schemas.place(of: "Account_Name", in: [.contacts])
      .map { values(of: $0, in: directory) } ?? []
    let byName = Dictionary(contacts.map { ($0.value, $0.count) }, uniquingKeysWith: +)
    let customers = Set(fetched.portal.customers.compactMap { CustomerName($0.name) })
    let matcher = FuzzyMatcher(typed.text)
    let limit = max(500, limit)
    let beginning = names.filter(prefix.begins)
    let found =
      beginning.isEmpty
      ? Array(names.lazy.filter { matcher.match($0) != nil }.prefix(limit)) : beginning
    return found.prefix(limit).enumerated().map { place, name in
      let isCustomer = CustomerName(name).map(customers.contains) == true
      let count = byName[name].map { "\(peopleCount($0)) fetched" } ?? "no contacts fetched"
      let detail = "\(count), \(isCustomer ? "a customer" : "no customer yet")"
      return Offer.name(name, detail: detail).andFurther(
        place == limit - 1 ? found.count - limit : 0)
    }
  }

  private var unfetchedAccounts: [Offer] {
    let customers = (fetched?.portal).map { $0.customers.map(\.name) } ?? []
    return Set(customers).filter { !$0.isEmpty }.sorted().map {
      Offer.name($0, detail: "a customer of the portal")
        .refused("no contacts were fetched: fetch contacts")
    }
  }

  /// Every project; `assign` and `profile` take active ones only, and `unassign` those of the plan.
  var projectOffers: [Offer] {
    guard let portal = fetched?.portal else { return [] }
    let planned = counts(session.plan.rows.flatMap { $0.projects.map(\.value) })
    let projects = portal.projects.sorted { lowercased($0.name) < lowercased($1.name) }
    return named(
      projects, name: \.name, id: \.id.text,
      refusal: { project in
        switch command {
        case "assign", "profile":
          project.isActive ? nil : "archived"
        case "unassign": planned[project.id] == nil ? "nobody is staged for it" : nil
        default: nil
        }
      },
      details: { project in
        [
          project.isActive ? "active" : "archived",
          portal.members[project.id].map { _ in
            peopleCount(portal.people(of: project.id).count) + " in it"
          },
          amount(planned[project.id], "in the plan"),
        ]
      })
  }

  /// The portal that is connected.
  var portalOffers: [Offer] {
    (fetched?.portal).map {
      [.name($0.name, detail: "connected, \($0.id.text)", alias: $0.id.text)]
    } ?? []
  }

  /// The sign-ins that are kept, each with whose it is.
  var loginOffers: [Offer] {
    logins.map { .name($0.name, detail: "\($0.account), \($0.server)", alias: $0.account) }
  }

  /// What `connect` can reach besides the sandbox and the sign-ins.
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
    refusal: (Item) -> String? = { _ in nil }, details: (Item) -> [String?]
  ) -> [Offer] {
    let names = counts(items.map(name))
    return items.map { item in
      let isUnique = names[name(item)] == 1 && !name(item).isEmpty
      let facts = (isUnique ? [] : ["id \(id(item))"]) + details(item).compactMap { $0 }
      let detail = facts.joined(separator: ", ")
      let offer =
        isUnique
        ? Offer.name(name(item), detail: detail, alias: id(item))
        : Offer.name(id(item), label: name(item), detail: detail)
          .found(by: [name(item), id(item)])
      return offer.refused(refusal(item))
    }
  }
}
