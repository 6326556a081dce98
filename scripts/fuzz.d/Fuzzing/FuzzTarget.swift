/// One reader of bytes that others wrote, with what must hold of whatever it reads.
package struct FuzzTarget: Sendable {
  /// The word of `scripts/fuzz`.
  package let name: String
  /// How many inputs the tests give it: the slower it reads, the fewer.
  package let round: Int
  /// Reads one input; what must not be ends the process.
  package let read: @Sendable ([UInt8]) -> Void

  package init(
    _ name: String, round: Int = 1000, _ read: @escaping @Sendable ([UInt8]) -> Void
  ) {
    self.name = name
    self.round = round
    self.read = read
  }
}

/// Ends the process where something does not hold, so that the input is kept.
package func expect(_ holds: Bool, _ words: @autoclosure () -> String) {
  if !holds { fatalError(words()) }
}

/// Bytes as the arguments of several questions: the first decide, the rest is text.
package struct FuzzInput {
  private var rest: ArraySlice<UInt8>

  package init(_ bytes: [UInt8]) { rest = bytes[...] }

  /// The next byte; 0 at the end.
  package mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

  /// Up to the next NUL, without it.
  package mutating func piece() -> [UInt8] {
    let end = rest.firstIndex(of: 0) ?? rest.endIndex
    let piece = Array(rest[..<end])
    rest = rest[end...].dropFirst()
    return piece
  }

  /// The same as text.
  package mutating func text() -> String { String(decoding: piece(), as: UTF8.self) }

  /// All that is left.
  package var bytes: [UInt8] { Array(rest) }
}
