import CRMShell
import Synchronization

/// A pager that keeps what it is shown, or is not there.
package final class MemoryPager: Pager {
  /// As it is told of.
  package let program = "less"
  private let isThere: Bool
  private let texts = Mutex<[String]>([])

  /// Makes one that is there, or is not.
  package init(isThere: Bool = true) { self.isThere = isThere }

  /// What was shown, oldest first.
  package var shown: [String] { texts.withLock { $0 } }

  /// Keeps the text where it is there.
  package func show(_ text: String) async -> Bool {
    if isThere { texts.withLock { $0.append(text) } }
    return isThere
  }
}
