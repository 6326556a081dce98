package import ImportEngine
package import ImportModel
package import Reporting

/// Where a setting's value comes from.
package enum SettingOrigin: String, Sendable {
  case standard = "default"
  case option = "--set"
  case line = "set"
}

/// The settings of a session, each with the origin of its value.
package struct Settings: Sendable {
  /// One setting: its words, and how it reads and prints its value.
  package struct Declared: Sendable {
    package let name: String
    /// One line for the list.
    package let summary: String
    /// The words it takes, where those are a closed list.
    package var words: [String]?
    /// What those of them mean that don't say it themselves.
    package var meanings: [String: String] = [:]
    /// What may stand behind `=`.
    package let expected: String
    let read: @Sendable (Settings) -> String
    /// False when the text is no value for it.
    let write: @Sendable (inout Settings, String) -> Bool
  }

  /// People a call.
  package var batch = 50
  /// Milliseconds before a read-back may conclude "absent".
  package var settle: Int64 = 10_000
  /// How many write calls may be under way at a time.
  package var concurrency = 4
  /// Milliseconds a call may take.
  package var deadline: Int64 = 30_000
  /// Calls a window, and the window in seconds.
  package var rate = RateLimit(calls: 95, seconds: 120)
  /// Seconds a portal read stays good for a preview.
  package var fresh: Int64 = 300
  package var notify = EngineSettings.Notify.on
  package var format: OutputFormat = .table
  package var color = ColorChoice.auto
  /// When output at a terminal is read page by page.
  package var pager = PagerUse.on
  /// Columns; 0: those of the terminal.
  package var width = 0
  /// Lines of history a shell loads; the file of a place may hold more.
  package var historySize = 1000
  /// Which keys edit the line; taken when the prompt first appears.
  package var editingMode = EditingMode.emacs
  /// Whether suggestions and hints are shown behind a line being typed.
  package var showsHints = true
  /// Whether the parts of a line being typed are coloured.
  package var highlights = true
  /// Whether a script goes on after an error.
  package var continuesOnError = false
  package var isProtected = false
  /// Whether what is fetched is kept for the next session.
  package var keepsSnapshots = true
  /// Where values come from that are not the default, by setting.
  package private(set) var origins: [String: SettingOrigin] = [:]

  package init() {}

  /// The key bindings of the line editor.
  package enum EditingMode: String, CaseIterable, Sendable { case emacs, vi }

  /// Which output at a terminal goes through the pager.
  package enum PagerUse: String, CaseIterable, Sendable {
    /// What is longer than the terminal.
    case on
    case off
    /// All that a line prints.
    case always
  }

  /// When colours are used.
  package enum ColorChoice: String, CaseIterable, Sendable { case auto, always, never }

  /// Our own limit: calls a window and endpoint pattern.
  package struct RateLimit: Hashable, Sendable {
    /// At least 1.
    package let calls: Int
    /// The window's length.
    package let seconds: Int64
  }

  /// A setting by its name in any case.
  package static func declared(_ name: String) -> Declared? {
    all.first { $0.name == lowercased(name) }
  }

  /// Sets one value by its name and text.
  package mutating func set(_ name: String, to value: String, origin: SettingOrigin)
    throws(Refusal)
  {
    guard let setting = Self.declared(name) else {
      throw .unknownSetting(name, suggestions: Self.all.map(\.name))
    }
    guard setting.write(&self, value) else {
      throw .badSetting(name: setting.name, value: value, expected: setting.expected)
    }
    origins[setting.name] = origin
  }

  /// Puts a setting back to its default.
  package mutating func unset(_ name: String) throws(Refusal) {
    guard let setting = Self.declared(name) else {
      throw .unknownSetting(name, suggestions: Self.all.map(\.name))
    }
    _ = setting.write(&self, setting.read(Settings()))
    origins[setting.name] = nil
  }

  /// A setting's value as it would be typed.
  package func value(of setting: Declared) -> String { setting.read(self) }

  /// Where a setting's value comes from.
  package func origin(of setting: Declared) -> SettingOrigin { origins[setting.name] ?? .standard }
}
