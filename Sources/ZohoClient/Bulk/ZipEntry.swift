import CZlib

/// The one CSV of a zip archive (APPNOTE 6.3.10), read piece by piece.
///
/// Refused: an archive of several files, of an encrypted one or of one in ZIP64, sizes that are not
/// those told, a wrong check sum, and more unpacked bytes than the limits allow.
final class ZipEntry {
  /// How much may come out of an archive.
  struct Limits {
    /// Of bytes unpacked.
    var most = 4 << 30
    /// Of bytes unpacked for each that was packed; text of a CRM packs to a fifth to a fiftieth.
    var ratio = 200
  }

  private static let piece = 256 * 1024
  private static let stored = 0
  private static let deflated = 8

  private let file: ScratchFile
  private let inflater: Inflater?
  private let limits: Limits
  private let told: (sum: UInt32, packed: Int, unpacked: Int)
  private var place: Int
  private let end: Int
  private var sum: UInt32 = 0
  private var count = 0

  init(in file: ScratchFile, limits: Limits = Limits()) throws(FileProblem) {
    let entry = try Self.entry(of: file)
    let head = Little(try file.read(from: entry.start, atMost: 30))
    guard head.bytes.count == 30, head[0, 4] == 0x0403_4B50 else {
      throw FileProblem("the archive's file is not where it is told to be")
    }
    self.file = file
    self.limits = limits
    told = (entry.sum, entry.packed, entry.unpacked)
    place = entry.start + 30 + head[26, 2] + head[28, 2]
    end = place + entry.packed
    guard end <= file.count else { throw FileProblem("the archive is cut off") }
    switch entry.method {
    case Self.stored: inflater = nil
    case Self.deflated: inflater = try Inflater()
    default: throw FileProblem("the archive is packed in a way that is not known")
    }
  }

  /// The next unpacked bytes; nil at the end, once everything is as told.
  func next() throws(FileProblem) -> [UInt8]? {
    while true {
      let bytes = try some()
      guard let bytes else {
        guard count == told.unpacked, sum == told.sum else {
          throw FileProblem("the archive's check sum does not hold")
        }
        return nil
      }
      guard !bytes.isEmpty else { continue }
      count += bytes.count
      guard count <= limits.most, count <= max(told.packed, 4_096) * limits.ratio else {
        throw FileProblem("the archive unpacks to far more than it should")
      }
      sum = bytes.withUnsafeBufferPointer {
        UInt32(crc32(UInt(sum), $0.baseAddress, UInt32($0.count)))
      }
      return bytes
    }
  }

  private func some() throws(FileProblem) -> [UInt8]? {
    guard let inflater else { return place < end ? try packed() : nil }
    if inflater.isAtEnd { return nil }
    if inflater.isHungry {
      guard place < end else { throw FileProblem("the archive is cut off") }
      inflater.feed(try packed())
    }
    return try inflater.next()
  }

  private func packed() throws(FileProblem) -> [UInt8] {
    let bytes = try file.read(from: place, atMost: min(Self.piece, end - place))
    guard !bytes.isEmpty else { throw FileProblem("the archive is cut off") }
    place += bytes.count
    return bytes
  }
}

extension ZipEntry {
  private struct Entry {
    let start: Int
    let method: Int
    let sum: UInt32
    let packed: Int
    let unpacked: Int
  }

  /// What the directory at the end of the archive says of its one file.
  private static func entry(of file: ScratchFile) throws(FileProblem) -> Entry {
    // The end is found backwards: a comment of up to 64 KiB may stand behind it.
    let tail = Little(
      try file.read(from: max(0, file.count - 65_557), atMost: min(file.count, 65_557)))
    guard
      let end = stride(from: tail.bytes.count - 22, through: 0, by: -1)
        .first(where: { tail[$0, 4] == 0x0605_4B50 })
    else { throw FileProblem("it is no zip archive") }
    guard tail[end + 10, 2] == 1 else {
      throw FileProblem("the archive holds \(tail[end + 10, 2]) files in place of one")
    }
    let directory = Little(try file.read(from: tail[end + 16, 4], atMost: 46))
    guard directory.bytes.count == 46, directory[0, 4] == 0x0201_4B50 else {
      throw FileProblem("the archive's directory can't be read")
    }
    guard directory[8, 2] & 1 == 0 else { throw FileProblem("the archive is encrypted") }
    let (packed, unpacked) = (directory[20, 4], directory[24, 4])
    guard packed < 0xFFFF_FFFF, unpacked < 0xFFFF_FFFF else {
      throw FileProblem("the archive is larger than 4 GiB")
    }
    return Entry(
      start: directory[42, 4], method: directory[10, 2],
      sum: UInt32(truncatingIfNeeded: directory[16, 4]), packed: packed, unpacked: unpacked)
  }

  /// Whole numbers, the lowest byte first.
  private struct Little {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    subscript(_ offset: Int, _ width: Int) -> Int {
      guard offset >= 0, offset + width <= bytes.count else { return 0 }
      return bytes[offset..<(offset + width)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
  }
}
