import Reporting

/// Text that deceives or steers, as a hostile server would send it.
enum HostileText {
  /// Every scalar that must never be printed as it is, with a sample of each range's inside.
  static let scalars: [Unicode.Scalar] = [
    0x00...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x34F...0x34F, 0x61C...0x61C, 0x115F...0x1160,
    0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
    0x3164...0x3164, 0xFDD0...0xFDEF, 0xFE00...0xFE0F, 0xFEFF...0xFEFF, 0xFFA0...0xFFA0,
    0xFFF9...0xFFFB, 0xFFFE...0xFFFF, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A,
    0x1FFFE...0x1FFFF, 0xE0000...0xE007F, 0xE0100...0xE01EF, 0x10FFFE...0x10FFFF,
  ].flatMap { (range: ClosedRange<UInt32>) in range.compactMap(Unicode.Scalar.init) }

  /// Whole strings, each dangerous in its own way.
  static let strings: [String] = [
    "\u{1B}[2J\u{1B}]0;owned\u{07}", "\u{9B}31mred", "a\u{202E}moc.x@eve", "ana\u{200B}@x.com",
    "line\nfeed", "carriage\rreturn", "tab\tbed", "\u{7F}\u{08}\u{08}", "\u{2066}iso\u{2069}",
    "\u{FEFF}bom", "tag\u{E0041}\u{E007F}", "sep\u{2028}\u{2029}", "👩\u{200D}🚀", "❤\u{FE0F}",
    "\r\n", "e\u{301}\u{200D}", "\u{85}next", "=cmd|' /C calc'!A0", "\u{61C}\u{200F}",
    "a|b`c*d_e[f](g)<img src=x>", "quote\"comma,\\", String(decoding: [0xC3, 0x28], as: UTF8.self),
  ]

  /// Whether a scalar may stand in an output; line ends are the output's own business.
  static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || !forbidden.contains(scalar)
  }

  private static let forbidden = Set(scalars)
}

/// A small generator whose seed is the argument of the test and thus printed when it fails.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// The same seed gives the same numbers.
  init(seed: UInt64) {
    state = seed
  }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Text of up to `length` scalars, half of them ordinary, the rest from everywhere.
  mutating func text(upTo length: Int) -> String {
    var result = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...length, using: &self) {
      result.append(scalar())
    }
    return String(result)
  }

  private mutating func scalar() -> Unicode.Scalar {
    switch Int.random(in: 0..<8, using: &self) {
    case 0..<4: return Unicode.Scalar(UInt8.random(in: 0x20..<0x7F, using: &self))
    case 4: return HostileText.scalars.randomElement(using: &self) ?? "\u{202E}"
    case 5: return ["\"", ",", "\\", "'", "\t", "\n", "|", "="].randomElement(using: &self) ?? ","
    case 6:
      return ["日", "本", "é", "\u{301}", "א", "🚀", "ｱ", "한"].randomElement(using: &self) ?? "日"
    default: return Unicode.Scalar(UInt32.random(in: 0..<0x11_0000, using: &self)) ?? "\u{FFFD}"
    }
  }
}

/// The seeds of property tests: the same every time, and one nobody has tried before.
let seeds: [UInt64] = Array(1...40) + [UInt64.random(in: .min ... .max)]
