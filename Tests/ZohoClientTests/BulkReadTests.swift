import ImportEngine
import ImportModel
import Testing
import ZohoClient

/// Bulk Read: literal answers after zoho-crm-api.md §2.7, archives made here, never the sandbox's.
struct BulkReadTests {
  private let schema = PeopleSchema([
    Field("Email", .text), Field("Account_Name", .choice, path: ["Account_Name", "name"]),
    Field("Account_Name.id", .choice, path: ["Account_Name", "id"]),
    Field("Email_Opt_Out", .flag), Field("Modified_Time", .time),
  ])
  private static let order = "POST /crm/bulk/v8/read"
  private static let header =
    "id,Email,Account_Name,Account_Name.Account_Name,Email_Opt_Out,Modified_Time\n"

  private func added(_ job: String) -> ScriptedTransport.Step {
    .on(
      Self.order,
      #"{"data":[{"status":"success","code":"ADDED_SUCCESSFULLY","message":"Added successfully.","details":{"id":"\#(job)","operation":"read","state":"ADDED","created_by":{"id":"1","name":"Ana Ruiz"},"created_time":"2026-03-01T10:00:00+01:00"}}],"info":{}}"#,
      status: 201)
  }

  private func look(_ job: String, _ state: String, _ result: String = "") -> ScriptedTransport.Step
  {
    .on(
      "GET /crm/bulk/v8/read/\(job)",
      #"{"data":[{"id":"\#(job)","operation":"read","state":"\#(state)","file_type":"csv"\#(result)}]}"#
    )
  }

  private func done(
    _ job: String, page: Int = 1, count: Int, more: Bool = false
  ) -> ScriptedTransport.Step {
    look(
      job, "COMPLETED",
      #","result":{"page":\#(page),"count":\#(count),"per_page":200000,"more_records":\#(more),"download_url":"/crm/bulk/v8/read/\#(job)/result"}"#
    )
  }

  private func file(_ job: String, _ zip: ZipLiteral) -> ScriptedTransport.Step {
    .on("GET /crm/bulk/v8/read/\(job)/result", zip.answer)
  }

  private func query(_ filter: Filter? = nil) -> RecordQuery {
    RecordQuery(.contacts, schema: schema, filter: filter, expected: 100_001)
  }

  private func read(
    _ bench: Bench, _ query: RecordQuery? = nil
  ) async throws -> (table: RecordTable<CRMContact>, reading: RecordReading) {
    var table = RecordTable<CRMContact>(schema)
    let reading = try await bench.crm.fill(&table, with: query ?? self.query()) { _ in }
    #expect(bench.transport.unexpected.isEmpty && bench.transport.remaining == 0)
    return (table, reading)
  }

