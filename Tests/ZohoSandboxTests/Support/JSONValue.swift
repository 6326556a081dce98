import FoundationEssentials

/// Any JSON, read by another reader than the sandbox's writer.
indirect enum JSONValue: Decodable, Equatable, Sendable {
  case null, bool(Bool), integer(Int64), number(Double), text(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// Reads a whole document.
  init(parsing bytes: some Sequence<UInt8>) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
  }

  /// The value of a key; null where there is none.
  subscript(key: String) -> JSONValue {
    if case .object(let members) = self { return members[key] ?? .null }
    return .null
  }

  /// An element; null where there is none.
  subscript(index: Int) -> JSONValue {
    items.indices.contains(index) ? items[index] : .null
  }

  /// The elements of an array.
  var items: [JSONValue] {
    if case .array(let items) = self { return items }
    return []
  }

  /// The keys of an object.
  var keys: Set<String> {
    if case .object(let members) = self { return Set(members.keys) }
    return []
  }

  /// The text of a string.
  var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  /// The number of an integer.
  var integer: Int64? {
    if case .integer(let number) = self { return number }
    return nil
  }
}

/// Compares what an answer is made of with a literal sample: keys and kinds, not values.
enum Shape {
  /// Where an answer differs from a sample; empty when it does not. A null on either side fits all.
  static func differences(_ answer: JSONValue, _ sample: JSONValue, at path: String = "$")
    -> [String]
  {
    switch (answer, sample) {
    case (.null, _), (_, .null), (.bool, .bool), (.integer, .integer), (.text, .text): return []
    case (.array(let answers), .array(let samples)):
      guard let sample = samples.first else { return [] }
      return answers.enumerated().flatMap { differences($1, sample, at: "\(path)[\($0)]") }
    case (.object(let answers), .object(let samples)):
      let missing = Set(samples.keys).subtracting(answers.keys).map { "\(path).\($0) is missing" }
      let common = samples.keys.filter { answers[$0] != nil }
      return missing.sorted()
        + common.sorted().flatMap { key in
          differences(answers[key] ?? .null, samples[key] ?? .null, at: "\(path).\(key)")
        }
    default: return ["\(path) is of another kind"]
    }
  }
}
