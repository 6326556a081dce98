/// The marks by which a terminal tells prompt, input and output apart (OSC 133, as FinalTerm,
/// iTerm2, kitty, VTE and WezTerm read them); others pass over them.
enum PromptMark {
  /// Before the prompt, before the input, before the output.
  case prompt, input, output
  /// After the output, with the exit code; `nil` where a line was given up.
  case end(code: Int32?)

  /// What is sent.
  var sequence: String {
    switch self {
    case .prompt: "\u{1B}]133;A\u{7}"
    case .input: "\u{1B}]133;B\u{7}"
    case .output: "\u{1B}]133;C\u{7}"
    case .end(let code): "\u{1B}]133;D\(code.map { ";\($0)" } ?? "")\u{7}"
    }
  }
}
