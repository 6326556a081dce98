/// Turns the bytes a terminal sends into Unicode scalars and keys.
///
/// Keys of several bytes are recognised here rather than in libedit's key maps: a lone Escape
/// stays usable in vi mode, and no `~/.editrc` can take the end of a paste away.
struct KeyDecoder {
  private var bytes: [UInt8] = []
  private var next = 0

  /// Whether nothing waits to be decoded.
  var isEmpty: Bool { next == bytes.count }

  /// Adds what was read.
  mutating func append(_ read: some Sequence<UInt8>) {
    if next > 0 {
      bytes.removeFirst(next)
      next = 0
    }
    bytes += read
  }

  /// Forgets what has not been decoded.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    next = 0
  }

  /// The next scalar, a key as its private scalar; `nil` when more bytes are needed.
  ///
  /// Invalid UTF-8 and the scalars that stand for keys are passed over. With `isFinal` no more
  /// bytes are to be expected for a sequence begun, so that it is taken as single scalars.
  mutating func decode(isFinal: Bool) -> Unicode.Scalar? {
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
    for (sequence, key) in Key.sequences {
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
