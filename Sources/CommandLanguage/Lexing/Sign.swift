/// The signs that end a word outside quotes.
enum Sign: String, CaseIterable, Sendable {
  case append = ">>"
  /// Before the word that ends a list written over lines.
  case here = "<<"
  case pattern = "=~"
  case notEqual = "!="
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case comma = ","
  case open = "("
  case close = ")"
  case equal = "="
  case less = "<"
  case greater = ">"
  case semicolon = ";"
  case pipe = "|"
  /// A sign only before a blank or a quote.
  case glob = "~"

  /// The longest sign that begins with `first`, or nil.
  static func longest(_ first: Unicode.Scalar, _ second: Unicode.Scalar?) -> Sign? {
    switch first {
    case ">": second == ">" ? .append : second == "=" ? .greaterOrEqual : .greater
    case "<": second == "=" ? .lessOrEqual : second == "<" ? .here : .less
    case "=": second == "~" ? .pattern : .equal
    case "!": second == "=" ? .notEqual : nil
    case ",": .comma
    case "(": .open
    case ")": .close
    case ";": .semicolon
    case "|": .pipe
    case "~": second.map(endsGlobSign) == true ? .glob : nil
    default: nil
    }
  }

  private static func endsGlobSign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\t", "\n", "\r", "'", "\"": true
    default: false
    }
  }
}
