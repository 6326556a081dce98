import ImportModel
import Reporting

/// The matrix and the projects of a page, within bounds that keep the file small.
struct MatrixSections {
  /// Cells up to which a matrix is drawn.
  static let mostCells = 100_000
  /// Columns of one table: what a sheet of paper holds.
  static let columns = 8
  /// The names of somebody's projects up to which they are written out, in characters.
  private static let longestList = 120

  let matrix: ProjectMatrix

  /// The section of the matrix; in its place words where it is too large.
  var matrixSection: HTMLPage.Section? {
    guard !matrix.projects.isEmpty else { return nil }
    let cells = matrix.rows.count * matrix.projects.count
    var blocks: [Block] = []
    if cells > Self.mostCells {
      blocks.append(
        .notice(
          .note,
          "\(matrix.rows.count) people × \(matrix.projects.count) projects are \(cells) cells, and no more than \(Self.mostCells) are drawn. The list of projects counts what happens in each, the list of people names the projects of everybody by number; preview matrix with --format csv has every cell."
        ))
    } else {
      let starts = Array(stride(from: 0, to: matrix.projects.count, by: Self.columns))
      blocks = starts.enumerated().map { number, start in
        .table(
          matrix.table(
            start..<min(start + Self.columns, matrix.projects.count), number: number + 1,
            of: starts.count, width: nil))
      }
    }
    if matrix.others > 0 {
      blocks.append(
        .sentence("\(matrix.others, "person is", "people are") in no project of the plan."))
    }
    return HTMLPage.Section("matrix", "People and projects", blocks, layout: .grid)
  }

  /// Each project with its number and how many people there are of each word.
  var projectSection: HTMLPage.Section? {
    guard !matrix.projects.isEmpty else { return nil }
    var counts = Array(repeating: [String: Int](), count: matrix.projects.count)
    var words: [String] = []
    for row in matrix.rows {
      for (place, mark) in row.marks {
        if counts[place].updateValue((counts[place][mark.word] ?? 0) + 1, forKey: mark.word) == nil,
          !words.contains(mark.word)
        {
          words.append(mark.word)
        }
      }
    }
    words.sort()
    var table = Table(
      key: "projects",
      columns: [
        Column("project", isFlexible: true), Column("number", title: "no.", alignment: .trailing),
        Column("people", alignment: .trailing),
      ] + words.map { Column("count", title: $0, alignment: .trailing) },
      caption: "Projects that people of the plan are in")
    for (place, name) in matrix.projects.enumerated() {
      table.append(
        [.text(name), .number(place + 1), .number(counts[place].values.reduce(0, +))]
          + words.map { .number(counts[place][$0] ?? 0) })
    }
    return HTMLPage.Section("projects", "Projects", [.table(table)])
  }

  /// The projects of a person: their names, else how many and their numbers (`50 projects, no. 1–50`).
  static func projects(_ names: [String], places: [Int]) -> Cell {
    let length = names.reduce(0) { $0 + $1.utf8.count + 2 }
    guard length > longestList, !places.isEmpty else { return .list(names) }
    return .text("\(places.count) projects, no. \(ranges(places.map { $0 + 1 }))")
  }

  /// Ascending numbers, those in a row as `1–5`.
  static func ranges(_ numbers: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.map { run in
      run.count == 1 ? "\(run.lowerBound)" : "\(run.lowerBound)–\(run.upperBound)"
    }.joined(separator: ", ")
  }
}
