import ImportEngine
import ImportModel
import Reporting

/// How far a run came, and what can be typed now.
extension VerdictReport {
  /// People by what became of them; who is left of a run that goes on has no result yet.
  var counts: Text {
    let counts = PersonOutcome.allCases.flatMap { outcome -> [Text] in
      let people = verdict.people(outcome)
      let begun = people.count { verdict.begun.contains($0.person) }
      switch outcome {
      case .notSent:
        return [
          count(begun, "done in part"),
          count(people.count - begun, verdict.isComplete ? "not sent" : "not begun"),
        ].compactMap { $0 }
      case .unresolved where !verdict.isComplete:
        return [count(people.count, "sent and not shown yet")].compactMap { $0 }
      default:
        let inactive = people.count { $0.code == PersonResult.deactivated }
        let words = inactive == 0 ? "" : " (\(inactive) of them deactivated)"
        return [count(people.count, outcome.rawValue + words)].compactMap { $0 }
      }
    }
    return "\(counts.isEmpty ? "Nobody in the plan" : counts.joined(", "))."
  }

  private func count(_ number: Int, _ words: String) -> Text? {
    number == 0 ? nil : "\(number) \(words)"
  }

  /// Those who are there, and of no use.
  var deactivated: String {
    let count = verdict.deactivated
    return count == 0 ? "" : " and \(count) deactivated \(count == 1 ? "person" : "people")"
  }

  /// What it took.
  var cost: Text {
    let all: Text =
      verdict.writesInAll == verdict.writes ? "" : " (\(verdict.writesInAll) in the whole run)"
    return
      "\(verdict.writes, "write call", "write calls")\(all) of \(requests, "request", "requests") in \(Text.duration(.seconds(verdict.seconds)))."
  }

  /// What became of the calls without an answer: that they are not sent twice is the promise.
  var unanswered: Text? {
    let calls = verdict.unanswered
    guard calls.count > 0 else { return nil }
    let isAlike = [calls.found, calls.missing, calls.open].contains(calls.count)
    let number: Text = calls.count == 1 ? "" : "all "
    let parts: [Text] = [
      (calls.found, "found in the portal, not sent again"),
      (calls.missing, "without effect, as the portal shows"),
      (calls.open, "not looked up yet"),
    ].compactMap { count, words in
      count == 0 ? nil : isAlike ? "\(number)\(words)" : "\(count) \(words)"
    }
    return "\(calls.count, "call", "calls") had no answer: \(parts.joined("; "))"
  }

  /// Why there were more calls than previewed.
  var surplus: Text? {
    guard let previewed, verdict.writes > previewed else { return nil }
    let why: Text =
      verdict.people(.rejected).isEmpty
      ? "some had to be tried again, or another way"
      : "refused calls were split, to find whom the server refuses"
    return "\(verdict.writes) write calls in place of the \(previewed) previewed: \(why)"
  }

  /// What to type for those who are left, where there are any.
  var nextSteps: [Text] {
    guard let run = verdict.run else { return [] }
    guard verdict.isComplete else {
      if verdict.stops.contains(where: \.isGoneJournal) {
        return [
          "run \(run) is unfinished, and only the missing files know of it: put them back before crmsh is started again, then resume"
        ]
      }
      let isWaiting: Text = retryAt.map { " after \($0), or now with --wait," } ?? ""
      return [
        "run \(run) is unfinished: resume\(isWaiting) goes on with it and writes to nobody who is done; abandon settles and closes it"
      ]
    }
    if let reverted {
      let left = verdict.people.count {
        ![.applied, .adopted, .kept, .blocked].contains($0.result)
      }
      guard left > 0 else { return [] }
      let again = RunWords.revert(reverted, isDeactivating: isDeactivating)
      return [
        "\(left, "person is", "people are") left: \(again) undoes what is left of it, report \(run) tells what the server said"
      ] + (verdict.notRemoved > 0 ? [insteadOfRemoval(of: reverted)] : [])
    }
    return [notSent(run), rejected(run), doubtful(run)].compactMap { $0 }
  }

  /// What can be done where the portal takes nobody out.
  private func insteadOfRemoval(of run: Int) -> Text {
    "the portal did not let people go: \(RunWords.revert(run, isDeactivating: true)) deactivates them instead"
  }

  private func notSent(_ run: Int) -> Text? {
    let left = verdict.people(.notSent).count
    guard left > 0 else { return nil }
    let then: Text = retryAt.map { "; import them after \($0), or at once with --wait" } ?? ""
    return
      "\(left, "person is", "people are") left: retry \(run) stages them again as they were planned, and who is done is not written to again\(then)"
  }

  private func rejected(_ run: Int) -> Text? {
    let count = verdict.people(.rejected).count
    guard count > 0 else { return nil }
    return
      "\(count, "person was", "people were") refused, and would be again: mend what the server names, such as the address, or leave them out; retry \(run) stages them again"
  }

  private func doubtful(_ run: Int) -> Text? {
    let count = verdict.people(.conflict).count + verdict.people(.unresolved).count
    guard count > 0 else { return nil }
    return
      "\(count, "person", "people") to look at: list failed in \(run), explain EMAIL in \(run); then for failed in \(run) stages them again, e.g. role ROLE for failed in \(run)"
  }

  /// When the server may be asked again, if it asked to wait.
  private var retryAt: Text? {
    verdict.stops.compactMap { stop -> Int64? in
      if case .throttled(let retryAt) = stop { retryAt } else { nil }
    }.max().map { Text(time: $0) }
  }
}

extension StopReason {
  /// Whether the journal was taken away.
  fileprivate var isGoneJournal: Bool { if case .journal(.gone) = self { true } else { false } }
}
