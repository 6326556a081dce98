import Reporting

/// A prompt in the form libedit draws: colours between escape marks, everything else visible.
struct Prompt {
  /// What stands between two of these takes no column.
  static let mark: Unicode.Scalar = "\u{1}"

  /// The text with its marks.
  let marked: String
  /// Columns the text takes.
  let width: Int

  /// Takes text with SGR sequences (`ESC [ … m`); whatever else would steer a terminal is
  /// spelled out.
  init(_ text: String) {
    var pieces = Self.pieces(of: text)
    // libedit glues a colour to the next visible character and drops one at the very end.
    if case .style = pieces.last { pieces.append(.text(" ")) }
    if case .style(let reset) = pieces.dropLast().last, pieces.count >= 3,
      case .text(" ") = pieces[pieces.count - 1],
      case .text(let before) = pieces[pieces.count - 3], before.last == " "
    {
      pieces.removeLast(3)
      pieces += [.text(String(before.dropLast())), .style(reset), .text(" ")]
    }
    var marked = ""
    var width = 0
    for piece in pieces {
      switch piece {
      case .text(let text):
        marked += text
        width += CursorLayout.width(of: text)
      case .style(let sequence):
        marked += "\(Self.mark)\(sequence)\(Self.mark)"
      }
    }
    self.marked = marked
    self.width = width
  }

  private enum Piece {
    case text(String)
    case style(String)
  }

  /// Adjacent colours are one piece, as are adjacent characters.
  private static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      if let style = rest.prefixMatch(of: /\u{1B}\[[0-9;:]*m/) {
        if case .style(let before) = pieces.last {
          pieces[pieces.count - 1] = .style(before + style.output)
        } else {
          pieces.append(.style(String(style.output)))
        }
        rest = rest[style.range.upperBound...]
      } else {
        let visible = Untrusted(String(rest.removeFirst())).visible
        if case .text(let before) = pieces.last {
          pieces[pieces.count - 1] = .text(before + visible)
        } else {
          pieces.append(.text(visible))
        }
      }
    }
    return pieces
  }
}
