import CommandLanguage
import ImportModel
import Reporting

/// How many people of a plan get what: what a saved script tells of its plan, so that a plan that came
/// out differently can be told apart from it without naming everybody.
struct PlanCounts: Equatable {
  /// E.g. `with role Manager`, and how many; roles, customers and projects, each by name.
  private(set) var entries: [(what: String, count: Int)] = []

  init() {}

  init(_ plan: Plan, in portal: Portal) {
    let names = PortalNames(portal)
    var counts: [[String: Int]] = [[:], [:], [:]]
    for row in plan.rows {
      if let role = row.role { counts[0]["with role \(names.role(role.value))", default: 0] += 1 }
      if let customer = row.customer.flatMap({ names.customer($0.value) }) {
        counts[1]["of customer \(customer)", default: 0] += 1
      }
      for project in row.projects {
        counts[2]["in project \(names.project(project.value))", default: 0] += 1
      }
    }
    entries = counts.flatMap { $0.sorted { $0.key < $1.key } }.map {
      (SavedScript.oneLine($0.key), $0.value)
    }
  }

  static func == (left: Self, right: Self) -> Bool {
    left.entries.elementsEqual(right.entries) { $0 == $1 }
  }

  /// As comments of a script.
  var facts: [String] { entries.map { "\(Self.planned)\($0.count) \($0.what)" } }

  /// Takes such a comment; nothing happens with another one.
  mutating func read(fact: Substring) {
    guard fact.hasPrefix(Self.planned) else { return }
    let words = fact.dropFirst(Self.planned.count)
    guard let blank = words.firstIndex(of: " "), let count = Int(words[..<blank]) else { return }
    entries.append((String(words[words.index(after: blank)...]), count))
  }

  /// What is another number now: `with role Manager: was 12, is 14`.
  func differences(to now: PlanCounts) -> [String] {
    let before = Dictionary(entries.map { ($0.what, $0.count) }, uniquingKeysWith: +)
    let after = Dictionary(now.entries.map { ($0.what, $0.count) }, uniquingKeysWith: +)
    var seen: Set<String> = []
    return (entries + now.entries).map(\.what).filter { seen.insert($0).inserted }
      .compactMap { what in
        let (was, `is`) = (before[what] ?? 0, after[what] ?? 0)
        return was == `is` ? nil : "\(what): was \(was), is \(`is`)"
      }
  }

  private static let planned = "planned "
}
