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
      await show(apart(report.rendered(as: format, style: style), format), from: source)
      return
    }
    let output = report.rendered(as: format, style: OutputStyle(times: style.times))
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

  /// What a command prints, an empty line before it where what stands above would run into it: a table
  /// into a table, a paragraph of Markdown into the next.
  private func apart(_ output: RenderedOutput, _ format: OutputFormat) -> RenderedOutput {
    guard [.csv, .tsv, .markdown].contains(format), !output.standardOutput.isEmpty else {
      return output
    }
    defer { hasPrinted = true }
    return hasPrinted
      ? RenderedOutput(
        standardOutput: "\n" + output.standardOutput, standardError: output.standardError)
      : output
  }

  /// Shows a line before it runs, where the output is for readers.
  func echo(_ statement: Statement) async {
    guard !(format ?? settings.format).isForPrograms else { return }
    let lines = statement.source.split(separator: "\n").map {
      Block.sentence("> \(String($0), .dim)")
    }
    await surroundings.console.show(
      Report((hasEchoed ? [.blank] : []) + lines).rendered(as: .table, style: style))
    hasEchoed = true
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
    style.times = LocalTimes(surroundings.zones).notation
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
    await tell(
      stop, of: RunningText(text, from: source, firstLine: firstLine), statement: statement)
  }

  /// The same where more than one error of a text may be told: its lines are found but once.
  func tell(_ stop: Stop, of text: RunningText, statement: Span?) async {
    if case .told = stop { return }
    let (line, column) = text.place(of: stop.span?.lower ?? statement?.lower ?? 0)
    let location = text.source.name.map {
      Diagnostic.Location(file: $0, line: line, column: column)
    }
    let diagnostic = DiagnosticWords.diagnostic(
      of: stop, at: location, excerpt: stop.span.map { text.excerpt(of: $0, in: statement) })
    await surroundings.console.show(
      RenderedOutput(
        standardError: diagnostic.rendered(as: format ?? settings.format, style: style)))
  }
}

extension RunningText {
  /// How much of a line before and behind a word is shown with it at most: more than a terminal shows
  /// of it, and a bound for lines on which much is wrong.
  private static let reach = 1000

  /// The part of the command that stands on the line of the word at fault.
  fileprivate func excerpt(of span: Span, in statement: Span?) -> Diagnostic.Excerpt {
    let line = lines.bounds(of: lines.position(of: span.lower).line)
    let lower = max(line.lowerBound, statement?.lower ?? 0, span.lower - Self.reach)
    let upper = min(line.upperBound, statement?.upper ?? Int.max, span.upper + Self.reach)
    let part = min(lower, line.upperBound)..<max(min(lower, line.upperBound), upper)
    let first = max(0, span.lower - lower)
    return Diagnostic.Excerpt(
      line: lines.text(in: part), span: first..<max(first, min(span.upper, upper) - lower))
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
