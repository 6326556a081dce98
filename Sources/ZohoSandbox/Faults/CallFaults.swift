/// What faults ask of calls.
extension Call {
  /// Whether an e-mail stands in the path, the query or the body, not as a part of a longer one.
  func names(_ email: String) -> Bool {
    let texts = [
      FormText.decoded(path, plusIsBlank: false), FormText.decoded(query, plusIsBlank: true),
      isJSON
        ? String(decoding: body, as: UTF8.self)
        : FormText.decoded(String(decoding: body, as: UTF8.self), plusIsBlank: true),
    ]
    let wanted = Array(email.lowercased().utf8)
    return texts.contains { Self.holds(Array($0.lowercased().utf8), wanted) }
  }

  private static func holds(_ text: [UInt8], _ wanted: [UInt8]) -> Bool {
    guard !wanted.isEmpty, text.count >= wanted.count else { return false }
    return (0...text.count - wanted.count).contains { start in
      let end = start + wanted.count
      return text[start..<end].elementsEqual(wanted)
        && (start == 0 || !isPartOfAddress(text[start - 1]))
        && (end == text.count || !isPartOfAddress(text[end]))
    }
  }

  private static func isPartOfAddress(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: "!#$*+-._'".utf8.contains(byte)
    }
  }

  /// The call for the page before (-1) or after (1); nil where there is none before.
  func turned(by step: Int) -> Call? {
    var call = self
    if let text = parameter("page_token") {
      guard let token = PageToken(text) else { return self }
      let start = token.start + step * (number("per_page") ?? 200)
      guard start >= 0 else { return nil }
      let other = PageToken(start: start, fingerprint: token.fingerprint, expiry: token.expiry)
      call.query = replacing("page_token", other.text)
      return call
    }
    let page = (number("page") ?? 1) + step
    guard page >= 1 else { return nil }
    call.query = replacing("page", String(page))
    return call
  }

  private func replacing(_ name: String, _ value: String) -> String {
    let others = query.split(separator: "&").filter { !$0.hasPrefix("\(name)=") }
    return (others + ["\(name)=\(value)"]).joined(separator: "&")
  }
}
