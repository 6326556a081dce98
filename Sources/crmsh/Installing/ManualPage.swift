import ArgumentParser
import CRMShell
import CommandLanguage
import Foundation

/// The manual page `crmsh(1)`, in the man macros of roff.
struct ManualPage {
  private let options: [ProcessOption]

  init() throws { options = try ProcessOption.ofShell() }

  /// The page, every line ended.
  var text: String {
    (heading + commands + topics + ending).map { $0 + "\n" }.joined()
  }

  private var heading: [String] {
    let synopses = [
      ("[\\fISCRIPT\\fR [\\fINAME\\fR=\\fIVALUE\\fR ...]] [options]"),
      ("\\-c \\fILINES\\fR [options]"),
      "sandbox [options]", "completions bash|zsh|fish", "manual",
    ]
    var lines = [
      ".TH CRMSH 1 \"\" \"crmsh \(Crmsh.version)\" \"User commands\"",
      ".SH NAME", "crmsh \\- bring people from Zoho CRM into a Zoho Projects portal",
      ".SH SYNOPSIS",
    ]
    for (place, synopsis) in synopses.enumerated() {
      if place > 0 { lines.append(".br") }
      lines.append("\\fBcrmsh\\fR \(synopsis)")
    }
    lines += [".SH DESCRIPTION"]
    lines += ShellCommand.configuration.discussion.split(separator: "\n").map { Self.escaped($0) }
    lines += [".SH OPTIONS"]
    for option in options {
      let label = option.label.map { " \\fI\(Self.escaped($0))\\fR" } ?? ""
      lines += [
        ".TP", "\\fB\(Self.escaped(option.name))\\fR\(label)", Self.escaped(option.summary),
      ]
    }
    return lines
  }

  /// Every command with its form and what it does.
  private var commands: [String] {
    var lines = [
      ".SH COMMANDS", "Lines are made of these; \\fBhelp\\fR \\fICOMMAND\\fR tells more of each.",
    ]
    let declarations = CommandRegistry.builtin.commands.map(\.declaration)
    for chapter in CommandChapter.allCases {
      lines.append(".SS \(Self.escaped(chapter.rawValue))")
      for declaration in declarations where declaration.chapter == chapter {
        lines += [
          ".TP", "\\fB\(Self.escaped(declaration.usage))\\fR",
          Self.escaped(declaration.summary.prefix(1).uppercased() + declaration.summary.dropFirst())
            + ".",
        ]
      }
    }
    return lines
  }

  /// The pages of help that belong to no command.
  private var topics: [String] {
    HelpTopics.forManual.flatMap { topic in
      [".SH \(Self.escaped(topic.title.uppercased()))", ".nf"]
        + topic.lines.map { $0.isEmpty ? ".sp" : Self.escaped($0) } + [".fi"]
    }
  }

  private var ending: [String] {
    [
      ".SH FILES", ".TP", "\\fI$XDG_STATE_HOME/crmsh\\fR",
      "the journal of imports, the history, and what was fetched of CRM and the portal unless \\fBset snapshots=off\\fR; \\fI~/.local/state/crmsh\\fR by default",
      ".TP",
      "\\fI$XDG_CONFIG_HOME/crmsh/startup.crmsh\\fR",
      "lines that are run when the shell starts at a terminal", ".TP",
      "\\fI$XDG_CONFIG_HOME/crmsh/credentials\\fR",
      "the secrets of sign\\-ins, unless \\fIconfig\\fR beside it names a credential helper",
      ".SH ENVIRONMENT", ".TP", "\\fBNO_COLOR\\fR, \\fBTERM\\fR",
      "no colour, where \\fBNO_COLOR\\fR is set to anything or \\fBTERM\\fR is dumb", ".TP",
      "\\fBVISUAL\\fR, \\fBEDITOR\\fR", "what a line is edited with", ".TP",
      "\\fBCRMSH_PAGER\\fR, \\fBPAGER\\fR",
      "what long output at a terminal is read with; \\fIless\\fR by default, and nothing where it is empty",
      ".SH SEE ALSO", "\\fBgh\\fR(1), \\fBpsql\\fR(1), \\fBterraform\\fR(1)",
    ]
  }

  /// Text as roff prints it: no line begins with a control character, hyphens stay hyphens.
  private static func escaped(_ text: some StringProtocol) -> String {
    let escaped = String(text).replacing("\\", with: "\\e").replacing("-", with: "\\-")
      .replacing("'", with: "\\(aq").replacing("…", with: "...")
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }
}
