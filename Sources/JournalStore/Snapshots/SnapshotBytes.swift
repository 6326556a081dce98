import Glibc
import ImportEngine
import ImportModel

/// The frame of a snapshot's file: `crmshsnp`, version, the lengths of head and body, head, body, and
/// the SHA-256 of all before it. Numbers are in the byte order of the machine: on another one the
/// version is another.
struct SnapshotFrame {
  static let magic = Array("crmshsnp".utf8)
  /// To be counted up with every change of what stands in head or body.
  static let version: UInt32 = 2
  /// Bytes before the head.
  static let prefixLength = 24

  let headLength: Int
  let bodyLength: Int

  var prefix: [UInt8] {
    Self.magic + Self.bytes(of: Self.version) + Self.bytes(of: UInt32(headLength))
      + Self.bytes(of: UInt64(bodyLength))
  }

  /// Why there is no frame in a file's first bytes.
  enum Fault: Error { case damaged, otherVersion }

  /// Reads the frame of a file of so many bytes.
  init(_ prefix: [UInt8], fileLength: Int) throws(Fault) {
    guard prefix.count == Self.prefixLength, Array(prefix[..<8]) == Self.magic else {
      throw .damaged
    }
    guard Self.number(prefix[8..<12], UInt32.self) == Self.version else { throw .otherVersion }
    let head = UInt64(Self.number(prefix[12..<16], UInt32.self))
    let body = Self.number(prefix[16..<24], UInt64.self)
    let rest = fileLength - Self.prefixLength - RunningSHA256.length
    guard rest >= 0, head <= UInt64(rest), body == UInt64(rest) - head else { throw .damaged }
    headLength = Int(head)
    bodyLength = Int(body)
  }

  init(headLength: Int, bodyLength: Int) {
    self.headLength = headLength
    self.bodyLength = bodyLength
  }

  private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number) { Array($0) }
  }

  private static func number<Number: FixedWidthInteger>(
    _ bytes: ArraySlice<UInt8>, _: Number.Type
  ) -> Number {
    var number: Number = 0
    withUnsafeMutableBytes(of: &number) { $0.copyBytes(from: bytes) }
    return number
  }
}

/// Writes a snapshot to a file that is open, and empty. How long its parts are is known when they are written,
/// and nothing is held to know it before: room is left for the prefix, which comes last, and what is hashed is
/// read again.
struct SnapshotSink: ByteSink {
  private let file: Int32
  private var count = 0
  private var headLength = 0

  init(_ file: Int32) { self.file = file }

  mutating func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    count += bytes.count
    return PrivateFolder.write(bytes, to: file)
  }

  private mutating func write(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { write($0) } }

  private struct Unwritten: Error {}

  /// False where the file does not take it; throws where the head can't be written down.
  mutating func write(head: some SnapshotHead) throws -> Bool {
    guard write([UInt8](repeating: 0, count: SnapshotFrame.prefixLength)) else { return false }
    do {
      try head.forEachPart { part in if !write(part) { throw Unwritten() } }
    } catch is Unwritten {
      return false
    }
    headLength = count - SnapshotFrame.prefixLength
    return true
  }

  /// Writes the prefix, and the digest of all before it.
  mutating func close() -> Bool {
    let frame = SnapshotFrame(
      headLength: headLength, bodyLength: count - headLength - SnapshotFrame.prefixLength)
    guard lseek(file, 0, SEEK_SET) == 0,
      frame.prefix.withUnsafeBytes({ PrivateFolder.write($0, to: file) }),
      lseek(file, 0, SEEK_SET) == 0
    else { return false }
    var source = HashedFileSource(file, length: count)
    guard let digest = source.digest() else { return false }
    return digest.withUnsafeBytes { PrivateFolder.write($0, to: file) }
  }
}

/// Reads a file that is open, and hashes what it reads.
struct HashedFileSource: ByteSource {
  private let file: Int32
  private(set) var left: Int
  private var hash = RunningSHA256()

  /// `length`: how many bytes the file has.
  init(_ file: Int32, length: Int) {
    self.file = file
    left = length
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Bool {
    guard buffer.count <= left, Self.fill(buffer, from: file) else { return false }
    left -= buffer.count
    hash.update(UnsafeRawBufferPointer(buffer))
    return true
  }

  /// So many bytes; nil where there are fewer.
  mutating func bytes(_ count: Int) -> [UInt8]? {
    guard count <= left else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    return bytes.withUnsafeMutableBytes { read(into: $0) } ? bytes : nil
  }

  /// That of all that is left; nil where it can't be read.
  mutating func digest() -> [UInt8]? {
    var part = [UInt8](repeating: 0, count: 64 * 1024)
    while left > 0 {
      let length = min(left, part.count)
      let isRead = part.withUnsafeMutableBytes { bytes in
        read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<length]))
      }
      guard isRead else { return nil }
    }
    return hash.finish()
  }

  /// Whether nothing is left but the digest of all that was read.
  mutating func endsWithItsDigest() -> Bool {
    let digest = hash.finish()
    guard left == digest.count else { return false }
    var told = [UInt8](repeating: 0, count: digest.count)
    return told.withUnsafeMutableBytes { Self.fill($0, from: file) } && told == digest
  }

  private static func fill(_ buffer: UnsafeMutableRawBufferPointer, from file: Int32) -> Bool {
    var rest = buffer[...]
    while !rest.isEmpty {
      let part = UnsafeMutableRawBufferPointer(rebasing: rest)
      let count = Glibc.read(file, part.baseAddress, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
