import CRMShellTesting
import CommandLanguage
import ImportModel
import Testing

@testable import CRMShell

/// What must be known for records to pass for unchanged.
@Suite struct CoverageTests {
  @Test func `a part fetched beside everything leaves the number that goes with it`() {
    var coverage = Coverage()
    coverage.contacts = .all
    coverage.counts[.contacts] = 2_000
    coverage.count(1_999, of: .contacts, isWhole: false)
    #expect(coverage.counts[.contacts] == 2_000)
    coverage.count(1_999, of: .contacts, isWhole: true)
    #expect(coverage.counts[.contacts] == 1_999)
  }

  @Test(arguments: [(5, true), (4, false)])
  func `other accounts than before make contacts unsure`(count: Int, isSure: Bool) {
    var coverage = Coverage()
    coverage.accounts = .all
    coverage.counts[.accounts] = 5
    coverage.lastChanges[.contacts] = [.contacts: 7]
    coverage.count(count, of: .accounts, isWhole: true)
    #expect((coverage.lastChanges[.contacts] != nil) == isSure)
  }

  /// Whoever was read before somebody else was changed would else be taken as they were for ever.
  @Test(arguments: [(99_999, true), (100_000, false), (103_000, false)])
  func `a change that may have been made during the fetch proves nothing`(
    latest: Int64, isSettled: Bool
  ) throws {
    var users = RecordTable<CRMUser>(.users)
    let column = try #require(users.schema.index(of: "Modified_Time"))
    for (id, time) in [("1", Int64(5)), ("2", latest)] {
      var values = [FieldValue](repeating: .empty, count: users.schema.fields.count)
      values[column] = .time(time)
      users.append(id: try #require(CRMUserID(id)), values)
    }
    #expect(users.settledChange(by: 103_600) == (isSettled ? latest : nil))
  }

  @Test func `a value made of itself ends at a bound, and is not repeated`() async throws {
    let scene = try Scene()
    let lines = ["let a=0123456789"] + Array(repeating: "let a=$a$a", count: 20)
    let told = await scene.output(of: lines.joined(separator: "\n"))
    #expect(told.exit == .usage)
    #expect(told.standardError.contains("is not at most 65536 bytes"), "\(told.standardError)")
    #expect(told.standardError.utf8.count < 2_000)
  }
}
