import Foundation
import Fuzzing
import Glibc

/// A round of some targets in a process of its own, which a broken one ends: what is said of it stands in
/// a folder that the parent process named.
struct FuzzRound {
  /// Longer than any input may take, unoptimised on a busy machine.
  private static let secondsForOne: UInt32 = 20

  let folder: URL

  /// The folder of a round; its process is a child of the one that asks for it.
  init(_ name: String, of process: pid_t) {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("crmsh-round-\(process)-\(name)")
  }

  /// Gives every target its inputs, on a thread: those that wait for asynchronous work hold it.
  static func play(_ name: String, _ targets: [FuzzTarget]) async throws {
    let round = FuzzRound(name, of: getppid())
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread {
        continuation.resume(with: Result { for target in targets { try round.play(target) } })
      }
      // As the main thread's, on which libFuzzer reads.
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  private func play(_ target: FuzzTarget) throws {
    let errors = try opened("errors")
    dup2(errors, STDERR_FILENO)
    close(errors)
    let seeds = try Seeds(of: target.name, in: folder)
    var made = MadeInputs(target.name, seeds: seeds.regressions + seeds.inputs, words: seeds.words)
    let file = try opened("input")
    defer { close(file) }
    // Half of them as they are at most: there are more seeds than inputs of a slow target.
    let step = max(1, (2 * seeds.inputs.count + target.round - 1) / target.round)
    let untouched = stride(from: 0, to: seeds.inputs.count, by: step).map { seeds.inputs[$0] }
    let given = seeds.regressions + [[]] + untouched
    let count = max(given.count, target.round)
    let start = ContinuousClock.now
    for number in 0..<count {
      let input = number < given.count ? given[number] : made.next()
      guard pwrite(file, input, input.count, 0) == input.count, ftruncate(file, input.count) == 0
      else { throw POSIXError(.EIO) }
      alarm(Self.secondsForOne)
      target.read(input)
    }
    alarm(0)
    try note("\(target.name) \(count) \((ContinuousClock.now - start) / .milliseconds(1))\n")
  }

  private func opened(_ name: String) throws -> Int32 {
    let path = folder.appendingPathComponent(name).path
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw POSIXError(.EIO) }
    return file
  }

  /// What was read to its end, one line a target.
  var notes: [(target: String, inputs: Int, milliseconds: Double)] {
    let text = try? String(contentsOf: noteFile, encoding: .utf8)
    return (text ?? "").split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count == 3, let inputs = Int(words[1]), let time = Double(words[2]) else {
        return nil
      }
      return (String(words[0]), inputs, time)
    }
  }

  /// What was under way when the process ended, as a line of a shell that makes it again.
  var broken: String {
    let input = (try? Data(contentsOf: folder.appendingPathComponent("input"))) ?? Data()
    let errors = try? String(
      contentsOf: folder.appendingPathComponent("errors"), encoding: .utf8)
    return "\(errors ?? "")\n\(input.base64EncodedString()) is its input in base 64"
  }

  private var noteFile: URL { folder.appendingPathComponent("notes") }

  private func note(_ line: String) throws {
    let file = try FileHandle(forUpdating: noteFile)
    try file.seekToEnd()
    try file.write(contentsOf: Data(line.utf8))
    try file.close()
  }

  /// Makes the folder, which must not be there.
  func prepare() throws {
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    try Data().write(to: noteFile)
  }
}
