import ImportModel
import Reporting

/// Why parts of a person's plan take no call: what the portal has of it already.
struct AsPlanned {
  let change: Change
  let portal: Portal?

  init(_ change: Change, in portal: Portal?) {
    (self.change, self.portal) = (change, portal)
  }

  /// One sentence a part.
  var sentences: [Text] {
    guard let portal, let user = change.portalUser else { return [] }
    let names = PortalNames(portal)
    return roles(user, names) + customers(user, names) + profiles(user, names)
      + projects(portal, names)
  }

  private func roles(_ user: PortalUser, _ names: PortalNames) -> [Text] {
    guard let role = change.row.role, user.role == role.value else { return [] }
    return ["They have the role \(names.role(role.value)) already."]
  }

  private func customers(_ user: PortalUser, _ names: PortalNames) -> [Text] {
    guard case .existing(let customer)? = change.customer, user.customer == customer else {
      return []
    }
    return ["They are a client user of \(names.customer(customer)) already."]
  }

  private func profiles(_ user: PortalUser, _ names: PortalNames) -> [Text] {
    guard let profile = change.row.profile, user.profile == profile.value else { return [] }
    return ["They have the profile \(names.profile(profile.value)) in the portal already."]
  }

  private func projects(_ portal: Portal, _ names: PortalNames) -> [Text] {
    change.row.projects.compactMap { project in
      let planned = PlannedMembership(change, in: project.value, of: portal, names)
      guard planned.kind == .keep, change.row.person.email != nil else { return nil }
      let profile: Text = planned.profile.from.map { ", with profile \($0)" } ?? ""
      return "They are in \(names.project(project.value)) already\(profile)."
    }
  }
}
