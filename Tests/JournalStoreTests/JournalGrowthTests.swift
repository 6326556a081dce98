import CRMShellTesting
import ImportModel
import Testing

@testable import ImportEngine
@testable import JournalStore

/// What the journal does for one person does not hang on how many there are.
@Suite struct JournalGrowthTests {
  private func opening(_ scene: PlanScene) throws -> RunOpening {
    let order = try scene.order()
    return RunOpening(
      order, items: ItemSnapshots.of(order.assessment, in: scene.portal), at: 10)
  }

  private func closing(_ opening: RunOpening) -> RunClosing {
    RunClosing(
      word: "done", exitCode: 0, at: 20,
      people: opening.people.map { person in
        PersonResult(
          person: person.id, email: person.emailText, name: person.name, result: .applied,
          code: nil, message: nil)
      }, items: ItemReadings(opening.items.map { ItemReading(item: $0.item, now: $0.planned) }))
  }

  /// Steps of SQLite to open a run of so many people in three projects, and to close it.
  private func steps(people: Int) async throws -> (open: Int, close: Int) {
    var scene = try PlanScene(projects: 3)
    for number in 1...people { try scene.stage(number, role: 2, in: [1, 2, 3]) }
    let journal = try SQLiteJournal.inMemory()
    let opening = try opening(scene)
    let open = try await journal.database.steps { _ = try await journal.begin(opening) }
    let close = try await journal.database.steps {
      try await journal.close(1, with: closing(opening))
    }
    let told = try await journal.report(1).people
    #expect(told.count == people && told.allSatisfy { $0.result?.result == .applied })
    return (open, close)
  }

  @Test func `a run is opened and closed in steps that grow with its people`() async throws {
    let (few, many) = (try await steps(people: 40), try await steps(people: 400))
    #expect(many.open < few.open * 11, "\(few.open), \(many.open)")
    #expect(many.close < few.close * 11, "\(few.close), \(many.close)")
  }
}
