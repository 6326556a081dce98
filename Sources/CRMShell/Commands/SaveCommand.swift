import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `save FILE [--pinned]`
struct SaveCommand: ServiceCommand {
  private static let file = Parameter<Word>.word("file", label: "FILE", kind: .file)

  var declaration: Declaration {
    Declaration(
      "save", chapter: .shell, summary: "write the session's effective lines as a script",
      details: [
        "save - writes it to standard output; a file of that name is ./-.",
        "Undone lines are gone, settings changed by set are kept; the last line is import --expect-portal ID without --yes: whoever runs the script adds that. --pinned writes the people by e-mail and expects exactly this plan and portal. Lists it names (from FILE) are looked for beside the script.",
        "Comments of scripts that were run are kept above their lines. The head tells portal, data and plan; above each line stands what it reported (#=). Where it reports something else when the script is run, that is told, and --pinned tells what the portal says otherwise (#: then). Nothing depends on these comments.",
      ],
      syntax: Self.file.syntax,
      options: [
        OptionDeclaration("pinned", summary: "people by e-mail, and exactly this plan")
      ],
      requires: [.connected])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let fetched = try context.connected()
    guard let file = arguments[Self.file] else { return Reply(Report()) }
    if Self.isStandardOutput(file), context.isRedirected {
      throw .syntax(
        SyntaxError(
          .badValue(found: file.text, expected: "a file, and > names another", suggestions: []),
          span: file.span))
    }
    let script = try await script(of: shell, fetched, isPinned: arguments.has("pinned"))
    if Self.isStandardOutput(file) {
      return await Self.show(script, named: file, in: context, on: shell)
    }
    do throws(FileFailure) {
      try shell.surroundings.files.create(
        script.text, at: file.text, scope: shell.scope(of: context.source),
        replaces: context.isTerminal && arguments.has(GlobalOptions.force.name))
    } catch {
      throw .file(error, at: file.span)
    }
    let count = script.lines.count
    return Reply(
      .sentence(
        "\(count, "line", "lines") written to \(file.text). crmsh --dry-run \(Self.argument(file.text)) previews it; to let it import, add --yes to its last line.",
        data: ["file": .string(file.text), "lines": .integer(count)]))
  }

  /// The lines of a session, the import last.
  private func script(
    of shell: isolated Interpreter, _ fetched: Fetched, isPinned: Bool
  ) async throws(Stop) -> SavedScript {
    let outdated = shell.session.plan.rows.filter(\.isCustomerOutdated)
    guard !isPinned || outdated.isEmpty else {
      throw .refusal(.outdatedCustomers(outdated.map { $0.person.emailText ?? $0.person.name }))
    }
    let prepared = try await prepared(shell, isPinned)
    var script = SavedScript()
    Self.head(&script, fetched, prepared, shell)
    script.add(
      shell.connectLine ?? "connect \(Word.sourceForm(of: fetched.target))", shell.connectComments)
    for line in shell.settingLines { script.add(line) }
    var last = "import --expect-portal \(fetched.portal.id)"
    if isPinned, let prepared {
      for fetch in shell.timeline.fetches { script.add(fetch.line, fetch.comments) }
      var comments = shell.commentsOfPlan
      for (line, names) in PinnedLines(shell.session.plan, in: fetched).lines {
        script.add(comments)
        if !names.isEmpty { script.state(names) }
        script.add(line)
        comments = []
      }
      script.state(prepared.items)
      last += " --expect-plan \(prepared.hashes)"
    } else {
      shell.writeEffectiveLines(to: &script)
    }
    script.add(last, shell.comments.waiting)
    return script
  }

  /// `-` is standard output, as for other programs; a file of that name is `./-`.
  private static func isStandardOutput(_ file: Word) -> Bool { !file.isQuoted && file.text == "-" }

