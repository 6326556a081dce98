import CRMShellTesting
import ImportEngine
import JournalStore
import Synchronization
import Testing
import ZohoClient

/// A sign-in over a script, kept in a record in memory.
struct SignInBench {
  let transport: ScriptedTransport
  let record = MemoryRecord()
  let clock: any ImportEngine.Clock
  let desk: SignInDesk
  let told = ToldSteps()

  init(
    _ steps: [ScriptedTransport.Step], clock: any ImportEngine.Clock = ManualClock(),
    randomness: any Randomness = FixedRandomness()
  ) {
    let transport = ScriptedTransport(steps)
    self.transport = transport
    self.clock = clock
    desk = SignInDesk(
      store: LoginStore(record: record, path: "/c/credentials", program: nil), clock: clock,
      randomness: randomness, hash: SHA256()
    ) { transport }
  }

  static func order(
    _ flow: SignInFlow = .selfClient, server: String = "eu", client: String = "1000.ABC",
    code: String? = "1000.code.x", projectsHost: String? = nil
  ) -> SignInOrder {
    SignInOrder(
      name: "work", server: server, flow: flow, clientID: client, clientSecret: Secret("shh"),
      code: code.map(Secret.init), scopes: ["ZohoCRM.users.READ", "ZohoCRM.org.READ"],
      projectsHost: projectsHost)
  }

  /// Signs in, keeping what is told.
  func signIn(_ order: SignInOrder = Self.order()) async throws(SignInFailure) -> Login {
    try await desk.signIn(order) { [told] in told.add($0) }
  }

  /// Where the requests went, in order, with their method.
  var addresses: [String] { transport.sent.map { "\($0.method) \($0.url)" } }

  /// The form of the n-th request.
  func form(_ index: Int) -> String { String(decoding: transport.sent[index].body, as: UTF8.self) }
}

/// What a person was told, in order.
final class ToldSteps: Sendable {
  private let kept = Mutex<[SignInStep]>([])

  var steps: [SignInStep] { kept.withLock { $0 } }

  func add(_ step: SignInStep) { kept.withLock { $0.append(step) } }
}

/// A record that nobody shares.
final class MemoryRecord: ExclusiveRecord, RecordAccess {
  private let bytes = Mutex<[UInt8]>([])

  var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

  func exclusively<Value: Sendable>(
    _ body: @Sendable (_ access: any RecordAccess) async -> Value
  ) async throws(JournalFailure) -> Value {
    await body(self)
  }

  func glance() -> [UInt8] { read() }

  func read() -> [UInt8] { bytes.withLock { $0 } }

  func write(_ bytes: [UInt8]) throws(JournalFailure) { self.bytes.withLock { $0 = bytes } }
}

extension ScriptedTransport.Step {
  /// A grant of the reference's sample, §1.2.
  static func grant(
    on path: String = "/oauth/v2/token", domain: String = "https://www.zohoapis.eu",
    refresh: String = "1000.cccc.dddd"
  ) -> Self {
    .on(
      "POST \(path)",
      """
      {"access_token":"1000.aaaa.bbbb","refresh_token":"\(refresh)",
       "scope":"ZohoCRM.users.READ ZohoCRM.org.READ","api_domain":"\(domain)",
       "token_type":"Bearer","expires_in":3600}
      """)
  }

  /// Who signed in, after the sample of §2.1.
  static let caller = Self.on(
    "GET /crm/v8/users",
    #"{"users":[{"id":"7014820000000229001","full_name":"Ana Ruiz","email":"Ana.Ruiz@example.com"}],"info":{"per_page":200,"count":1,"page":1,"more_records":false}}"#
  )

  static let revoked = Self.on("POST /oauth/v2/token/revoke", #"{"status":"success"}"#)
}
