import CommandLanguage
import ImportModel
import Reporting

/// `profile PROFILE [in PROJECT,…] [for SELECTOR] [--replace]`
struct ProfileCommand: EditingCommand {
  private static let profile = Parameter<Word>.word("profile", label: "PROFILE", kind: .profile)
  private static let projects = Parameter<[Word]>.names("in", label: "PROJECT", kind: .project)

  var declaration: Declaration {
    Declaration(
      "profile", chapter: .planning, summary: "stage people with a permission profile",
      details: [
        "For the portal and all staged projects; with in PROJECT only for those projects. A profile is a set of permissions and may differ by project.",
        "A profile for client users fits contacts, any other one users (list profiles). Somebody who has a profile there keeps it, unless --replace is given. The profile Admin joins every project of the portal: import then asks for the portal's name.",
      ],
      syntax: .sequence([
        Self.profile.syntax,
        .optional(
          .sequence([
            .keyword("in", flag: nil, summary: "only in these projects"), Self.projects.syntax,
          ])),
        StagingTarget.syntax,
      ]),
      options: [
        OptionDeclaration("replace", summary: "change the profile of people who have another")
      ],
      requires: [.connected],
      examples: [
        CommandExample(
          given: ["connect sandbox", "select users where crm.role = \"Sales Manager\""],
          "profile Employee in Website", prints: "with profile Employee in Website")
      ])
  }

  func edit(
    _ session: inout Session, _ arguments: Arguments, in context: EditContext
  ) throws(Stop) -> Reply {
    let names = NameResolver(portal: try context.connected().portal)
    guard let word = arguments[Self.profile] else { throw .refusal(.noSelection) }
    let profile = try names.profile(word)
    let projects = try names.projects(arguments[Self.projects] ?? [])
    let kind: PersonKind = profile.isForClients ? .contact : .user
    let target = try StagingTarget(arguments, session, context, of: kind)
    let staged = Staged(
      profile.id, replaces: arguments.has("replace"), origin: context.origin)
    let tally = session.plan.stage(staged, in: projects.map(\.id), for: target.candidates)
    let place: Text =
      projects.isEmpty ? "" : " in \(projects.map(\.name).joined(separator: ", "))"
    return tally.reply(
      "\(target.count, "person", "people", .strong) staged with profile \(profile.name)\(place)",
      target: target, plan: session.plan)
  }
}
