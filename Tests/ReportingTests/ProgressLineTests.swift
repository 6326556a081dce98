import Reporting
import Testing

/// A line that is written over again and again, at a terminal whose width changes meanwhile.
struct ProgressLineTests {
  /// A terminal that wraps its lines anew when its width changes, and keeps the cursor at its character.
  private struct Screen {
    var lines: [[Character]] = [[]]
    var offset = 0
    var width: Int

    /// What is to be seen, row by row.
    var rows: [String] {
      lines.flatMap { line in
        stride(from: 0, to: max(1, line.count), by: width).map {
          String(line[$0..<min($0 + width, line.count)])
        }
      }
    }

    mutating func write(_ text: String) {
      var rest = text[...]
      while let character = rest.popFirst() {
        switch character {
        case "\r": offset -= offset % width
        case "\n":
          lines.append([])
          offset = 0
        case "\u{1B}":
          let isRow = rest.hasPrefix("[K")
          rest.removeFirst(2)
          let end = isRow ? min(lines[lines.count - 1].count, offset + width - offset % width) : nil
          lines[lines.count - 1].removeSubrange(offset..<(end ?? lines[lines.count - 1].count))
        default:
          if offset < lines[lines.count - 1].count {
            lines[lines.count - 1][offset] = character
          } else {
            lines[lines.count - 1].append(character)
          }
          offset += 1
        }
      }
    }
  }

  private static let told = "Import: 120/500 people, 12/s, 32 s left"

  @Test(arguments: [[20], [13, 39, 7], [100, 10], [40, 39, 38]])
  func `nothing is left of it whatever widths there were`(widths: [Int]) {
    var screen = Screen(width: 80)
    screen.write("above\n")
    for (count, width) in ([80] + widths).enumerated() {
      screen.width = width
      let line = ProgressLine.fitting("\(count) " + Self.told, width: width, unicode: true)
      screen.write(ProgressLine.painting(line))
      #expect(screen.rows == ["above", line].flatMap { wrapped($0, width) })
      #expect(DisplayWidth.columns(of: line) < width)
    }
    screen.width = 11
    screen.write(ProgressLine.wiping + "done\n")
    #expect(screen.rows == ["above", "done", ""])
  }

  private func wrapped(_ text: String, _ width: Int) -> [String] {
    stride(from: 0, to: text.count, by: width).map { String(text.dropFirst($0).prefix(width)) }
  }

  @Test(arguments: [
    (nil, told), (80, told), (40, told), (39, "Import: 120/500 people, 12/s, 32 s le…"), (1, "…"),
    (0, "…"),
  ])
  func `of a text as much is shown as a row holds`(width: Int?, shown: String) {
    #expect(ProgressLine.fitting(Self.told, width: width, unicode: true) == shown)
    let plain = ProgressLine.fitting(Self.told, width: width, unicode: false)
    #expect(
      plain.utf8.allSatisfy { $0 < 0x80 }
        && plain.utf8.count <= max(1, width.map { $0 - 1 } ?? .max))
  }
}
