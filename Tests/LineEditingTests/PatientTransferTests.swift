import Dispatch
import Glibc
import Synchronization
import Testing

@testable import LineEditing

/// Descriptors that give and take less at a time than they are asked for.
@Suite(.serialized) struct PatientTransferTests {
  /// Both ends of a pipe on which nothing blocks.
  private func ends() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    return (ends[0], ends[1])
  }

  @Test func `more than a pipe holds is written whole, and read as it comes`() async throws {
    let (reading, writing) = try ends()
    defer { close(reading) }
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0) }
    // Both wait: no thread of the pool may, where there may be but one.
    let failure = Mutex<Int32?>(nil)
    let writer = DispatchWorkItem {
      let code = PatientTransfer.write(bytes, to: writing)
      failure.withLock { $0 = code }
      close(writing)
    }
    DispatchQueue(label: "crmsh.tests.writer").async(execute: writer)
    var read: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 10_000)
    while true {
      let count = PatientTransfer.read(reading, into: &part)
      try #require(count >= 0)
      if count == 0 { break }
      read += part[..<count]
    }
    #expect(failure.withLock { $0 } == nil)
    #expect(read == bytes)
  }

  @Test func `lines are read from a descriptor on which nothing blocks`() async throws {
    let (reading, writing) = try ends()
    defer { close(reading) }
    let reader = PlainLineReader(input: reading)
    let line = Task { try await reader.next() }
    try await Task.sleep(for: .milliseconds(50))
    #expect(PatientTransfer.write("one\ntwo\n".utf8, to: writing) == nil)
    close(writing)
    #expect(try await line.value == "one")
    #expect(try await reader.next() == "two")
    #expect(try await reader.next() == nil)
  }

  @Test func `what keeps it from reading or writing is told`() throws {
    #expect(PatientTransfer.write([1], to: -1) == EBADF)
    var part: [UInt8] = [0]
    #expect(PatientTransfer.read(-1, into: &part) == -1 && errno == EBADF)
  }
}
