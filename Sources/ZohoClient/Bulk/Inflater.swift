import CZlib

/// Unpacks raw deflate (RFC 1951) piece by piece.
final class Inflater {
  /// Where zlib keeps its state: it must not move.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var room = [UInt8](repeating: 0, count: 64 * 1024)
  private var input: [UInt8] = []
  private var used = 0
  /// Whether the end of the packed text was reached.
  private(set) var isAtEnd = false

  init() throws(FileProblem) {
    stream.initialize(to: z_stream())
    let result = inflateInit2_(
      stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else { throw FileProblem("zlib can't be used (\(result))") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Whether it has nothing left to unpack.
  var isHungry: Bool { used == input.count && !isAtEnd }

  /// Takes more packed bytes, once the last are used up.
  func feed(_ bytes: [UInt8]) {
    input = bytes
    used = 0
  }

  /// The next unpacked bytes, at most 64 KiB; none where it is hungry or at its end.
  func next() throws(FileProblem) -> [UInt8] {
    guard !isAtEnd else { return [] }
    let (result, taken, given) = input.withUnsafeMutableBufferPointer { input in
      room.withUnsafeMutableBufferPointer { room in
        stream.pointee.next_in = input.baseAddress?.advanced(by: used)
        stream.pointee.avail_in = UInt32(input.count - used)
        stream.pointee.next_out = room.baseAddress
        stream.pointee.avail_out = UInt32(room.count)
        let result = inflate(stream, Z_NO_FLUSH)
        return (
          result, input.count - used - Int(stream.pointee.avail_in),
          room.count - Int(stream.pointee.avail_out)
        )
      }
    }
    used += taken
    switch result {
    case Z_STREAM_END: isAtEnd = true
    case Z_OK, Z_BUF_ERROR: break
    default: throw FileProblem("the archive is damaged (zlib \(result))")
    }
    return Array(room.prefix(given))
  }
}
