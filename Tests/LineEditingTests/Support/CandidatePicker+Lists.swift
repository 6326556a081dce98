import CommandLanguage

@testable import LineEditing

extension CandidatePicker {
  /// A picker over lists that hold all there is.
  init(query: String, takesList: Bool, lists: @escaping (String) -> [Candidate]) {
    self.init(query: query, takesList: takesList) { word in
      LineCompletion(replacing: Span(0, 0), candidates: lists(word))
    }
  }
}
