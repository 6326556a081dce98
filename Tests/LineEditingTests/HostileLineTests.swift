import CommandLanguage
import Testing

@testable import LineEditing

/// Every scalar that steers a terminal or hides, wherever the editor writes what it was given.
struct HostileLineTests {
  /// All of Unicode's controls, formats, line and paragraph separators, what is ignored by default, and
  /// the noncharacters: over four thousand.
  private static let scalars: [Unicode.Scalar] = (UInt32(0)...0x10FFFF).lazy
    .compactMap(Unicode.Scalar.init).filter(isHazard)

  private static func isHazard(_ scalar: Unicode.Scalar) -> Bool {
    if (0x20..<0x7F).contains(scalar.value) { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default:
      return scalar.properties.isDefaultIgnorableCodePoint
        || scalar.properties.isNoncharacterCodePoint
    }
  }

  private static func isHarmless(_ cells: [LineCell]) -> Bool {
    cells.allSatisfy { !$0.text.unicodeScalars.contains(where: isHazard) }
  }

  @Test func `none is drawn in a prompt, a hint or a line`() {
    #expect(Self.scalars.count > 4_000)
    for scalar in Self.scalars {
      for text in [
        "a\(scalar)b", "\(scalar)", "\u{1B}[\(scalar)m", "é\(scalar)\(scalar)", "1\(scalar)2",
      ] {
        #expect(
          Self.isHarmless(PromptCells.cells(of: text)), "U+\(String(scalar.value, radix: 16))")
        #expect(Self.isHarmless(LineCell.cells(of: text, style: "")))
      }
      let frame = LineFrame(columns: 40, prompt: [], text: "a\(scalar)b", cursor: 1)
      #expect(frame.rows.allSatisfy { Self.isHarmless($0.cells) })
    }
  }

  @Test func `the parts of one emoji are drawn, and no others`() {
    let drawn = ["1\u{FE0F}\u{20E3}", "👩\u{200D}🚀", "❤\u{FE0F}", "👍🏽"]
    for text in drawn { #expect(LineCell.cells(of: text, style: "").map(\.text) == [text]) }
    for text in ["1\u{FE0F}", "7\u{200D}", "🚀\u{200D}", "#\u{FE0F}"] {
      #expect(Self.isHarmless(LineCell.cells(of: text, style: "")))
    }
  }

  @Test func `none is drawn in what Tab offers`() {
    let list = CandidateList(columns: 60, usesStyles: false)
    let candidates = Self.scalars.map { scalar in
      Candidate(
        insertion: "x", label: "a\(scalar)b", detail: "c\(scalar)d", refusal: "e\(scalar)f")
    }
    let rows = list.rows(candidates)
    #expect(rows.count == candidates.count)
    #expect(rows.allSatisfy { !$0.unicodeScalars.contains(where: Self.isHazard) })
    let plain = list.rows(
      Self.scalars.map { Candidate(insertion: "x", label: "a\($0)b", detail: "") })
    #expect(plain.allSatisfy { !$0.unicodeScalars.contains(where: Self.isHazard) })
  }
}
