import Testing

/// Customers and client users. Paths [Z] S2; what is not known of Zoho is switched.
struct CustomerTests {
  private static let portal = SandboxClient.portal

  private static func customer(_ name: String, _ client: SandboxClient) async throws -> String {
    let all = try await client.get("\(portal)/clients").json["clients"].items
    return try #require(all.first { $0["name"].text == name }?["id"].text)
  }

  /// Calls `clientuser` as the guesses have it.
  private static func add(
    _ entries: String, of customer: String, to project: String, _ client: SandboxClient,
    key: String = "client_id"
  ) async throws -> SandboxClient.Reply {
    let path = "\(portal)/projects/\(try await client.project(project))/clientuser"
    return try await client.call(
      "POST",
      "\(path)?userdetails=\(SandboxClient.encoded(entries))&\(key)=\(customer)&notify=true")
  }

  @Test func `the portal's customers come in pages, and are told apart by id`() async throws {
    try await withSandbox { client in
      let page = try await client.get("\(Self.portal)/clients?per_page=2").json
      #expect(page["clients"].items.count == 2 && page["page_info"]["has_next_page"] == .bool(true))
      let all = try await client.get("\(Self.portal)/clients").json["clients"].items
      #expect(
        all.compactMap { $0["name"].text } == [
          "Blue Kite Ltd", "Solaris Freight", "Meridian Partners", "Acme", "Acme",
        ])
      #expect(Set(all.compactMap { $0["id"].text }).count == 5)
    }
  }

  @Test(arguments: ["name", "client_name", "company_name", "customer_name"])
  func `a customer is made under every name seen of its key`(key: String) async throws {
    try await withSandbox { client in
      let made = try await client.call("POST", "\(Self.portal)/clients?\(key)=New%20Co")
      #expect(made.status == 201)
      #expect(try made.json["clients"][0]["name"].text == "New Co")
      let again = try await client.call("POST", "\(Self.portal)/clients?\(key)=New%20Co")
      #expect(again.status == 409)
      let empty = try await client.call("POST", "\(Self.portal)/clients?\(key)=%20")
      #expect(try empty.title == "INVALID_PARAMETER_VALUE")
    }
  }

  @Test func `a customer is linked once, and unlinked with its people`() async throws {
    try await withSandbox { client in
      let solaris = try await Self.customer("Solaris Freight", client)
      let website = "\(Self.portal)/projects/\(try await client.project("Website"))"
      let onboarding = "\(Self.portal)/projects/\(try await client.project("Onboarding"))"
      let linked = try await client.call(
        "POST", "\(onboarding)/associate-client?client_id=\(solaris)")
      #expect(linked.status == 201)
      #expect(
        try await client.get("\(onboarding)/clients").json["clients"][0]["id"].text == solaris)
      let users = try await client.get("\(website)/clients/users").json["users"].items
      #expect(
        users.compactMap { $0["email"].text } == [
          "paul.keller@solaris.example", "ines.moreau@solaris.example",
        ])
      #expect(users[0]["customer"]["name"].text == "Solaris Freight")
      #expect(try await client.call("DELETE", "\(website)/clients/\(solaris)").status == 204)
      #expect(try await client.get("\(website)/clients/users").json["users"].items.isEmpty)
      let wrong = try await client.call("POST", "\(onboarding)/associate-client?client_id=7")
      #expect(try wrong.title == "INVALID_PARAMETER_VALUE")
    }
  }

  @Test func `client users are added, who can't be is missing without a word`() async throws {
    try await withSandbox { client in
      let solaris = try await Self.customer("Solaris Freight", client)
      let entries = """
        [{"email_id":"new@solaris.example"},{"email_id":"priya.nair@zylker.example"},\
        {"email_id":"greta.lind@bluekite.example"},{"email_id":"own@zylker.example"}]
        """
      let reply = try await Self.add(entries, of: solaris, to: "Website", client)
      #expect(reply.status == 200)
      #expect(try reply.json["emailvszpuid"].keys == ["new@solaris.example"])
      let judged = try await client.judged("new@solaris.example")
      #expect(judged["user_type"].text == "client_user" && judged["mails"] == .integer(1))
      #expect(judged["customer"].text == "Solaris Freight")
      #expect(judged["projects"].items.compactMap { $0["name"].text } == ["Website"])
      let again = try await Self.add(
        #"[{"email_id":"new@solaris.example"}]"#, of: solaris, to: "Website", client)
      #expect(again.status == 409)
      let unlinked = try await Self.add(
        #"[{"email_id":"x@solaris.example"}]"#, of: solaris, to: "Onboarding", client)
      #expect(try unlinked.title == "INVALID_PARAMETER_VALUE")
    }
  }

  @Test func `a JSON body gets the 500 of projectusers, and staff calls leave clients alone`()
    async throws
  {
    try await withSandbox { client in
      let solaris = try await Self.customer("Solaris Freight", client)
      let website = "\(Self.portal)/projects/\(try await client.project("Website"))"
      let reply = try await client.call(
        "POST", "\(website)/clientuser?client_id=\(solaris)", type: "application/json",
        body: #"{"userdetails":[{"email_id":"x@solaris.example"}]}"#)
      #expect(reply.status == 500)
      let staff = try await client.add(
        #"[{"email_id":"greta.lind@bluekite.example"}]"#, to: "Website")
      #expect(try staff.json["emailvszpuid"].keys == [])
      let members = try await client.get("\(website)/users?view_type=all").json["users"].items
      #expect(!members.contains { $0["email"].text == "paul.keller@solaris.example" })
    }
  }

  @Test func `licences of client users are their own`() async throws {
    try await withSandbox("--client-licences", "1") { client in
      let solaris = try await Self.customer("Solaris Freight", client)
      #expect(try await client.clientLicencesLeft() == .integer(1))
      let entries = #"[{"email_id":"a@solaris.example"},{"email_id":"b@solaris.example"}]"#
      let some = try await Self.add(entries, of: solaris, to: "Website", client)
      #expect(try some.json["emailvszpuid"].keys == ["a@solaris.example"])
      let none = try await Self.add(
        #"[{"email_id":"b@solaris.example"}]"#, of: solaris, to: "Website", client)
      #expect(none.status == 402)
      #expect(try await client.clientLicencesLeft() == .integer(0))
    }
  }

  @Test(arguments: ["client_id", "customer_id", "company_id", "clientid"])
  func `the customer's key can be one and no other`(key: String) async throws {
    try await withSandbox("--client-key", key) { client in
      let solaris = try await Self.customer("Solaris Freight", client)
      let entry = #"[{"email_id":"a@solaris.example"}]"#
      let right = try await Self.add(entry, of: solaris, to: "Website", client, key: key)
      #expect(right.status == 200)
      let wrong = try await Self.add(entry, of: solaris, to: "Website", client, key: "some_id")
      #expect(try wrong.title == "INVALID_PARAMETER_VALUE")
    }
  }

  @Test func `what is not known of Zoho can be switched`() async throws {
    try await withSandbox(
      "--client-customer", "untold", "--clientuser", "members-only", "--client-profile", "refused"
    ) { client in
      let users = try await client.get(
        "\(SandboxClient.portalV31)/users?type=client_user"
      ).json["users"].items
      #expect(users.count == 3 && users.allSatisfy { $0["customer"] == .null })
      let solaris = try await Self.customer("Solaris Freight", client)
      let silent = try await Self.add(
        #"[{"email_id":"a@solaris.example"}]"#, of: solaris, to: "Website", client)
      #expect(try silent.json["emailvszpuid"].keys == [])
      let profile = try await client.id(of: "Client Reviewer", in: "profiles")
      let refused = try await Self.add(
        #"[{"email_id":"a@solaris.example","profile_id":"\#(profile)"}]"#, of: solaris,
        to: "Website", client)
      #expect(try refused.title == "INVALID_PARAMETER_VALUE")
    }
  }

  @Test func `a client user's profile is one for clients, and a role none`() async throws {
    try await withSandbox { client in
      let website = "\(Self.portal)/projects/\(try await client.project("Website"))"
      let reviewer = try await client.id(of: "Client Reviewer", in: "profiles")
      let manager = try await client.id(of: "Manager", in: "profiles")
      let paul = "\(website)/users/paul.keller@solaris.example"
      #expect(try await client.call("POST", "\(paul)?profile_id=\(manager)").status == 400)
      let changed = try await client.call("POST", "\(paul)?profile_id=\(reviewer)")
      #expect(try changed.json["profile"]["name"].text == "Client Reviewer")
      let role = try await client.id(of: "Manager", in: "roles")
      let user = "\(SandboxClient.portalV31)/users/paul.keller@solaris.example"
      #expect(try await client.call("PATCH", "\(user)?role_id=\(role)").status == 400)
    }
  }

  @Test func `the judge tells customers with their projects`() async throws {
    try await withSandbox { client in
      let state = try await client.get("/_sandbox/state").json
      let solaris = state["customers"][1]
      #expect(solaris.keys == ["id", "name", "projects"])
      #expect(solaris["projects"].items.compactMap { $0["name"].text } == ["Website"])
      #expect(state["licences"]["client_user"]["remaining_count"] == .integer(50))
    }
  }
}

extension SandboxClient {
  /// Licences of client users left.
  fileprivate func clientLicencesLeft() async throws -> JSONValue {
    try await get("\(Self.portal)/users/license-details").json["client_user"]["remaining_count"]
  }
}
