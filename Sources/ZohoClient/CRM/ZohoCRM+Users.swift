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
      gone += try await peopleWithLite(kind)
    }
    let now = Directory(users: gone).users
    let active = (0..<users.count).filter { users.text("status", at: $0) == "active" }
    let count = try await gateway.read(.crmUserCount(type: .active)) {
      node throws(ShapeMismatch) in try CRMCountAnswer(node)
    }
    guard count.count == Int64(active.count), now.count == users.count - active.count else {
      return false
    }
    guard users.holds(now) else { return false }
    return try await areCalledAlike(users)
  }

  /// Pages of users that are read for their names at most.
  private static let mostPagesOfNames = 500

  /// Whether roles and profiles are called as they were: one that is given another name changes none of
  /// its users. Pages are read until each name that is held was met on one.
  private func areCalledAlike(
    _ users: RecordTable<CRMUser>
  ) async throws(ServiceFailure) -> Bool {
    let active = (0..<users.count).filter { users.text("status", at: $0) == "active" }
    var unmet = Set(active.flatMap(users.names(at:)))
    for page in 1...Self.mostPagesOfNames where !unmet.isEmpty {
      let asked = WireRequest.crmUsers(type: .active, page: page, withLite: true)
      guard let node = try await gateway.read(asked) else { return false }
      let answer = try shaped { () throws(ShapeMismatch) in try CRMUsersAnswer(node) }
      var records: [CRMUserRecord] = []
      for user in answer.users { records.append(try CRMUserRecord(user)) }
      let now = Directory(users: records).users
      guard users.holds(now) else { return false }
      unmet.subtract((0..<now.count).flatMap(now.names(at:)))
      guard answer.hasMore == true else { break }
    }
    return unmet.isEmpty
  }
}

extension RecordTable<CRMUser> {
  /// Whether all of another table is in this one, value by value.
  fileprivate func holds(_ other: RecordTable<CRMUser>) -> Bool {
    (0..<other.count).allSatisfy { row in
      guard let id = other.id(at: row), let place = self.row(of: id) else { return false }
      return values(at: place) == other.values(at: row)
    }
  }

  /// What the role and the profile of a user are called, told apart.
  fileprivate func names(at row: Int) -> [String] {
    ["role", "profile"].compactMap { field in text(field, at: row).map { "\(field) \($0)" } }
  }
}
