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
      await surroundings.console.show(report.rendered(as: format, style: style))
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
    await surroundings.console.show(
      RenderedOutput(standardError: output.standardError))
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

  /// Says why a line did not run to its end.
  func tell(
    _ stop: Stop, _ text: String, _ source: LineSource, statementStart: Int, firstLine: Int = 1
  ) async {
    if case .told = stop { return }
    let lines = LineIndex(text)
    var location: Diagnostic.Location?
    var excerpt: Diagnostic.Excerpt?
    let start = stop.span?.lower ?? statementStart
    let (line, column) = lines.position(of: start)
    if let name = source.name {
      location = Diagnostic.Location(
        file: name, line: line + firstLine - 1, column: column)
    }
    if let span = stop.span {
      let (content, lineStart) = lines.line(line)
      let lower = span.lower - lineStart
      let upper = max(lower, min(span.upper - lineStart, content.unicodeScalars.count))
      excerpt = Diagnostic.Excerpt(line: content, span: lower..<upper)
    }
    let diagnostic = DiagnosticWords.diagnostic(of: stop, at: location, excerpt: excerpt)
    await surroundings.console.show(
      RenderedOutput(
        standardError: diagnostic.rendered(as: format ?? settings.format, style: style)))
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
