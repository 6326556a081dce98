import ImportModel
import Reporting
import Testing

@testable import CRMShell
@testable import ImportEngine

/// A list that ends before CRM's own count is no list of everybody, and is not told as one.
struct ShortListTests {
  private func notes(_ read: Int, of total: Int?, _ ways: [RecordWay], isWhole: Bool) -> [String] {
    var reading = RecordReading()
    (reading.read, reading.ways) = (read, ways)
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

  @Test func `as many, an unknown count and a filter are not`() {
    #expect(notes(1_280, of: 1_280, [.pages], isWhole: true).isEmpty)
    #expect(notes(1_281, of: 1_280, [.pages], isWhole: true).isEmpty)
    #expect(notes(200, of: nil, [.pages], isWhole: true).isEmpty)
    #expect(notes(200, of: 1_280, [.queries], isWhole: false).isEmpty)
  }
}
