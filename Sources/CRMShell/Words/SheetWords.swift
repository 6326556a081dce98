import ImportModel
import Reporting

/// What is said of a table that can't be applied.
extension RefusalWords {
  static func sheets(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .rowsRefused(let file, let problems):
      var details = problems.prefix(mostTold).map { detail($0, in: file) }
      let rest = problems.count - details.count
      if rest > 0 { details.append("and \(rest) more") }
      let rows = Set(problems.map(\.line)).count
      let cells: Text =
        problems.count > rows
        ? " (\(problems.count) things are wrong in \(rows == 1 ? "it" : "them"))" : ""
      return Words(
        "rows-refused",
        "\(file): \(rows, "row", "rows") can't be applied\(cells); nobody was staged",
        details: details, hint: "mend them, then the same line again")
    case .columnOfOtherKind(let column, let kind): return otherKind(column, kind)
    case .rowWithoutAddress, .sharedAddress, .rowTooWide, .commaBetweenProjects, .patternInCell,
      .rowsContradict:
      return row(refusal)
    default: return columns(refusal)
    }
  }

  private static func row(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .rowWithoutAddress(let text):
      return Words(
        "row-without-address",
        text.map { "\"\($0.shortened(to: 120))\" is no e-mail address" }
          ?? "the cell is empty, and every row needs an e-mail address"
      )
    case .sharedAddress(let email, let kind, let count):
      return Words(
        "shared-address",
        "\(count) \(kind == .user ? "CRM users" : "contacts") have the address \(email), and which is meant can't be known",
        hint: "give each an address of their own in CRM, or merge them there, then refresh")
    case .rowTooWide(let cells, let columns):
      return Words(
        "row-too-wide", "\(cells) cells, and the columns are \(columns)",
        hint: "a cell that holds the sign between cells stands in quotes; between projects stands ;"
      )
    case .commaBetweenProjects(let cell):
      let parts = cell.split(separator: ",").map { String($0).trimmingBlanks() }
      return Words(
        "comma-between-projects", "there is no project \(cell.shortened(to: 120))",
        hint: "; stands between projects: \"\(parts.joined(separator: "; ").shortened(to: 120))\"")
    case .patternInCell(let cell):
      return Words(
        "pattern-in-cell", "there is no project \(cell.shortened(to: 120))",
        hint: "a cell names projects one by one; patterns are for the line assign")
    case .rowsContradict(let column, let line):
      return Words(
        "rows-contradict", "line \(line) says another \(column) of the same person")
    default: return nil
    }
  }

  private static func columns(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .unknownSheetColumn(let name):
      return Words(
        "unknown-column", "\(name) is nothing that a row can say, or is named twice",
        hint: "email=COL, role=COL, customer=COL, profile=COL, projects=COL")
    case .addressColumnNeeded(let columns):
      return Words(
        "column-needed", "which column holds the addresses?",
        hint: "email=COL; the columns are: \(columns.joined(separator: ", "))")
    case .nothingToApply(let columns):
      return Words(
        "nothing-to-apply", "no column says what people shall have",
        hint:
          "name one, as role=COL or projects=COL; the columns are: \(columns.joined(separator: ", "))"
      )
    default: return nil
    }
  }

  private static func otherKind(_ column: String, _ kind: PersonKind) -> Words {
    let what: Text =
      column == SheetColumn.profile.rawValue
      ? "the profile is for the others" : "they have no \(column)"
    return Words(
      "column-of-other-kind",
      kind == .user
        ? "they are a CRM user and become a portal user: \(what)"
        : "they are a contact and become a client user: \(what)")
  }

  /// One row: where, what, and what may have been meant.
  private static func detail(_ problem: RowProblem, in file: String) -> Text {
    let words = words(of: problem.refusal)
    let place: Text = problem.column.map { " \($0)" } ?? ""
    let hint: Text = words.hint.map { " (\($0))" } ?? ""
    return "\(file):\(problem.line)\(place): \(words.message.shortened(to: 400))\(hint)"
  }
}
