package import ImportEngine
package import ImportModel
import ZohoWire

/// What need not be fetched of users again.
extension ZohoCRM {
  /// The most users whom fetching anew costs no more calls than asking whether they changed.
  private static let mostFetchedAnew = 600

  /// By `If-Modified-Since`: only 304 says that nobody changed. Whether a deactivation or a deletion is
  /// a change is told nowhere, and somebody may be gone altogether: so the lists of those who are
  /// deactivated or deleted must be as they were, and as many as before must be active.
  package func areUnchanged(
    _ users: RecordTable<CRMUser>, since time: Int64
  ) async throws(ServiceFailure) -> Bool {
    guard users.count > Self.mostFetchedAnew else { return false }
    let asked = WireRequest.crmUsers(
      type: .all, page: 1, withLite: true, since: RecordSelect.time(time))
    guard try await gateway.read(asked) == nil else { return false }
    var gone: [CRMUserRecord] = []
    for kind in [CRMUserKind.deactivated, .deleted] {
      for answer in try await peopleWithLite(kind) { gone.append(try CRMUserRecord(answer)) }
    }
    let now = Directory(users: gone).users
    let active = (0..<users.count).filter { users.text("status", at: $0) == "active" }
    let count = try await gateway.read(.crmUserCount(type: .active)) {
      node throws(ShapeMismatch) in try CRMCountAnswer(node)
    }
    guard count.count == Int64(active.count), now.count == users.count - active.count else {
      return false
    }
    return (0..<now.count).allSatisfy { row in
      guard let id = now.id(at: row), let before = users.row(of: id) else { return false }
      return users.values(at: before) == now.values(at: row)
    }
  }
}
