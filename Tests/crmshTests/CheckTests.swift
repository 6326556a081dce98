import Testing

/// `--check`, and scripts that decide, through the real binary.
@Suite(CrmshBinary.isBuilt)
struct CheckTests {
  @Test func `a right script is told as such, and nothing is called`() async throws {
    let home = try ShellHome()
    let script = try home.write(
      "param most=3\nconnect http://127.0.0.1:1\nif count staged > $most\n  reset\nend\n",
      to: "right.crmsh")
    let result = try await home.crmsh(["--check", script, "most=5"])
    #expect(result.code == 0, "\(result)")
    #expect(result.output.contains("5 commands read, nothing wrong found without a call."))
  }

  @Test func `every mistake is told with its place`() async throws {
    let home = try ShellHome()
    let script = try home.write(
      "frob\nselect where portal.status = gone\nsource nowhere.crmsh\nif count staged = 0\n",
      to: "wrong.crmsh")
    let result = try await home.crmsh(["--check", script])
    #expect(result.code == 2, "\(result)")
    #expect(result.output.isEmpty)
    for place in [
      "wrong.crmsh:1:1: ", "wrong.crmsh:2:30: ", "wrong.crmsh:3:8: ", "wrong.crmsh:4:1: ",
    ] {
      #expect(result.errors.contains(place), "\(place)\n\(result)")
    }
  }

  @Test func `lines of -c are read, and without lines it is refused`() async throws {
    let home = try ShellHome()
    #expect(try await home.crmsh(["--check", "-c", "echo a; quit"]).code == 0)
    let wrong = try await home.crmsh(["--check", "-c", "echo a; echo $b"])
    #expect(wrong.code == 2 && wrong.errors.contains("-c:1:14: "), "\(wrong)")
    #expect(try await home.crmsh(["--check"]).code == 2)
  }

  @Test func `standard input is gathered up to the end of a block and of a list`() async throws {
    let home = try ShellHome()
    let addresses = (0..<300).map { "nobody\($0)@zylker.example" }.joined(separator: "\n")
    let lines = """
      connect sandbox
      if count users > 0
        echo inside
      else
        frob
      end
      """
    let skipped = try await home.crmsh([], input: lines + "\n")
    #expect(skipped.code == 2 && skipped.errors.contains("stdin:5:3: "), "\(skipped)")
    let list = try await home.crmsh(
      [],
      input: "connect sandbox\nselect from <<END --allow-unknown\n\(addresses)\nEND\necho after\n")
    #expect(list.code == 0 && list.output.hasSuffix("after\n"), "\(list)")
    let open = try await home.crmsh([], input: "echo before\nif 'a' = a\necho inside\n")
    #expect(open.code == 2 && open.output == "before\n", "\(open)")
  }

  @Test func `a failed assertion ends standard input whatever errors do`() async throws {
    let home = try ShellHome()
    let result = try await home.crmsh(
      ["--keep-going"], input: "frob\necho on\nassert 'a' = b\necho never\n")
    #expect(result.code == 2 && result.output == "on\n", "\(result)")
  }

  @Test func `a script takes what it declares`() async throws {
    let home = try ShellHome()
    let script = try home.write("param team limit=3\necho $team $limit\n", to: "team.crmsh")
    let given = try await home.crmsh([script, "team=Sales Manager"])
    #expect(given.code == 0 && given.output == "Sales Manager 3\n", "\(given)")
    let missing = try await home.crmsh([script])
    #expect(missing.code == 2 && missing.errors.contains("needs a value of team"), "\(missing)")
    let unknown = try await home.crmsh([script, "team=x", "limits=4"])
    #expect(unknown.code == 2 && unknown.errors.contains("did you mean limit?"), "\(unknown)")
  }
}
