import ImportEngine
import ImportModel
import ZohoWire

extension WriteCall {
  /// Whether it takes something away: then the answer has no body. [L] S9; nor has that to a
  /// deactivation, which tells of nothing [G].
  fileprivate var isRemoval: Bool {
    switch self {
    case .removeFromProject, .removeClientFromProject, .unlinkCustomer, .removeFromPortal,
      .deactivate, .deleteCustomer:
      true
    default: false
    }
  }
}

extension Outcome {
  /// What an answer to a write means. An unknown shape is `unknown`, never success. `scope`: what the
  /// call takes, as far as it is known; `isGranted`: whether Zoho told at the sign-in that it granted that.
  init(_ verdict: AnswerVerdict, of call: WriteCall, scope: String?, isGranted: Bool = false) {
    switch verdict {
    case .value(let node): self = Self.success(node, of: call)
    case .empty(let status): self = Self.empty(status, of: call)
    case .throttled(let throttling) where throttling.isPage: self = .unknown(throttling.said)
    case .throttled(let throttling):
      self = .turnedAway(
        .throttled(retryAfter: throttling.retryAfter, said: throttling.said))
    case .tokenRefused(let words): self = .turnedAway(.authentication(words))
    case .scopeMissing(let title, let words):
      let needed = scope.map { "crmsh adds: the call takes \($0)" }
      let said = [title.isEmpty ? "INVALID_OAUTHSCOPE" : title, words].filter { !$0.isEmpty }
      // Of a scope that was granted the server wants another than is known: no sign-in helps, so it is a
      // refusal of the call. Otherwise whoever signs in again goes on with the run.
      self =
        isGranted
        ? .refused(
          title: said[0],
          message: [words, needed].compactMap(\.self).filter { !$0.isEmpty }
            .joined(separator: "; "), status: 401, isAboutEntries: false)
        : .turnedAway(
          .authentication(
            [said.joined(separator: ": "), needed].compactMap(\.self).joined(separator: "; ")))
    case .refused(let refusal):
      // Inside a 2xx without a status of its own a refusal can be about an entry too.
      let canBeAboutEntry = [400, 404, 409].contains(refusal.status) || refusal.status < 300
      self = .refused(
        title: refusal.title, message: refusal.message, status: refusal.status,
        isAboutEntries: canBeAboutEntry && !refusal.isAboutCall)
    case .records: self = .unknown("records, which were not asked for")
    case .unreadable(let what), .broken(let what), .unauthorized(let what): self = .unknown(what)
    }
  }

  private static func empty(_ status: Int, of call: WriteCall) -> Outcome {
    // A link has nothing to tell but that it is there. [G]
    if status == 204, case .linkCustomer(let customer, _) = call { return .made(customer) }
    if status == 204, call.isRemoval { return .ok(added: [:]) }
    return .unknown("status \(status) without a body")
  }

  private static func success(_ node: JSONNode, of call: WriteCall) -> Outcome {
    do throws(ShapeMismatch) {
      switch call {
      case .addToProject: return .ok(added: added(by: try AddedUsersAnswer(node)))
      case .addToPortal:
        let users = try ListPage(
          node, key: "users", element: { node throws(ShapeMismatch) in try PortalUserAnswer(node) })
        return .ok(added: added(by: users.elements))
      case .setRole, .setPortalProfile, .setProjectProfile:
        // The user as changed, bare or in a list. [G]
        _ = try PortalUserAnswer(node["users"]?.elements?.first ?? node)
        return .ok(added: [:])
      case .makeCustomer(let name): return try made(name, in: node)
      case .linkCustomer(let customer, _):
        guard node.members != nil || node.elements != nil else {
          throw ShapeMismatch(expected: "an object or a list")
        }
        return .made(customer)
      case .addClients:
        if node.member(anyCaseOf: "emailvszpuid") != nil {
          return .ok(added: added(by: try AddedUsersAnswer(node)))
        }
        let users = try ListPage(
          node, key: node["clientusers"] == nil ? "users" : "clientusers",
          element: { node throws(ShapeMismatch) in try PortalUserAnswer(node) })
        return .ok(added: added(by: users.elements))
      case .removeFromProject, .removeClientFromProject, .unlinkCustomer, .removeFromPortal,
        .deactivate, .deleteCustomer:
        // What is documented is 204; an object that is no error is taken for the same. [G]
        guard node.members != nil else { throw ShapeMismatch(expected: "nothing, or an object") }
        return .ok(added: [:])
      }
    } catch {
      return .unknown("an answer of unknown shape: expected \(error.expected)")
    }
  }

  /// The id of the customer that was made: the one of its name where several come back.
  private static func made(
    _ name: CustomerName, in node: JSONNode
  ) throws(ShapeMismatch) -> Outcome {
    let all = try CustomerAnswer.all(in: node)
    guard let answer = all.first(where: { CustomerName($0.name) == name }),
      let id = CustomerID(answer.id)
    else { throw ShapeMismatch(expected: "the customer that was made") }
    return .made(id)
  }

  private static func added(by answer: AddedUsersAnswer) -> [EmailAddress: PortalUserID] {
    var added: [EmailAddress: PortalUserID] = [:]
    for (email, id) in answer.ids {
      guard let email = EmailAddress(received: email), let id = PortalUserID(id) else { continue }
      added[email] = id
    }
    return added
  }

  private static func added(by users: [PortalUserAnswer]) -> [EmailAddress: PortalUserID] {
    var added: [EmailAddress: PortalUserID] = [:]
    for user in users {
      guard let email = EmailAddress(received: user.email), let id = PortalUserID(user.id) else {
        continue
      }
      added[email] = id
    }
    return added
  }
}
