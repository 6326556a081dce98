import ImportEngine
import ImportModel
import Testing
import ZohoClient

/// Customers and client users: what goes out, and every shape an answer may have. Shapes [T] S13, S15
/// and [G] of zoho-projects-api.md §5.
struct ClientWritingTests {
  private func send(_ call: WriteCall, _ step: ScriptedTransport.Step) async throws -> Outcome {
    let bench = try Bench([.token(), step])
    let outcome = await bench.projects.send(
      call, to: try PortalID.of("7"), using: .unlimited, deadline: 5_000)
    #expect(bench.transport.unexpected.isEmpty && bench.transport.sent[1].body.isEmpty)
    return outcome
  }

  private func making() throws -> WriteCall {
    .makeCustomer(try #require(CustomerName("Smith & Söhne")))
  }

  @Test(arguments: [
    #"{"clients":[{"id":"81","name":"Smith & Söhne"}]}"#,
    #"{"clients":[{"id":80,"name":"Other"},{"id":81,"name":"smith & söhne "}]}"#,
    #"{"customers":[{"id":"81","name":"Smith & Söhne"}]}"#,
    #"{"client":{"id":81,"client_name":"Smith & Söhne"}}"#,
    #"{"id":"81","name":"Smith & Söhne"}"#, #"[{"id_string":"81","name":"Smith & Söhne"}]"#,
  ])
  func `a customer that was made is told in many shapes`(answer: String) async throws {
    let outcome = try await send(
      making(),
      .on("POST /api/v3/portal/7/clients?name=Smith%20%26%20S%C3%B6hne", answer, status: 201))
    #expect(outcome == .made(try CustomerID.of("81")))
  }

  @Test(arguments: [
    "{}", #"{"clients":[]}"#, #"{"clients":[{"id":"81","name":"Other"}]}"#, #"{"clients":7}"#,
    #"{"clients":[{"name":"Smith & Söhne"}]}"#, "[1]", #""ok""#, "<html>", #"{"clients":[{"id""#,
  ])
  func `any other success is unknown, never a customer`(answer: String) async throws {
    let outcome = try await send(making(), .on("POST /api/v3/portal/7/clients", answer))
    guard case .unknown = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test(arguments: [
    (#"{"clients":[{"id":"81","name":"x"}]}"#, 201), (#"{}"#, 200), (#"[]"#, 200), ("", 204),
  ])
  func `a link is there when the server says nothing against it`(answer: String, status: Int)
    async throws
  {
    let outcome = try await send(
      .linkCustomer(try CustomerID.of("81"), try ProjectID.of("9")),
      .on(
        "POST /api/v3/portal/7/projects/9/associate-client?client_id=81",
        HTTPAnswer(
          status: status, headers: [HeaderField("content-type", "application/json")],
          body: Array(answer.utf8))))
    #expect(outcome == .made(try CustomerID.of("81")))
  }

  @Test func `a refusal names what was wrong, in the server's words`() async throws {
    let outcome = try await send(
      .linkCustomer(try CustomerID.of("81"), try ProjectID.of("9")),
      .on(
        "POST /api/v3/portal/7/projects/9/associate-client",
        #"{"error":{"status_code":"400","title":"INVALID_PARAMETER_VALUE","error_type":"FIELDS_VALIDATION_ERROR","details":[{"message":"Invalid value","field_name":"customer_id"}]}}"#,
        status: 400))
    guard case .refused(let title, let message, 400, _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(title == "INVALID_PARAMETER_VALUE" && message.contains("customer_id"))
  }

  @Test func `client users go out as staff do, with their customer`() async throws {
    let people = [
      MemberEntry(
        email: try EmailAddress.of("a+b@x.com"), role: nil, profile: try ProfileID.of("22")),
      MemberEntry(email: try EmailAddress.of("c@x.com"), role: nil, profile: nil),
    ]
    let call = WriteCall.addClients(
      try ProjectID.of("9"), try CustomerID.of("81"), people, notify: true)
    let target =
      "POST /api/v3/portal/7/projects/9/clientuser?userdetails=%5B%7B%22email_id%22%3A%22a%2Bb%40x.com"
      + "%22%2C%22profile_id%22%3A%2222%22%7D%2C%7B%22email_id%22%3A%22c%40x.com%22%7D%5D"
      + "&client_id=81&notify=true"
    let added = try [people[0].email: PortalUserID.of("5")]
    for answer in [
      #"{"emailvszpuid":{"A+b@x.com":"5"}}"#, #"{"EmailVsZpuid":{"a+b@x.com":5}}"#,
      #"{"users":[{"id":"5","email":"a+b@x.com"}]}"#,
      #"{"clientusers":[{"zpuid":"5","email":"a+b@x.com"}]}"#,
    ] {
      #expect(try await send(call, .on(target, answer)) == .ok(added: added), "\(answer)")
    }
  }

  @Test(arguments: [402, 403, 409])
  func `statuses keep their meaning`(status: Int) async throws {
    let outcome = try await send(
      making(),
      .on(
        "POST /api/v3/portal/7/clients",
        #"{"error":{"status_code":\#(status),"title":"NO","details":{"message":"no"}}}"#,
        status: status))
    #expect(
      outcome
        == .refused(
          title: "NO", message: "no", status: status, isAboutEntries: status == 409))
  }
}

/// Reading customers and client users.
struct ClientReadingTests {
  @Test(arguments: [
    #"{"clients":[{"id":"81","name":"A"},{"id":7014820000000412044,"name":"B"}],"page_info":{"has_next_page":false}}"#,
    #"{"customers":[{"id":"81","name":"A"},{"id":"7014820000000412044","client_name":"B"}],"page_info":[{"has_next_page":false}]}"#,
  ])
  func `customers come under either name`(answer: String) async throws {
    let bench = try Bench([.token(), .on("GET /api/v3/portal/7/clients", answer)])
    let customers = try await bench.projects.customers(of: PortalID.of("7"))
    #expect(customers.map(\.id.text) == ["81", "7014820000000412044"])
    #expect(customers.map(\.name) == ["A", "B"])
  }

  @Test func `a bare list ends with a page that brings nothing new`() async throws {
    let bench = try Bench([
      .token(),
      .on("GET /api/v3/portal/7/clients?page=1&per_page=100", #"[{"id":"1","name":"A"}]"#),
      .on("GET /api/v3/portal/7/clients?page=2&per_page=100", #"[{"id":"1","name":"A"}]"#),
    ])
    #expect(try await bench.projects.customers(of: PortalID.of("7")).count == 1)
    #expect(bench.transport.remaining == 0)
  }

  @Test(arguments: [100, 150])
  func `a full page that comes again is no whole list: customers would be made twice`(count: Int)
    async throws
  {
    let page = (0..<count).map { #"{"id":"\#($0)","name":"C\#($0)"}"# }.joined(separator: ",")
    let bench = try Bench([
      .token(), .on("GET /api/v3/portal/7/clients?page=1&per_page=100", "[\(page)]"),
      .on("GET /api/v3/portal/7/clients?page=2&per_page=100", "[\(page)]"),
    ])
    await #expect(throws: ServiceFailure.malformed("clients: a full page came twice")) {
      try await bench.projects.customers(of: PortalID.of("7"))
    }
    let whole = try Bench([
      .token(), .on("GET /api/v3/portal/7/clients?page=1&per_page=100", "[\(page)]"),
      .on("GET /api/v3/portal/7/clients?page=2&per_page=100", "[]"),
    ])
    #expect(try await whole.projects.customers(of: PortalID.of("7")).count == count)
  }

  @Test func `a project's customers and client users are one answer`() async throws {
    let bench = try Bench([
      .token(),
      .on(
        "GET /api/v3/portal/7/projects/9/clients",
        #"{"clients":[{"id":"81","name":"A"}],"page_info":{"has_next_page":false}}"#),
      .on(
        "GET /api/v3/portal/7/projects/9/clients/users",
        #"{"users":[{"zpuid":"5","email":"a@x.com","profile":{"id":"30","name":"Customer"}},{"zpuid":"6","email":null}],"page_info":{"has_next_page":false}}"#
      ),
    ])
    let clients = try await bench.projects.clients(of: ProjectID.of("9"), in: PortalID.of("7"))
    #expect(clients.customers == [try CustomerID.of("81")])
    let member = try #require(clients.users.byEmail[try EmailAddress.of("a@x.com")])
    #expect(member.projectUserID.text == "5" && member.profileName == "Customer")
  }

  @Test(arguments: [
    (#""customer":{"id":"81","name":"A"}"#, "81", "A"),
    (#""client":{"id":81,"name":"A"}"#, "81", "A"),
    (#""company":"A""#, nil, "A"), (#""client_company":{"id":"81"}"#, "81", ""),
    (#""client_id":"81","client_name":"A""#, "81", "A"), (#""company_id":81"#, "81", ""),
    (#""customer":null"#, nil, ""), (#""x":1"#, nil, ""),
  ])
  func `whose client user somebody is comes in many shapes`(
    member: String, id: String?, name: String
  ) async throws {
    let none = #"{"users":[],"page_info":{"has_next_page":false}}"#
    let users = { (kind: String, view: String) in
      "GET /api/v3.1/portal/7/users?type=\(kind)&view_type=\(view)&page=1&per_page=50"
    }
    let bench = try Bench([
      .token(), .on(users("portal_user", "active"), none),
      .on(
        users("client_user", "active"),
        #"{"users":[{"id":"5","email":"a@x.com","user_type":"client_user",\#(member)}],"page_info":{"has_next_page":false}}"#
      ), .on(users("portal_user", "inactive"), none), .on(users("client_user", "inactive"), none),
    ])
    let user = try #require(try await bench.projects.users(of: PortalID.of("7")).first)
    #expect(user.kind == .client && user.customer?.text == id && user.customerName == name)
  }

  @Test func `the owner's address comes with the portal`() async throws {
    let bench = try Bench([
      .token(),
      .on(
        "GET /api/v3/portals",
        #"[{"id":"7","portal_name":"acme","owner":{"zpuid":"1","name":"Ada","email":"ada@Acme.example"},"profile":{"id":1700000000000085084,"name":"Portal Owner"}}]"#
      ), .on("GET /api/v3/portals", "[]"),
    ])
    let portal = try #require(try await bench.projects.portals().first)
    #expect(portal.ownerEmail?.domain == "acme.example")
  }
}
