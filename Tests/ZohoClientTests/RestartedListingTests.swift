import ImportEngine
import ImportModel
import Testing
import ZohoClient

/// Listings of which CRM keeps the place no longer: zoho-crm-api.md §3, "restart listing".
struct RestartedListingTests {
  private static let expired =
    #"{"code":"EXPIRED_VALUE","details":{"api_name":"page_token","json_path":"$.query.page_token"},"message":"Page token expired","status":"error"}"#
  private static let mismatch =
    #"{"code":"token_bound_data_mismatch","details":{},"message":"The page_token given seems to be invalid","status":"error"}"#

  private let schema = PeopleSchema([Field("Email", .text)])

  private func get(_ rest: String, _ text: String, status: Int = 200) -> ScriptedTransport.Step {
    .on(
      "GET /crm/v8/Contacts?fields=Email&per_page=200&sort_by=id&sort_order=asc&\(rest)", text,
      status: status)
  }

  private func page(_ ids: [Int], token: String? = nil) -> String {
    let records = ids.map { #"{"id":"\#($0)","Email":"u\#($0)@example.com"}"# }
    let next = token.map { #""\#($0)""# } ?? "null"
    return
      #"{"data":[\#(records.joined(separator: ","))],"info":{"next_page_token":\#(next),"more_records":\#(token != nil)}}"#
  }

  @Test(arguments: [expired, mismatch])
  func `the list is read from its start again, nobody twice`(refusal: String) async throws {
    let bench = try Bench([
      .token(), get("page=1", page([1, 2], token: "a")),
      get("page_token=a", refusal, status: 400),
      // The same token may come again.
      get("page=1", page([1, 2], token: "a")), get("page_token=a", page([3])),
    ])
    var table = RecordTable<CRMContact>(schema)
    let reading = try await bench.crm.fill(
      &table, with: RecordQuery(.contacts, schema: schema)
    ) { _ in }
    #expect((0..<table.count).compactMap { table.id(at: $0)?.text } == ["1", "2", "3"])
    #expect(reading.read == 3)
    #expect(reading.notes.count == 1)
    #expect(reading.notes.first?.contains("read from its start again") == true)
    #expect(bench.transport.unexpected.isEmpty && bench.transport.remaining == 0)
  }

  @Test func `three times, then it fails in CRM's words`() async throws {
    let round = [
      get("page=1", page([1], token: "a")), get("page_token=a", Self.expired, status: 400),
    ]
    let bench = try Bench([.token()] + round + round + round + round)
    var table = RecordTable<CRMContact>(schema)
    await #expect(
      throws: ServiceFailure.refused(
        title: "EXPIRED_VALUE", message: "Page token expired (page_token)", status: 400)
    ) {
      try await bench.crm.fill(&table, with: RecordQuery(.contacts, schema: schema)) { _ in }
    }
    #expect(bench.transport.unexpected.isEmpty && bench.transport.remaining == 0)
  }

  @Test func `a server that promises more for ever is left in the end`() async throws {
    var table = RecordTable<CRMContact>(schema)
    await #expect(throws: ServiceFailure.malformed("Contacts: more than 50000 pages")) {
      try await EndlessCRM().fill(&table, with: RecordQuery(.contacts, schema: schema)) { _ in }
    }
  }
}

/// Gives a new place behind each; nothing else is asked of it.
private struct EndlessCRM: CRMService {
  private let unasked = ServiceFailure.unreachable("not asked")

  func caller() async throws(ServiceFailure) -> CRMCaller { throw unasked }
  func organisation() async throws(ServiceFailure) -> CRMOrganisation { throw unasked }
  func administrators() async throws(ServiceFailure) -> [CRMCaller] { throw unasked }
  func users() async throws(ServiceFailure) -> [CRMUserRecord] { throw unasked }
  func areUnchanged(
    _ users: RecordTable<CRMUser>, since time: Int64
  ) async throws(ServiceFailure) -> Bool { throw unasked }
  func count(of module: CRMModule) async throws(ServiceFailure) -> Int { throw unasked }
  func fields(of module: CRMModule) async throws(ServiceFailure) -> [FieldDescription] {
    throw unasked
  }
  func lastChange(of module: CRMModule) async throws(ServiceFailure) -> Int64? { throw unasked }
  func isUnchanged(_ module: CRMModule, since time: Int64) async throws(ServiceFailure) -> Bool {
    throw unasked
  }
  func contacts(among emails: [EmailAddress]) async throws(ServiceFailure) -> Set<EmailAddress> {
    throw unasked
  }
  func accounts(named names: [CustomerName]) async throws(ServiceFailure) -> [AccountReference] {
    throw unasked
  }

  func records(
    _ query: RecordQuery, after cursor: RecordCursor?
  ) async throws(ServiceFailure) -> RecordPage {
    RecordPage(
      records: [], next: RecordCursor("\((cursor.flatMap { Int($0.text) } ?? 0) + 1)"))
  }
}
