import CRMShell
import Dispatch
import LineEditing

extension ExternalEditor: TextEditor {
  /// Waits for the editor on a queue of its own: it holds a thread for as long as it is open, and the
  /// shared ones are few.
  func edited(_ text: String) async -> EditedText {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "crmsh.editor").async {
        let edited: EditedText =
          switch edit(text) {
          case .saved(let saved, _): .saved(saved)
          case .unwritten: .unwritten
          case .failed(let words): .failed(words)
          case .ended(let words): .ended(words)
          }
        continuation.resume(returning: edited)
      }
    }
  }
}
