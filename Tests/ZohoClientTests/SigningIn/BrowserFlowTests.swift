import ImportEngine
import JournalStore
import NIOCore
import NIOPosix
import Synchronization
import Testing
import ZohoClient

/// The browser flow: what comes back to the port of this machine decides.
struct BrowserFlowTests {
  /// Signs in while a browser, played by the body, is told the consent page and goes back.
  private func signIn(
    _ steps: [ScriptedTransport.Step], server: String = "us",
    browser: @escaping @Sendable (Consent) async throws -> Void
  ) async throws -> (SignInBench, Result<Login, SignInFailure>) {
    let bench = SignInBench(steps, clock: RealClock(), randomness: CountingRandomness())
    let (pages, found) = AsyncStream.makeStream(of: Consent.self)
    let playing = Task {
      for await page in pages { try await browser(page) }
    }
    let client = server.contains("://") ? "1000.SANDBOX" : "1000.ABC"
    let result: Result<Login, SignInFailure>
    do throws(SignInFailure) {
      result = .success(
        try await bench.desk.signIn(
          SignInBench.order(.browser, server: server, client: client, code: nil)
        ) { step in
          bench.told.add(step)
          if case .page(let address, let redirect, _) = step {
            found.yield(Consent(address: address, redirect: redirect))
            found.finish()
          }
        })
    } catch {
      result = .failure(error)
    }
    found.finish()
    try await playing.value
    return (bench, result)
  }

  @Test func `the code that comes back is exchanged with its verifier`() async throws {
    let (bench, result) = try await signIn([
      .grant(domain: "https://www.zohoapis.com"), .caller,
    ]) { consent in
      #expect(consent.address.hasPrefix("https://accounts.zoho.com/oauth/v2/auth?"))
      #expect(consent["redirect_uri"] == consent.redirect)
      #expect(consent["code_challenge_method"] == "S256")
      let page = try await consent.back("code=1000.c&location=us&state=\(consent["state"] ?? "")")
      #expect(page.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(page.contains("Content-Security-Policy: default-src 'none'; "))
      #expect(page.contains("Close this page and go back to it."))
    }
    #expect(try result.get().account == "ana.ruiz@example.com")
    let form = bench.form(0)
    let verifier = try #require(form.split(separator: "&").last?.split(separator: "=").last)
    #expect(form.contains("&code=1000.c&redirect_uri=http%3A%2F%2F127.0.0.1%3A"))
    #expect(verifier.count == 64)
    guard case .page(let address, _, let seconds)? = bench.told.steps.first else { return }
    #expect(seconds == 300)
    #expect(!address.contains(verifier), "the verifier stays here until the exchange")
  }

  @Test func `whatever else asks is turned away, and changes nothing`() async throws {
    let (_, result) = try await signIn([.grant(domain: "https://www.zohoapis.com"), .caller]) {
      consent async throws in
      let state = consent["state"] ?? ""
      for query in [
        "code=evil", "code=evil&state=", "code=evil&state=\(state)0",
        "code=evil&state=\(state.dropLast())", "code=evil&state=\(state)&state=\(state)",
        "code=a&code=b&state=\(state)", "code=%zz&state=\(state)",
        "code=%+1&state=\(state)", "code=%4&state=\(state)", "code=%ff&state=\(state)",
      ] {
        #expect(try await consent.back(query).hasPrefix("HTTP/1.1 40"), "\(query)")
      }
      let good = "code=1000.c&state=\(state)"
      #expect(try await consent.back(good, host: "evil.example").hasPrefix("HTTP/1.1 404"))
      #expect(try await consent.back(good, method: "POST").hasPrefix("HTTP/1.1 404"))
      #expect(try await consent.back(good, path: "/favicon.ico").hasPrefix("HTTP/1.1 404"))
      #expect(try await consent.back(good).hasPrefix("HTTP/1.1 200"))
    }
    _ = try result.get()
  }

