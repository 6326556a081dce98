/// A program that shows long output page by page.
package protocol Pager: Sendable {
  /// Shows a text until its reader leaves it, be that early; false where the program is not there or did
  /// not end well, so that perhaps nothing was shown.
  func show(_ text: String) async -> Bool
  /// The program's name, for words about it.
  var program: String { get }
}
