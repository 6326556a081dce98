import ImportEngine

extension JournalFailure {
  /// What is wrong with a file, for somebody who asked for something else.
  var words: String {
    switch self {
    case .unsafe(let path, let what): "\(path) \(what)"
    case .gone(let path): "\(path) is missing or another one"
    case .store(let words): words
    case .held(let process): process.map { "process \($0) holds it" } ?? "another process holds it"
    case .unknownRun: "it is not known"
    }
  }
}
