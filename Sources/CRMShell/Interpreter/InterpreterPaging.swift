import CommandLanguage
import Reporting

extension Interpreter {
  /// Shows what a line printed: through the pager where that is wanted and it is long, else at once.
  func show(_ output: RenderedOutput, from source: LineSource) async {
    guard pages(output, from: source), let pager = surroundings.pager else {
      await surroundings.console.show(output)
      return
    }
    // What is told of work under way is wiped first.
    await surroundings.console.show(RenderedOutput())
    if await pager.show(output.standardOutput) {
      await surroundings.console.show(RenderedOutput(standardError: output.standardError))
      return
    }
    await surroundings.console.show(output)
    guard !saidPagerIsMissing else { return }
    saidPagerIsMissing = true
    let words: Text =
      "\(pager.program) is not there or failed at once, so that long output is not shown page by page; set $PAGER, or set pager=off"
    await surroundings.console.show(
      RenderedOutput(
        standardError: Report([.notice(.note, words)]).rendered(as: .table, style: style)
          .standardOutput))
  }

  /// Only what somebody typed is read page by page, and no round of `watch`.
  private func pages(_ output: RenderedOutput, from source: LineSource) -> Bool {
    let style = style
    guard source.isTerminal, scripts.isEmpty, !isWatching, style.isTerminal,
      !output.standardOutput.isEmpty
    else { return false }
    switch settings.pager {
    case .off: return false
    case .always: return true
    case .on:
      // A row stays free for the prompt.
      guard let height = style.height else { return false }
      return ScreenRows.count(of: output.standardOutput, width: style.width) >= height
    }
  }
}
