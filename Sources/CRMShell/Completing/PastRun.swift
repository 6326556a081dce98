package import ImportEngine
import ImportModel

/// A run of the journal, as Tab tells it; its words are made when they are asked for.
package struct PastRun: Sendable {
  private enum Source {
    case told(detail: String, irrevertible: String?)
    case run(RunSummary, portal: PortalKey?, LocalTimes)
  }

  /// Its number in the journal.
  let number: Int
  private let source: Source

  /// `detail` is what is said beside the number.
  package init(_ number: Int, detail: String = "a past import", irrevertible: String? = nil) {
    self.number = number
    source = .told(detail: detail, irrevertible: irrevertible)
  }

  /// A run as the journal tells it, among the runs of the portal with this key; nil: of none.
  package init(_ run: RunSummary, of portal: PortalKey?, in times: LocalTimes) {
    number = run.run
    source = .run(run, portal: portal, times)
  }

  /// When it began, how many people were in it, what it came to.
  var detail: String {
    switch source {
    case .told(let detail, _): return detail
    case .run(let run, _, let times):
      let kind = run.revertOf.map { "revert of \($0)" } ?? "import"
      let reason = run.reason.map { ": \($0)" } ?? ""
      return
        "\(times.text(run.startedAt)), \(kind), \(peopleCount(run.people)), \(run.word ?? "unfinished")\(reason)"
    }
  }

  /// Why `revert` would refuse it; nil where it would not.
  var irrevertible: String? {
    switch source {
    case .told(_, let reason): reason
    case .run(let run, let portal, _):
      run.revertOf != nil
        ? "a revert"
        : run.endedAt == nil
          ? "unfinished" : run.context.key == portal ? nil : "of another portal"
    }
  }
}

/// The runs of the journal, newest first. There may be many, and the prompt knows them before each line:
/// what Tab tells of them is made when it is asked for.
package struct PastRuns: Sendable {
  private enum Source {
    case told([PastRun])
    case read([RunSummary], portal: PortalKey?, LocalTimes)
  }

  private let source: Source

  /// Runs in any order.
  package init(_ runs: [PastRun] = []) { source = .told(runs.sorted { $0.number > $1.number }) }

  /// Runs as the journal tells them, newest first, among those of the portal with this key; nil: of none.
  package init(_ runs: [RunSummary], of portal: PortalKey?, in times: LocalTimes) {
    source = .read(runs, portal: portal, times)
  }

  var all: [PastRun] {
    switch source {
    case .told(let runs): runs
    case .read(let runs, let portal, let times): runs.map { PastRun($0, of: portal, in: times) }
    }
  }

  var isEmpty: Bool {
    switch source {
    case .told(let runs): runs.isEmpty
    case .read(let runs, _, _): runs.isEmpty
    }
  }

  /// Whether one has this number.
  func contains(_ number: Int) -> Bool {
    switch source {
    case .told(let runs): runs.contains { $0.number == number }
    case .read(let runs, _, _): runs.contains { $0.run == number }
    }
  }
}

extension SessionAssistant {
  /// Runs by number, newest first; where one is to be undone, those that can be. `besidesLast`: the
  /// grammar offers `last` itself.
  func runOffers(besidesLast: Bool) -> [Offer] {
    let isReverting = command == "revert" || command == "preview"
    let last: [Offer] = besidesLast ? [] : [.name("last", detail: "the last import")]
    return last
      + runs.all.filter { !isReverting || $0.irrevertible == nil }
      .map { .name(String($0.number), detail: $0.detail) }
  }
}
