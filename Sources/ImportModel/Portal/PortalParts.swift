/// Some of the people of a portal. Who writes a portal down part by part never has more than a part of it
/// in another form beside it.
package enum PortalPart: Codable, Sendable {
  case users([PortalUser])
  case members(ProjectID, [Membership])
  /// Client users.
  case clients(ProjectID, [Membership])
}

extension Portal {
  /// People in one part.
  private static let part = 500

  /// Everything but the people, who are in the parts.
  package var withoutPeople: Portal {
    var copy = self
    copy.users = PortalUsers([])
    copy.members = members.mapValues(\.empty)
    copy.clients = clients.mapValues {
      ProjectClients(customers: $0.customers, users: $0.users.empty)
    }
    return copy
  }

  /// Calls `body` with each part in turn: always in the same order.
  package func forEachPart(_ body: (PortalPart) throws -> Void) rethrows {
    for part in Self.parts(of: users.all) { try body(.users(Array(part))) }
    for (project, list) in members.sorted(by: { $0.key < $1.key }) {
      for part in Self.parts(of: list.inOrder) { try body(.members(project, Array(part))) }
    }
    for (project, list) in clients.sorted(by: { $0.key < $1.key }) {
      for part in Self.parts(of: list.users.inOrder) { try body(.clients(project, Array(part))) }
    }
  }

  private static func parts<Element>(of all: [Element]) -> [ArraySlice<Element>] {
    stride(from: 0, to: all.count, by: part).map { all[$0..<min($0 + part, all.count)] }
  }

  /// The portal with the people of these parts.
  package func adding(_ parts: [PortalPart]) -> Portal {
    var users: [PortalUser] = []
    var (members, clients) = ([ProjectID: MembersByEmail](), [ProjectID: MembersByEmail]())
    for part in parts {
      switch part {
      case .users(let more): users += more
      case .members(let project, let more):
        for member in more { _ = members[project, default: MembersByEmail()].put(member) }
      case .clients(let project, let more):
        for member in more { _ = clients[project, default: MembersByEmail()].put(member) }
      }
    }
    var copy = self
    copy.users = PortalUsers(self.users.all + users)
    for (project, list) in members {
      copy.members[project] = ProjectMembers(list, repeated: self.members[project]?.repeated ?? [])
    }
    for (project, list) in clients {
      let known = self.clients[project]
      copy.clients[project] = ProjectClients(
        customers: known?.customers ?? [],
        users: ProjectMembers(list, repeated: known?.users.repeated ?? []))
    }
    return copy
  }
}

extension ProjectMembers {
  fileprivate var empty: ProjectMembers { ProjectMembers(MembersByEmail(), repeated: repeated) }

  fileprivate var inOrder: [Membership] { byEmail.values.sorted { $0.email < $1.email } }
}
