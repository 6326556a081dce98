extension SyntaxError {
  /// What to type instead, in one sentence without a full stop; nil when the message says it all.
  package var hint: String? {
    switch kind {
    case .unknownCommand(let name, _) where ReservedWords.joining.contains(name.lowercased()):
      "\(Self.shown(name)) goes on with what stands before it, and that is over: write both as one line"
    case .unknownCommand(_, let suggestions):
      Self.didYouMean(suggestions) ?? "help lists the commands"
    case .unknownOption(_, let suggestions):
      Self.didYouMean(suggestions.map { "--" + $0 }) ?? "help COMMAND lists the options it has"
    case .badValue(_, _, let suggestions): Self.didYouMean(suggestions)
    case .badSelector(let found, let suggestions):
      Self.didYouMean(suggestions) ?? Self.ofLists(found, usage: "")
        ?? "write an e-mail address, or where and a filter, e.g. where last_name = Smith"
    case .unexpectedWord(let found, let expected, let usage, let quoted):
      Self.unexpectedHint(found: found, expected: expected, usage: usage, quoted: quoted)
    case .duplicateOption(let name): "leave one --\(name) out"
    case .missing(_, let usage, let quoted):
      quoted ?? (usage.isEmpty ? nil : "the form is: \(usage)")
    case .nobodyNamed(let sign, let before):
      "name somebody there, or take \(before == "but" ? "but" : sign) away"
    case .shortenedCommand(_, let command): "type \(command)"
    case .argumentAfterOption(_, let option, let usage): "put \(option) at the end: \(usage)"
    case .optionNeedsValue(let name, let label): "write --\(name) \(label)"
    case .reservedWord(let word):
      "quote it if it is a name or a value: '\(word)'; a field of that name is crm.\(word)"
    case .mixedAndOr(let readings) where readings.isEmpty:
      "put what belongs together into ( )"
    case .mixedAndOr(let readings): "write " + readings.joined(separator: ", or ")
    default: lexicalHint
    }
  }

  private var lexicalHint: String? {
    switch kind {
    case .unterminatedQuote(let quote): "close it with \(quote)"
    case .unknownEscape: "use \\\" \\\\ \\$ \\n or \\t, or single quotes for plain text"
    case .joinedToQuote: "leave a blank, or quote the whole word"
    case .strayCharacter: "replace it by a blank, or quote the word if it belongs to a name"
    case .malformedVariable: "write ${name}, or '${' for the characters themselves"
    case .unsetVariable(let name): "let \(name)=VALUE sets it; '$\(name)' is the plain text"
    case .missingListEnd:
      "write from <<END, then one address a line, then END on a line of its own"
    case .unterminatedList(let end): "write \(end) alone on the line behind the last address"
    case .emptyList: "write one address a line"
    case .blockNotOpen: "a block is: if CONDITION, lines, else, lines, end"
    case .blockNotClosed: "write end on the line behind its last one"
    case .secondElse: "else if comes before else, and there is one else"
    case .missingCommand: "take one ; away"
    case .ambiguousCommand, .ambiguousKeyword: "type more of it"
    case .unclosedParenthesis: "close it with )"
    case .tooDeeplyNested: "save parts of it with select … as NAME and use @NAME"
    case .badRows: "rows are written %3 or %3-7, counted from 1"
    case .badSavedName: "write @NAME, as in select … as NAME"
    case .badRun: "write its number, or last"
    case .badField: "fields are bare words such as department or crm.role, without quotes"
    default: nil
    }
  }

  private static func unexpectedHint(
    found: String, expected: [String], usage: String, quoted: String?
  ) -> String? {
    if found == "=~" || found.hasPrefix("~") {
      return "~ stands alone: put a blank before and after it"
    }
    if let sign = comparison(wantedBy: expected) {
      return "\(sign) compares with a value: \(sign) \(Word.sourceForm(of: found))"
    }
    if let quoted { return quoted }
    let words = expected.filter { $0.contains(where: \.isLetter) }
    if let hint = didYouMean(Suggestions.nearest(to: found, in: words)) { return hint }
    if let hint = ofLists(found, usage: usage) { return hint }
    if usage.isEmpty { return expected == ["a command"] ? "help lists the commands" : nil }
    return found.hasPrefix("--")
      ? "options come after the arguments, before > FILE: \(usage)" : "the form is: \(usage)"
  }

  /// What is meant by a value behind `is`, or `is not`, of which only `empty` comes there.
  private static func comparison(wantedBy expected: [String]) -> String? {
    switch expected {
    case ["empty", "not empty"]: "="
    case ["empty"]: "!="
    default: nil
    }
  }

  /// Where a word belongs that only lists have; nil for any other, and in a form that has it.
  private static func ofLists(_ found: String, usage: String) -> String? {
    let form = ["limit": "limit N", "by": "by FIELD", "columns": "columns FIELD"][
      found.lowercased()]
    guard let form, !usage.contains(form) else { return nil }
    return "\(found) belongs to list: list SELECTOR \(form)"
  }

  private static func didYouMean(_ suggestions: [String]) -> String? {
    suggestions.isEmpty ? nil : "did you mean \(either(suggestions))?"
  }
}
