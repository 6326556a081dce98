/// How points in time, which are kept in ISO 8601 and UTC for programs, stand where people read.
package struct TimeNotation: Hashable, Sendable {
  private let name: String
  private let shown: @Sendable (String) -> String

  /// A notation; two of one name are the same. `shown` is handed text such as `2026-03-01T09:00:00Z`.
  package init(_ name: String, shown: @escaping @Sendable (String) -> String) {
    self.name = name
    self.shown = shown
  }

  /// As programs read them.
  package static let iso8601 = TimeNotation("ISO 8601") { $0 }

  /// A point in time as it is read.
  func callAsFunction(_ time: String) -> String { shown(time) }

  package static func == (left: Self, right: Self) -> Bool { left.name == right.name }

  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Text {
  /// A point in time, in ISO 8601 and UTC.
  package init(moment: String, _ style: Style = .plain) {
    self.init([Run(moment, style, isMoment: true)])
  }

  /// The text with its points in time as they are read.
  func read(in times: TimeNotation) -> Text {
    guard runs.contains(where: \.isMoment) else { return self }
    return Text(runs.map { $0.isMoment ? Run(times($0.content), $0.style) : $0 })
  }
}

extension Column {
  /// What a reader sees of a cell: the sign for what is not known where it has no value.
  func shown(_ cell: Cell, _ times: TimeNotation) -> Text {
    switch cell {
    case .empty: Text(absence)
    case .time(let time): Text(times(time))
    case .said(let words): words.read(in: times)
    default: cell.text
    }
  }
}
