import CZlib

/// A zip archive of one file, written without going back: its sizes stand behind it (APPNOTE 4.4.4).
struct ZipWriter {
  private let name: [UInt8]
  private let deflater = Deflater()
  private var sum: UInt32 = 0
  private var packed: UInt32 = 0
  private var unpacked: UInt32 = 0

  init(name: String) { self.name = Array(name.utf8) }

  /// What stands before the file.
  func start() -> [UInt8] {
    Self.little(0x0403_4B50) + version + Self.little(0, 4) + Self.little(0, 4) + Self.little(0, 4)
      + nameLengths + name
  }

  /// More of the file.
  mutating func add(_ bytes: [UInt8]) -> [UInt8] {
    sum = bytes.withUnsafeBufferPointer {
      UInt32(crc32(UInt(sum), $0.baseAddress, UInt32($0.count)))
    }
    unpacked &+= UInt32(bytes.count)
    return counted(deflater.add(bytes))
  }

  /// The end of the file, and of the archive.
  mutating func finish() -> [UInt8] {
    let rest = counted(deflater.finish())
    let sizes = Self.little(sum) + Self.little(packed) + Self.little(unpacked)
    let start = UInt32(30 + name.count) &+ packed &+ 16
    let directory =
      Self.little(0x0201_4B50) + Self.little(20, 2) + version + sizes + nameLengths
      + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0) + Self.little(0)
      + name
    let end =
      Self.little(0x0605_4B50) + Self.little(0, 4) + Self.little(1, 2) + Self.little(1, 2)
      + Self.little(UInt32(directory.count)) + Self.little(start) + Self.little(0, 2)
    return rest + Self.little(0x0807_4B50) + sizes + directory + end
  }

  /// Version 2.0, sizes behind and names in UTF-8, packed, and a date that says nothing: 1980-01-01.
  private var version: [UInt8] {
    Self.little(20, 2) + Self.little(0x0808, 2) + Self.little(8, 2) + Self.little(0, 2)
      + Self.little(0x21, 2)
  }

  private var nameLengths: [UInt8] { Self.little(UInt32(name.count), 2) + Self.little(0, 2) }

  private mutating func counted(_ bytes: [UInt8]) -> [UInt8] {
    packed &+= UInt32(bytes.count)
    return bytes
  }

  private static func little(_ number: UInt32, _ width: Int = 4) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}

/// Packs bytes: raw deflate, RFC 1951.
final class Deflater {
  /// Where zlib keeps its state: it must not move.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var room = [UInt8](repeating: 0, count: 64 * 1024)

  init() {
    stream.initialize(to: z_stream())
    deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// What is ready after more bytes.
  func add(_ bytes: [UInt8]) -> [UInt8] { run(bytes, Z_NO_FLUSH) }

  /// All that is left.
  func finish() -> [UInt8] { run([], Z_FINISH) }

  private func run(_ bytes: [UInt8], _ mode: Int32) -> [UInt8] {
    var input = bytes
    var output: [UInt8] = []
    input.withUnsafeMutableBufferPointer { input in
      stream.pointee.next_in = input.baseAddress
      stream.pointee.avail_in = UInt32(input.count)
      repeat {
        let count = room.withUnsafeMutableBufferPointer { room in
          stream.pointee.next_out = room.baseAddress
          stream.pointee.avail_out = UInt32(room.count)
          deflate(stream, mode)
          return room.count - Int(stream.pointee.avail_out)
        }
        output += room.prefix(count)
      } while stream.pointee.avail_out == 0
    }
    return output
  }
}
