import ImportEngine
import Reporting

/// What failures of services, files and the journal say.
enum FailureWords {
  static func words(of failure: ServiceFailure) -> Words {
    switch failure {
    case .unreachable(let reason):
      Words(
        "unreachable", "no connection: \(reason)", hint: "is the address right, and the server up?")
    case .storage(let failure): words(of: failure)
    case .authentication(let reason):
      Words(
        "authentication", "the sign-in was not accepted: \(reason)",
        hint: SignInWords.hint(for: reason)
          ?? "sign-ins of another data centre are refused in the same words")
    case .foreignHost(let host): SignInWords.foreignHost(host)
    case .offline(let missing): SnapshotWords.notKept(missing)
    case .scope(let scope):
      Words(
        "scope", "the sign-in lacks the scope \(scope)",
        hint: "login NAME again and grant it: help scopes tells what each is for")
    case .throttled(let seconds, let said):
      Words(
        "locked-out",
        "asked too often; the next call may go in \(Text.duration(.seconds(seconds)))\(said.isEmpty ? "" : ": \(said)")",
        hint: ServerCode(in: said)?.words)
    case .refused(let title, let message, let status):
      Words(
        "refused-by-server",
        "the server refused: \(title) \(String(message.prefix(300))) (HTTP \(status))",
        hint: ServerCode(title)?.words)
    case .malformed(let what):
      Words(
        "malformed", "the server's answer is not of a known shape: \(what)",
        hint: "try again; if it stays, a proxy answers in its place, or Zoho changed its answers")
    case .interrupted(let what):
      Words(
        "interrupted-answer", "the server's answer did not arrive whole: \(what)",
        hint: ServerCode(in: what)?.words
          ?? "the network's or Zoho's doing: try again; nothing was changed by asking")
    }
  }

  static func words(of failure: FileFailure) -> Words {
    let (code, message): (String, Text) =
      switch failure {
      case .notFound(let path): ("no-such-file", "there is no file \(path)")
      case .notRegular(let path): ("no-regular-file", "\(path) is no regular file")
      case .notAllowed(let path):
        ("outside", "\(path) is outside the folders this script may read")
      case .unreadable(let path, let reason): ("unreadable", "can't read \(path): \(reason)")
      case .unsafe(let path, let reason):
        ("unsafe-script", "\(path) is not safe to run: \(reason)")
      case .empty(let path): ("empty-file", "\(path) holds nobody")
      case .tooLarge(let path, let limit):
        ("too-large", "\(path) is larger than \(limit >> 20) MiB")
      case .malformed(let path, let line, let reason):
        ("malformed-file", "\(path):\(line): \(reason)")
      case .noSuchColumn(let path, let column, _):
        ("no-such-column", "\(path) has no column \(column)")
      case .columnNeeded(let path, _):
        ("column-needed", "which column of \(path) holds the addresses?")
      case .exists(let path):
        ("file-exists", "\(path) exists, and this session did not write it")
      case .unwritable(let path, let reason): ("unwritable", "can't write \(path): \(reason)")
      }
    return Words(code, message, hint: hint(of: failure))
  }

  private static func hint(of failure: FileFailure) -> Text {
    switch failure {
    case .notFound: "look at its spelling and its folder; at the prompt Tab completes it"
    case .notRegular: "name a file itself: no folder, pipe or device"
    case .notAllowed: "put it beside the script, or start with --allow-dir FOLDER"
    case .unreadable: "see who owns it and who may read it: ls -l"
    case .unsafe: "make it yours and writable by you alone: chmod go-w"
    case .empty: "write one address a line, or a table with a column email"
    case .tooLarge: "split it, or see whether it is the right file"
    case .malformed: "mend that line; text is UTF-8, or UTF-16 with a byte order mark"
    case .noSuchColumn(_, _, let columns): "its columns: \(columns.joined(separator: ", "))"
    case .columnNeeded(_, let columns):
      "add column with one of: \(columns.joined(separator: ", "))"
    case .exists: "take another name; only at a terminal does --force write over it"
    case .unwritable: "name a place that is yours and has room"
    }
  }

  /// A process as it is named.
  static func process(_ id: Int32?) -> String {
    id.map { "process \($0)" } ?? "another process"
  }

  static func words(of failure: JournalFailure) -> Words {
    switch failure {
    case .unsafe(let path, let reason):
      Words(
        "unsafe-files", "\(path) is not safe to keep records in: \(reason)",
        hint: "mend its owner and mode, or name another folder with --state")
    case .gone(let path):
      Words(
        "journal-gone", "\(path) is missing, or another file is in its place",
        hint:
          "put journal.sqlite and journal.sqlite-wal back as they were before crmsh is started again, or move both away to begin anew"
      )
    case .held(let process):
      Words(
        "portal-held",
        "\(self.process(process)) is importing into this portal; nothing was sent",
        hint: "type it again when that has ended; runs tells")
    case .store(let reason):
      Words(
        "journal", "the journal can't be used: \(reason)",
        hint: "see to its disk and folder, or name another folder with --state")
    case .unknownRun(let run): Words("unknown-run", "there is no run \(run)", hint: "type: runs")
    }
  }
}
