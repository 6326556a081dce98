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

  /// Whether nothing waits to be decoded.
  var isEmpty: Bool { held == nil && next == bytes.count }

  /// Whether Enter is what is decoded next.
  var beginsWithEnter: Bool {
    held == nil && bytes[next...].first.map { $0 == 0x0D || $0 == 0x0A } == true
  }

  /// Whether Enter is among what waits to be decoded.
  var holdsEnter: Bool { bytes[next...].contains { $0 == 0x0D || $0 == 0x0A } }

  /// Whether `^C` was read last, though it may be part of a paste.
  var endsWithInterrupt: Bool { bytes.last == 0x03 }

  /// Adds what was read.
  mutating func append(_ read: some Sequence<UInt8>) {
    if next > 0 {
      bytes.removeFirst(next)
      searched = max(0, searched - next)
      next = 0
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
    (searched, next, held) = (searched - interrupt - 1, 0, nil)
    return true
  }

  private static let pasteStart = Array("\u{1B}[200~".utf8)
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// Forgets what has not been decoded.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    (next, searched, held, isPasting) = (0, 0, nil, false)
  }

  /// The next scalar, a key as its private scalar; `nil` when more bytes are needed.
  ///
  /// Invalid UTF-8 and the scalars that stand for keys are passed over. With `isFinal` no more
  /// bytes are to be expected for a sequence begun, so that it is taken as single scalars.
  mutating func decode(isFinal: Bool) -> Unicode.Scalar? {
    if let scalar = held {
      held = nil
      return scalar
    }
    while next < bytes.count {
      if bytes[next] == 0x1B {
        switch matchKey() {
        case .key(let key, let length):
          next += length
          return key.scalar
        case .incomplete where !isFinal:
          return nil
        case .incomplete, .none:
          next += 1
          return "\u{1B}"
        }
      }
      switch matchScalar() {
      case .scalar(let scalar, let length):
        next += length
        if !(0x80..<0xA0).contains(scalar.value) { return scalar }
      case .incomplete:
        return nil
      case .invalid:
        next += 1
      }
    }
    return nil
  }

  private enum KeyMatch {
    case key(Key, length: Int)
    case incomplete
    case none
  }

  private func matchKey() -> KeyMatch {
    let rest = bytes[next...]
    var isPrefix = false
    for (sequence, key) in Key.sequences where key != .newline || readsAltEnter {
      let bytes = sequence.utf8
      if rest.starts(with: bytes) { return .key(key, length: bytes.count) }
      if rest.count < bytes.count, bytes.starts(with: rest) { isPrefix = true }
    }
    return isPrefix ? .incomplete : .none
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
