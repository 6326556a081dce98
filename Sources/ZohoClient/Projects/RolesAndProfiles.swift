package import ImportEngine
package import ImportModel
import ZohoWire

/// Where V3 lists roles and profiles is not sure: the path preferred, then the other one, then what
/// the users of the portal have.
extension ZohoProjects {
  /// Every role; harvested from the users only those that somebody has.
  package func roles(of portal: PortalID) async throws(ServiceFailure) -> [Role] {
    let answers = try await named(
      "roles", harvested: \.role, of: portal,
      request: { .roles(portal: portal.text, page: $0, onOtherPath: $1) })
    var roles: [Role] = []
    for answer in answers {
      roles.append(Role(id: try identifier(answer.id, RoleID.init), name: answer.name))
    }
    return roles
  }

  /// Every profile; harvested from the users only those that somebody has.
  package func profiles(of portal: PortalID) async throws(ServiceFailure) -> [Profile] {
    let answers = try await named(
      "profiles", harvested: \.profile, of: portal,
      request: { .profiles(portal: portal.text, page: $0, onOtherPath: $1) })
    var profiles: [Profile] = []
    for answer in answers {
      profiles.append(
        Profile(
          id: try identifier(answer.id, ProfileID.init), name: answer.name,
          isForClients: answer.isForClients))
    }
    return profiles
  }

  private func named(
    _ key: String, harvested: KeyPath<PortalUserAnswer, NamedAnswer?>, of portal: PortalID,
    request: (_ page: Int, _ onOtherPath: Bool) -> WireRequest
  ) async throws(ServiceFailure) -> [NamedAnswer] {
    for onOtherPath in [false, true] {
      do throws(ServiceFailure) {
        return try await gateway.readAll(
          key, end: .single, id: \NamedAnswer.id,
          element: { node throws(ShapeMismatch) in try NamedAnswer(node, of: key) },
          request: { request($0, onOtherPath) })
      } catch .refused(_, _, let status) where status == 400 || status == 404 {
        continue
      }
    }
    var seen: Set<String> = []
    return try await listedUsers(of: portal).compactMap { $0.answer[keyPath: harvested] }
      .filter { seen.insert($0.id).inserted }
  }
}

extension NamedAnswer {
  /// By `type` where it is told, else by the names Zoho's own client profiles have. [L] S1
  fileprivate var isForClients: Bool {
    if let type { return type.lowercased().contains("client") }
    return ["customer", "client"].contains(name.lowercased())
  }
}
