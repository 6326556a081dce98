import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// The file that `--html` names, and what the line may do to it.
struct PageFile {
  private static let parameter = Parameter<Word>.word("html", label: "FILE", kind: .file)

  static let option = OptionDeclaration(
    "html", summary: "write it as a page for a browser, too", parameter: parameter.erased)

  let word: Word
  let source: LineSource
  let replaces: Bool

  /// Nil where the line asks for no page.
  init?(_ arguments: Arguments, _ context: EditContext) {
    guard let word = arguments[Self.parameter] else { return nil }
    self.word = word
    source = context.source
    replaces = source.isTerminal && arguments.has(GlobalOptions.force.name)
  }
}

/// Who made a preview, and against what.
struct PageProvenance {
  let target: String
  /// The address of the portal's server.
  let address: String
  /// Zoho's data centre; nil for a rehearsal server.
  let dataCentre: String?
  let caller: CRMCaller
  let user: Operator
  /// Seconds since 1970.
  let written: Int64

  /// The facts that every page of a preview begins with.
  func facts(of portal: Portal) -> [Fact] {
    [
      Fact("written", Text(time: written)),
      Fact("by", "\(caller.name) <\(caller.email)>, \(user.osUser) on \(user.host)"),
      Fact("portal", "\(portal.name, .strong) (\(portal.id.text))"),
    ]
  }

  /// What ties such a page to what was previewed, and to where it was made.
  func record(of portal: Portal, plan: String, state: String) -> HTMLPage.Section {
    HTMLPage.Section(
      "record", "Of this page",
      [
        .facts([
          Fact("target", Text(target)), Fact("server", Text(server)),
          Fact("portal read", Text(time: portal.fetchedAt)), Fact("plan", Text(plan)),
          Fact("state", Text(state)),
        ])
      ])
  }

  private var server: String {
    dataCentre.map { "\(address) (data centre \($0))" } ?? address
  }
}

extension Interpreter {
  /// Who previews what; nil where nothing is connected.
  var provenance: PageProvenance? {
    guard let services, let fetched else { return nil }
    return PageProvenance(
      target: fetched.target, address: services.baseURL,
      dataCentre: services.details.dataCentre, caller: fetched.caller, user: surroundings.user,
      written: surroundings.clock.wallSeconds)
  }

  /// Refuses a line whose page could not be written, before it does anything.
  func check(_ file: PageFile?) throws(Stop) {
    guard let file else { return }
    do throws(FileFailure) {
      try surroundings.files.check(
        file.word.text, scope: scope(of: file.source), appends: false, replaces: file.replaces)
    } catch {
      throw .file(error, at: file.word.span)
    }
  }

  /// Writes a page as `>` would; what is said of it.
  func write(_ page: HTMLPage, to file: PageFile) throws(Stop) -> Block {
    let hash = surroundings.hash
    let text = page.rendered(times: style.times) { hash.digest(of: $0) }
    do throws(FileFailure) {
      try surroundings.files.create(
        text, at: file.word.text, scope: scope(of: file.source), replaces: file.replaces)
    } catch {
      throw .file(error, at: file.word.span)
    }
    return .notice(
      .note, "page written to \(file.word.text): it names people, and only you may read it")
  }

  /// Invitations that a run asked for, in calls that were applied.
  func mails(of run: Int, in journal: any RunJournal) async throws(Stop) -> Int {
    do throws(JournalFailure) {
      return try await journal.resumption(of: run).mailsSent
    } catch {
      throw Stop(error)
    }
  }

  /// What the audit log says of itself.
  func chain(of journal: any RunJournal) async throws(Stop) -> ChainVerdict {
    do throws(JournalFailure) {
      return try await journal.verify()
    } catch {
      throw Stop(error)
    }
  }
}
