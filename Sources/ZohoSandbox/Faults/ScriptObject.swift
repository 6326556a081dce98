/// Any JSON of a fault script.
indirect enum ScriptValue: Decodable, Sendable {
  case null, flag(Bool), number(Double), text(String)
  case list([ScriptValue])
  case object([String: ScriptValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([ScriptValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: ScriptValue].self))
    }
  }
}

/// An object of a fault script, whose values are asked for by name and kind.
struct ScriptObject {
  /// Where it stands, for the words of an error.
  let place: String
  let members: [String: ScriptValue]

  init(_ value: ScriptValue, place: String) throws(FaultScriptError) {
    self.place = place
    guard case .object(let members) = value else {
      throw FaultScriptError("In \(place): it is not an object.")
    }
    self.members = members
  }

  /// An error about the object.
  func error(_ words: String) -> FaultScriptError { FaultScriptError("In \(place): \(words).") }

  /// Throws where the object has a member of another name.
  func check(onlyHas names: Set<String>, of owner: String) throws(FaultScriptError) {
    guard let stranger = members.keys.sorted().first(where: { !names.contains($0) }) else { return }
    let known = names.sorted().joined(separator: ", ")
    throw error("“\(stranger)” is nothing of \(owner), which takes \(known)")
  }

  /// Nil where the member is absent, as of all these.
  func text(_ name: String) throws(FaultScriptError) -> String? {
    guard let value = members[name] else { return nil }
    guard case .text(let text) = value, !text.isEmpty else { throw error("“\(name)” is no text") }
    return text
  }

  func flag(_ name: String) throws(FaultScriptError) -> Bool? {
    guard let value = members[name] else { return nil }
    guard case .flag(let flag) = value else { throw error("“\(name)” is not true or false") }
    return flag
  }

  func whole(_ name: String, in range: ClosedRange<Int>) throws(FaultScriptError) -> Int? {
    try members[name].map { value throws(FaultScriptError) in
      try whole(value, name, range)
    }
  }

  /// One number or a list of them, as a list.
  func wholes(_ name: String, in range: ClosedRange<Int>) throws(FaultScriptError) -> [Int]? {
    guard case .list(let list)? = members[name] else {
      return try whole(name, in: range).map { [$0] }
    }
    guard !list.isEmpty else { throw error("“\(name)” is an empty list") }
    var numbers: [Int] = []
    for value in list { numbers.append(try whole(value, name, range)) }
    return numbers
  }

  /// Seconds, with a fraction if need be, in milliseconds.
  func milliseconds(_ name: String, upTo most: Int) throws(FaultScriptError) -> Int64? {
    guard let value = members[name] else { return nil }
    guard case .number(let seconds) = value, (0...Double(most)).contains(seconds) else {
      throw error("“\(name)” is not a number from 0 to \(most)")
    }
    return Int64((seconds * 1000).rounded())
  }

  private func whole(
    _ value: ScriptValue, _ name: String, _ range: ClosedRange<Int>
  ) throws(FaultScriptError) -> Int {
    guard case .number(let number) = value, let whole = Int(exactly: number), range.contains(whole)
    else {
      throw error("“\(name)” is not a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return whole
  }
}
