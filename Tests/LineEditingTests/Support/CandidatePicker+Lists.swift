import CommandLanguage

@testable import LineEditing

extension LineAssistant {
  /// What Tab offers, for whoever waits for it.
  func completion(of line: String, at cursor: Int) -> LineCompletion {
    completion(of: line, at: cursor) { false }
  }
}

extension PickedPlace {
  /// What an assistant offers for a word here, for whoever waits for it.
  func completion(of word: String, asking assistant: any LineAssistant) -> LineCompletion {
    completion(of: word, asking: assistant) { false }
  }
}

extension CandidatePicker {
  /// A picker that waits for all it asks for.
  init(query: String, takesList: Bool, waiting: @escaping (String) -> LineCompletion) {
    self.init(query: query, takesList: takesList) { word, _ in waiting(word) }
  }

  /// A picker over lists that hold all there is.
  init(query: String, takesList: Bool, lists: @escaping (String) -> [Candidate]) {
    self.init(query: query, takesList: takesList) { word in
      LineCompletion(replacing: Span(0, 0), candidates: lists(word))
    }
  }
}
