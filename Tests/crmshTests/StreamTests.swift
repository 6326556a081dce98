import Testing

/// One interpreter behind files, `-c` and standard input; output that other programs can read.
@Suite(CrmshBinary.isBuilt)
struct StreamTests {
  static let lines = """
    connect sandbox
    list projects
    select users where crm.role = Engineer and crm.status = active
    role "Team Lead"; assign Website
    count staged  # a comment
    list staged columns email,\\
    crm.role
    preview

    """

  @Test func `a file, -c and standard input give the same output`() async throws {
    let home = try ShellHome()
    let file = try await home.crmsh([home.write(Self.lines, to: "lines.crmsh")])
    let argument = try await home.lines(Self.lines)
    let input = try await home.crmsh([], input: Self.lines)
    #expect(file.code == 0, "\(file)")
    #expect(file.output.contains("Plan "), "\(file)")
    #expect(argument.code == 0, "\(argument)")
    #expect(input.code == 0, "\(input)")
    #expect(Self.masked(argument.output) == Self.masked(file.output))
    #expect(Self.masked(input.output) == Self.masked(file.output))
  }

  @Test func `the same lines give the same bytes again`() async throws {
    let home = try ShellHome()
    let first = try await home.lines(Self.lines)
    let second = try await home.lines(Self.lines)
    #expect(Self.masked(first.output) == Self.masked(second.output))
  }

  @Test(arguments: [[:], ["NO_COLOR": "1"], ["TERM": "dumb"], ["CLICOLOR_FORCE": "0"]])
  func `where no terminal is there is no prompt and no escape`(
    environment: [String: String]
  ) async throws {
    let input = Self.lines + "list users\nfrobnicate\n"
    let result = try await ShellHome().crmsh([], input: input, environment: environment)
    #expect(result.code == 2, "\(result)")
    #expect(!result.output.unicodeScalars.contains("\u{1B}"))
    #expect(!result.errors.unicodeScalars.contains("\u{1B}"))
    #expect(!result.output.contains("crmsh>") && !result.output.contains("zylker>"))
    #expect(result.output.contains("<U+001B>"), "a hostile name is shown, not obeyed")
  }

