import Foundation
import Fuzzing
import Testing

/// A short round of every target of `scripts/fuzz`, without libFuzzer and the sanitizer: as many inputs as
/// the target says, the same ones every time. What breaks ends a process of its own.
@Suite(.serialized)
struct RoundTests {
  @Test func `readers of texts hold what is made up`() async throws {
    try await check("texts", textTargets) {
      await #expect(processExitsWith: .success) { try await FuzzRound.play("texts", textTargets) }
    }
  }

  @Test func `readers of archives, secrets and stores hold what is made up`() async throws {
    try await check("stores", storeTargets) {
      await #expect(processExitsWith: .success) { try await FuzzRound.play("stores", storeTargets) }
    }
  }

  @Test func `readers of lines hold what is made up`() async throws {
    try await check("shell", shellTargets) {
      await #expect(processExitsWith: .success) { try await FuzzRound.play("shell", shellTargets) }
    }
  }

  @Test func `every target that scripts/fuzz knows is among them`() throws {
    let script = Process()
    let output = Pipe()
    script.executableURL = Seeds.scripts.appendingPathComponent("fuzz")
    script.arguments = ["--list"]
    script.standardOutput = output
    try script.run()
    let listed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    script.waitUntilExit()
    let names = (textTargets + storeTargets + shellTargets).map(\.name)
    #expect(listed.split(separator: "\n").map(String.init).sorted() == names.sorted())
    #expect(Set(names).count == names.count)
  }

  private func check(
    _ name: String, _ targets: [FuzzTarget], play: () async -> ExitTest.Result?
  ) async throws {
    let round = FuzzRound(name, of: getpid())
    try round.prepare()
    defer { try? FileManager.default.removeItem(at: round.folder) }
    _ = await play()
    let notes = round.notes
    for note in notes {
      print("fuzz: \(note.target): \(note.inputs) inputs in \(Int(note.milliseconds)) ms")
    }
    for (target, note) in zip(targets, notes) {
      #expect(note.target == target.name && note.inputs >= target.round)
    }
    if notes.count < targets.count {
      Issue.record("\(targets[notes.count].name) broke: \(round.broken)")
    }
  }
}
