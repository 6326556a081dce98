import Foundation
import Testing

/// What is installed beside the binary.
@Suite(CrmshBinary.isBuilt)
struct InstallTests {
  private static func has(_ program: String) -> Bool {
    ["/usr/bin/", "/bin/"].contains {
      FileManager.default.isExecutableFile(atPath: $0 + program)
    }
  }

  @Test func `the script lays binary, manual page and completions under a prefix`() async throws {
    let home = try ShellHome()
    let script = Checkout.folder.appendingPathComponent("scripts/install").path
    let result = try await home.sh("BINARY=\"$CRMSH\" bash '\(script)' \"$PWD/prefix\"")
    #expect(result.code == 0, "\(result)")
    for file in [
      "bin/crmsh", "share/man/man1/crmsh.1", "share/bash-completion/completions/crmsh",
      "share/zsh/site-functions/_crmsh", "share/fish/vendor_completions.d/crmsh.fish",
    ] {
      let there = try await home.sh("test -s prefix/\(file) && test ! -e prefix/\(file).new")
      #expect(there.code == 0, "\(file)")
    }
    let run = try await home.sh("prefix/bin/crmsh --version")
    #expect(run.output.hasPrefix("crmsh "), "\(run)")
  }

  @Test func `the manual page names every command and option`() async throws {
    let home = try ShellHome()
    let page = try await home.sh("\"$CRMSH\" manual")
    let text = page.output.replacing("\\-", with: "-")
    let help = try await home.crmsh(["--format", "json", "-c", "help"])
    let names = help.output.matches(of: /"name":"([a-z]+)"/).map { String($0.1) }
    #expect(names.count > 40)
    for name in names { #expect(text.contains("\\fB\(name)"), "\(name)") }
    for option in ["--expect-plan", "--dry-run", "--state", "--allow-dir"] {
      #expect(text.contains(option), "\(option)")
    }
    #expect(text.contains("129, 130, 131, 143"))
  }

  @Test(.enabled(if: has("groff"), "groff is not installed"))
  func `groff has nothing to say against the manual page`() async throws {
    let home = try ShellHome()
    let result = try await home.sh("\"$CRMSH\" manual | groff -man -Tutf8 -ww -z")
    #expect(result.code == 0 && result.output.isEmpty && result.errors.isEmpty, "\(result)")
  }

  @Test func `bash completes options, values and the words of the rehearsal server`() async throws {
    let home = try ShellHome()
    try home.write("", to: "roll.crmsh")
    func completed(_ words: String...) async throws -> [String] {
      let list = words.map { "'\($0)'" }.joined(separator: " ")
      let result = try await home.sh(
        """
        "$CRMSH" completions bash > completions.bash
        bash -uc 'source completions.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _crmsh
          printf "%s\\n" "${COMPREPLY[@]}"' bash crmsh \(list)
        """)
      #expect(result.code == 0, "\(result)")
      return result.output.split(separator: "\n").map(String.init).sorted()
    }
    #expect(try await completed("--dry") == ["--dry-run"])
    #expect(try await completed("--format", "nd") == ["ndjson"])
    #expect(try await completed("ro") == ["roll.crmsh"])
    #expect(try await completed("sand") == ["sandbox"])
    #expect(try await completed("sandbox", "--cal") == ["--caller"])
    #expect(try await completed("sandbox", "--integration", "of") == ["off"])
    #expect(try await completed("completions", "z") == ["zsh"])
  }

  @Test(.enabled(if: has("zsh"), "zsh is not installed"))
  func `zsh reads its completions`() async throws {
    let home = try ShellHome()
    let result = try await home.sh(
      """
      mkdir functions && "$CRMSH" completions zsh > functions/_crmsh && zsh -n functions/_crmsh
      zsh -fc 'fpath=($PWD/functions $fpath); autoload -Uz compinit; compinit -D; print $_comps[crmsh]'
      """)
    #expect(result.output == "_crmsh\n", "\(result)")
  }

  @Test(.enabled(if: has("fish"), "fish is not installed"))
  func `fish completes options and values`() async throws {
    let home = try ShellHome()
    let result = try await home.sh(
      """
      "$CRMSH" completions fish > c.fish
      fish --no-config -c 'source c.fish; complete -C "crmsh sandbox --cal"; complete -C "crmsh --format nd"'
      """)
    #expect(result.output.contains("--caller\t"), "\(result)")
    #expect(result.output.contains("ndjson"), "\(result)")
  }

  @Test(arguments: [["completions"], ["completions", "csh"], ["manual", "x"]])
  func `other words are refused with the form`(words: [String]) async throws {
    let result = try await ShellHome().sh("\"$CRMSH\" \(words.joined(separator: " "))")
    #expect(result.code == 2)
    #expect(result.errors.contains("Usage: crmsh \(words[0])"), "\(result)")
    #expect(result.output.isEmpty)
  }
}
