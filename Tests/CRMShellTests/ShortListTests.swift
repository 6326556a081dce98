import CRMShellTesting
import ImportModel
import Reporting
import Testing

@testable import CRMShell
@testable import ImportEngine

/// A list that ends before CRM's own count is no list of everybody, and is not told as one.
struct ShortListTests {
  private func notes(
    _ read: Int, different: Int? = nil, of total: Int?, _ ways: [RecordWay], isWhole: Bool
  ) -> [String] {
    var reading = RecordReading()
    (reading.read, reading.different, reading.ways) = (read, different ?? read, ways)
    return FetchCommand.notes(of: reading, total, .contacts, isWhole: isWhole).map { block in
      guard case .notice(let severity, let text) = block else { return "" }
      return "\(severity.rawValue): \(text.plain)"
    }
  }

  @Test func `a list with fewer than CRM counts is warned of`() {
    #expect(
      notes(200, of: 1_280, [.pages], isWhole: true) == [
        "warning: CRM counts 1280 contacts, its list ended after 200: the others may be hidden from this sign-in, or came or went meanwhile; fetch contacts reads it again"
      ])
    #expect(notes(0, of: 3, [], isWhole: true).count == 1)
  }

  @Test func `rows that come twice are no further people`() {
    #expect(
      notes(1_280, different: 1_278, of: 1_280, [.bulk], isWhole: true) == [
        "note: read through CRM's Bulk Read",
        "warning: CRM counts 1280 contacts, its file held 1278 in 1280 rows, since some came twice: fetch contacts reads it again",
      ])
    #expect(
      notes(1_280, different: 1_279, of: 1_280, [.pages], isWhole: true) == [
        "warning: CRM counts 1280 contacts, its list ended after 1279 in 1280 rows, since some came twice: the others may be hidden from this sign-in, or came or went meanwhile; fetch contacts reads it again"
      ])
    #expect(notes(1_285, different: 1_280, of: 1_280, [.pages], isWhole: true).isEmpty)
  }

  @Test func `where more come than CRM counted, both numbers are told for what they are`()
    async throws
  {
    let scene = try Scene()
    await scene.crm.tellCount(of: .contacts, 5)
    await scene.run("connect sandbox")
    let fetched = await scene.output(of: "fetch contacts").standardOutput
    #expect(fetched == "14 contacts fetched; CRM counted 5.\n")
    let again = await scene.output(of: "fetch contacts where department = Sales").standardOutput
    #expect(again.hasPrefix("14 contacts fetched (0 new); CRM counted 5.\n"), "\(again)")
    let status = await scene.output(of: "status").standardOutput
    #expect(status.contains("14 fetched, CRM counted 5\n"), "\(status)")
  }

  @Test func `as many, an unknown count and a filter are not`() {
    #expect(notes(1_280, of: 1_280, [.pages], isWhole: true).isEmpty)
    #expect(notes(1_281, of: 1_280, [.pages], isWhole: true).isEmpty)
    #expect(notes(200, of: nil, [.pages], isWhole: true).isEmpty)
    #expect(notes(200, of: 1_280, [.queries], isWhole: false).isEmpty)
  }
}
