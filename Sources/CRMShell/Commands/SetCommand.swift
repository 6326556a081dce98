import CommandLanguage
import ImportModel
import Reporting

/// `set [NAME=VALUE…]`
struct SetCommand: ServiceCommand {
  private static let values = Parameter<[Assignment]>.assignments("values", kind: .setting)

  var declaration: Declaration {
    Declaration(
      "set", chapter: .shell, summary: "change settings; alone: list them",
      syntax: .optional(Self.values.syntax),
      examples: [
        CommandExample("set batch=20", prints: "batch"), CommandExample("set", prints: "settle"),
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    var settings = shell.settings
    for assignment in arguments[Self.values] ?? [] {
      do throws(Refusal) {
        try settings.set(assignment.name.text, to: assignment.value.text, origin: .line)
      } catch {
        if case .unknownSetting = error { throw .refusal(error, at: assignment.name.span) }
        throw .refusal(error, at: assignment.value.span)
      }
    }
    shell.settings = settings
    let named = Set((arguments[Self.values] ?? []).map { lowercased($0.name.text) })
    var table = Table(
      key: "settings",
      columns: [
        Column("name"), Column("value"), Column("default", priority: 1),
        Column("origin", priority: 2), Column("summary", priority: 1, isFlexible: true),
      ])
    for setting in Settings.all where named.isEmpty || named.contains(setting.name) {
      table.append([
        .text(setting.name), .styled(settings.value(of: setting), .strong),
        .text(Settings().value(of: setting)), .text(settings.origin(of: setting).rawValue),
        .text(setting.summary),
      ])
    }
    return Reply(.table(table))
  }
}

/// `unset NAME`
struct UnsetCommand: ServiceCommand {
  private static let name = Parameter<Word>.word("name", label: "NAME", kind: .setting)

  var declaration: Declaration {
    Declaration(
      "unset", chapter: .shell, summary: "put a setting back to its default, or forget a variable",
      syntax: Self.name.syntax,
      examples: [CommandExample(given: ["set batch=20"], "unset batch", prints: "batch is 50")])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let word = arguments[Self.name] else { return Reply(Report()) }
    if shell.variables.removeValue(forKey: word.text) != nil {
      return Reply(.sentence("$\(word.text) is forgotten.", data: ["variable": .string(word.text)]))
    }
    do throws(Refusal) {
      try shell.settings.unset(word.text)
    } catch {
      throw .refusal(error, at: word.span)
    }
    let value = Settings.declared(word.text).map { shell.settings.value(of: $0) } ?? ""
    return Reply(
      .sentence(
        "\(lowercased(word.text)) is \(value).",
        data: ["name": .string(lowercased(word.text)), "value": .string(value)]))
  }
}
