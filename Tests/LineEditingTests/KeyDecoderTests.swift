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

  /// Everything that comes out of pieces between which the line is slow, so that each is waited for in vain.
  private func decodeLate(_ pieces: [String], readsAltEnter: Bool = true) -> [Unicode.Scalar] {
    var decoder = KeyDecoder()
    decoder.readsAltEnter = readsAltEnter
    var scalars: [Unicode.Scalar] = []
    for piece in pieces {
      decoder.append(piece.utf8)
      expect(decoder.takeInterrupt(), false)
      while let scalar = decoder.decode(isFinal: false) ?? decoder.decode(isFinal: true) {
        scalars.append(scalar)
      }
    }
    return scalars
  }

  /// A paste that is cut within its mark must not run.
  @Test(arguments: 1...5)
  func `the start of a paste is one however late its rest comes`(cut: Int) {
    let mark = "\u{1B}[200~"
    let rest = "a\rb\u{3}\u{1B}[201~c"
    let begun = Array(mark.unicodeScalars.prefix(cut < 3 ? cut : 0))
    let pasted: [Unicode.Scalar] = [
      Key.pasteStart.scalar, "a", "\r", "b", "\u{3}", Key.pasteEnd.scalar, "c",
    ]
    for vi in [false, true] {
      #expect(
        decodeLate([String(mark.prefix(cut)), mark.dropFirst(cut) + rest], readsAltEnter: !vi)
          == begun + pasted)
    }
    #expect(decodeLate((mark + rest).map { String($0) }) == ["\u{1B}", "["] + pasted)
  }

  @Test(arguments: 1...5)
  func `the end of a paste is one however late its rest comes`(cut: Int) {
    let mark = "\u{1B}[201~"
    #expect(
      decodeLate(["\u{1B}[200~a" + mark.prefix(cut), mark.dropFirst(cut) + "b"])
        == [Key.pasteStart.scalar, "a", Key.pasteEnd.scalar, "b"])
  }

  @Test(arguments: [
    (["\u{1B}[2", "x"], "\u{1B}[2x"), (["\u{1B}[20", "\r"], "\u{1B}[20\r"),
    (["\u{1B}", "[", "2", "J"], "\u{1B}[2J"), (["\u{1B}", "b"], "\u{1B}b"),
    (["\u{1B}", "[A"], "\u{1B}[A"), (["\u{1B}[", "a"], "\u{1B}[a"),
  ])
  func `what turns out to be no mark is what was typed`(pieces: [String], keys: String) {
    #expect(decodeLate(pieces) == Array(keys.unicodeScalars))
  }

  @Test func `within a paste a line end behind an Escape is one, and what is no text is counted`() {
    var decoder = KeyDecoder()
    decoder.append("\u{1B}[200~\u{1B}[A\u{1B}\r".utf8)
    decoder.append([0xC2, 0x85, 0xFF])
    decoder.append("\u{1B}[201~\u{1B}[A".utf8)
    var scalars: [Unicode.Scalar] = []
    while let scalar = decoder.decode(isFinal: false) { scalars.append(scalar) }
    let pasted: [Unicode.Scalar] = [Key.up.scalar, "\u{1B}", "\r", "\u{0}", "\u{0}"]
    #expect(
      scalars == [Key.pasteStart.scalar] + pasted + [Key.pasteEnd.scalar, Key.up.scalar])
  }

  @Test(arguments: ["", "\u{1B}", "\u{1B}[20"])
  func `a hand ends a paste whose end did not come`(begun: String) {
    var decoder = KeyDecoder()
    decoder.append("\u{1B}[200~ab\(begun)\u{3}\u{3}".utf8)
    expect(decoder.takeInterrupt(), false)
    #expect(decoder.isPasting)
    decoder.endPaste()
    #expect(!decoder.isPasting)
    decoder.append("c\u{3}d".utf8)
    var scalars: [Unicode.Scalar] = []
    while let scalar = decoder.decode(isFinal: false), scalar != "c" { scalars.append(scalar) }
    #expect(scalars == [Key.pasteStart.scalar, "a", "b", Key.pasteEnd.scalar])
    expect(decoder.takeInterrupt(), true)
    expect(decoder.decode(isFinal: false), "d")
  }

  @Test func `where the cursor is stands among keys, and is none`() {
    var decoder = KeyDecoder()
    decoder.append("a\u{1B}[12;".utf8)
    expect(decoder.takeReport(), nil)
    decoder.append("40Rb\u{3}c\u{1B}[1;1R\u{1B}[1;5Cd".utf8)
    expect(decoder.takeReport(), LineFrame.Position(row: 11, column: 39))
    expect(decoder.takeInterrupt(), true)
    expect(decoder.decode(isFinal: false), "c")
    // One that came too late.
    expect(decoder.decode(isFinal: false), Key.wordRight.scalar)
    expect(decoder.decode(isFinal: false), "d")
    #expect(decoder.isEmpty)
  }

  @Test func `in vi Escape and Enter are two keys`() {
    var decoder = KeyDecoder()
    decoder.readsAltEnter = false
    decoder.append("\u{1B}\r".utf8)
    expect(decoder.decode(isFinal: false), "\u{1B}")
    expect(decoder.decode(isFinal: false), "\r")
  }
}
