package import ImportEngine
package import ImportModel
import ZohoWire

/// The write side over Zoho Projects' API V3; its reads and writes stand in extensions.
package struct ZohoProjects: PortalService {
  let gateway: Gateway
  /// As Zoho told them at the sign-in; empty where it did not.
  let grantedScopes: [String]

  /// How many lists are read at once: as many as the gateway ever lets through, unless told otherwise.
  package let concurrentReads: Int

  /// Projects behind a gateway. `grantedScopes`: as Zoho told them at the sign-in.
  package init(
    gateway: Gateway, grantedScopes: [String] = [],
    concurrentReads: Int = AdaptiveConcurrency.most
  ) {
    self.gateway = gateway
    self.grantedScopes = grantedScopes
    self.concurrentReads = concurrentReads
  }

  /// The origin of Projects, as text.
  package var baseURL: String { gateway.baseURL }

  /// The portals of the caller.
  package func portals() async throws(ServiceFailure) -> [PortalSummary] {
    let answers = try await gateway.readAll(
      "portals", end: .guessed, id: \PortalAnswer.id,
      element: { node throws(ShapeMismatch) in try PortalAnswer(node) }, request: { _ in .portals })
    var portals: [PortalSummary] = []
    for answer in answers {
      portals.append(
        PortalSummary(
          id: try identifier(answer.id, PortalID.init), name: answer.name,
          callerProfile: answer.callerProfile,
          ownerEmail: EmailAddress(received: answer.ownerEmail)))
    }
    return portals
  }

  /// Projects of every status: those listed by themselves, then the archived ones not among them.
  package func projects(of portal: PortalID) async throws(ServiceFailure) -> [Project] {
    var projects: [Project] = []
    for answer in try await listed(nil, of: portal) {
      projects.append(try Project(answer, unlessTold: .active))
    }
    let known = Set(projects.map(\.id.text))
    for answer in try await archived(in: portal) where !known.contains(answer.id) {
      projects.append(try Project(answer, unlessTold: .archived))
    }
    return projects
  }

  /// Whether all statuses come by themselves is not known [G]; nor is `status` sure [T] S9: a server
  /// that does not take it tells no more than it told.
  private func archived(in portal: PortalID) async throws(ServiceFailure) -> [ProjectAnswer] {
    do throws(ServiceFailure) {
      return try await listed("archived", of: portal)
    } catch  where error.isAboutTheQuery {
      return []
    }
  }

  private func listed(
    _ status: String?, of portal: PortalID
  ) async throws(ServiceFailure) -> [ProjectAnswer] {
    try await gateway.readAll(
      "projects", end: .guessed, id: \ProjectAnswer.id,
      element: { node throws(ShapeMismatch) in try ProjectAnswer(node) },
      request: { .projects(portal: portal.text, status: status, page: $0, perPage: 100) })
  }

  /// The projects a portal user takes part in.
  package func projects(of user: PortalUserID, in portal: PortalID)
    async throws(ServiceFailure) -> [ProjectID]
  {
    let answers = try await gateway.readAll(
      "projects", end: .guessed, id: \ProjectAnswer.id,
      element: { node throws(ShapeMismatch) in try ProjectAnswer(node) },
      request: {
        .projects(ofUser: user.text, portal: portal.text, page: $0, perPage: 100)
      })
    var projects: [ProjectID] = []
    for answer in answers { projects.append(try identifier(answer.id, ProjectID.init)) }
    return projects
  }

  /// Counts by kind of user; unlimited has no rest.
  package func licences(of portal: PortalID) async throws(ServiceFailure) -> Licences {
    let answer = try await gateway.read(.licences(portal: portal.text)) {
      node throws(ShapeMismatch) in try LicenceAnswer(node)
    }
    return Licences(
      answer.counts.mapValues { count in
        LicenceCount(
          total: Int(clamping: count.total), used: Int(clamping: count.used),
          remaining: count.remaining.map { Int(clamping: $0) })
      })
  }

  /// Zoho documents no way to ask; nearest is whether a project's CRM accounts can be read [G]. As that
  /// is a guess, whatever hinders it makes it unknown alone.
  package func crmIntegration(of portal: PortalID, probing project: ProjectID?)
    async throws(ServiceFailure) -> CRMIntegration
  {
    guard let project else { return .unknown("there is no project to ask about") }
    do throws(ServiceFailure) {
      _ = try await gateway.read(.crmAccounts(project: project.text, portal: portal.text))
      return .on
    } catch .refused(let title, let message, status: 403)
      where (title + message).lowercased().contains("integrat")
    {
      return .off
    } catch .refused(let title, let message, let status) {
      return .unknown("status \(status), \(title) \(message)")
    } catch  where error.isBearable || error.isThrottle {
      return .unknown(error.brief)
    }
  }
}

extension Project {
  fileprivate init(
    _ answer: ProjectAnswer, unlessTold absent: Status
  ) throws(ServiceFailure) {
    let status: Status =
      switch answer.status {
      case nil: absent
      case "active"?: .active
      case "archived"?: .archived
      case let other?: .other(other)
      }
    self.init(id: try identifier(answer.id, ProjectID.init), name: answer.name, status: status)
  }
}
