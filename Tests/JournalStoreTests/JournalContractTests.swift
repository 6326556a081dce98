import CRMShellTesting
import ImportEngine
import JournalStore
import Testing

@Suite struct JournalContractTests {
  @Test(arguments: RunJournalContract.allCases)
  func `the journal in SQLite keeps the contract`(_ rule: RunJournalContract) async throws {
    try await rule.check(SQLiteJournal.inMemory())
  }

  @Test(arguments: RunJournalContract.allCases)
  func `the journal in memory keeps the contract`(_ rule: RunJournalContract) async throws {
    try await rule.check(InMemoryJournal())
  }

  @Test(arguments: RunJournalContract.allCases)
  func `the journal in a file keeps the contract`(_ rule: RunJournalContract) async throws {
    try await withTemporaryFolder { try await rule.check(SQLiteJournal(directory: $0)) }
  }
}
