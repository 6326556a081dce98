import Glibc
import LineEditing

/// The user's own editor for one text: `$VISUAL`, else `$EDITOR`, else what Debian's policy names,
/// `editor` and then `vi`.
///
/// Only somebody at a terminal opens it, so that it needs no `set shell=on`: no line, script or
/// answer of a server can name it or make it run. No shell reads the command; it is split at blanks.
struct ExternalEditor: Sendable {
  /// The commands to try, in order; the next one only where there is no such program.
  private let commands: [[String]]
  /// The variable that names the command; nil where none does.
  private let variable: String?
  private let outside: OutsideProgram

  /// The editor the environment names, in whose place signals go to `outside`.
  init(outside: OutsideProgram) {
    self.outside = outside
    let named = ["VISUAL", "EDITOR"].compactMap { name -> (String, [String])? in
      let words = (ProcessSetup.environment(name) ?? "").split(separator: " ").map(String.init)
      return words.isEmpty ? nil : (name, words)
    }.first
    (variable, commands) = named.map { ("$\($0.0)", [$0.1]) } ?? (nil, [["editor"], ["vi"]])
  }

  /// What a text was saved as, of at most `limit` bytes, that it was not saved, or in words why nothing came
  /// of it.
  ///
  /// The text lies in a file of mode 0600 in a folder of its own, which goes with all an editor may
  /// have left there, unless something was saved there that is not taken. Blocks until the editor ends.
  func edit(_ text: String, limit: Int = EditorFile.limit) -> OutsideEdit {
    let file: EditorFile
    do throws(EditorFile.Failure) { file = try EditorFile(holding: text + "\n") } catch {
      return .failed("the text could not be written to \(error.path): \(reason(error.code))")
    }
    let (program, end) = run(on: file.path)
    switch end {
    case .exited(0): return saved(file, by: program, limit)
    case .exited(let status):
      let words = "\(program) ended with status \(status)"
      if file.isWritten, file.exists {
        return .failed("\(words); what it saved is kept in \(file.path)")
      }
      file.remove()
      return .failed(words)
    case .killed(let signal):
      let name = strsignal(signal).map { " (\(String(cString: $0)))" } ?? ""
      return .failed(
        "\(program) was ended by signal \(signal)\(name); what it saved is kept in \(file.path)")
    case .givenUp:
      return .ended("\(program) had to end; what it saved is kept in \(file.path)")
    case .notRun(ENOENT) where variable == nil:
      file.remove()
      return .failed("there is neither editor nor vi to run, and $VISUAL and $EDITOR name none")
    case .notRun(let code):
      file.remove()
      return .failed("\(program) could not be run: \(reason(code))")
    }
  }

  /// What became of a file whose editor ended well: what was written there and can't be taken stays.
  private func saved(_ file: EditorFile, by program: String, _ limit: Int) -> OutsideEdit {
    guard file.isWritten, file.exists else {
      let isGone = file.isWritten
      file.remove()
      return isGone ? .failed("\(program) left no file behind") : .unwritten
    }
    guard let written = file.text?.unicodeScalars else {
      return .failed(
        "what \(program) saved is no text, or longer than 4 MiB; it is kept in \(file.path)")
    }
    let text = PastedText.cleaned(written)
    guard text.utf8.count <= limit else {
      return .failed(
        "what \(program) saved is longer than \(limit / 1024) KiB; it is kept in \(file.path)")
    }
    file.remove()
    return .saved(text, lost: PastedText.words(leftOutOf: written))
  }

  /// What an editor is told of the environment; nothing of this program's own.
  private static let passed = [
    "PATH", "HOME", "TERM", "COLORTERM", "TERMINFO", "TMPDIR", "USER", "LOGNAME", "SHELL", "LANG",
    "LANGUAGE", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME",
    "XDG_DATA_HOME", "VIMINIT", "VIM", "VISUAL", "EDITOR", "NO_COLOR",
  ]

  /// The end of the first command that there is, and what it is called.
  private func run(on file: String) -> (program: String, ForegroundChild.End) {
    let environment = ProcessSetup.environment.filter {
      Self.passed.contains($0.key) || $0.key.hasPrefix("LC_")
    }
    var last = (program: "", ForegroundChild.End.notRun(ENOENT))
    for command in commands {
      let child = ForegroundChild(
        words: command + [file], environment: environment, outside: outside)
      let name = command[0] + (variable.map { " (\($0))" } ?? "")
      last = (name, child.run())
      guard case .notRun(ENOENT) = last.1 else { break }
    }
    return last
  }

  private func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
