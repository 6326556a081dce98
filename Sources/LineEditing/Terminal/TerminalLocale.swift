import CLibEdit

/// The character encoding of the process, which decides what libedit lets through.
enum TerminalLocale {
  /// Whether the encoding is UTF-8: set on first use, before any editing thread exists.
  ///
  /// In the C locale libedit drops every non-ASCII character without a word.
  static let isUTF8: Bool = cle_use_utf8_locale() == 0
}
