/// What a credential helper said on standard error: the reason of its failure, in its own words.
struct HelperComplaint: Sendable {
  private let lines: [Substring]

  /// Lines that have a secret in them are left out: those that tell a `password`, as a script does that
  /// traces itself, and those with a part of one that was told in an exchange.
  /// So is the last of several, where it may be cut off, and a secret in it with it.
  init(_ bytes: [UInt8], isCut: Bool = false, hiding exchanges: [[UInt8]]) {
    let told = exchanges.flatMap { Self.lines(of: $0) }.filter { $0.hasPrefix("password=") }
    let secrets = told.flatMap { $0.dropFirst(9).split(separator: " ") }
    var said = Self.lines(of: bytes)
    if isCut, said.count > 1 { said.removeLast() }
    lines = said.filter { line in
      !line.lowercased().contains("password=") && !secrets.contains { line.contains($0) }
    }
  }

  /// On one line, with an ellipsis where it is longer than a number of characters.
  func text(atMost most: Int) -> String {
    let all = lines.joined(separator: "; ")
    return all.count > most ? all.prefix(most) + "…" : all
  }

  private static func lines(of bytes: [UInt8]) -> [Substring] {
    bytes.split(separator: 0x0A).compactMap { line in
      let text = String(decoding: line, as: UTF8.self)
      let start = text.firstIndex { !$0.isWhitespace }
      return start.map { text[$0...] }
    }
  }
}