  @Test func `the port is closed once the browser was there`() async throws {
    let port = Mutex("")
    let (_, result) = try await signIn([.on("POST /oauth/v2/token", #"{"error":"invalid_code"}"#)])
    { consent in
      port.withLock { $0 = consent.redirect }
      _ = try await consent.back("code=1000.c&state=\(consent["state"] ?? "")")
    }
    #expect(throws: SignInFailure.self) { try result.get() }
    let closed = Consent(address: "", redirect: port.withLock { $0 })
    await #expect(throws: (any Error).self) { try await closed.back("code=x") }
  }

  @Test(arguments: [
    ("accounts-server=https%3A%2F%2Faccounts.zoho.eu&location=eu", "eu"),
    ("accounts-server=https%3A%2F%2Faccounts.zoho.in", "in"), ("location=jp", "jp"),
  ])
  func `an account in another data centre has its code exchanged there`(
    query: String, centre: String
  ) async throws {
    let name = try #require(DataCentre(rawValue: centre))
    let (bench, result) = try await signIn([
      .grant(domain: "https://\(name.apiHosts[0])"), .caller,
    ]) { _ = try await $0.back("code=1000.c&\(query)&state=\($0["state"] ?? "")") }
    #expect(try result.get().server == centre)
    #expect(bench.addresses[0] == "POST https://\(name.accountsHost)/oauth/v2/token")
    #expect(bench.told.steps.last == .moved(to: centre))
  }

  @Test(arguments: [
    "accounts-server=https%3A%2F%2Fevil.example", "accounts-server=http%3A%2F%2Faccounts.zoho.eu",
    "accounts-server=https%3A%2F%2Faccounts.zoho.eu%3A8443", "location=mars",
    "accounts-server=https%3A%2F%2Faccounts.zoho.eu%40evil.example",
    "accounts-server=https%3A%2F%2Faccounts.zoho.eu&location=in",
    "accounts-server=http%3A%2F%2F127.0.0.1%3A80",
    "accounts-server=%EF%BB%BFhttps%3A%2F%2Faccounts.zoho.eu",
  ])
  func `a code is never sent to a host that is not Zoho's`(query: String) async throws {
    let (bench, result) = try await signIn([]) {
      _ = try await $0.back("code=1000.c&\(query)&state=\($0["state"] ?? "")")
    }
    guard case .failure(.foreignHost) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(bench.transport.sent.isEmpty)
  }

  @Test func `who says no at the page is told so`() async throws {
    let (bench, result) = try await signIn([]) {
      let page = try await $0.back("error=access_denied&state=\($0["state"] ?? "")")
      #expect(page.contains("crmsh was not let in"))
    }
    #expect(throws: SignInFailure.denied) { try result.get() }
    #expect(bench.transport.sent.isEmpty)
  }

  @Test func `a rehearsal server stays where it is`() async throws {
    let base = "http://127.0.0.1:4711"
    let (bench, result) = try await signIn([.grant(domain: base), .caller], server: base) {
      #expect($0.address.hasPrefix(base + "/oauth/v2/auth?"))
      _ = try await $0.back(
        "code=1000.c&location=us&accounts-server=http%3A%2F%2F127.0.0.1%3A4711&state=\($0["state"] ?? "")"
      )
    }
    #expect(try result.get().server == base)
    #expect(bench.addresses[0] == "POST \(base)/oauth/v2/token")
  }

  @Test func `giving up ends the waiting`() async throws {
    let bench = SignInBench([], clock: RealClock(), randomness: CountingRandomness())
    let task = Task {
      try await bench.desk.signIn(
        SignInBench.order(.browser, server: "us", code: nil)
      ) { bench.told.add($0) }
    }
    while bench.told.steps.isEmpty { await Task.yield() }
    task.cancel()
    await #expect(throws: SignInFailure.cancelled) { try await task.value }
  }

  @Test func `a port that is taken is told`() async throws {
    let taken = try await CannedServer(Array("HTTP/1.1 204 No Content\r\n\r\n".utf8))
    let port = try #require(Int(taken.url.split(separator: ":").last ?? ""))
    let order = SignInOrder(
      name: "work", server: "us", flow: .browser, clientID: "1000.ABC",
      clientSecret: Secret("shh"), scopes: ["a"], port: port)
    await #expect(throws: SignInFailure.portTaken(port, reason: "Address already in use")) {
      try await SignInBench([], clock: RealClock()).signIn(order)
    }
    try await taken.close()
  }

  @Test func `the challenge is that of RFC 7636, appendix B`() {
    let flow = BrowserFlow(
      transport: ScriptedTransport([]), clock: ManualClock(), randomness: FixedRandomness(),
      hash: SHA256())
    #expect(
      flow.challenge(of: Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
        == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
  }
}

/// Another number each time.
private final class CountingRandomness: Randomness {
  private let count = Mutex<UInt64>(0)

  func next() -> UInt64 {
    count.withLock {
      $0 += 1; return $0 &* 0x9E37_79B9_7F4A_7C15
    }
  }
}

/// The consent page as a browser sees it, and the way back.
struct Consent: Sendable {
  let address: String
  let redirect: String

  /// A parameter of the page's address; those looked at here need no decoding but the redirect's.
  subscript(_ name: String) -> String? {
    let query = address.split(separator: "?").dropFirst().first ?? ""
    let pair = query.split(separator: "&").first { $0.hasPrefix(name + "=") }
    return pair.map {
      String($0.dropFirst(name.count + 1)).replacing("%3A", with: ":").replacing("%2F", with: "/")
    }
  }

  /// Goes back with a query; what the page says, headers included.
  func back(
    _ query: String, path: String = "/", host: String? = nil, method: String = "GET"
  ) async throws -> String {
    let authority = redirect.dropFirst("http://".count).prefix { $0 != "/" }
    let port = try #require(Int(authority.split(separator: ":").last ?? ""))
    let (parts, said) = AsyncStream.makeStream(of: String.self)
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { $0.pipeline.addHandler(Listener(said: said)) }
      .connect(host: "127.0.0.1", port: port).get()
    let request =
      "\(method) \(path)?\(query) HTTP/1.1\r\nHost: \(host ?? String(authority))\r\nContent-Length: 0\r\n\r\n"
    try await channel.writeAndFlush(ByteBuffer(string: request))
    var text = ""
    for await part in parts { text += part }
    return text
  }

  private final class Listener: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let said: AsyncStream<String>.Continuation

    init(said: AsyncStream<String>.Continuation) { self.said = said }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      said.yield(String(buffer: unwrapInboundIn(data)))
    }

    func channelInactive(context: ChannelHandlerContext) { said.finish() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }
  }
}
