/// An address of a list that stands in the lines themselves.
package struct WrittenAddress: Hashable, Sendable {
  /// The line without blanks around it and without a comment.
  package let text: String
  /// The line of the source it stands on, from 1.
  package let line: Int
  package let span: Span
}

/// `<<END`, then a list of addresses, one a line, up to a line that is `END`.
package struct HereList: Hashable, Sendable {
  /// The word that ends the list.
  package let end: String
  /// In the order of the lines.
  package let addresses: [WrittenAddress]
  /// From the first line of the list to its end word.
  let body: Span
  /// Where the end word stands below the list; nil while it is not there.
  package let closing: Span?
}

extension Scanner {
  /// Reads a list whose sign ends at `index`: the lines behind the line being read belong to it.
  mutating func hereList(from start: Int) throws(SyntaxError) -> LexedToken {
    var end = String.UnicodeScalarView()
    while let scalar = scalar(at: index), scalar.continuesIdentifier {
      end.append(scalar)
      index += 1
    }
    let span = Span(start, index)
    guard end.first?.startsIdentifier == true || (isPartial && index == scalars.count) else {
      throw SyntaxError(.missingListEnd, span: span)
    }
    let body = body(upTo: String(end))
    if openList != nil, !isPartial {
      throw SyntaxError(.unterminatedList(String(end)), span: span)
    }
    return LexedToken(.list(body), span: span)
  }

  /// Reads the list that begins at the end of this line, or behind another list that does.
  private mutating func body(upTo end: String) -> HereList {
    let lineEnd = lists?.lineEnd ?? endOfLine(from: index)
    let begin = lists?.next ?? lineEnd + (plainLineEndLength(at: lineEnd) ?? 0)
    var position = begin
    var line = line(at: begin)
    var addresses: [WrittenAddress] = []
    while position < scalars.count {
      let stop = endOfLine(from: position)
      let words = trimmed(position..<stop)
      let next = stop + (plainLineEndLength(at: stop) ?? 0)
      if text(words) == end {
        lists = Lists(lineEnd: lineEnd, next: next)
        return HereList(
          end: end, addresses: addresses, body: Span(begin, words.upperBound),
          closing: Span(words.lowerBound, words.upperBound))
      }
      let address = trimmed(position..<commentStart(in: position..<stop))
      if !address.isEmpty {
        addresses.append(
          WrittenAddress(
            text: text(address), line: line, span: Span(address.lowerBound, address.upperBound)))
      }
      (position, line) = (next, line + 1)
    }
    openList = end
    lists = Lists(lineEnd: lineEnd, next: scalars.count)
    return HereList(
      end: end, addresses: addresses, body: Span(begin, scalars.count), closing: nil)
  }

  private func endOfLine(from position: Int) -> Int {
    var end = position
    while end < scalars.count, plainLineEndLength(at: end) == nil { end += 1 }
    return end
  }

  /// Where a comment begins that a blank or the line's start stands before; else the end.
  private func commentStart(in range: Range<Int>) -> Int {
    range.first { place in
      scalars[place] == "#" && (place == range.lowerBound || scalars[place - 1].isBlank)
    } ?? range.upperBound
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    let words = range.filter { !scalars[$0].isBlank }
    guard let first = words.first, let last = words.last else {
      return range.lowerBound..<range.lowerBound
    }
    return first..<last + 1
  }

  private func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  /// The line of the source that a position stands on, from 1.
  private func line(at position: Int) -> Int {
    firstLine + scalars[..<position].count { $0 == "\n" }
  }
}
