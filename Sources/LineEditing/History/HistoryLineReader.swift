/// Reads one line of a history file as JSON (RFC 8259), whatever members it has.
struct HistoryLineReader {
  /// What a member may be that we read; everything else is passed over.
  private enum Value {
    case text(String)
    case whole(Int64)
    case yes
    case other
  }

  /// How deep arrays and objects may lie in each other.
  private static let depth = 32

  private var scalars: String.UnicodeScalarView.Iterator
  private var current: Unicode.Scalar?

  /// Begins with the first character of a line.
  init(_ line: String) {
    scalars = line.unicodeScalars.makeIterator()
    current = scalars.next()
  }

  /// The entry; nil where the line is none or damaged.
  mutating func entry() -> HistoryEntry? {
    passBlanks()
    var text = string()
    var time: Int64?
    var isRefused = false
    if text == nil {
      let isWhole = passMembers(depth: Self.depth) { name, value in
        switch (name, value) {
        case ("text", .text(let value)): text = value
        case ("time", .whole(let value)): time = value
        case ("refused", .yes): isRefused = true
        default: break
        }
      }
      guard isWhole else { return nil }
    }
    passBlanks()
    guard current == nil, let text else { return nil }
    return HistoryEntry(text, at: time, isRefused: isRefused)
  }

  private mutating func value(depth: Int) -> Value? {
    passBlanks()
    switch current {
    case "\"": return string().map(Value.text)
    case "[":
      return depth > 0
        && passList(from: "[", to: "]") { $0.value(depth: depth - 1) != nil } ? .other : nil
    case "{": return depth > 0 && passMembers(depth: depth - 1) { _, _ in } ? .other : nil
    case "t": return word() == "true" ? .yes : nil
    case "f", "n": return ["false", "null"].contains(word()) ? .other : nil
    default: return number()
    }
  }

  private mutating func passMembers(depth: Int, _ note: (String, Value) -> Void) -> Bool {
    passList(from: "{", to: "}") { reader in
      reader.passBlanks()
      guard let name = reader.string(), reader.take(":"), let value = reader.value(depth: depth)
      else { return false }
      note(name, value)
      return true
    }
  }

  private mutating func passList(
    from start: Unicode.Scalar, to end: Unicode.Scalar, _ item: (inout Self) -> Bool
  ) -> Bool {
    guard take(start) else { return false }
    if take(end) { return true }
    repeat {
      guard item(&self) else { return false }
    } while take(",")
    return take(end)
  }

  private mutating func passBlanks() {
    while current == " " || current == "\t" || current == "\r" { current = scalars.next() }
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    passBlanks()
    guard current == sign else { return false }
    current = scalars.next()
    return true
  }

  /// A damaged string ends the line: nothing behind it is taken.
  private mutating func string() -> String? {
    guard current == "\"" else { return nil }
    let text = HistoryEntryCoding.text(&scalars)
    current = text == nil ? nil : scalars.next()
    return text
  }

  private mutating func word() -> String { run { ("a"..."z").contains($0) } }

  /// A number we have no use for may be larger than any of ours, or a fraction.
  private mutating func number() -> Value? {
    let digits = run { ("0"..."9").contains($0) || "+-.eE".unicodeScalars.contains($0) }
    guard let first = digits.first, let last = digits.last, first == "-" || first.isWholeNumber,
      last.isWholeNumber
    else { return nil }
    if let whole = Int64(digits) { return .whole(whole) }
    return Double(digits) == nil ? nil : .other
  }

  private mutating func run(_ belongs: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = current, belongs(scalar) {
      text.append(scalar)
      current = scalars.next()
    }
    return String(text)
  }
}
