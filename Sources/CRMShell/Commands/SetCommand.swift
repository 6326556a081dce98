import CommandLanguage
import ImportModel
import Reporting

/// `set [NAME=VALUE…]`
struct SetCommand: ServiceCommand {
  static let values = Parameter<[Assignment]>.assignments("values", kind: .setting)

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
    // A shell that starts tells what is wrong, and not what it was told to be each time.
    if shell.isStartingUp, arguments[Self.values] != nil { return Reply(Report()) }
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
