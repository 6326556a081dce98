/// Lines and columns of a text, by offset in Unicode scalars.
struct LineIndex {
  private let starts: [Int]
  private let scalars: [Unicode.Scalar]

  init(_ text: String) {
    let all = Array(text.unicodeScalars)
    scalars = all
    Self.tally?(all.count)
    starts = [0] + all.indices.filter { all[$0] == "\n" }.map { $0 + 1 }
  }

  /// Line and column of an offset, both from 1.
  func position(of offset: Int) -> (line: Int, column: Int) {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] > offset { high = middle } else { low = middle + 1 }
    }
    let line = max(0, low - 1)
    return (line + 1, offset - starts[line] + 1)
  }

  /// The offsets of a line's scalars, from 1, without its line feed.
  func bounds(of number: Int) -> Range<Int> {
    let start = starts[number - 1]
    return start..<max(start, number < starts.count ? starts[number] - 1 : scalars.count)
  }

  /// The text between offsets, without carriage returns.
  func text(in part: Range<Int>) -> String {
    Self.tally?(part.count)
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[part].filter { $0 != "\r" })
    return String(view)
  }

  /// Hears how many scalars are gone through, each time some are: an index is made once a text, not
  /// once an error.
  @TaskLocal static var tally: (@Sendable (Int) -> Void)?
}
