/// Why the arguments do not make a sandbox; one sentence for the person who typed them.
package struct SandboxUsageError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The sentence, with the values that would do.
  package let description: String
}

extension SandboxOptions {
  /// Reads `--name value` and `--name=value`.
  package init(parsing arguments: [String]) throws(SandboxUsageError) {
    self.init()
    var words = arguments[...]
    while let word = words.popFirst() {
      if word == "--no-limits" {
        limits = nil
        continue
      }
      guard word.hasPrefix("--") else {
        throw SandboxUsageError(description: "“\(word)” is not an option. \(Self.seeHelp)")
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let setting = OptionSetting.all.first(where: { $0.name == name }) else {
        throw SandboxUsageError(description: "There is no option \(name). \(Self.seeHelp)")
      }
      guard let value = parts.count == 2 ? String(parts[1]) : words.popFirst() else {
        throw SandboxUsageError(description: "\(name) needs a value: \(setting.values).")
      }
      guard setting.apply(&self, value) else {
        throw SandboxUsageError(description: "\(name) \(value): expected \(setting.values).")
      }
    }
    if let faultFile {
      do throws(FaultScriptError) {
        faults = try FaultScript(file: faultFile)
      } catch {
        throw SandboxUsageError(description: "--faults \(faultFile): \(error)")
      }
    }
    // The first three people of a company are its administrators.
    if caller == .standard, users < 4 {
      throw SandboxUsageError(description: "--caller standard needs --users 4 or more.")
    }
  }

  private static let seeHelp = "See --help."
}

/// One option that takes a value: how it is named, what it takes, what it does.
struct OptionSetting: Sendable {
  /// With its dashes.
  let name: String
  /// The valid values, as shown to people.
  let values: String
  /// What the option is for, as shown by `--help`.
  let purpose: String
  /// Sets the option; false when the value is not valid.
  let apply: @Sendable (inout SandboxOptions, String) -> Bool

  /// A whole number in a range.
  static func number<Number: FixedWidthInteger & Sendable>(
    _ name: String, in range: ClosedRange<Number>, _ purpose: String,
    _ path: @escaping @Sendable (inout SandboxOptions, Number) -> Void
  ) -> OptionSetting {
    let values =
      range.upperBound == .max
      ? "a whole number from \(range.lowerBound)"
      : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return OptionSetting(name: name, values: values, purpose: purpose) { options, text in
      guard let number = Number(text), range.contains(number) else { return false }
      path(&options, number)
      return true
    }
  }

  /// One of the cases of an enumeration.
  static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ purpose: String,
    _ path: @escaping @Sendable (inout SandboxOptions, Choice) -> Void
  ) -> OptionSetting {
    let values = Choice.allCases.map(\.rawValue).joined(separator: " | ")
    return OptionSetting(name: name, values: values, purpose: purpose) { options, text in
      guard let choice = Choice(rawValue: text) else { return false }
      path(&options, choice)
      return true
    }
  }

  /// Any text but the empty one.
  static func text(
    _ name: String, _ values: String, _ purpose: String,
    _ path: @escaping @Sendable (inout SandboxOptions, String) -> Void
  ) -> OptionSetting {
    OptionSetting(name: name, values: values, purpose: purpose) { options, text in
      guard !text.isEmpty else { return false }
      path(&options, text)
      return true
    }
  }
}
