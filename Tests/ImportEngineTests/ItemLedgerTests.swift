import CRMShellTesting
import ImportModel
import Testing

@testable import ImportEngine

struct ItemLedgerTests {
  private let ana = EmailAddress("ana@zylker.example")
  private let bo = EmailAddress("bo@zylker.example")

  @Test func `items are found whole and by person, in the order of the snapshots`() throws {
    let (ana, bo) = (try #require(ana), try #require(bo))
    let projects = try (1...40).map { try #require(ProjectID(String($0))) }
    let items: [Item] =
      [.member(ana), .member(bo)] + projects.flatMap { [.join(ana, $0), .join(bo, $0)] }
    var ledger = ItemLedger(
      items.map { ItemSnapshot(item: $0, planned: .present, before: .absent) })
    #expect(ledger.items(of: ana) == items.filter { $0.email == ana })
    #expect(ledger.items(of: bo) == items.filter { $0.email == bo })
    ledger.markSent(.join(bo, projects[7]))
    ledger.markSent(.join(bo, projects[7]))
    ledger.markProven(.join(bo, projects[8]), bySetting: true)
    ledger.giveUp(.member(ana))
    #expect(ledger[.join(bo, projects[7])]?.sends == 2)
    #expect(ledger[.join(bo, projects[7])]?.isSent == true)
    #expect(ledger[.join(ana, projects[7])]?.isSent == false)
    #expect(ledger[.join(bo, projects[8])]?.isSet == true)
    #expect(ledger[.member(ana)]?.isGivenUp == true)
    ledger.markUnsent(.join(bo, projects[7]))
    #expect(ledger[.join(bo, projects[7])]?.isSent == false)
    #expect(ledger[.join(bo, projects[7])]?.sends == 2)
    #expect(ledger[.role(ana)] == nil)
  }

  @Test func `a customer that was known by its name has its id from then on`() throws {
    let ana = try #require(ana)
    let name = try #require(CustomerName("Kite"))
    var ledger = ItemLedger([
      ItemSnapshot(item: .client(ana), planned: .name(name), before: .absent)
    ])
    #expect(ledger[.client(ana)]?.planned == .name(name))
    ledger.resolve(name, as: try #require(CustomerID("77")))
    #expect(ledger[.client(ana)]?.planned == .id("77"))
  }

  /// There is one for each person and project.
  @Test func `a snapshot takes no more than its address, its project and two ids`() {
    #expect(MemoryLayout<ItemSnapshot>.stride <= 104)
    #expect(MemoryLayout<ItemValue>.stride <= 24)
  }

  @Test func `there is room for the items of a plan at once, and for no more`() throws {
    var scene = try PlanScene(projects: 3)
    for person in 1...40 { try scene.stage(person, role: 2, in: [1, 2, 3]) }
    let snapshots = ItemSnapshots.of(scene.assessment, in: scene.portal)
    #expect(snapshots.count == 40 * 5)
    #expect(snapshots.capacity < 40 * 5 + 8)
  }
}
