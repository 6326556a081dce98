import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `edit [N]`
struct EditCommand: ServiceCommand {
  private static let number = Parameter<Int>.number("number", label: "N", range: 1...100_000)

  var declaration: Declaration {
    Declaration(
      "edit", chapter: .shell, summary: "write a line anew in $VISUAL or $EDITOR, and run it",
      details: [
        "Alone the last line that was kept, with N the one of that number as history showed it last. What is saved, changed or not, is shown, kept in history and run; nothing is run where the editor is left without saving (:q! in vi) or fails (:cq), or an empty text is saved. Where neither variable names an editor it is editor, or else vi. Ctrl-X Ctrl-E opens the line that is being typed; left without saving, it stays as it was."
      ],
      syntax: .optional(Self.number.syntax), requires: [.terminal], hasOutput: false)
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let line = try Self.line(arguments[Self.number], shell)
    let edited: String
    switch await shell.surroundings.editor.edited(line) {
    case .saved(let text): edited = text
    case .unwritten: return Reply(.sentence("Not saved: nothing is run."))
    case .failed(let reason): throw .refusal(.notEdited(reason))
    case .ended(let words):
      // Of a line that a signal ends nothing else is told; where the text is kept must be.
      let told = Report([.notice(.note, "\(words)")]).rendered(as: .table, style: shell.style)
      await shell.surroundings.console.show(told)
      throw .interrupted
    }
    let blank = edited.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
    guard !blank else { return Reply(.sentence("Nothing was saved, hence nothing is run.")) }
    let outer = shell.format
    defer { shell.format = outer }
    let shown = edited.split(separator: "\n", omittingEmptySubsequences: false).map {
      Block.sentence("> \(String($0), .dim)")
    }
    await shell.surroundings.console.show(
      Report(shown).rendered(as: .table, style: shell.style))
    let exit = await shell.execute(edited, from: context.source)
    shell.editedLines.append(EditedLine(text: edited, ran: exit != .usage))
    return Reply(Report(), exit: exit)
  }

  /// The line of a number; nil: the newest that is not itself an `edit`.
  private static func line(_ number: Int?, _ shell: isolated Interpreter) throws(Stop) -> String {
    if let number { return try numbered(number, shell) }
    let parser = shell.registry.parser(at: .terminal)
    let lines = try kept(shell)
    let other = lines.last { line in
      !parser.reading(of: line) { "$\($0)" }.statements.contains {
        $0.declaration?.name == "edit"
      }
    }
    guard let other else { throw .refusal(.noSuchLine(1, kept: 0)) }
    return other
  }

  /// The line of a number where `history` showed it. Lines move as others are kept, this one too, so that
  /// the numbers of now may be others. Where nothing was shown yet, this one does not count.
  private static func numbered(
    _ number: Int, _ shell: isolated Interpreter
  ) throws(Stop) -> String {
    let lines: [String]
    if let shown = shell.numberedLines {
      lines = shown
    } else {
      lines = try kept(shell).filter { $0 != shell.typedLine }
    }
    guard number <= lines.count else {
      throw .refusal(.noSuchLine(number, kept: lines.count))
    }
    return lines[number - 1]
  }

  private static func kept(_ shell: isolated Interpreter) throws(Stop) -> [String] {
    do throws(FileFailure) {
      return try shell.surroundings.history.lines(
        of: shell.historyPlace, limit: shell.settings.historySize
      ).map(\.text)
    } catch {
      throw .file(error, at: nil)
    }
  }
}
