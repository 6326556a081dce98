/// Lines and columns of a text, by offset in Unicode scalars.
struct LineIndex {
  private let starts: [Int]
  private let scalars: [Unicode.Scalar]

  init(_ text: String) {
    let all = Array(text.unicodeScalars)
    scalars = all
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

  /// The text of a line, from 1, and the offset of its first scalar.
  func line(_ number: Int) -> (text: String, start: Int) {
    let start = starts[number - 1]
    let end = number < starts.count ? starts[number] - 1 : scalars.count
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[start..<max(start, end)].filter { $0 != "\r" })
    return (String(view), start)
  }
}
