/// The elementary changes of a portal. They check nothing; the routes do.
extension Portal {
  /// Puts somebody into a project with a profile; nothing happens to one who is in it.
  mutating func join(_ user: String, project: String, profile: String) {
    guard rosters[project]?[user] == nil else { return }
    let membership = Membership(id: user, zpuid: newID(), profile: profile)
    rosters[project, default: IndexedList()][user] = membership
    revision += 1
  }

  /// Takes somebody out of a project.
  mutating func leave(_ user: String, project: String) {
    rosters[project]?[user] = nil
    revision += 1
  }

  /// Changes a person in place; a profile of every project then joins all of them.
  mutating func update(_ id: String, at time: Int64, _ change: (inout PortalUser) -> Void) {
    guard var user = users[id] else { return }
    change(&user)
    user.updated = time
    store(user)
    revision += 1
    guard joinsEveryProject(user.profile) else { return }
    for project in projects { join(id, project: project.id, profile: user.profile) }
  }

  /// Counts a mail to a person, which Zoho does not show.
  mutating func count(_ id: String, _ change: (inout PortalUser) -> Void) {
    guard var user = users[id] else { return }
    change(&user)
    store(user)
    revision += 1
  }

  /// Makes a person who has not accepted yet; returns the id.
  mutating func introduce(
    email: String, name: (first: String, last: String), role: String, profile: String,
    at time: Int64
  ) -> String {
    let user = PortalUser(
      id: newID(), zuid: "", email: email, firstName: name.first, lastName: name.last,
      isConfirmed: false, role: role, profile: profile, added: time, updated: time)
    store(user)
    update(user.id, at: time) { _ in }
    return user.id
  }

  /// Takes a person out of the portal and out of every project.
  mutating func remove(_ id: String) {
    for project in projects { rosters[project.id]?[id] = nil }
    discard(id)
    revision += 1
  }
}
