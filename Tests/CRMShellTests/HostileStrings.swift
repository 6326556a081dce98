/// Over two thousand strings that steer a terminal, turn text around, hide, look like something else, or
/// are run by a spreadsheet; each in the smallest form that does so.
enum HostileStrings {
  /// Each once.
  static let all: [String] = {
    var seen: Set<[UInt8]> = []
    return (hazards + sequences + pairs + lookalikes + formulas + odd)
      .filter { seen.insert(Array($0.utf8)).inserted }
  }()

  /// Those that a spreadsheet would run.
  static let formulas: [String] = [
    "=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ].flatMap { opener in
    ["cmd|' /C calc'!A0", "HYPERLINK(\"http://x\")", "1+1", "", "SUM(A1)", "\"a\"", ",x", " x"]
      .map { opener + $0 }
  }

  /// One scalar between two letters: all of C0, C1, format and separator characters, of the ones that
  /// Unicode ignores by default, and of the noncharacters.
  private static let hazards: [String] =
    ranges.flatMap { (range: ClosedRange<UInt32>) in range.compactMap(Unicode.Scalar.init) }
    .map { "a\($0)b" }

  private static let ranges: [ClosedRange<UInt32>] = [
    0x00...0x1F, 0x7F...0xA0, 0xAD...0xAD, 0x34F...0x34F, 0x600...0x605, 0x61C...0x61C,
    0x6DD...0x6DD, 0x70F...0x70F, 0x115F...0x1160, 0x1680...0x1680, 0x17B4...0x17B5,
    0x180B...0x180F, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0x2800...0x2800,
    0x3000...0x3000, 0x3164...0x3164, 0xFDD0...0xFDEF, 0xFE00...0xFE0F, 0xFEFF...0xFEFF,
    0xFFA0...0xFFA0, 0xFFF0...0xFFFF, 0x110BD...0x110BD, 0x13430...0x13438,
    0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0x1FFFE...0x1FFFF, 0xE0000...0xE00FF,
    0xE0100...0xE01EF, 0x10FFFE...0x10FFFF,
  ]

  /// Control sequences in seven and eight bits: every final byte of CSI and of plain escapes, OSC by
  /// number and by both ends, DCS, SOS, PM and APC.
  private static let sequences: [String] = {
    var strings: [String] = []
    for final in UInt8(0x30)...0x7E {
      let end = String(UnicodeScalar(final))
      strings += ["\u{1B}\(end)", "\u{1B}[\(end)", "\u{9B}1;2\(end)", "\u{1B}[?25\(end)"]
    }
    for number in [0, 1, 2, 4, 7, 8, 9, 10, 11, 12, 50, 52, 104, 110, 133, 777, 1337] {
      for (start, end) in [("\u{1B}]", "\u{7}"), ("\u{9D}", "\u{9C}"), ("\u{1B}]", "\u{1B}\\")] {
        strings.append("\(start)\(number);owned\(end)")
      }
    }
    for opener in ["P", "X", "^", "_", "k"] {
      strings += ["\u{1B}\(opener)1$q\u{1B}\\", "\u{1B}\(opener)x"]
    }
    return strings
  }()

  /// Two that work together: an override and its end, a line end in halves, a joiner after a mark.
  private static let pairs: [String] = {
    let scalars: [Unicode.Scalar] = [
      "\u{0}", "\u{8}", "\n", "\r", "\u{1B}", "\u{7F}", "\u{85}", "\u{9B}", "\u{AD}", "\u{300}",
      "\u{61C}", "\u{200B}", "\u{200D}", "\u{200E}", "\u{202A}", "\u{202C}", "\u{202E}",
      "\u{2028}", "\u{2060}", "\u{2066}", "\u{2069}", "\u{FE0F}", "\u{FEFF}", "\u{FFFD}",
      "\u{E0001}", "\u{E0041}", "\u{E007F}", "\u{1F469}", "א", "ｱ",
    ]
    return scalars.flatMap { first in scalars.map { "x\(first)\($0)y" } }
  }()

  /// Names that read like `Ana Ruiz` or `paypal`, and none is.
  private static let lookalikes: [String] = [
    "Аna Ruiz", "Ana Rui\u{1D433}", "Ａna Ruiz", "Ana\u{A0}Ruiz", "Ana\u{2009}Ruiz", "pаypal",
    "ρaypal", "раураӏ", "pаypal", "ⅰ", "Ana Ru\u{131}z", "Αna", "0na", "Ana\u{200C}Ruiz", "𝐀na",
    "ana@zylker\u{2024}example", "ana\u{FF20}zylker.example", "l\u{307}", "rn", "vv",
  ]

  /// Broken bytes, markup, quoting, and much.
  private static let odd: [String] = [
    String(decoding: [0xC3, 0x28], as: UTF8.self),
    String(decoding: [0xED, 0xA0, 0x80], as: UTF8.self),
    String(decoding: [0xC0, 0xAF], as: UTF8.self), String(decoding: [0xFF, 0x9B], as: UTF8.self),
    "<script>alert(1)</script>", "<img src=x onerror=y>", "a|b`c*d_e[f](g)", "\"a,b\"\"", "\\u202e",
    "\\x1b[31m", "%1$s%n", "${HOME}", "$(id)", "`id`", "'; drop table x; --", "<U+202E>",
    "https://x",
    "# head", "1. item", "- item", "> quote", "| a | b |", "---", "&lt;b&gt;", "\\", "\\\n", "'",
    "\"",
    String(repeating: "\u{300}", count: 99), String(repeating: "\u{1F469}\u{200D}", count: 99),
    String(repeating: "w\u{202E}", count: 25_000),
  ]
}
