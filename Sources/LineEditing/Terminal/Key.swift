/// Keys and inner steps that are no character, each with the C1 control libedit sees in its place.
///
/// Nobody types a C1 control: `KeyDecoder` passes over those that come from outside.
enum Key: UInt8, CaseIterable {
  /// The keys of a keyboard.
  case up = 0x80
  case down, left, right, home, end, delete, wordLeft, wordRight, newline
  /// The marks of a paste.
  case pasteStart, pasteEnd
  /// More keys of a keyboard.
  case pageUp, pageDown, backTab
  /// Ends the line, whatever Enter means.
  case acceptLine = 0x90
  /// libedit's own walk through its entries, which keeps vi's counts.
  case olderEntry, newerEntry

  /// What stands for the key in libedit's key maps.
  var scalar: Unicode.Scalar { Unicode.Scalar(rawValue) }

  /// The key in the notation of libedit's `bind`.
  var binding: String { "\\" + String(rawValue, radix: 8) }

  /// What terminals send: the forms of xterm, VTE, tmux, screen, rxvt and the Linux console.
  static let sequences: [(String, Key)] = [
    ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}OB", .down),
    ("\u{1B}[C", .right), ("\u{1B}OC", .right), ("\u{1B}[D", .left), ("\u{1B}OD", .left),
    ("\u{1B}[H", .home), ("\u{1B}OH", .home), ("\u{1B}[1~", .home), ("\u{1B}[7~", .home),
    ("\u{1B}[F", .end), ("\u{1B}OF", .end), ("\u{1B}[4~", .end), ("\u{1B}[8~", .end),
    ("\u{1B}[3~", .delete),
    ("\u{1B}[1;5C", .wordRight), ("\u{1B}[1;3C", .wordRight), ("\u{1B}[5C", .wordRight),
    ("\u{1B}[1;5D", .wordLeft), ("\u{1B}[1;3D", .wordLeft), ("\u{1B}[5D", .wordLeft),
    ("\u{1B}\r", .newline), ("\u{1B}\n", .newline),
    ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown), ("\u{1B}[Z", .backTab),
    ("\u{1B}[200~", .pasteStart), ("\u{1B}[201~", .pasteEnd),
  ]
}
