/// What a shell of the system needs to complete the words of `crmsh`.
struct CompletionScript {
  /// The shells there are scripts for.
  enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish
  }

  private let shell: [ProcessOption]
  private let sandbox: [ProcessOption]
  private let verbs = [
    ("sandbox", "run the rehearsal server"),
    ("completions", "write completions for a shell"),
    ("manual", "write the manual page"),
  ]

  init() throws {
    shell = try ProcessOption.ofShell()
    sandbox = ProcessOption.ofSandbox
  }

  /// The script, which the shell reads at its start.
  func text(for shell: Shell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  // MARK: bash

  private var bash: String {
    """
    # Completions of crmsh for bash.
    _crmsh() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
      COMPREPLY=()
      if ((COMP_CWORD > 1)); then
        case ${COMP_WORDS[1]} in
          sandbox)
            case $previous in
    \(bashValues(sandbox, indent: 10))
            esac
            mapfile -t COMPREPLY < <(compgen -W '\(names(sandbox))' -- "$current")
            return ;;
          completions)
            mapfile -t COMPREPLY < <(compgen -W '\(shells)' -- "$current")
            return ;;
          manual) return ;;
        esac
      fi
      case $previous in
    \(bashValues(shell, indent: 4))
      esac
      if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '\(names(shell))' -- "$current")
        return
      fi
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -X '!*.crmsh' -- "$current"; compgen -d -- "$current")
      if ((COMP_CWORD == 1)); then
        COMPREPLY+=($(compgen -W '\(verbs.map(\.0).joined(separator: " "))' -- "$current"))
      fi
    }
    complete -F _crmsh crmsh

    """
  }

  private func bashValues(_ options: [ProcessOption], indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    return options.compactMap { option -> String? in
      let words: String? =
        switch option.value {
        case .none: nil
        case .text: ""
        case .words(let words): "compgen -W '\(words.joined(separator: " "))' -- \"$current\""
        case .folder: "compgen -d -- \"$current\""
        case .file: "compgen -f -- \"$current\""
        }
      guard let words else { return nil }
      let fill = words.isEmpty ? "" : "mapfile -t COMPREPLY < <(\(words)); "
      return "\(margin)\(option.name)) \(fill)return ;;"
    }.joined(separator: "\n")
  }

  // MARK: zsh

  private var zsh: String {
    """
    #compdef crmsh
    # Completions of crmsh for zsh.
    _crmsh_verbs() {
      local -a verbs=(\(verbs.map { "'\($0.0):\($0.1)'" }.joined(separator: " ")))
      _describe -t commands 'command' verbs
      _files -g '*.crmsh'
    }
    _crmsh() {
      case ${words[2]} in
        sandbox)
          ((CURRENT > 2)) && { shift words; ((CURRENT--))
            _arguments \(zshOptions(sandbox)); return } ;;
        completions) ((CURRENT > 2)) && { _values 'shell' \(shells); return } ;;
        manual) ((CURRENT > 2)) && return ;;
      esac
      _arguments \(zshOptions(shell)) \\
        '1: :_crmsh_verbs' '*:NAME=VALUE:'
    }
    _crmsh "$@"

    """
  }

  private func zshOptions(_ options: [ProcessOption]) -> String {
    options.map { option in
      let summary = option.summary.replacing(/[\[\]:'\\]/) { $0.output == "'" ? "’" : "" }
      let value =
        switch option.value {
        case .none: ""
        case .text: ":value:"
        case .words(let words): ":value:(\(words.joined(separator: " ")))"
        case .folder: ":folder:_files -/"
        case .file: ":file:_files"
        }
      return "\\\n        '\(option.name)[\(summary)]\(value)'"
    }.joined(separator: " ")
  }

  // MARK: fish

  private var fish: String {
    let isSandbox = "__fish_seen_subcommand_from sandbox"
    var lines = [
      "# Completions of crmsh for fish.",
      "complete -c crmsh -n 'not \(isSandbox)' -k -xa '(__fish_complete_suffix .crmsh)'",
    ]
    lines += verbs.map { "complete -c crmsh -n __fish_use_subcommand -a \($0.0) -d '\($0.1)'" }
    lines.append(
      "complete -c crmsh -n '__fish_seen_subcommand_from completions' -xa '\(shells)'")
    lines += shell.map { fishLine($0, under: "not \(isSandbox)") }
    lines += sandbox.map { fishLine($0, under: isSandbox) }
    return lines.map { $0 + "\n" }.joined()
  }

  private func fishLine(_ option: ProcessOption, under condition: String) -> String {
    let name = option.name
    let form = name.hasPrefix("--") ? "-l \(name.dropFirst(2))" : "-s \(name.dropFirst())"
    let summary = option.summary.replacing("'", with: "’").replacing("\\", with: "")
    let value =
      switch option.value {
      case .none: ""
      case .text: " -x"
      case .words(let words): " -xa '\(words.joined(separator: " "))'"
      case .folder: " -xa '(__fish_complete_directories)'"
      case .file: " -rF"
      }
    return "complete -c crmsh -n '\(condition)' \(form)\(value) -d '\(summary)'"
  }

  private var shells: String { Shell.allCases.map(\.rawValue).joined(separator: " ") }

  private func names(_ options: [ProcessOption]) -> String {
    options.map(\.name).joined(separator: " ")
  }
}
