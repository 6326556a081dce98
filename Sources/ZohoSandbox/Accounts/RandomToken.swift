/// Texts nobody can guess, in the forms Zoho gives them.
enum RandomToken {
  /// `1000.<32 digits>.<32 digits>`, hexadecimal. [C] SDK
  static func token(_ prefix: String) -> String { "\(prefix).\(hexadecimal()).\(hexadecimal())" }

  /// 32 hexadecimal digits.
  static func hexadecimal() -> String { half() + half() }

  /// What a person types on the device page: eight letters that are not taken for one another, nor
  /// make words. The form is a guess. [G]
  static func userCode() -> String {
    String((0..<8).compactMap { _ in "BCDFGHJKLMNPQRSTVWXZ".randomElement() })
  }

  private static func half() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
