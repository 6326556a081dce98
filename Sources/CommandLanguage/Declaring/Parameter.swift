/// What was written for a slot, before its conversion.
package enum Argument: Sendable {
  case word(Word)
  case words([Word])
  case selector(SelectorSyntax)
  case filter(FilterSyntax)
  case field(FieldSyntax)
  case fields([FieldSyntax])
  case assignments([Assignment])
  case condition(ConditionSyntax)
  case parameters([ScriptParameter])
  case flag(Span)
}

/// One `NAME=VALUE`.
package struct Assignment: Hashable, Sendable {
  package let name: Word
  package let value: Word

  package init(name: Word, value: Word) {
    self.name = name
    self.value = value
  }
}

/// A typed key: the parameter a command declares is the key it reads its argument with.
package struct Parameter<Value: Sendable>: Sendable {
  package let slot: Slot
  /// Turns what was written into the value; fails with the span of the word at fault.
  package let convert: @Sendable (Argument) throws(SyntaxError) -> Value

  package init(
    _ slot: Slot, convert: @escaping @Sendable (Argument) throws(SyntaxError) -> Value
  ) {
    self.slot = slot
    self.convert = convert
  }

  /// The parameter without its type, for a declaration's form.
  package var erased: AnyParameter {
    AnyParameter(slot: slot) { argument throws(SyntaxError) in try convert(argument) }
  }

  /// The parameter as a part of a form.
  package var syntax: Syntax { .slot(erased) }
}

/// A parameter whose value type is forgotten.
package struct AnyParameter: Sendable {
  package let slot: Slot
  /// As `Parameter.convert`, of a forgotten type.
  package let convert: @Sendable (Argument) throws(SyntaxError) -> any Sendable
}

/// The converted arguments of one command, read by parameter.
package struct Arguments: Sendable {
  private var values: [String: any Sendable] = [:]

  package init() {}

  /// Keeps a converted value under its slot's name.
  package mutating func set(_ value: any Sendable, for name: String) {
    values[name] = value
  }

  /// The value given for a parameter, or nil when it was left out.
  package subscript<Value>(_ parameter: Parameter<Value>) -> Value? {
    values[parameter.slot.name] as? Value
  }

  /// Every converted value, in no order.
  package var everything: [any Sendable] { Array(values.values) }

  /// Whether a keyword with this flag, or an option of this name, was given.
  package func has(_ flag: String) -> Bool { values[flag] != nil }
}
