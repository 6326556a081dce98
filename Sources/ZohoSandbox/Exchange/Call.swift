/// One request as the routes see it: no sockets, no framework.
struct Call: Sendable {
  /// Upper case, such as `GET`.
  var method: String
  /// Percent-encoded, without the query.
  var path: String
  /// Percent-encoded, without the question mark; empty when there is none.
  var query = ""
  /// The `Host` header, with its port.
  var host: String?
  /// The whole `Authorization` header.
  var authorization: String?
  /// The `If-Modified-Since` header: CRM takes ISO 8601 there. [C] OAS30
  var ifModifiedSince: String?
  /// The media type without its parameters, lower case.
  var contentType: String?
  /// What came after the head.
  var body: [UInt8] = []
  /// The values of the pattern's places, decoded; filled in by the route table.
  var places: [String: String] = [:]

  /// The first value of a parameter of the query, else of a form body.
  func parameter(_ name: String) -> String? {
    FormText.value(of: name, in: query)
      ?? (isForm ? FormText.value(of: name, in: String(decoding: body, as: UTF8.self)) : nil)
  }

  /// The access token, whatever the scheme; nil when there is none.
  var token: String? {
    let words = (authorization ?? "").split(separator: " ", maxSplits: 1)
    return words.count == 2 ? String(words[1]) : nil
  }

  /// A parameter that is a whole number; nil when absent or not one.
  func number(_ name: String) -> Int? { parameter(name).flatMap { Int($0) } }

  /// The value of one of the pattern's places.
  func place(_ name: String) -> String { places[name] ?? "" }

  /// Whether the body is JSON.
  var isJSON: Bool { contentType == "application/json" && !body.isEmpty }

  private var isForm: Bool { contentType == "application/x-www-form-urlencoded" }
}

/// Percent-decoding and `name=value&…`, as in a query or a form body.
enum FormText {
  /// The first value of a name; nil when the name does not occur.
  static func value(of name: String, in text: String) -> String? {
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard decoded(parts[0], plusIsBlank: true) == name else { continue }
      return parts.count == 2 ? decoded(parts[1], plusIsBlank: true) : ""
    }
    return nil
  }

  /// The text with `%XX` read as bytes of UTF-8; what is not UTF-8 becomes U+FFFD.
  static func decoded(_ text: some StringProtocol, plusIsBlank: Bool) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = hexadecimal(rest.prefix(2)) {
        rest.removeFirst(2)
        bytes.append(value)
      } else {
        bytes.append(plusIsBlank && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Percent-encodes all but letters, digits and `-._~`.
  static func encoded(_ text: String) -> String {
    text.utf8.reduce(into: "") { encoded, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default: encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
    guard digits.count == 2, !digits.contains(UInt8(ascii: "+")),
      !digits.contains(UInt8(ascii: "-"))
    else { return nil }
    return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
