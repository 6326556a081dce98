package import ImportEngine
package import ImportModel
import ZohoWire

/// Where V3 lists roles and profiles is not sure: the path preferred, then the other one. Where neither
/// answers, the people of the portal still tell those that somebody has.
extension ZohoProjects {
  /// How many make a page that may have another one behind it.
  private static let page = 50

  /// Every role.
  package func roles(of portal: PortalID) async throws(ServiceFailure) -> [Role] {
    let answers = try await named("roles") {
      .roles(portal: portal.text, page: $0, onOtherPath: $1)
    }
    var roles: [Role] = []
    for answer in answers {
      roles.append(Role(id: try identifier(answer.id, RoleID.init), name: answer.name))
    }
    return roles
  }

  /// Every profile.
  package func profiles(of portal: PortalID) async throws(ServiceFailure) -> [Profile] {
    let answers = try await named("profiles") {
      .profiles(portal: portal.text, page: $0, onOtherPath: $1)
    }
    var profiles: [Profile] = []
    for answer in answers {
      let id = try identifier(answer.id, ProfileID.init)
      profiles.append(
        answer.type.map {
          Profile(
            id: id, name: answer.name, isForClients: $0.lowercased().contains("client"))
        } ?? Profile(id: id, name: answer.name))
    }
    return profiles
  }

  /// The failure of the path preferred tells more than that of the other one.
  private func named(
    _ key: String, request: @escaping (_ page: Int, _ onOtherPath: Bool) -> WireRequest
  ) async throws(ServiceFailure) -> [NamedAnswer] {
    do throws(ServiceFailure) {
      return try await named(key, onOtherPath: false, request)
    } catch  where error.isBearable {
      let first = error
      do throws(ServiceFailure) {
        return try await named(key, onOtherPath: true, request)
      } catch  where error.isBearable {
        throw first
      }
    }
  }

  private func named(
    _ key: String, onOtherPath: Bool,
    _ request: @escaping (_ page: Int, _ onOtherPath: Bool) -> WireRequest
  ) async throws(ServiceFailure) -> [NamedAnswer] {
    try await gateway.readAll(
      key, end: .shorter(than: Self.page), id: \NamedAnswer.id,
      element: { node throws(ShapeMismatch) in NamedAnswer(node) },
      request: { request($0, onOtherPath) })
  }
}
