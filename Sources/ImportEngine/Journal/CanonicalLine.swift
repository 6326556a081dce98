/// One JSON object on one line, its fields in the order given, without what is nil: the same values
/// give the same bytes.
struct CanonicalLine {
  private var fields: [String] = []

  mutating func add(_ key: String, _ value: Int?) {
    if let value { fields.append("\(Self.quoted(key)):\(value)") }
  }

  mutating func add(_ key: String, _ value: String?) {
    if let value { fields.append("\(Self.quoted(key)):\(Self.quoted(value))") }
  }

  mutating func add(_ key: String, _ values: [String]) {
    let list = values.map(Self.quoted).joined(separator: ",")
    fields.append("\(Self.quoted(key)):[\(list)]")
  }

  mutating func add(_ key: String, _ value: NamedValue?) {
    if let value { add(key, [value.id, value.name]) }
  }

  mutating func add(_ key: String, _ lines: [CanonicalLine]) {
    fields.append("\(Self.quoted(key)):[\(lines.map(\.text).joined(separator: ","))]")
  }

  var text: String { "{\(fields.joined(separator: ","))}" }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
