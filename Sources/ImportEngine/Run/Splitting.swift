import ImportModel

/// A part of a batch that failed: its people go in calls of their own, of so many at most.
struct BatchTag: Hashable, Sendable {
  /// A person's entry in an addition to a project.
  struct Key: Hashable, Sendable {
    let email: EmailAddress
    let project: ProjectID
  }

  let group: Int
  /// The most people in one call.
  let size: Int
}

/// Takes batches apart that were refused, or twice shown to be without effect, until the entries at
/// fault stand alone.
///
/// A batch goes on as two halves. When both fail alike, one entry of each is tried alone; when those
/// fail alike too, it is about the call and not about its people. A culprit among B people therefore
/// costs at most 2⌈log₂B⌉ + 4 calls.
struct Splitting: Sendable {
  /// What is to become of a call that failed.
  enum Verdict: Hashable, Sendable {
    /// It named one person only: they are at fault.
    case culprit
    /// Its people are planned again in smaller calls, or wait for what becomes of the others.
    case smaller
    /// Whoever it names would fail: all the people of the batch it came from.
    case aboutCall([EmailAddress])
  }

  private struct Failure: Sendable {
    let people: [EmailAddress]
    let code: String
  }

  private struct Group: Sendable {
    let project: ProjectID
    let people: [EmailAddress]
    let size: Int
    /// Whether the server refused the batch that this one was.
    let isRefused: Bool
    /// The group that its one person is tried alone for.
    let probedFor: Int?
    var failures: [Failure] = []
    /// How many of its people are in calls that had an end.
    var ended = 0
    var hasSuccess = false
    /// Those tried alone for it that have not ended, and those that have.
    var probing: Set<EmailAddress> = []
    var probed: Set<EmailAddress> = []
  }

  /// Whether people may go on whom the calls planned so far leave out.
  var isAhead = false
  private var groups: [Int: Group] = [:]
  private(set) var tags: [BatchTag.Key: BatchTag] = [:]
  /// Entries that wait for what becomes of others of their batch.
  private(set) var waiting: Set<BatchTag.Key> = []
  private var next = 1

  /// A call that was to add people failed with a code; `isRefused`: the server said so.
  mutating func failed(
    _ people: [EmailAddress], in project: ProjectID, code: String, isRefused: Bool
  ) -> Verdict {
    let isAlone = people.count == 1
    guard let number = group(of: people, in: project), let probedFor = groups[number]?.probedFor
    else {
      return ended(people, in: project, Failure(people: people, code: code), isRefused)
    }
    groups[probedFor]?.failures.append(Failure(people: people, code: code))
    return probeEnded(people, of: probedFor) ?? (isAlone ? .culprit : .smaller)
  }

  /// A call that was to add people was carried out. Returns how many people a call takes, where a
  /// larger one was refused and none of its parts were.
  mutating func succeeded(_ people: [EmailAddress], in project: ProjectID) -> Int? {
    guard let number = group(of: people, in: project), let group = groups[number] else {
      return nil
    }
    groups[number]?.hasSuccess = true
    if let probedFor = group.probedFor {
      groups[probedFor]?.hasSuccess = true
      _ = probeEnded(people, of: probedFor)
      return nil
    }
    groups[number]?.ended += people.count
    guard group.ended + people.count >= group.people.count else { return nil }
    _ = concluded(number)
    return group.isRefused && group.failures.isEmpty && group.size > 1 ? group.size : nil
  }

  /// Has one of these tried alone before the others: an answer that was silent about most of them
  /// puts the way of adding in doubt.
  mutating func doubt(_ people: [EmailAddress], in project: ProjectID, code: String) {
    let number = form(people, in: project, isRefused: false)
    groups[number]?.failures = [Failure(people: people, code: code)]
    tryAlone(people.prefix(1), for: number)
  }

  /// Lets go of whoever still waits, since nothing else is left to be sent. False when nobody does.
  mutating func release() -> Bool {
    guard !waiting.isEmpty else { return false }
    for (number, group) in groups.sorted(by: { $0.key < $1.key }) {
      let stuck = group.people.filter { waiting.contains(key($0, group.project)) }
      groups[number]?.failures = []
      if !stuck.isEmpty { form(stuck, in: group.project, isRefused: group.isRefused) }
    }
    waiting = []
    return true
  }

  private func key(_ email: EmailAddress, _ project: ProjectID) -> BatchTag.Key {
    BatchTag.Key(email: email, project: project)
  }

  private func group(of people: [EmailAddress], in project: ProjectID) -> Int? {
    people.first.flatMap { tags[key($0, project)]?.group }
  }

  @discardableResult
  private mutating func form(
    _ people: [EmailAddress], in project: ProjectID, isRefused: Bool, probedFor: Int? = nil
  ) -> Int {
    let (number, size) = (next, max(1, (people.count + 1) / 2))
    next += 1
    groups[number] = Group(
      project: project, people: people, size: size, isRefused: isRefused, probedFor: probedFor)
    isAhead = true
    for email in people {
      tags[key(email, project)] = BatchTag(group: number, size: size)
      waiting.remove(key(email, project))
    }
    return number
  }

  private mutating func ended(
    _ people: [EmailAddress], in project: ProjectID, _ failure: Failure, _ isRefused: Bool
  ) -> Verdict {
    let verdict: Verdict = people.count == 1 ? .culprit : .smaller
    guard let number = group(of: people, in: project), let group = groups[number] else {
      if people.count > 1 { form(people, in: project, isRefused: isRefused) }
      return verdict
    }
    groups[number]?.failures.append(failure)
    groups[number]?.ended += people.count
    if people.count > 1 { waiting.formUnion(people.map { key($0, project) }) }
    guard group.ended + people.count >= group.people.count else { return verdict }
    return concluded(number) ?? verdict
  }

  /// Every part of a group has had its end: failed parts go on, unless it is about the call.
  private mutating func concluded(_ number: Int) -> Verdict? {
    guard let group = groups[number] else { return nil }
    let large = group.failures.filter { $0.people.count > 1 }
    let isAlike = Set(group.failures.map(\.code)).count == 1
    if group.failures.count > 1, isAlike, !group.hasSuccess, !large.isEmpty {
      tryAlone(large.compactMap(\.people.first), for: number)
    } else {
      goOn(with: large, of: number)
    }
    return nil
  }

  private mutating func tryAlone(_ people: some Sequence<EmailAddress>, for number: Int) {
    guard let group = groups[number] else { return }
    waiting.formUnion(group.failures.flatMap(\.people).map { key($0, group.project) })
    for email in people {
      groups[number]?.probing.insert(email)
      form([email], in: group.project, isRefused: group.isRefused, probedFor: number)
    }
  }

  private mutating func probeEnded(_ people: [EmailAddress], of number: Int) -> Verdict? {
    for email in people {
      groups[number]?.probing.remove(email)
      groups[number]?.probed.insert(email)
    }
    guard let group = groups[number], group.probing.isEmpty else { return nil }
    if !group.hasSuccess, Set(group.failures.map(\.code)).count == 1 {
      for email in group.people { waiting.remove(key(email, group.project)) }
      return .aboutCall(group.people)
    }
    goOn(with: group.failures.filter { $0.people.count > 1 }, of: number)
    return nil
  }

  /// Halves of what failed, without those who were tried alone.
  private mutating func goOn(with failures: [Failure], of number: Int) {
    guard let group = groups[number] else { return }
    groups[number]?.failures = []
    for failure in failures {
      let left = failure.people.filter { !group.probed.contains($0) }
      if !left.isEmpty { form(left, in: group.project, isRefused: group.isRefused) }
    }
  }
}
