import Testing

@testable import LineEditing

struct KeyDecoderTests {
  /// Everything that comes out of bytes fed one by one, the end of waiting included.
  private func decode(_ bytes: [UInt8]) -> [Unicode.Scalar] {
    var decoder = KeyDecoder()
    var scalars: [Unicode.Scalar] = []
    for byte in bytes {
      decoder.append([byte])
      while let scalar = decoder.decode(isFinal: false) { scalars.append(scalar) }
    }
    while let scalar = decoder.decode(isFinal: true) { scalars.append(scalar) }
    return scalars
  }

  @Test func `text comes out as it went in`() {
    let text = "aé日😀\r\t"
    #expect(decode(Array(text.utf8)) == Array(text.unicodeScalars))
  }

  @Test(arguments: Key.sequences)
  func `a sequence is one key, whatever its pieces`(sequence: String, key: Key) {
    #expect(decode(Array(sequence.utf8) + [0x61]) == [key.scalar, "a"])
  }

  @Test func `a sequence nobody knows stays a sequence`() {
    #expect(decode(Array("\u{1B}[15~".utf8)) == Array("\u{1B}[15~".unicodeScalars))
    #expect(decode([0x1B, 0x62]) == ["\u{1B}", "b"])
  }

  @Test func `an Escape waits for what may follow, and not for ever`() {
    var decoder = KeyDecoder()
    decoder.append([0x1B])
    #expect(decoder.decode(isFinal: false) == nil)
    #expect(!decoder.isEmpty)
    #expect(decoder.decode(isFinal: true) == "\u{1B}")
    #expect(decoder.isEmpty)
  }

  @Test(
    arguments: [
      [0x80, 0x61], [0xC3, 0x61], [0xC0, 0x80, 0x61], [0xED, 0xA0, 0x80, 0x61], [0xFF, 0x61],
      [0xC2, 0x85, 0x61], [0xE6, 0x97, 0x61], [0xF5, 0x61],
    ] as [[UInt8]])
  func `what is no text is passed over`(bytes: [UInt8]) {
    #expect(decode(bytes) == ["a"])
  }

  @Test func `no key has the control of another`() {
    #expect(Set(Key.allCases.map(\.scalar)).count == Key.allCases.count)
    #expect(Key.allCases.allSatisfy { (0x80..<0xA0).contains($0.rawValue) })
  }
}

extension KeyDecoderTests {
  @Test func `an interrupt takes back what was typed before it, and nothing behind`() {
    var decoder = KeyDecoder()
    decoder.append("ab".utf8)
    expect(decoder.takeInterrupt(), false)
    decoder.append("c\u{3}d\u{3}ef".utf8)
    expect(decoder.takeInterrupt(), true)
    expect(decoder.takeInterrupt(), false)
    expect(decoder.decode(isFinal: false), "e")
    decoder.putBack("e")
    #expect(!decoder.isEmpty)
    expect(decoder.decode(isFinal: false), "e")
    expect(decoder.decode(isFinal: false), "f")
    #expect(decoder.isEmpty)
  }

  /// What a paste holds must not end the line and be typed behind it, wherever reading cuts it.
  @Test(arguments: 1...20)
  func `no paste holds an interrupt`(piece: Int) {
    var decoder = KeyDecoder()
    var bytes = Array("x\u{1B}[200~a\u{3}b\u{1B}[201~y".utf8)[...]
    while !bytes.isEmpty {
      decoder.append(bytes.prefix(piece))
      bytes = bytes.dropFirst(piece)
      expect(decoder.takeInterrupt(), false)
    }
    decoder.append("\u{3}z".utf8)
    expect(decoder.takeInterrupt(), true)
    expect(decoder.decode(isFinal: false), "z")
  }

  @Test func `in vi Escape and Enter are two keys`() {
    var decoder = KeyDecoder()
    decoder.readsAltEnter = false
    decoder.append("\u{1B}\r".utf8)
    expect(decoder.decode(isFinal: false), "\u{1B}")
    expect(decoder.decode(isFinal: false), "\r")
  }
}
