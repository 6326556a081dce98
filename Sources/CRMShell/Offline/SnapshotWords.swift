import ImportEngine
import ImportModel
import Reporting

/// What is said of snapshots, and of commands that have to do without a server.
enum SnapshotWords {
  /// Why something kept is not used.
  static func words(of flaw: SnapshotFlaw) -> Text {
    switch flaw {
    case .damaged(let path): "\(path) is damaged"
    case .otherVersion(let path): "\(path) was written by another version of crmsh"
    case .ofAnother(let path): "\(path) is of another sign-in or portal"
    case .unreadable(let failure): FailureWords.words(of: failure).message
    }
  }

  /// Why something can't be kept.
  static func words(of failure: JournalFailure) -> Text {
    if case .store(let reason) = failure {
      Text(reason)
    } else {
      FailureWords.words(of: failure).message
    }
  }

  /// What is said where something is not in what was kept.
  static func notKept(_ missing: String) -> Words {
    Words(
      "not-kept", "offline: what was kept does not hold \(missing)",
      hint: "read it once without --offline: it is kept then")
  }

  /// What a person can do in place of a command that asks a server.
  static func hint(for command: String) -> Text {
    switch command {
    case "import":
      "save FILE keeps the plan; crmsh FILE without --offline carries it out, held against the portal as it is then"
    case "refresh": "connect without --offline fetches anew"
    default: "start crmsh without --offline"
    }
  }
}

extension RefusalWords {
  static func offline(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .offline(let command):
      Words(
        "offline", "\(command) asks a server, and with --offline none is asked",
        hint: SnapshotWords.hint(for: command))
    case .nothingKept(let target, let why):
      nothingKept(of: target, why.map { ": " + $0 } ?? "")
    default: nil
    }
  }

  private static func nothingKept(of target: String, _ why: String) -> Words {
    Words(
      "nothing-kept", "nothing is kept of \(target) to connect to offline\(why)",
      hint: "connect \(target) once without --offline; set snapshots=on keeps what is fetched")
  }
}
