import CommandLanguage
import ImportModel

/// What a script declares to take, held against what it is given.
struct ScriptHead {
  /// How many of its commands are the head.
  let length: Int
  /// What it takes, in order.
  private(set) var parameters: [ScriptParameter] = []
  /// The values it begins with, by name.
  private(set) var values: [String: String] = [:]
  /// The names without a default that were given no value, or an empty one.
  private(set) var missing: [String] = []
  /// Those of them that were given an empty one.
  private(set) var emptied: [String] = []

  /// Declared, and with a value that can't be told yet.
  private var untold: Set<String> = []

  /// Reads the head; defaults may use `variables`, and parameters of lines before them. Where it is
  /// only checked, `known` says what is set, and a default may have a text that is not known.
  init(
    of statements: [Statement], given: [GivenValue], parser: CommandParser,
    variables: [String: String], known: KnownAtCheck? = nil
  ) throws(Stop) {
    let head = statements.prefix { $0.verb == "param" }
    length = head.count
    let given = Dictionary(given.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    if head.isEmpty {
      values = given.compactMapValues { $0 }
      untold = Set(given.keys).subtracting(values.keys)
    }
    for statement in head {
      let declared = try declared(by: statement, parser, variables, known)
      for (parameter, isTold) in declared {
        let name = parameter.name.text
        try VariableName.check(parameter.name)
        guard !parameters.contains(where: { $0.name.text == name }) else {
          throw .refusal(.parameterTwice(name), at: parameter.name.span)
        }
        parameters.append(parameter)
        values[name] = given[name] ?? (isTold ? parameter.standard?.text : nil)
        if values[name] == nil { untold.insert(name) }
        // An empty text is what a variable leaves that the caller forgot to set.
        let isThere = parameter.standard != nil || given[name] != nil
        if parameter.standard == nil, !isThere || values[name] == "" { missing.append(name) }
        if parameter.standard == nil, values[name] == "" { emptied.append(name) }
      }
    }
  }

  /// What a statement declares, and whether the text of its default is known.
  private func declared(
    by statement: Statement, _ parser: CommandParser, _ variables: [String: String],
    _ known: KnownAtCheck?
  ) throws(Stop) -> [(ScriptParameter, isTold: Bool)] {
    // One that was declared hides the caller's, though it has no value.
    func text(_ name: String) -> String? {
      parameters.contains { $0.name.text == name } ? values[name] : variables[name]
    }
    do throws(SyntaxError) {
      guard let known else {
        let parsed = try parser.parse(statement, variable: text)
        return (parsed.arguments[ParamCommand.parameters] ?? []).map { ($0, true) }
      }
      for (name, span) in statement.variables
      where !untold.contains(name) && text(name) == nil && !known.isSet(name) {
        throw SyntaxError(.unsetVariable(name), span: span)
      }
      guard let checked = try parser.check(statement, variable: text) else { return [] }
      return (checked.parsed.arguments[ParamCommand.parameters] ?? []).map { parameter in
        (parameter, parameter.standard.map { !checked.isUnknown($0.span) } ?? true)
      }
    } catch {
      throw .syntax(error)
    }
  }

  /// Refuses values that the script does not take; `path` is the script as it was named.
  func checkNames(_ given: [GivenValue], of path: String) throws(Stop) {
    guard length > 0 else { return }
    let names = parameters.map(\.name.text)
    for value in given where !names.contains(value.name) {
      throw .refusal(
        .unknownParameter(
          value.name, script: path, takes: forms,
          suggestions: Suggestions.nearest(to: value.name, in: names)),
        at: value.span)
    }
  }

  /// Refuses to begin where values are missing, or with `mayLack` only where they are empty; `span` is
  /// that of the script's name.
  func checkComplete(of path: String, at span: Span?, mayLack: Bool = false) throws(Stop) {
    let names = mayLack ? emptied : missing
    guard !names.isEmpty else { return }
    throw .refusal(.missingParameters(names, script: path, takes: forms), at: span)
  }

  /// The names of all variables that belong to the script.
  var names: Set<String> { Set(parameters.map(\.name.text)).union(values.keys).union(untold) }

  /// What it takes, as it is written.
  private var forms: [String] {
    parameters.map { parameter in
      parameter.name.text + (parameter.standard.map { "=\($0.sourceForm)" } ?? "=VALUE")
    }
  }
}
