/// A program that shows long output page by page.
package protocol Pager: Sendable {
  /// Shows a text until its reader leaves it, be that early; false where the program is not there or
  /// failed before it read anything.
  func show(_ text: String) async -> Bool
  /// The program's name, for words about it.
  var program: String { get }
}
