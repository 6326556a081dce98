import CRMShellTesting
import GRDB
import ImportEngine
@testable import JournalStore
import Testing

@Suite struct RunListTests {
  @Test func `what another process begins and ends is told`() async throws {
    try await withTemporaryFolder { folder in
      let own = try SQLiteJournal(directory: folder)
      let other = try SQLiteJournal(directory: folder)
      let first = try await other.begin(RunJournalContract.opening())
      #expect(try await own.runs(matching: nil).map(\.endedAt) == [nil])
      try await other.close(first, with: .unfinished(.abandoned, at: 70))
      let second = try await own.begin(RunJournalContract.opening())
      let runs = try await own.runs(matching: nil)
      #expect(runs.map(\.run) == [second, first])
      #expect(runs.map(\.endedAt) == [nil, 70])
    }
  }

  @Test func `runs that are known from another journal are not taken for those of this one`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let summaries = KnownSummaries()
      for name in ["first", "second"] {
        let journal = try SQLiteJournal(directory: "\(folder)/\(name)", summaries: summaries)
        for time in name == "first" ? [70, 80] : [75] as [Int64] {
          let run = try await journal.begin(RunJournalContract.opening())
          try await journal.close(run, with: .unfinished(.abandoned, at: time))
        }
        let again = try SQLiteJournal(directory: "\(folder)/\(name)", summaries: summaries)
        let ends = try await again.runs(matching: nil).map(\.endedAt)
        #expect(ends == (name == "first" ? [80, 70] : [75]))
      }
    }
  }

  @Test func `the people of a run that has ended are not counted again`() async throws {
    let journal = try SQLiteJournal.inMemory()
    for end in [70, nil] as [Int64?] {
      let run = try await journal.begin(RunJournalContract.opening())
      if let end { try await journal.close(run, with: .unfinished(.abandoned, at: end)) }
    }
    #expect(try await journal.runs(matching: nil).map(\.people) == [1, 1])
    try await journal.database.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA foreign_keys = OFF; DELETE FROM person")
    }
    #expect(try await journal.runs(matching: nil).map(\.people) == [0, 1])
  }
}
