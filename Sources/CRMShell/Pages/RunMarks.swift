import ImportEngine
import ImportModel
import Reporting

/// What a run brought about for one person, project by project: by what was before, what was planned
/// and what the final read-back showed.
struct RunMarks {
  /// By the id of the project, in the order planned.
  let all: [(project: String, mark: ProjectMatrix.Mark)]

  init(_ person: ReportedPerson) {
    var joins: [String: ReportedItem] = [:]
    var profiles: [String: ReportedItem] = [:]
    var order = person.planned.projects.map(\.project.id)
    var seen = Set(order)
    for item in person.items {
      guard let project = item.snapshot.item.project?.text else { continue }
      switch item.snapshot.item {
      case .join: joins[project] = item
      case .profile: profiles[project] = item
      case .member, .status, .role, .client, .customer, .linked: continue
      }
      if seen.insert(project).inserted { order.append(project) }
    }
    let named = Dictionary(
      person.planned.projects.map { ($0.project.id, $0.profile?.name) },
      uniquingKeysWith: { first, _ in first })
    all = order.map { project in
      var mark = Self.mark(person, joins[project], profiles[project])
      mark.profile = (named[project] ?? nil) ?? person.planned.profile?.name
      return (project, mark)
    }
  }

  private static func mark(
    _ person: ReportedPerson, _ join: ReportedItem?, _ profile: ReportedItem?
  ) -> ProjectMatrix.Mark {
    guard person.planned.blocked.isEmpty else { return .init(word: "blocked", style: .bad) }
    if let join, join.changes {
      return join.snapshot.planned == .absent
        ? mark(join, done: "taken off", not: "still there")
        : mark(join, done: "added", not: "not added")
    }
    if let profile, profile.changes { return mark(profile, done: "changed", not: "not changed") }
    if join == nil, profile == nil, person.planned.change != .keep {
      return .init(word: "not told", style: .warning)
    }
    return .init(word: "kept", style: .dim)
  }

  private static func mark(
    _ item: ReportedItem, done: String, not: String
  ) -> ProjectMatrix.Mark {
    guard let after = item.after else { return .init(word: "not read back", style: .warning) }
    return after == item.snapshot.planned
      ? .init(word: done, style: .good) : .init(word: not, style: .bad)
  }
}

extension ReportedItem {
  /// Whether the run was to make something else of it.
  fileprivate var changes: Bool { snapshot.before != snapshot.planned }
}
