import Foundation

/// The first inputs of a target as `scripts/fuzz.d/seeds` makes them, and the words of its dictionary.
struct Seeds {
  /// Inputs that once broke something.
  let regressions: [[UInt8]]
  let inputs: [[UInt8]]
  let words: [[UInt8]]

  init(of target: String, in folder: URL) throws {
    let place = folder.appendingPathComponent(target)
    let script = Process()
    script.executableURL = Self.scripts.appendingPathComponent("fuzz.d/seeds")
    script.arguments = [target, place.path]
    script.currentDirectoryURL = Self.scripts.deletingLastPathComponent()
    try script.run()
    script.waitUntilExit()
    guard script.terminationStatus == 0 else { throw Failure(code: script.terminationStatus) }
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
    let read = { (name: String) in
      [UInt8](try Data(contentsOf: place.appendingPathComponent(name)))
    }
    let isRegression = { (name: String) in name.hasPrefix("\(target)-") }
    regressions = try names.filter(isRegression).map(read)
    inputs = try names.filter { !isRegression($0) }.map(read)
    let dictionary = try String(contentsOf: place.appendingPathExtension("dict"), encoding: .utf8)
    words = dictionary.split(separator: "\n").map { Self.bytes(of: $0.dropFirst().dropLast()) }
  }

  /// The scripts beside which this file lies: scripts/fuzz.d/Round/….
  static let scripts = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  struct Failure: Error {
    let code: Int32
  }

  /// A word of a dictionary: `\\`, `\"` and `\xNN` stand for one byte.
  private static func bytes(of word: Substring) -> [UInt8] {
    var (bytes, rest): ([UInt8], Substring.UTF8View) = ([], word.utf8)
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      let digits = String(Substring(rest.prefix(2)))
      if escaped == UInt8(ascii: "x"), let value = UInt8(digits, radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(escaped)
      }
    }
    return bytes
  }
}
