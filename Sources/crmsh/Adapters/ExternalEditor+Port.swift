import CRMShell
import Dispatch
import LineEditing

extension ExternalEditor: TextEditor {
  /// Waits for the editor on a thread of its own: it holds one for as long as it is open.
  func edited(_ text: String) async -> String? {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        let saved = edit(text).map { PastedText.cleaned($0.unicodeScalars) }
        continuation.resume(returning: saved)
      }
    }
  }
}
