import CommandLanguage
import ImportEngine
import ImportModel

/// A command held against what is known without a call.
struct OfflineCommand {
  private let checked: CheckedCommand
  private let source: LineSource
  private let known: KnownAtCheck

  init(_ checked: CheckedCommand, _ source: LineSource, _ known: KnownAtCheck) {
    (self.checked, self.source, self.known) = (checked, source, known)
  }

  private var arguments: Arguments { checked.parsed.arguments }
  private var declaration: Declaration { checked.parsed.declaration }

  /// The arguments in which people are named: the command's own, and those of what it counts.
  private var all: [Arguments] {
    let conditions = arguments.everything.compactMap { $0 as? ConditionSyntax }
    return [arguments] + conditions.flatMap { $0.counts.map(\.arguments) }
  }

  private var selectors: [SelectorSyntax] {
    all.flatMap { $0.everything.compactMap { $0 as? SelectorSyntax } }
  }

  /// What can be known to be wrong.
  var faults: [Stop] {
    var stops: [Stop] = []
    if declaration.requirements.contains(.terminal), !source.isTerminal {
      stops.append(.refusal(.terminalOnly(declaration.name)))
    }
    if declaration.requirements.contains(.terminalOrStartUp), !source.isTerminal {
      stops.append(.refusal(.terminalOrStartUpOnly(declaration.name)))
    }
    stops += selectors.flatMap { OfflinePeople(self, $0).faults }
    stops += all.flatMap(filterFaults)
    for condition in arguments.everything.compactMap({ $0 as? ConditionSyntax }) {
      for (_, test) in condition.texts { stops += patternFaults(test) }
    }
    return stops + ownFaults
  }

  /// A filter of `list` and `count` that is about people.
  private func filterFaults(_ arguments: Arguments) -> [Stop] {
    guard declaration.name != "fetch", declaration.name != "runs",
      ListForm.thing(arguments) == nil, let filter = arguments[ListForm.filter]
    else { return [] }
    return OfflineFilter(self, [.users, .contacts]).faults(filter)
  }

  private var ownFaults: [Stop] {
    switch declaration.name {
    case "let":
      return (arguments[LetCommand.values] ?? []).compactMap { assignment in
        stop { () throws(Stop) in try VariableName.check(assignment.name) }
      }
    case "param":
      return [
        .refusal(
          .parameterNotInHead, at: arguments[ParamCommand.parameters]?.first?.name.span)
      ]
    case "set":
      return (arguments[SetCommand.values] ?? []).compactMap { assignment in
        stop { () throws(Stop) in try check(setting: assignment) }
      }
    case "unset":
      guard let word = arguments[UnsetCommand.name], !known.isSet(word.text),
        Settings.declared(word.text) == nil, !checked.isUnknown(word.span)
      else { return [] }
      return [
        .refusal(
          .unknownSetting(word.text, suggestions: Settings.all.map(\.name)), at: word.span)
      ]
    default: return []
    }
  }

  private func check(setting assignment: Assignment) throws(Stop) {
    guard !isUnknown(assignment.value.span) || Settings.declared(assignment.name.text) == nil
    else { return }
    var settings = known.settings
    do throws(Refusal) {
      try settings.set(assignment.name.text, to: assignment.value.text, origin: .line)
    } catch {
      if case .unknownSetting = error { throw .refusal(error, at: assignment.name.span) }
      throw .refusal(error, at: assignment.value.span)
    }
  }

  /// Whether what stands there has a text that is not known.
  func isUnknown(_ span: Span) -> Bool { checked.isUnknown(span) }

  /// Whether a selection of a name was saved before.
  func isSaved(_ name: String) -> Bool { known.saved.contains(name) }
  /// The names of the selections saved before.
  var savedNames: [String] { known.saved.sorted() }
  /// Whether rows of a list may be meant.
  var takesRows: Bool { source.isTerminal }

  /// What a regular expression is wrong in.
  func patternFaults(_ test: TestSyntax) -> [Stop] {
    guard case .compare(.pattern, let word) = test, !isUnknown(word.span) else { return [] }
    return [stop { () throws(Stop) in _ = try FilterLowering.textTest(.pattern, word) }]
      .compactMap { $0 }
  }

  /// What stops something, if anything does.
  func stop(_ body: () throws(Stop) -> Void) -> Stop? {
    do throws(Stop) {
      try body()
      return nil
    } catch {
      return error
    }
  }
}

/// What a command reads from files.
extension OfflineCommand {
  /// The lists that it names.
  var lists: [(reference: ListReference, span: Span)] {
    all.flatMap { LineNeeds($0).lists }.filter { !isUnknown($0.span) }
  }

  /// What can be known to be wrong with the addresses of a list.
  func faults(of addresses: [ListedAddress], in name: String, at span: Span) -> [Stop] {
    let wrong = addresses.filter { EmailAddress($0.text) == nil }
    guard !wrong.isEmpty, !arguments.has(GlobalOptions.allowUnknown.name), !source.isTerminal
    else { return [] }
    return [
      .refusal(
        .listedNoAddresses(file: name, lines: wrong.map { "line \($0.line): \($0.text)" }),
        at: span)
    ]
  }

  /// The script that it runs, where its name is known, with what that is given.
  var script: (file: Word, given: [GivenValue])? {
    guard declaration.name == "source", let file = arguments[SourceCommand.file],
      !isUnknown(file.span)
    else { return nil }
    return (file, GivenValue.all(arguments[SourceCommand.values] ?? [], isUnknown: isUnknown))
  }

  /// Whether it runs a script of which not even the name is known.
  var runsUnknown: Bool {
    declaration.name == "source"
      && arguments[SourceCommand.file].map { isUnknown($0.span) } ?? false
  }

  /// The line in quotes that it runs, where its text is known.
  var quotedLine: Word? {
    guard declaration.name == "time", let line = arguments[TimeCommand.line],
      !isUnknown(line.span)
    else { return nil }
    return line
  }
}
