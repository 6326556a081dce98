import CommandLanguage
import Fuzzing
@testable import LineEditing

/// What the editor draws of a prompt, a hint, a line and candidates that others wrote.
let editorTarget = FuzzTarget("editor", round: 800) { bytes in
  var input = FuzzInput(bytes)
  let (columns, cursor) = (Int(input.byte() % 100) + 1, Int(input.byte()))
  let text = String(decoding: input.bytes.prefix(400), as: UTF8.self)
  check(PromptCells.cells(of: text))
  let frame = LineFrame(
    columns: columns, prompt: [], text: text, cursor: min(cursor, text.unicodeScalars.count))
  for row in frame.rows { check(row.cells) }
  for styles in [false, true] {
    let list = CandidateList(columns: columns, usesStyles: styles)
    for detail in ["", text] {
      let candidate = Candidate(insertion: text, label: text, detail: detail, refusal: detail)
      for row in list.rows([candidate, candidate]) {
        checkHarmless(row, isTabbed: false, isColoured: styles)
      }
    }
  }
}

/// The parts of one emoji are drawn as they are in a line: its author looks at it.
private func check(_ cells: [LineCell]) {
  for cell in cells {
    let scalars = cell.text.unicodeScalars
    let isEmoji =
      scalars.count > 1 && scalars.first?.properties.isEmoji == true
      && (scalars.first?.isASCII == false || scalars.last == "\u{20E3}")
    if !isEmoji { checkHarmless(cell.text, isTabbed: false, isColoured: false) }
  }
}
