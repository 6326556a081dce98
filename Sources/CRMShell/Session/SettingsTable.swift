import ImportModel
import Reporting

extension Settings {
  /// Every setting, in the order `set` lists them.
  package static let all: [Declared] = [
    number("batch", "people a call", 1...200, \.batch),
    number("concurrency", "write calls under way at a time", 1...16, \.concurrency),
    duration("settle", "wait before a read-back may conclude \"absent\"", \.settle),
    duration("deadline", "longest time of a call", \.deadline),
    Declared(
      name: "rate", summary: "our own limit of calls a window and endpoint",
      expected: "1 to 1000 calls in so many seconds, e.g. 95/120s",
      read: { "\($0.rate.calls)/\($0.rate.seconds)s" },
      write: { settings, text in
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let calls = Int(parts[0]), (1...1000).contains(calls),
          let window = milliseconds(String(parts[1])) ?? milliseconds("\(parts[1])s"),
          window >= 1000
        else { return false }
        settings.rate = RateLimit(calls: calls, seconds: window / 1000)
        return true
      }),
    Declared(
      name: "fresh", summary: "age a portal read may have in a preview",
      expected: "a time, e.g. 5m or 30s", read: { printed($0.fresh * 1000) },
      write: { settings, text in
        guard let value = milliseconds(text) else { return false }
        settings.fresh = value / 1000
        return true
      }),
    words(
      "notify", "invitation mails: on, off, or all (also when people join projects)", \.notify,
      ["on": "mails invite people", "off": "no mails", "all": "also when people join projects"]),
    words(
      "format", "output format", \.format,
      Dictionary(uniqueKeysWithValues: OutputFormat.allCases.map { ($0.rawValue, $0.summary) })),
    words(
      "color", "colours", \.color,
      [
        "auto": "at a terminal, unless NO_COLOR is set",
        "always": "also in a pipe, and with NO_COLOR",
        "never": "none at all",
      ]),
    words(
      "pager", "long output page by page, at a terminal: on, off, or always", \.pager,
      [
        "on": "what is longer than the terminal", "off": "nothing",
        "always": "all that lines print",
      ]),
    number("width", "columns of output; 0: those of the terminal", 0...1000, \.width),
    number(
      "history-size", "lines of history a shell loads; their file keeps the last 2 to 4 MiB",
      0...100_000, \.historySize),
    words(
      "editing-mode", "keys of the line editor, from the next start on", \.editingMode,
      ["emacs": "Ctrl and Alt with letters", "vi": "commands behind Escape"]),
    flag("hints", "suggestions and hints behind a line being typed", "off", "on", \.showsHints),
    flag("highlight", "colours in a line being typed", "off", "on", \.highlights),
    flag("on-error", "what a script does at an error", "stop", "continue", \.continuesOnError),
    flag(
      "snapshots", "keep what was fetched, for the next connect and --offline", "off", "on",
      \.keepsSnapshots),
    flag("protected", "ask for the portal's name before every import", "off", "on", \.isProtected),
  ]

  /// Milliseconds of `500ms`, `10s`, `5m`, `2h`; nil for anything else.
  static func milliseconds(_ text: String) -> Int64? {
    let units: [(String, Int64)] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]
    for (unit, factor) in units where text.hasSuffix(unit) {
      guard let value = Int64(text.dropLast(unit.count)), (0...1_000_000).contains(value) else {
        continue
      }
      return value * factor
    }
    return nil
  }

  /// The shortest way to write so many milliseconds.
  static func printed(_ milliseconds: Int64) -> String {
    if milliseconds == 0 || milliseconds % 1000 != 0 { return "\(milliseconds)ms" }
    let seconds = milliseconds / 1000
    if seconds % 3600 == 0 { return "\(seconds / 3600)h" }
    return seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
  }

  private static func number(
    _ name: String, _ summary: String, _ range: ClosedRange<Int>,
    _ path: any WritableKeyPath<Settings, Int> & Sendable
  ) -> Declared {
    Declared(
      name: name, summary: summary,
      expected: "a number from \(range.lowerBound) to \(range.upperBound)",
      read: { String($0[keyPath: path]) },
      write: { settings, text in
        guard let value = Int(text), range.contains(value) else { return false }
        settings[keyPath: path] = value
        return true
      })
  }

  private static func duration(
    _ name: String, _ summary: String, _ path: any WritableKeyPath<Settings, Int64> & Sendable
  ) -> Declared {
    Declared(
      name: name, summary: summary, expected: "a time, e.g. 500ms, 10s or 2m",
      read: { printed($0[keyPath: path]) },
      write: { settings, text in
        guard let value = milliseconds(text), value > 0 else { return false }
        settings[keyPath: path] = value
        return true
      })
  }

  private static func words<Value>(
    _ name: String, _ summary: String, _ path: any WritableKeyPath<Settings, Value> & Sendable,
    _ meanings: [String: String]
  )
    -> Declared where Value: CaseIterable & RawRepresentable<String> & SendableMetatype
  {
    Declared(
      name: name, summary: summary, words: Value.allCases.map(\.rawValue), meanings: meanings,
      expected: "one of " + Value.allCases.map(\.rawValue).joined(separator: ", "),
      read: { $0[keyPath: path].rawValue },
      write: { settings, text in
        guard let value = Value(rawValue: lowercased(text)) else { return false }
        settings[keyPath: path] = value
        return true
      })
  }

  private static func flag(
    _ name: String, _ summary: String, _ off: String, _ on: String,
    _ path: any WritableKeyPath<Settings, Bool> & Sendable
  ) -> Declared {
    Declared(
      name: name, summary: summary, words: [off, on], expected: "\(off) or \(on)",
      read: { $0[keyPath: path] ? on : off },
      write: { settings, text in
        guard [off, on].contains(lowercased(text)) else { return false }
        settings[keyPath: path] = lowercased(text) == on
        return true
      })
  }
}
