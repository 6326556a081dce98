import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

@Suite struct InvariantTests {
  @Test func `no invariant breaks in six hundred seeds of portals, plans and faults`() async throws
  {
    var exits: [Int32: Int] = [:]
    for seed in UInt64(1)...600 {
      let (broken, exitCode) = try await SimulatedImport(seed: seed).violations()
      exits[exitCode, default: 0] += 1
      #expect(broken.isEmpty, "seed \(seed): \(broken)")
    }
    // The seeds reach every kind of ending, else they would prove little.
    for code: Int32 in [0, 3, 4, 6] { #expect(exits[code, default: 0] >= 10, "exit \(code)") }
  }
}
