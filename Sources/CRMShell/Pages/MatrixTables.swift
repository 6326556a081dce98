import Reporting

/// A matrix as tables: in long form for programs, in pages of columns for readers.
extension ProjectMatrix {
  /// One row for each person in each of their projects.
  var longTable: Table {
    var table = Table(
      key: "matrix",
      columns: [
        Column("person", isFlexible: true, shortest: 20), Column("project", isFlexible: true),
        Column("change"), Column("profile", priority: 1, isFlexible: true),
      ])
    for row in rows {
      for place in places(of: row) {
        guard let mark = row.marks[place] else { continue }
        table.append([.text(row.person), .text(projects[place]), mark.cell, Cell(mark.profile)])
      }
    }
    return table
  }

  /// The columns of each page, as many as `width` holds; one page without a width.
  func pages(width: Int?) -> [Range<Int>] {
    guard let width else { return projects.isEmpty ? [] : [projects.indices] }
    var room = Array(repeating: 0, count: projects.count)
    for row in rows {
      for (place, mark) in row.marks {
        room[place] = max(room[place], DisplayWidth.columns(of: mark.word))
      }
    }
    for place in room.indices {
      room[place] = max(room[place], DisplayWidth.columns(of: Self.head(projects[place], width)))
    }
    var pages: [Range<Int>] = []
    var (start, used) = (0, personWidth(width))
    for place in projects.indices {
      if used + Self.gap + room[place] > width, place > start {
        pages.append(start..<place)
        (start, used) = (place, personWidth(width))
      }
      used += Self.gap + room[place]
    }
    return projects.isEmpty ? [] : pages + [start..<projects.count]
  }

  /// The table of one page: those who are in a project of it. `number` is that of the page, from 1.
  func table(_ page: Range<Int>, number: Int, of count: Int, width: Int?) -> Table {
    let heads = page.map { place in
      Column(
        "project_\(place + 1)",
        title: width.map { Self.head(projects[place], $0) } ?? projects[place])
    }
    var table = Table(
      key: "matrix",
      columns: [
        Column(
          "person", isFlexible: true, shortest: min(12, personWidth(width ?? Self.widestPerson)))
      ] + heads)
    for row in rows where page.contains(where: { row.marks[$0] != nil }) {
      table.append([.text(row.person)] + page.map { row.marks[$0]?.cell ?? .empty })
    }
    table.caption = caption(page, number, count, people: table.rows.count)
    return table
  }

  private func caption(_ page: Range<Int>, _ number: Int, _ count: Int, people: Int) -> Text {
    guard count > 1 else {
      return "\(people, "person", "people"), \(projects.count, "project", "projects")"
    }
    let names = page.map { Text(projects[$0]) }.joined(", ")
    let places =
      page.count == 1
      ? "project \(page.lowerBound + 1)" : "projects \(page.lowerBound + 1) to \(page.upperBound)"
    return
      "Page \(number) of \(count), \(places) of \(projects.count), \(people, "person", "people"): \(names)"
  }

  /// How the head of a column reads where room is short; the caption names the whole project.
  private static func head(_ name: String, _ width: Int) -> String {
    DisplayWidth.clipped(
      VisibleText.rendering(name), to: max(8, min(20, width / 4)), ellipsis: "…")
  }

  /// What a table puts between two columns.
  private static let gap = 2
  private static let widestPerson = 32

  private func personWidth(_ width: Int) -> Int {
    let widest = rows.lazy.map { DisplayWidth.columns(of: VisibleText.rendering($0.person)) }.max()
    return min(max(6, widest ?? 6), Self.widestPerson, max(12, width / 2))
  }
}
