import CFuzzer
import Glibc

/// One reader of bytes that others wrote, with what must hold of whatever it reads.
package struct FuzzTarget: Sendable {
  /// The word of `scripts/fuzz`.
  package let name: String
  /// Reads one input; what must not be ends the process.
  package let read: @Sendable ([UInt8]) -> Void

  package init(_ name: String, _ read: @escaping @Sendable ([UInt8]) -> Void) {
    self.name = name
    self.read = read
  }
}

extension [FuzzTarget] {
  /// The target that the environment names.
  package var chosen: FuzzTarget {
    let name = getenv("CRMSH_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = first(where: { $0.name == name }) else {
      fatalError("CRMSH_FUZZ_TARGET is none of: \(map(\.name).joined(separator: " "))")
    }
    return target
  }
}

/// Gives a callback one input after the other; the process's arguments are libFuzzer's.
package func fuzz(_ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32) -> Never {
  var count = CommandLine.argc
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
  exit(LLVMFuzzerRunDriver(&count, &arguments, one))
}

/// Ends the process where something does not hold, so that libFuzzer keeps the input.
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