  @Test func `a job is ordered, looked at until it is done, and its rows are records`() async throws
  {
    let text =
      Self.header
      + "7014820000000412044,jose\u{301}@example.com,7014820000000401003,\"Blue \"\"Kite\"\", Ltd\",true,2026-03-01T10:00:00+01:00\r\n"
      + "7014820000000412045,,,,false,\n"
    let bench = try Bench([
      .token(), added("55"), look("55", "ADDED"), look("55", "IN PROGRESS"), done("55", count: 2),
      file("55", ZipLiteral(text)),
    ])
    let (table, reading) = try await read(bench)
    #expect(table.count == 2)
    #expect(
      table.values(at: 0) == [
        .text("josé@example.com"), .text("Blue \"Kite\", Ltd"), .text("7014820000000401003"),
        .flag(true), .time(1_772_355_600),
      ])
    #expect(table.values(at: 1) == [.empty, .empty, .empty, .flag(false), .empty])
    #expect(reading.ways == [.bulk] && reading.notes.isEmpty && reading.read == 2)
    #expect(
      bench.transport.sent.filter { $0.method == "POST" }.map {
        String(decoding: $0.body, as: UTF8.self)
      }.last
        == #"{"query":{"module":{"api_name":"Contacts"},"fields":["id","Email","Account_Name","Account_Name.Account_Name","Email_Opt_Out","Modified_Time"],"page":1},"file_type":"csv"}"#
    )
    // Half a second, one, two: by the clock that was handed in.
    #expect(bench.clock.uptime == 3_500)
  }

  @Test func `a second file is ordered where more is promised, and a last one may be empty`()
    async throws
  {
    let (one, two) = ("id,Email\n1,a@b.c\n", "id,Email\n2,d@e.f\n")
    let bench = try Bench([
      .token(), added("55"), done("55", count: 1, more: true), file("55", ZipLiteral(one)),
      added("56"), done("56", page: 2, count: 1, more: true), file("56", ZipLiteral(two)),
      added("57"), done("57", page: 3, count: 0),
    ])
    let (table, _) = try await read(bench)
    #expect((0..<table.count).compactMap { table.id(at: $0)?.text } == ["1", "2"])
    let bodies = bench.transport.sent.map { String(decoding: $0.body, as: UTF8.self) }
    #expect(bodies.filter { $0.contains(#""page":2}"#) }.count == 1)
  }

  @Test func `a question of ids that CRM doesn't take gives way to a file, filtered here`()
    async throws
  {
    let bench = try Bench([
      .token(),
      .on(
        "POST /crm/v8/coql",
        #"{"code":"SYNTAX_ERROR","details":{"clause":"where"},"message":"m","status":"error"}"#,
        status: 400),
      added("55"), done("55", count: 2), file("55", ZipLiteral("id,Email\n1,a@b.c\n2,d@e.f\n")),
    ])
    let (table, reading) = try await read(bench, query(.test(.id, .isOneOf(["2"]))))
    #expect((0..<table.count).compactMap { table.id(at: $0)?.text } == ["2"])
    #expect(reading.ways == [.bulk] && reading.read == 2)
  }

  /// §6.7: ids beyond 2^53, also as numbers; 2^53 + 1 is the first that a Double can't hold.
  @Test func `the number of a job keeps its digits`() async throws {
    let job = "9007199254740993"
    let bench = try Bench([
      .token(),
      .on(
        Self.order,
        #"{"data":[{"status":"success","code":"ADDED_SUCCESSFULLY","details":{"id":9007199254740993,"operation":"read","state":"ADDED"}}],"info":{}}"#,
        status: 201),
      done(job, count: 1), file(job, ZipLiteral("id,Email\n9007199254740995,a@b.c\n")),
    ])
    #expect(try await read(bench).table.id(at: 0)?.text == "9007199254740995")
  }

  @Test func `rows that a file repeats are read, and are no further records`() async throws {
    let rows = "1,a@b.c\n2,d@e.f\n1,a@b.c\n3,g@h.i\n2,d@e.f\n"
    for filter in [nil, Filter.test(.id, .isOneOf(["x"]))] {
      let bench = try Bench([
        .token(), added("55"), done("55", count: 5), file("55", ZipLiteral("id,Email\n" + rows)),
      ])
      let (table, reading) = try await read(bench, query(filter))
      #expect(table.count == (filter == nil ? 3 : 0))
      #expect(reading.read == 5 && reading.different == 3)
    }
  }

  @Test func `what came of a file before it broke is not told as the way it went`() async throws {
    let rows = (1...2_500).map { "\($0),u\($0)@example.com\n" }.joined()
    let bench = try Bench([
      .token(), added("55"), done("55", count: 4_500), file("55", ZipLiteral("id,Email\n" + rows)),
      .on("POST /crm/v8/coql", #"{"data":[{"id":"1"}],"info":{"more_records":false}}"#),
    ])
    let (_, reading) = try await read(bench)
    #expect(reading.ways == [.queries] && reading.read == 1)
    #expect(
      reading.notes == [
        "Bulk Read could not be used (Bulk Read: the file holds 2500 records in place of 4500); records were queried instead"
      ])
  }

  @Test func `many rows come in steps, as many as were told`() async throws {
    let rows = (1...4_500).map { "\($0),u\($0)@example.com\n" }.joined()
    let bench = try Bench([
      .token(), added("55"), done("55", count: 4_500), file("55", ZipLiteral("id,Email\n" + rows)),
    ])
    #expect(try await read(bench).table.count == 4_500)
  }

  @Test(arguments: [
    ("FAILURE", "Bulk Read: state FAILURE"), ("PAUSED", "Bulk Read: state PAUSED"),
    ("COMPLETED", "Bulk Read: the result is not told"),
  ])
  func `a job that does not end well gives way to queries, and that is told`(
    state: String, words: String
  ) async throws {
    let bench = try Bench([
      .token(), added("55"), look("55", state),
      .on("POST /crm/v8/coql", #"{"data":[{"id":"1"}],"info":{"more_records":false}}"#),
    ])
    let (table, reading) = try await read(bench)
    #expect(table.count == 1 && reading.ways == [.queries])
    #expect(
      reading.notes == [
        "Bulk Read could not be used (\(words)); records were queried instead"
      ])
  }

  private static let good = ZipLiteral("id,Email\n1,a@b.c\n2,d@e.f\n")

  private static func broken(_ change: (inout ZipLiteral) -> Void) -> ZipLiteral {
    var zip = good
    change(&zip)
    return zip
  }

  @Test(arguments: [
    (broken { $0.sum = 7 }, "the archive's check sum does not hold"),
    (broken { $0.entries = 2 }, "the archive holds 2 files in place of one"),
    (broken { $0.flags = 1 }, "the archive is encrypted"),
    (
      broken { $0.text = Array("id,Email\n1,a@b.c\n".utf8) },
      "the file holds 1 records in place of 2"
    ),
    (broken { $0.text = Array("Email\na@b.c\n".utf8) }, "the CSV has no column id"),
    (
      broken { $0.text = Array("id,Email\n1\n2,x\n".utf8) },
      "a row of the CSV has 1 fields in place of 2"
    ),
    (
      broken { $0.text = Array("id,Email\n1,\"x\n2,y\n".utf8) },
      "a quote of the CSV is never closed"
    ),
    (broken { $0.text = Array("id,Email\n,a@b.c\n2,x\n".utf8) }, "a row of the CSV has no id"),
    (
      broken { $0.text = Array("id,Email\n1,".utf8) + Array(repeating: 0x20, count: 900_000) },
      "the archive unpacks to far more than it should"
    ),
  ])
  func `a file that is not as told is not believed`(zip: ZipLiteral, words: String) async throws {
    let bench = try Bench([
      .token(), added("55"), done("55", count: 2), file("55", zip),
      .on("POST /crm/v8/coql", #"{"data":[{"id":"1"}],"info":{"more_records":false}}"#),
    ])
    let (_, reading) = try await read(bench)
    #expect(
      reading.notes == [
        "Bulk Read could not be used (Bulk Read: \(words)); records were queried instead"
      ])
  }

  @Test func `stored files and archives with a comment are read too`() async throws {
    let zip = Self.broken {
      $0.isPacked = false
      $0.comment = Array("made by CRM".utf8)
    }
    let bench = try Bench([.token(), added("55"), done("55", count: 2), file("55", zip)])
    #expect(try await read(bench).table.count == 2)
  }

  @Test func `what is no archive, or an answer in place of one, is no file`() async throws {
    for answer in [
      HTTPAnswer(status: 200, headers: [HeaderField("content-type", "application/zip")], body: [1]),
      json(#"{"data":[]}"#),
    ] {
      let bench = try Bench([
        .token(), added("55"), done("55", count: 2), .on("GET /crm/bulk/v8/read/55/result", answer),
        .on("POST /crm/v8/coql", #"{"data":[{"id":"1"}],"info":{"more_records":false}}"#),
      ])
      let (_, reading) = try await read(bench)
      #expect(reading.ways == [.queries] && reading.notes.count == 1)
    }
  }

  @Test func `a download that breaks is begun again`() async throws {
    let bench = try Bench([
      .token(), added("55"), done("55", count: 2),
      .on("GET /crm/bulk/v8/read/55/result", failure: .interrupted("reset")),
      file("55", Self.good),
    ])
    #expect(try await read(bench).table.count == 2)
  }

  @Test func `where CRM can filter, it is asked and no file is ordered`() async throws {
    let place = try #require(
      CRMSchemas(contacts: schema).place(of: "Email_Opt_Out", in: [.contacts]))
    let bench = try Bench([
      .token(), .on("POST /crm/v8/coql", #"{"data":[{"id":"1"}],"info":{"more_records":false}}"#),
    ])
    let (_, reading) = try await read(bench, query(.test(.crm(place), .isFlag(false))))
    #expect(reading.ways == [.queries])
  }

  @Test func `nothing changed is 304, and anything else is a change`() async throws {
    let last =
      "/crm/v8/Contacts?fields=Modified_Time&per_page=1&sort_by=Modified_Time&sort_order=desc"
    let newest =
      #"{"data":[{"id":"1","Modified_Time":"2026-03-01T10:00:00+01:00"}],"info":{"more_records":true}}"#
    let bench = try Bench([
      .token(), .on("GET \(last)", newest),
      .on("GET \(last)", HTTPAnswer(status: 304, headers: [], body: [])),
      .on("GET \(last)", newest),
    ])
    let time = try #require(try await bench.crm.lastChange(of: .contacts))
    #expect(time == 1_772_355_600)
    #expect(try await bench.crm.isUnchanged(.contacts, since: time))
    #expect(!(try await bench.crm.isUnchanged(.contacts, since: time)))
    let told = bench.transport.sent.map { request in
      request.headers.first { $0.name == "If-Modified-Since" }?.value
    }
    #expect(told == [nil, nil, "2026-03-01T09:00:00+00:00", "2026-03-01T09:00:00+00:00"])
    let unasked = try Bench([
      .token(), .on("GET \(last)", HTTPAnswer(status: 304, headers: [], body: [])),
    ])
    await #expect(throws: ServiceFailure.self) {
      _ = try await unasked.crm.lastChange(of: .contacts)
    }
  }
}
