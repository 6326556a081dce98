import ImportEngine
import ImportModel
import Testing

import ZohoClient

/// What crmsh takes away, or makes of no use, on the wire, and what the answers mean.
struct RemovalTests {
  private func send(_ call: WriteCall, _ step: ScriptedTransport.Step) async throws -> Outcome {
    let bench = try Bench([.token(), step])
    let outcome = await bench.projects.send(
      call, to: try PortalID.of("7"), using: .unlimited, deadline: 5_000)
    #expect(bench.transport.unexpected.isEmpty)
    return outcome
  }

  static let calls = ["member", "client", "link", "person", "deactivation", "customer"]

  private static func call(_ name: String) throws -> (WriteCall, String) {
    let (user, project) = (try PortalUserID.of("81"), try ProjectID.of("9"))
    let customer = try CustomerID.of("82")
    return switch name {
    case "member":
      (.removeFromProject(project, user), "DELETE /api/v3/portal/7/projects/9/users/81")
    case "client":
      (
        .removeClientFromProject(project, user),
        "DELETE /api/v3/portal/7/projects/9/clients/users/81"
      )
    case "link":
      (.unlinkCustomer(customer, project), "DELETE /api/v3/portal/7/projects/9/clients/82")
    case "person": (.removeFromPortal(user), "DELETE /api/v3.1/portal/7/users/81")
    case "deactivation": (.deactivate(user), "POST /api/v3/portal/7/users/81/deactivate")
    default: (.deleteCustomer(customer), "DELETE /api/v3/portal/7/clients/82")
    }
  }

  @Test(arguments: calls)
  func `a removal is one call without parameters, done by a 204 or an object`(
    name: String
  ) async throws {
    let (call, request) = try Self.call(name)
    for (status, body) in [(204, ""), (200, "{}")] {
      let answer = HTTPAnswer(
        status: status, headers: [HeaderField("content-type", "application/json")],
        body: Array(body.utf8))
      #expect(try await send(call, .on(request, answer)) == .ok(added: [:]))
    }
  }

  @Test(arguments: calls)
  func `an answer of another shape is unknown, a refusal final`(name: String) async throws {
    let (call, request) = try Self.call(name)
    for (status, body) in [(200, ""), (200, "[]"), (202, "")] {
      let answer = HTTPAnswer(
        status: status, headers: [HeaderField("content-type", "application/json")],
        body: Array(body.utf8))
      let outcome = try await send(call, .on(request, answer))
      guard case .unknown = outcome else {
        Issue.record("\(status) \(body): \(outcome)")
        continue
      }
    }
    let refused = try await send(
      call,
      .on(
        request,
        #"{"error":{"status_code":"404","title":"RESOURCE_NOT_FOUND","details":[{"message":"x"}]}}"#,
        status: 404))
    guard case .refused(_, _, status: 404, isAboutEntries: true) = refused else {
      Issue.record("\(refused)")
      return
    }
  }
}