  @Test func `a closed output is no crash`() async throws {
    let home = try ShellHome()
    let result = try await home.sh(
      """
      { "$CRMSH" --state "$STATE" -c 'connect sandbox; list users; list users; list projects'; \
      echo "code $?" >&2; } | head -n 1
      """)
    #expect(result.output.hasPrefix("Connected to "), "\(result)")
    // 0 or the code of a broken pipe: never that of a crash.
    #expect(
      result.errors.hasSuffix("code 0\n") || result.errors.hasSuffix("code 141\n"), "\(result)")
  }

  @Test(arguments: [
    "--version", "--help", "manual", "completions bash", "completions zsh", "sandbox --help",
    "-c help", "-c 'connect sandbox; status'",
  ])
  func `output that can't be written is told, and exit code 1`(words: String) async throws {
    let home = try ShellHome()
    for output in [">/dev/full", ">&-", "<&- >&-"] {
      let result = try await home.sh("\"$CRMSH\" \(words) \(output)")
      #expect(result.code == 1, "\(output): \(result)")
      #expect(result.errors.contains("standard output can't be written: "), "\(output): \(result)")
    }
    let gone = try await home.sh(
      "{ sleep 0.2; \"$CRMSH\" \(words); echo \"code $?\" >&2; } | true")
    #expect(gone.errors == "code 0\n", "\(gone)")
  }

  @Test func `what became of people is the exit code though nobody can read it`() async throws {
    let lines = "connect sandbox; role Manager for all; assign Website for staged; import --yes"
    let result = try await ShellHome().sh("\"$CRMSH\" -c '\(lines)' >/dev/full")
    #expect(result.code == 3, "\(result)")
    #expect(result.errors.contains("standard output can't be written: "), "\(result)")
  }

  @Test(arguments: [">&- 2>&-", "<&- >&- 2>&-", "<&- 2>&-"])
  func `closed streams are nobody's, not the first files opened`(streams: String) async throws {
    let home = try ShellHome()
    let result = try await home.sh(
      "timeout 60 \"$CRMSH\" -c 'connect sandbox; status' \(streams)", limit: 90)
    #expect(result.code == (streams.contains(">&- 2") ? 1 : 0), "\(result)")
  }

  @Test(arguments: ["--bogus", "-c bogus", "completions ksh", "sandbox --bogus"])
  func `wrong words are exit code 2 though nobody can be told`(words: String) async throws {
    for errors in ["2>/dev/full", "2>&-", "2>&- <&-"] {
      let result = try await ShellHome().sh("\"$CRMSH\" \(words) \(errors)")
      #expect(result.code == 2, "\(errors): \(result)")
    }
  }

  @Test func `output and errors are kept apart`() async throws {
    let result = try await ShellHome().lines("echo fine; frobnicate")
    #expect(result.output == "fine\n")
    #expect(result.errors.hasPrefix("-c:1:12: error: "), "\(result)")
  }

  @Test func `a file of no lines, an empty -c and an empty input exit 0`() async throws {
    let home = try ShellHome()
    let results = [
      try await home.crmsh([home.write("", to: "empty.crmsh")]), try await home.lines(""),
      try await home.crmsh([], input: ""),
    ]
    for result in results {
      #expect(result.code == 0, "\(result)")
      #expect(result.output.isEmpty, "\(result)")
    }
  }

  @Test func `selectors combine, subtract and read lists as the grammar says`() async throws {
    let home = try ShellHome()
    try home.write("email\nalan.abbott@zylker.example\n", to: "leavers.csv")
    try await SandboxProcess.run(["--users", "3000"], in: home) { sandbox in
      let roles = try await sandbox.judge.crmUsers().compactMap { $0.role?.name }
      let managers = roles.count { $0.lowercased().hasSuffix("manager") }
      let result = try await home.lines(
        """
        connect \(sandbox.address); count users
        select users where crm.role ~ '*Manager' as managers; count selected
        select users but @managers, from leavers.csv; count selected
        select where modified_time > 2026-01-01; list users where crm.role = Engineer limit 3
        """)
      #expect(result.code == 0, "\(result)")
      #expect(result.output.contains("\n3000 people\n"), "\(result)")
      #expect(result.output.contains("\n\(managers) people\n"), "\(result)")
      // "but" takes away all that follows it: the managers and the leaver.
      #expect(result.output.contains("\n\(3000 - managers - 1) people\n"), "\(result)")
      #expect(
        result.output.contains("3 of \(roles.count { $0 == "Engineer" }) people"), "\(result)")
    }
  }

  /// What differs from run to run and from source to source: addresses, ages, the plan's hash of a
  /// portal that is new each time.
  private static func masked(_ text: String) -> String {
    text.replacing(/127\.0\.0\.1:\d+/, with: "HOST").replacing(/read \d+ s ago/, with: "read AGO")
  }

  @Test func `lines of standard input that stop say how many were not run, where that is known`()
    async throws
  {
    let home = try ShellHome()
    let lines = "echo a\nfrob; echo b\n# a comment\nif 'a' = a\n  echo c\nend\necho d\n"
    let told = "stdin:2: note: stopped here: 4 lines were not run\n"
    let file = try await home.crmsh([], input: lines)
    #expect(file.code == 2 && file.output == "a\n", "\(file)")
    #expect(file.errors.hasSuffix(told), "\(file)")
    let last = try await home.crmsh([], input: "echo a\nfrob\n")
    #expect(last.code == 2 && !last.errors.contains("stopped here"), "\(last)")
    let open = try await home.sh(
      """
      { printf 'echo a\\nfrob\\n'; sleep 2; echo 'echo b'; } | "$CRMSH" --state "$STATE"
      """)
    #expect(
      open.errors.hasSuffix("stdin:2: note: stopped here: no line that follows is run\n"),
      "\(open)")
    let quote = try await home.crmsh([], input: "echo a\necho 'b\necho c\n")
    #expect(
      quote.errors.hasSuffix("stdin:2: note: stopped here: 1 line was not run\n"), "\(quote)")
  }

  @Test func `a cell with commas between projects is told the sign that stands there`() async throws
  {
    let home = try ShellHome()
    let table = try home.write(
      """
      email,role,projects
      priya.nair@zylker.example,Manager,"Website, Onboarding"
      o'brien@zylker.example,Employee,"Rollout, Phase 2 [EMEA];Website"
      mei.tanaka@zylker.example,Manager,"Nowhere, Elsewhere"

      """, to: "team.csv")
    let result = try await home.lines("connect sandbox; apply \(table)")
    #expect(result.code == 2, "\(result)")
    #expect(
      result.errors.contains(
        "team.csv:2 projects: there is no project Website, Onboarding (; stands between projects: "
          + "\"Website; Onboarding\")"), "\(result)")
    #expect(!result.errors.contains("team.csv:3"), "\(result)")
    #expect(result.errors.contains("there is no project Nowhere, Elsewhere ("), "\(result)")
  }
}
