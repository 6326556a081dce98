import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

extension Interpreter {
  /// Renders a report in the format that the line or the session asks for, to where it is to go.
  func output(_ report: Report, of parsed: ParsedCommand, from source: LineSource)
    async throws(Stop)
  {
    let format = format ?? settings.format
    guard let redirect = parsed.redirect else {
      await show(report.rendered(as: format, style: style), from: source)
      return
    }
    let output = report.rendered(as: format, style: .pipe)
    let scope = scope(of: source)
    do throws(FileFailure) {
      if redirect.appends {
        try surroundings.files.append(
          output.standardOutput, at: redirect.file.text, scope: scope)
      } else {
        try surroundings.files.create(
          output.standardOutput, at: redirect.file.text, scope: scope,
          replaces: source.isTerminal && parsed.arguments.has(GlobalOptions.force.name))
      }
    } catch {
      throw .file(error, at: redirect.file.span)
    }
    let note: Text = "Written to \(redirect.file.text)."
    await surroundings.console.show(
      RenderedOutput(
        standardError: output.standardError + (source.isTerminal ? note.plain + "\n" : "")))
  }

  /// Shows a line before it runs, where the output is for readers.
  func echo(_ statement: Statement) async {
    guard !(format ?? settings.format).isForPrograms else { return }
    let lines = statement.source.split(separator: "\n").map {
      Block.sentence("> \(String($0), .dim)")
    }
    await surroundings.console.show(
      Report([.blank] + lines).rendered(as: .table, style: style))
  }

  /// Refuses a line whose report could not be written, before it does anything.
  func checkRedirect(of parsed: ParsedCommand, from source: LineSource) throws(Stop) {
    guard let redirect = parsed.redirect else { return }
    do throws(FileFailure) {
      try surroundings.files.check(
        redirect.file.text, scope: scope(of: source), appends: redirect.appends,
        replaces: source.isTerminal && parsed.arguments.has(GlobalOptions.force.name))
    } catch {
      throw .file(error, at: redirect.file.span)
    }
  }

  /// How output looks: the console's own style, with what `set` says of width and colour.
  var style: OutputStyle {
    var style = surroundings.console.style
    if settings.width > 0 { style.width = settings.width }
    switch settings.color {
    case .auto: break
    case .always: style.colour = true
    case .never: style.colour = false
    }
    return style
  }

  /// Says why a line did not run to its end, showing the command at fault; `statement` is its span
  /// in the text, nil when the text could not even be split.
  func tell(
    _ stop: Stop, _ text: String, _ source: LineSource, statement: Span?, firstLine: Int = 1
  ) async {
    if case .told = stop { return }
    let lines = LineIndex(text)
    let (line, column) = lines.position(of: stop.span?.lower ?? statement?.lower ?? 0)
    let location = source.name.map {
      Diagnostic.Location(file: $0, line: line + firstLine - 1, column: column)
    }
    let diagnostic = DiagnosticWords.diagnostic(
      of: stop, at: location,
      excerpt: stop.span.map { excerpt(of: $0, in: statement, lines, line) })
    await surroundings.console.show(
      RenderedOutput(
        standardError: diagnostic.rendered(as: format ?? settings.format, style: style)))
  }

  /// The part of the command that stands on the line of the word at fault.
  private func excerpt(of span: Span, in statement: Span?, _ lines: LineIndex, _ line: Int)
    -> Diagnostic.Excerpt
  {
    let (content, start) = lines.line(line)
    let scalars = Array(content.unicodeScalars)
    let lower = max(0, (statement?.lower ?? 0) - start)
    let upper = min(scalars.count, max(lower, (statement?.upper ?? Int.max) - start))
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: scalars[min(lower, scalars.count)..<upper])
    let first = span.lower - start - lower
    return Diagnostic.Excerpt(
      line: String(shown), span: first..<max(first, min(span.upper - start, upper) - lower))
  }
}

extension Report {
  /// The first thing it says, for the timeline.
  var firstSentence: String {
    for block in blocks {
      if case .sentence(let text) = block { return text.plain }
    }
    return ""
  }
}