  /// A name as the system's shell takes it for one word.
  private static func argument(_ name: String) -> String {
    let safe = name.hasPrefix("-") ? "./\(name)" : name
    let isPlain = safe.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "._-/+,@%=:".contains($0))
    }
    return isPlain ? safe : "'\(safe.replacing("'", with: "'\\''"))'"
  }

  /// Writes the script to standard output: as it is, spelled out at a terminal, in JSON a member.
  private static func show(
    _ script: SavedScript, named file: Word, in context: EditContext, on shell: isolated Interpreter
  ) async -> Reply {
    guard context.format != .json, context.format != .ndjson else {
      return Reply(
        Report(
          data: [
            "file": .string(file.text), "lines": .integer(script.lines.count),
            "script": .string(script.text),
          ]))
    }
    let shown =
      shell.style.isTerminal
      ? script.lines.map { VisibleText.rendering($0) + "\n" }.joined() : script.text
    await shell.surroundings.console.show(RenderedOutput(standardOutput: shown))
    return Reply(Report())
  }

  /// The plan held against the portal; nil where nobody is staged, or the portal can't be asked: the
  /// lines are worth keeping then, too.
  private func prepared(_ shell: isolated Interpreter, _ isPinned: Bool) async throws(Stop)
    -> PreparedImport?
  {
    guard !shell.session.plan.isEmpty else {
      if isPinned { throw .refusal(.nothingStaged) }
      return nil
    }
    do throws(Stop) {
      return try await shell.prepareImport(fresh: false)
    } catch {
      if isPinned || Task.isCancelled { throw error }
      return nil
    }
  }

  /// What the session was saved over.
  private static func head(
    _ script: inout SavedScript, _ fetched: Fetched, _ prepared: PreparedImport?,
    _ shell: isolated Interpreter
  ) {
    let portal = fetched.portal
    let times = LocalTimes(shell.surroundings.zones)
    script.state(
      "crmsh session for portal \(Word.sourceForm(of: portal.name)) (\(portal.id)), saved \(times.text(shell.surroundings.clock.wallSeconds)) by \(shell.surroundings.user.osUser)"
    )
    if shell.services?.kept != nil {
      script.state("planned offline, with what was fetched \(times.text(fetched.fetchedAt))")
    }
    script.state(SavedWorld.fact(fetched, by: shell.surroundings.hash))
    guard !shell.session.plan.isEmpty else { return }
    guard let prepared else {
      script.state("plan: not known, the portal could not be asked")
      return
    }
    let staged: Text = "\(prepared.assessment.changes.count, "person", "people")"
    script.state(
      "\(SavedWorld.plan)\(prepared.hashes): \(staged.plain), \(prepared.assessment.written.count) of them written to"
    )
    for fact in PlanCounts(prepared.staged, in: portal).facts { script.state(fact) }
  }
}

extension Interpreter {
  /// The settings that lines changed and that an import depends on.
  fileprivate var settingLines: [String] {
    let ofOutput: Set<String> = [
      "format", "color", "pager", "width", "history-size", "editing-mode", "hints", "highlight",
      "snapshots",
    ]
    return Settings.all.filter {
      settings.origin(of: $0) == .line && !ofOutput.contains($0.name)
    }.map { "set \($0.name)=\(settings.value(of: $0))" }
  }

  /// What people wrote above the lines of a plan that is pinned: its lines are others.
  fileprivate var commentsOfPlan: [String] {
    let lines = timeline.lines
    let first = lines.lastIndex { $0.run != nil }.map { $0 + 1 } ?? lines.startIndex
    return lines[first...].flatMap(\.comments)
  }

  /// Writes the lines that make the session what it is. Those of a plan that was imported are left
  /// out once there is another plan; the selections they stood on stay.
  fileprivate func writeEffectiveLines(to script: inout SavedScript) {
    let lines = timeline.lines
    let imported = session.plan.isEmpty ? -1 : lines.lastIndex { $0.run != nil } ?? -1
    for index in 0...lines.count {
      // What a line means depends on who was fetched by then.
      for fetch in timeline.fetches where min(fetch.step, lines.count) == index {
        script.add(fetch.line, fetch.comments)
      }
      guard index < lines.count else { break }
      let line = lines[index]
      if line.run == nil, index > imported || !line.changesPlan {
        script.add(line.line, line.comments, told: line.summary)
      }
    }
  }
}
