import FoundationEssentials

/// Why a text is no fault script; one sentence that names the rule.
struct FaultScriptError: Error, Sendable, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Which calls go wrong, and how: a JSON array of
/// `{"match":{"method","path","nth","every","times"},"fault":NAME, …parameters}`.
struct FaultScript: Sendable, Equatable {
  /// In the order of the script: the first that strikes a call decides it.
  let rules: [FaultRule]
  /// The JSON it was read from.
  let source: [UInt8]

  /// No faults.
  init() { (rules, source) = ([], Array("[]".utf8)) }

  /// Reads a whole script; nothing unknown is let pass.
  init(parsing source: [UInt8]) throws(FaultScriptError) {
    let value: ScriptValue
    do {
      value = try JSONDecoder().decode(ScriptValue.self, from: Data(source))
    } catch {
      throw FaultScriptError("The script is not JSON.")
    }
    guard case .list(let list) = value else {
      throw FaultScriptError("The script is not a list of rules.")
    }
    var rules: [FaultRule] = []
    for (index, element) in list.enumerated() {
      rules.append(try FaultRule(ScriptObject(element, place: "rule \(index + 1)")))
    }
    self.rules = rules
    self.source = source
  }

  /// Reads a file.
  init(file: String) throws(FaultScriptError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: file))
    } catch {
      throw FaultScriptError("The file cannot be read.")
    }
    try self.init(parsing: Array(data))
  }
}

extension FaultRule {
  fileprivate init(_ object: ScriptObject) throws(FaultScriptError) {
    guard let name = try object.text("fault") else { throw object.error("“fault” is missing") }
    guard let fault = FaultName(rawValue: name) else {
      let names = FaultName.allCases.map(\.rawValue).joined(separator: ", ")
      throw object.error("there is no fault “\(name)”; there are \(names)")
    }
    try object.check(onlyHas: fault.parameters.union(["match", "fault"]), of: fault.rawValue)
    guard let match = object.members["match"] else { throw object.error("“match” is missing") }
    self.init(
      match: try Match(ScriptObject(match, place: "\(object.place), match")), fault: fault,
      parameters: try Parameters(object))
    if fault.needsEmail, parameters.email == nil { throw object.error("“email” is missing") }
  }
}

extension FaultRule.Match {
  private static let counts = 1...1_000_000

  fileprivate init(_ object: ScriptObject) throws(FaultScriptError) {
    try object.check(onlyHas: ["method", "path", "nth", "every", "times"], of: "match")
    guard let path = try object.text("path") else { throw object.error("“path” is missing") }
    self.init(
      method: try object.text("method")?.uppercased(), path: Glob(path),
      nth: try object.wholes("nth", in: Self.counts),
      every: try object.whole("every", in: Self.counts),
      times: try object.whole("times", in: Self.counts))
    if every != nil, (nth?.count ?? 1) != 1 {
      throw object.error("“every” goes with one “nth”, not with a list")
    }
  }
}

extension FaultRule.Parameters {
  fileprivate init(_ object: ScriptObject) throws(FaultScriptError) {
    duration = try object.milliseconds("seconds", upTo: 3_600)
    apply = try object.flag("apply")
    hold = try object.flag("hold")
    retryAfter = try object.whole("retry_after", in: 0...86_400)
    keep = try object.whole("keep", in: 0...10_000)
    email = try object.text("email")
    title = try object.text("title")
    message = try object.text("message")
    status = try object.whole("status", in: 400...599)
    mebibytes = try object.whole("mebibytes", in: 1...1_024)
    depth = try object.whole("depth", in: 1...10_000_000)
    target = try object.text("to")
    if let target, !Self.isLoopback(target) {
      throw object.error("“to” must be an http:// address of this machine")
    }
  }

  /// The sandbox sends nobody elsewhere.
  private static func isLoopback(_ address: String) -> Bool {
    guard address.hasPrefix("http://") else { return false }
    let authority = address.dropFirst(7).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host =
      authority.hasPrefix("[")
      ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
    let port = authority.dropFirst(host.count)
    guard port.isEmpty || port.first == ":" && port.dropFirst().allSatisfy(\.isWholeNumber) else {
      return false
    }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return host == "localhost" || host == "[::1]"
      || numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }
}
