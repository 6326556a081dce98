/// Turns the bytes a terminal sends into Unicode scalars and keys.
///
/// Keys of several bytes are recognised here rather than in libedit's key maps: a lone Escape
/// stays usable in vi mode, and no `~/.editrc` can take the end of a paste away.
struct KeyDecoder {
  /// Whether Escape right before Enter is a key of its own. In vi it ends the insertion, and Enter
  /// runs the line, however fast both are typed.
  var readsAltEnter = true

  private var bytes: [UInt8] = []
  private var next = 0
  /// A scalar that was given back.
  private var held: Unicode.Scalar?
  /// Up to where `^C` was looked for, and whether a paste is open there.
  private var searched = 0
  private(set) var isPasting = false
  /// Whether a paste was ended for a `^C`, and no line since.
  var isCut = false
  /// Whether what comes next belongs to a paste.
  private var isWithinPaste = false
  /// Where an Escape stands that was given out because nothing followed in time: what comes late may
  /// still make the mark of a paste of it, which must never be taken for keys.
  private var late: Int?

  /// Whether nothing waits to be decoded.
  var isEmpty: Bool { held == nil && next == bytes.count }

  /// Whether Enter is what is decoded next.
  var beginsWithEnter: Bool {
    held == nil && bytes[next...].first.map { $0 == 0x0D || $0 == 0x0A } == true
  }

  /// Whether a sequence begun may be the mark of a paste.
  var holdsMark: Bool {
    isWithinPaste || bytes[(late ?? next)...].starts(with: Self.pasteStart.prefix(3))
  }

  /// Whether Enter is among what waits to be decoded.
  var holdsEnter: Bool { bytes[next...].contains { $0 == 0x0D || $0 == 0x0A } }

  /// Whether `^C` was read last, though it may be part of a paste.
  var endsWithInterrupt: Bool { bytes.last == 0x03 }

  /// Adds what was read.
  mutating func append(_ read: some Sequence<UInt8>) {
    let used = late ?? next
    if used > 0 {
      bytes.removeFirst(used)
      searched = max(0, searched - used)
      (next, late) = (next - used, late.map { _ in 0 })
    }
    bytes += read
  }

  /// Gives back the scalar decoded last: it is the next one again.
  mutating func putBack(_ scalar: Unicode.Scalar) {
    held = scalar
  }

  /// Forgets all up to the last `^C` that was typed, itself included; false where none was. Within a
  /// paste it is no key.
  mutating func takeInterrupt() -> Bool {
    var interrupt: Int?
    while searched < bytes.count {
      if bytes[searched] == 0x1B {
        let rest = bytes[searched...].prefix(Self.pasteStart.count)
        if rest.elementsEqual(Self.pasteStart) { isPasting = true }
        if rest.elementsEqual(Self.pasteEnd) { isPasting = false }
        // A mark that is not complete is looked at again with what follows.
        if rest.count < Self.pasteStart.count,
          Self.pasteStart.starts(with: rest) || Self.pasteEnd.starts(with: rest)
        {
          break
        }
      } else if bytes[searched] == 0x03, !isPasting {
        interrupt = searched
      }
      searched += 1
    }
    guard let interrupt else { return false }
    bytes.removeFirst(interrupt + 1)
    (searched, next, held, late, isWithinPaste) = (searched - interrupt - 1, 0, nil, nil, false)
    return true
  }

  /// Ends a paste whose end never came, where the last bytes are the `^C` of a hand that waits for it.
  mutating func endPaste() {
    while bytes.count > next, bytes.last == 0x03 { bytes.removeLast() }
    let begun = (1..<Self.pasteEnd.count).last {
      bytes[next...].suffix($0).elementsEqual(Self.pasteEnd.prefix($0))
    }
    bytes.removeLast(begun ?? 0)
    bytes += Self.pasteEnd
    (searched, isPasting, isCut) = (bytes.count, false, true)
  }

  /// Opens a paste again that was ended for a `^C`, where the last `count` bytes are more than a hand types at
  /// once: the `^C` was a part of the paste, and what comes behind it would run. A key of several bytes is
  /// none of that.
  mutating func reopenPaste(ifRestOf count: Int) {
    let rest = bytes.suffix(count)
    let isKey = rest.first == 0x1B && count <= Self.longestKey
    let hasEnd = rest.contains { $0 == 0x0D || $0 == 0x0A }
    guard isCut, count > 1, hasEnd || (count > Self.longestLetter && !isKey) else { return }
    isCut = false
    bytes.insert(contentsOf: Self.pasteStart, at: bytes.count - count)
  }

  /// In bytes.
  private static let longestLetter = 4
  private static let longestKey = 8

  private static let pasteStart = Array("\u{1B}[200~".utf8)
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// Takes out where the terminal said that the cursor is, wherever among keys the answer stands; `nil`
  /// where there is none yet.
  mutating func takeReport() -> LineFrame.Position? {
    for start in next..<max(next, bytes.count) where bytes[start] == 0x1B {
      guard let (place, length) = report(at: start) else { continue }
      bytes.removeSubrange(start..<(start + length))
      if searched > start { searched = max(start, searched - length) }
      return place
    }
    return nil
  }

