@testable import FileSources
import Fuzzing
@testable import LineEditing

/// A list of people in any encoding and with any quoting: records whose lines go up.
let csvTarget = FuzzTarget("csv", round: 5000) { bytes in
  guard let text = try? decodedText(bytes, path: "a.csv", allowsUTF16: true) else { return }
  var reader = DelimitedText(text)
  var line = 0
  do throws(DelimitedText.Fault) {
    while let record = try reader.next() {
      expect(record.line > line, "line \(record.line) behind \(line)")
      expect(!record.isBlank, "a blank record")
      line = record.line
      _ = try? AddressColumn(first: record.fields, named: nil, path: "a.csv")
    }
  } catch {
    expect(error.line >= line && !error.reason.isEmpty, "a fault at line \(error.line)")
  }
}

/// A line of a history file, and any text as an entry of one.
let historyTarget = FuzzTarget("history", round: 3000) { bytes in
  let text = String(decoding: bytes, as: UTF8.self)
  for line in text.split(separator: "\n") {
    guard let entry = HistoryEntry(line: String(line)) else { continue }
    expect(HistoryEntry(line: entry.line) == entry, "an entry reads otherwise than it was written")
  }
  let entry = HistoryEntry(text, at: 7, isRefused: text.utf8.count % 2 == 0)
  expect(!entry.line.utf8.contains(0x0A), "an entry of two lines")
  expect(HistoryEntry(line: entry.line) == entry, "an entry is not kept as it is")
}

/// What a terminal sends, in pieces: decoding ends.
let keyTarget = FuzzTarget("key", round: 10_000) { bytes in
  var decoder = KeyDecoder()
  for piece in bytes.split(separator: 0xFF) {
    decoder.append(piece)
    while decoder.decode(isFinal: false) != nil {}
    _ = decoder.takeInterrupt()
  }
  var most = bytes.count + 1
  while decoder.decode(isFinal: true) != nil {
    most -= 1
    expect(most >= 0, "more keys than bytes")
  }
}
