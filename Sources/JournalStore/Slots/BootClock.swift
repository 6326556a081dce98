import Glibc
package import ImportEngine

/// Time that all processes of a machine agree on, since it was started.
package protocol BootClock: Sendable {
  /// Milliseconds since the start, sleep included.
  var milliseconds: Int64 { get }
  /// The name of this start: another one after each.
  var bootID: String { get }
  /// Seconds since 1970 UTC, which somebody may set.
  var wallSeconds: Int64 { get }
}

/// `CLOCK_BOOTTIME` and the kernel's boot id.
package struct SystemBootClock: BootClock {
  /// A UUID as text.
  package let bootID: String

  /// Fails where the kernel does not tell its boot id: without it old times would look new.
  package init() throws(JournalFailure) {
    let path = "/proc/sys/kernel/random/boot_id"
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .store("the kernel does not tell its boot id") }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &bytes, bytes.count)
    guard count >= 32 else { throw .store("the kernel does not tell its boot id") }
    bootID = String(decoding: bytes.prefix(count).filter { $0 > 0x20 }, as: UTF8.self)
  }

  /// Of `CLOCK_BOOTTIME`, which all processes read alike.
  package var milliseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// By time(2).
  package var wallSeconds: Int64 { Int64(time(nil)) }
}
