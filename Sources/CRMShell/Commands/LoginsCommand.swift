import CommandLanguage
import ImportEngine
import Reporting

/// `logins`
struct LoginsCommand: ServiceCommand {
  var declaration: Declaration {
    Declaration(
      "logins", chapter: .connection,
      summary: "the sign-ins there are, and where their secrets lie",
      examples: [
        CommandExample(
          given: ["login work --dc eu --secrets secrets.txt --yes"], "logins", prints: "work")
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let logins: [Login]
    do throws(SignInFailure) { logins = try await shell.surroundings.signIn.logins() } catch {
      throw Stop(ConnectFailure.signIn(error))
    }
    var table = Table(
      key: "logins",
      columns: [
        Column("name"), Column("dc"), Column("account", isFlexible: true),
        Column("portal", priority: 1),
        Column("scopes", priority: 2), Column("missing"),
        Column("secret", title: "its secret lies", isFlexible: true),
      ])
    for login in logins {
      let told = !login.scopes.isEmpty
      table.append([
        .text(login.name), .text(login.server), .text(login.account),
        login.portal.map { .text($0) } ?? .empty,
        told ? .number(login.scopes.count) : .text("not told"),
        told ? .number(NeededScope.missing(from: login.scopes).count) : .text("not told"),
        .text(SignInWords.place(login.place)),
      ])
    }
    guard !logins.isEmpty else {
      return Reply(
        Report([.sentence("No sign-ins yet. Type: login NAME --dc DC")], data: .array([])))
    }
    return Reply(.table(table))
  }
}
