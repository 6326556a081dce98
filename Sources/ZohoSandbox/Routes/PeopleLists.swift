/// A list of people that is asked for page by page.
enum PeopleList: Hashable {
  /// Of the portal.
  case portal(UserFilter)
  /// Of the project of an id.
  case project(String, UserFilter)
  /// Client users of the project of an id.
  case clients(String)
}

/// Who is on a list, worked out once for all its pages: a list of ten thousand has two hundred, and whoever
/// looked at everybody for each page would look at two million.
struct PeopleLists: Sendable {
  /// Somebody's place among the portal's people, and among the members where it is a project's list.
  struct Place: Sendable {
    let user: Int
    let member: Int?
  }

  /// What a portal was when the lists were worked out.
  private struct Stamp: Equatable {
    let instance: String
    let number: Int
    let revision: Int
  }

  private var stamp: Stamp?
  private var lists: [PeopleList: [Place]] = [:]

  /// Who is on a list of the portal of a number, in their order.
  mutating func places(on list: PeopleList, of portal: Portal, number: Int) -> [Place] {
    let now = Stamp(instance: portal.instance, number: number, revision: portal.revision)
    if stamp != now {
      stamp = now
      lists = [:]
    }
    if let known = lists[list] { return known }
    let places = portal.places(on: list)
    lists[list] = places
    return places
  }
}

extension SandboxState {
  /// A page of a list of people in an envelope, each as `json` writes them.
  mutating func page(
    of list: PeopleList, _ call: Call, most: Int, _ json: (Portal, PortalUser, Membership?) -> JSON
  ) throws(ProjectsError) -> Answer {
    let page = try ProjectsPage(call, most: most)
    let places = lists.places(on: list, of: portal, number: place)
    return page.envelope("users", places) { place in
      json(portal, portal.users.elements[place.user], portal.member(at: place, on: list))
    }
  }
}

extension Portal {
  fileprivate func places(on list: PeopleList) -> [PeopleLists.Place] {
    switch list {
    case .portal(let filter):
      return users.elements.indices.filter { filter.passes(users.elements[$0]) }
        .map { PeopleLists.Place(user: $0, member: nil) }
    case .project(let project, let filter):
      return places(in: project) { $0.isClient == filter.asksForClients && filter.passes($0) }
    case .clients(let project): return places(in: project, where: \.isClient)
    }
  }

  private func places(
    in project: String, where fits: (PortalUser) -> Bool
  ) -> [PeopleLists.Place] {
    (rosters[project]?.elements ?? []).enumerated().compactMap { place, membership in
      users.position(of: membership.id).flatMap { user in
        fits(users.elements[user]) ? PeopleLists.Place(user: user, member: place) : nil
      }
    }
  }

  fileprivate func member(at place: PeopleLists.Place, on list: PeopleList) -> Membership? {
    switch list {
    case .portal: nil
    case .project(let project, _), .clients(let project):
      place.member.flatMap { rosters[project]?.elements[$0] }
    }
  }
}
