import ArgumentParser
import Foundation
import ZohoSandbox

/// An option of the process, as completions and the manual page need it.
struct ProcessOption: Sendable {
  /// What may stand behind it.
  enum Value: Sendable {
    /// Nothing: a switch.
    case none
    case text
    case words([String])
    case folder
    case file
  }

  /// As it is typed, hyphens included.
  let name: String
  /// One sentence.
  let summary: String
  let value: Value
  /// What the manual page calls the value; nil for a switch.
  let label: String?

  /// Those of the shell, as its declaration has them.
  static func ofShell() throws -> [ProcessOption] {
    try ToolDump.of(ShellCommand.self).command.arguments.compactMap(ProcessOption.init)
  }

  /// Those of the rehearsal server.
  static var ofSandbox: [ProcessOption] {
    SandboxOptions.listing.map { option in
      let words = option.values.map { $0.components(separatedBy: " | ") } ?? []
      let value: Value =
        switch true {
        case option.values == nil: .none
        case option.values?.hasSuffix(" file") == true: .file
        case words.count > 1 && words.allSatisfy { !$0.contains(" ") }: .words(words)
        default: .text
        }
      return ProcessOption(
        name: option.name, summary: option.purpose, value: value, label: option.values)
    }
  }

  private init(name: String, summary: String, value: Value, label: String?) {
    self.name = name
    self.summary = summary
    self.value = value
    self.label = label
  }

  /// Nil for what is no option.
  private init?(_ argument: ToolDump.Argument) {
    guard argument.kind != "positional", let name = argument.preferredName else { return nil }
    let isLong = name.kind == "long"
    self.name = (isLong ? "--" : "-") + name.name
    summary = argument.abstract ?? ""
    label = argument.kind == "flag" ? nil : argument.valueName?.uppercased()
    value =
      if argument.kind == "flag" {
        .none
      } else if let words = argument.completionKind?.list?.values {
        .words(words)
      } else if argument.completionKind?.directory != nil {
        .folder
      } else {
        .text
      }
  }
}

/// What ArgumentParser tells of a command under `--experimental-dump-help`, as far as it is read.
private struct ToolDump: Decodable {
  struct Command: Decodable { let arguments: [Argument] }

  struct Argument: Decodable {
    let kind: String
    let preferredName: Name?
    let valueName: String?
    let abstract: String?
    let completionKind: Completion?
  }

  struct Name: Decodable {
    let kind: String
    let name: String
  }

  struct Completion: Decodable {
    struct List: Decodable { let values: [String] }
    struct Nothing: Decodable {}
    let list: List?
    let directory: Nothing?
  }

  let command: Command

  static func of(_ command: (some ParsableCommand).Type) throws -> ToolDump {
    do {
      _ = try command.parse(["--experimental-dump-help"])
    } catch {
      return try JSONDecoder().decode(Self.self, from: Data(command.fullMessage(for: error).utf8))
    }
    throw CocoaError(.coderReadCorrupt)
  }
}
