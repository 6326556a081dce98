package import ImportEngine
import ImportModel

/// A run of the journal, as Tab tells it.
package struct PastRun: Hashable, Sendable {
  /// Its number in the journal.
  let number: Int
  /// When it began, how many people were in it, what it came to.
  let detail: String
  /// Why `revert` would refuse it; nil where it would not.
  let irrevertible: String?

  /// `detail` is what is said beside the number.
  package init(_ number: Int, detail: String = "a past import", irrevertible: String? = nil) {
    self.number = number
    self.detail = detail
    self.irrevertible = irrevertible
  }

  /// A run as the journal tells it, among the runs of the portal with this key; nil: of none.
  package init(_ run: RunSummary, of portal: PortalKey?, in times: LocalTimes) {
    let began = times.text(run.startedAt)
    let kind = run.revertOf.map { "revert of \($0)" } ?? "import"
    let reason = run.reason.map { ": \($0)" } ?? ""
    number = run.run
    detail =
      "\(began), \(kind), \(peopleCount(run.people)), \(run.word ?? "unfinished")\(reason)"
    irrevertible =
      run.revertOf != nil
      ? "a revert"
      : run.endedAt == nil ? "unfinished" : run.context.key == portal ? nil : "of another portal"
  }
}

extension SessionAssistant {
  /// Runs by number, newest first; where one is to be undone, those that can be. `besidesLast`: the
  /// grammar offers `last` itself.
  func runOffers(besidesLast: Bool) -> [Offer] {
    let isReverting = command == "revert" || command == "preview"
    let last: [Offer] = besidesLast ? [] : [.name("last", detail: "the last import")]
    return last
      + runs.filter { !isReverting || $0.irrevertible == nil }
      .map { .name(String($0.number), detail: $0.detail) }
  }
}
