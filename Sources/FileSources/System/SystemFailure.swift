import Glibc

/// A system call's refusal.
package struct SystemFailure: Error, Hashable, Sendable {
  /// `errno` as it was.
  package let code: Int32

  package init(code: Int32) { self.code = code }

  /// The failure of the call just made.
  static var last: SystemFailure { SystemFailure(code: errno) }

  /// The C library's words, e.g. `No space left on device`.
  package var reason: String { String(cString: strerror(code)) }
}
