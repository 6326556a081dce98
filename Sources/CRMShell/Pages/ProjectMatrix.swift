import ImportEngine
import ImportModel
import Reporting

/// People × projects: what becomes of whom where. Projects that nobody is in have no column.
struct ProjectMatrix {
  /// What stands where a person and a project meet.
  struct Mark {
    /// The word, for readers and programs.
    let word: String
    let style: Style
    /// The profile that the person has there afterwards; nil where none was told.
    var profile: String?

    var cell: Cell { .styled(word, style) }
  }

  struct Row {
    /// The e-mail, else the name.
    let person: String
    let email: String?
    let name: String
    /// By the place of the project.
    let marks: [Int: Mark]
  }

  /// The names, two of one name told apart by their ids.
  let projects: [String]
  /// Those who are in a project at least, in plan order.
  let rows: [Row]
  /// For everybody, in plan order, the places of their projects, ascending.
  let places: [[Int]]
  /// How many are in none.
  let others: Int

  /// `people`: each with the marks by the id of the project; `names`: in the order of the columns,
  /// those that nobody is in among them.
  init(
    _ people: [(email: String?, name: String, marks: [(project: String, mark: Mark)])],
    names: [(id: String, name: String)]
  ) {
    let used = Set(people.lazy.flatMap(\.marks).map(\.project))
    var known = names.filter { used.contains($0.id) }
    let unknown = used.subtracting(known.map(\.id)).sorted()
    known += unknown.map { (id: $0, name: $0) }
    let counts = Dictionary(known.map { ($0.name, 1) }, uniquingKeysWith: +)
    projects = known.map { counts[$0.name] == 1 ? $0.name : "\($0.name) (\($0.id))" }
    let indexes = Dictionary(
      known.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    rows = people.filter { !$0.marks.isEmpty }.map { person in
      var marks: [Int: Mark] = [:]
      for (project, mark) in person.marks {
        if let place = indexes[project] { marks[place] = mark }
      }
      return Row(
        person: person.email ?? person.name, email: person.email, name: person.name, marks: marks)
    }
    places = people.map { $0.marks.compactMap { indexes[$0.project] }.sorted() }
    others = people.count - rows.count
  }

  /// The places where a person is, in order.
  func places(of row: Row) -> [Int] { row.marks.keys.sorted() }
}

extension ProjectMatrix {
  /// What an import would do.
  init(_ prepared: PreparedImport) {
    let (portal, names) = (prepared.portal, PortalNames(prepared.portal))
    self.init(
      prepared.assessment.changes.map { change in
        let marks = change.projects.map { project -> (project: String, mark: Mark) in
          let planned = PlannedMembership(change, in: project, of: portal, names)
          return (
            project.text,
            Mark(
              word: planned.kind.rawValue, style: planned.kind.style, profile: planned.profile.to)
          )
        }
        return (change.row.person.emailText, change.row.person.name, marks)
      }, names: portal.projects.map { ($0.id.text, $0.name) })
  }

  /// What became of the projects of a run's people.
  init(_ report: RunReport) {
    var names: [(id: String, name: String)] = []
    var seen: Set<String> = []
    let told =
      report.people.lazy.flatMap(\.planned.projects).map(\.project)
      + report.people.lazy.flatMap(\.calls).compactMap(\.intent.project)
    for project in told where seen.insert(project.id).inserted {
      names.append((project.id, project.name))
    }
    self.init(
      report.people.map { person in
        (person.planned.emailText, person.planned.name, RunMarks(person).all)
      }, names: names)
  }
}

extension ChangeKind {
  /// What its word means to a reader.
  var style: Style {
    switch self {
    case .blocked: .bad
    case .add: .good
    case .change: .warning
    case .join: .strong
    case .keep: .dim
    }
  }
}
