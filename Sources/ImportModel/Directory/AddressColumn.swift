/// The canonical addresses of a table's rows. Where one is what stands in the column of e-mails, byte for
/// byte, it is not kept again.
struct AddressColumn: Hashable, Sendable {
  /// The others, empty for a text that is no address, and the rows they are of, in order.
  private var texts = TextColumn()
  private var rows: [UInt32] = []
  /// A bit for each of these rows; as many words as it takes to tell the last of them.
  private var marks: [UInt64] = []

  /// The bytes that an address may hold and be canonical: what `EmailAddress` allows of ASCII without
  /// capital letters and the @; a bit for each, in two words.
  struct PlainBytes {
    private var (low, high) = (UInt64(0), UInt64(0))

    static let all = PlainBytes()

    private init() {
      for byte in UInt8(0)..<0x80 {
        let letter = Unicode.Scalar(byte)
        guard byte != UInt8(ascii: "@"), !("A"..."Z").contains(letter),
          EmailAddress("a\(letter)a@b") != nil
        else { continue }
        if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
      }
    }

    func contains(_ byte: UInt8) -> Bool {
      byte < 0x80 && (byte < 64 ? low : high) & (1 << UInt64(byte & 63)) != 0
    }
  }

  /// Takes the address of a row, behind all those before, from the text of its e-mail.
  mutating func append(_ written: UnsafeRawBufferPointer, at row: Int) {
    guard !written.isEmpty else { return }
    var canonical = EmailAddress(String(decoding: written, as: UTF8.self))?.canonical ?? ""
    canonical.withUTF8 { append(UnsafeRawBufferPointer($0), unlike: written, at: row) }
  }

  /// Takes an address that is known.
  mutating func append(
    _ canonical: UnsafeRawBufferPointer, unlike written: UnsafeRawBufferPointer, at row: Int
  ) {
    guard !canonical.isEqual(to: written) else { return }
    texts.append(canonical, at: rows.count)
    rows.append(UInt32(row))
    while marks.count <= row / 64 { marks.append(0) }
    marks[row / 64] |= 1 << UInt64(row % 64)
  }

  /// The address of a row, of which this is the e-mail; empty where it has none.
  func slice(_ row: Int, of emails: TextColumn?) -> ArraySlice<UInt8> {
    guard row / 64 < marks.count, marks[row / 64] & (1 << UInt64(row % 64)) != 0 else {
      return emails?.slice(row) ?? []
    }
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] < UInt32(row) { low = middle + 1 } else { high = middle }
    }
    return texts.slice(low)
  }

  /// Bytes of everything.
  var size: Int {
    texts.size + rows.count * MemoryLayout<UInt32>.stride
      + marks.count * MemoryLayout<UInt64>.stride
  }

  /// Lets go the room that was kept for more.
  mutating func close() {
    texts.close()
    rows = rows.closed
  }

  /// Whether a text is an address in its canonical form; false for some that are.
  static func isCanonical(_ text: UnsafeRawBufferPointer, _ plain: PlainBytes) -> Bool {
    guard (3...254).contains(text.count) else { return false }
    var at = -1
    for index in text.indices {
      let byte = text[index]
      if byte == UInt8(ascii: "@") {
        guard at < 0 else { return false }
        at = index
      } else {
        guard plain.contains(byte) else { return false }
      }
    }
    let dot = UInt8(ascii: ".")
    return at > 0 && at < text.count - 1 && text[at + 1] != dot && text[text.count - 1] != dot
  }
}
