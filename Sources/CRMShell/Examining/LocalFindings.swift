import ImportEngine
import Reporting

/// What is to be said of this machine.
struct LocalFindings {
  let local: LocalExamination

  var all: [Finding] { [folder, journal, unfinished] }

  private var folder: Finding {
    let source: Text = "opening the journal in it"
    switch local.opening {
    case .success: return .ok(.stateFolder, "\(local.folder ?? "usable")", by: source)
    case .failure(let failure): return failed(.stateFolder, failure, source)
    }
  }

  private var journal: Finding {
    let source: Text = "computing its audit log again from the first entry"
    switch local.chain {
    case .success(.intact(let entries, _, let before)):
      let old: Text = before == 0 ? "" : "; \(before, "older run", "older runs") not proved by it"
      return .ok(.journal, "intact, \(entries, "entry", "entries")\(old)", by: source)
    case .success(.broken):
      return .failed(
        .journal, "its audit log is broken", by: source,
        do: "runs --verify tells where; compare with a copy of the journal", .partial)
    case .failure(let failure): return failed(.journal, failure, source)
    }
  }

  private var unfinished: Finding {
    let source: Text = "the journal"
    switch local.unfinished {
    case .success(let runs):
      guard !runs.isEmpty else { return .ok(.unfinishedRuns, "none", by: source) }
      return .failed(
        .unfinishedRuns,
        "\(runs.count, "run", "runs") did not come to an end: \(runs.map(String.init).joined(separator: ", "))",
        by: source, do: "connect to its portal, then resume goes on, abandon settles and closes it",
        .unresolved)
    case .failure(let failure): return failed(.unfinishedRuns, failure, source)
    }
  }

  private func failed(_ check: Check, _ failure: JournalFailure, _ source: Text) -> Finding {
    let words = FailureWords.words(of: failure)
    return .failed(
      check, words.message, by: source, do: words.hint,
      DiagnosticWords.exitCode(of: .journal(failure)))
  }
}