  /// `ESC [ row ; column R`, both from 1, and its length.
  private func report(at start: Int) -> (LineFrame.Position, Int)? {
    let rest = bytes[start...].prefix(16)
    guard rest.starts(with: "\u{1B}[".utf8), let end = rest.firstIndex(of: UInt8(ascii: "R")),
      let numbers = String(validating: rest[(start + 2)..<end], as: UTF8.self)
    else { return nil }
    let parts = numbers.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let row = parts[0], let column = parts[1], row > 0, column > 0 else {
      return nil
    }
    return (LineFrame.Position(row: row - 1, column: column - 1), end + 1 - start)
  }

  /// Forgets what has not been decoded.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    (next, searched, held, late) = (0, 0, nil, nil)
    (isPasting, isWithinPaste) = (false, false)
  }

  /// The next scalar, a key as its private scalar; `nil` when more bytes are needed.
  ///
  /// Invalid UTF-8 and the scalars that stand for keys are passed over; within a paste a NUL stands for
  /// each, so that they can be counted. With `isFinal` nothing came for a while, and a sequence begun is
  /// taken as single scalars: but the mark of a paste that has come as far as its digits, and the end of
  /// a paste, are waited for however long they take, else a slow line would run what was pasted.
  mutating func decode(isFinal: Bool) -> Unicode.Scalar? {
    if let scalar = held {
      held = nil
      return scalar
    }
    while next < bytes.count {
      if bytes[late ?? next] == 0x1B {
        switch decodeEscape(isFinal: isFinal) {
        case .gives(let scalar): return scalar
        case .waits: return nil
        case .goesOn: continue
        }
      }
      switch matchScalar() {
      case .scalar(let scalar, let length):
        next += length
        if !(0x80..<0xA0).contains(scalar.value) { return scalar }
      case .incomplete: return nil
      case .invalid: next += 1
      }
      if isWithinPaste { return "\u{0}" }
    }
    return nil
  }

  private enum EscapeStep {
    case gives(Unicode.Scalar)
    case waits, goesOn
  }

  private mutating func decodeEscape(isFinal: Bool) -> EscapeStep {
    let start = late ?? next
    switch matchKey() {
    case .key(let key, let length):
      (next, late) = (start + length, nil)
      if key == .pasteStart { isWithinPaste = true }
      if key == .pasteEnd { isWithinPaste = false }
      return .gives(key.scalar)
    case .incomplete(let isMark):
      if !isFinal || isWithinPaste || (isMark && bytes.count - start > 2) { return .waits }
      late = isMark ? start : nil
      next += 1
      return .gives(Unicode.Scalar(bytes[next - 1]))
    case .none where late != nil:
      late = nil
      return .goesOn
    case .none:
      if !isWithinPaste, let (_, length) = report(at: next) {
        // An answer that came too late to be of use.
        next += length
        return .goesOn
      }
      next += 1
      return .gives("\u{1B}")
    }
  }

  private enum KeyMatch {
    case key(Key, length: Int)
    case incomplete(isMark: Bool)
    case none
  }

  /// What an Escape begins: behind one that was given out late, the mark of a paste alone, and within a
  /// paste no Alt-Enter, which is the end of a line there.
  private func matchKey() -> KeyMatch {
    let rest = bytes[(late ?? next)...]
    let readsAltEnter = readsAltEnter && !isWithinPaste
    var (isBegun, isMarkBegun) = (false, false)
    for (sequence, key) in Key.sequences where key != .newline || readsAltEnter {
      let isMark = key == .pasteStart || key == .pasteEnd
      guard isMark || late == nil else { continue }
      let bytes = sequence.utf8
      if rest.starts(with: bytes) { return .key(key, length: bytes.count) }
      if rest.count < bytes.count, bytes.starts(with: rest) {
        (isBegun, isMarkBegun) = (true, isMarkBegun || isMark)
      }
    }
    return isBegun ? .incomplete(isMark: isMarkBegun) : .none
  }

  private enum ScalarMatch {
    case scalar(Unicode.Scalar, length: Int)
    case incomplete
    case invalid
  }

  private func matchScalar() -> ScalarMatch {
    let length: Int
    switch bytes[next] {
    case 0..<0x80: return .scalar(Unicode.Scalar(bytes[next]), length: 1)
    case 0xC2..<0xE0: length = 2
    case 0xE0..<0xF0: length = 3
    case 0xF0..<0xF5: length = 4
    default: return .invalid
    }
    let unit = bytes[next...].prefix(length)
    guard unit.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return .invalid }
    guard unit.count == length else { return .incomplete }
    guard let scalar = String(validating: unit, as: UTF8.self)?.unicodeScalars.first else {
      return .invalid
    }
    return .scalar(scalar, length: length)
  }
}
