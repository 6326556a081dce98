import CommandLanguage
import ImportModel
import Reporting

/// `role ROLE [for SELECTOR] [--replace]`
struct RoleCommand: EditingCommand {
  private static let role = Parameter<Word>.word("role", label: "ROLE", kind: .role)

  var declaration: Declaration {
    Declaration(
      "role", chapter: .planning, summary: "stage people with a portal role",
      details: [
        "A role is a person's title in the whole portal: one a person, a later line wins. CRM's own roles are something else.",
        "Somebody who is in the portal keeps the role they have there, unless --replace is given.",
      ],
      syntax: .sequence([Self.role.syntax, StagingTarget.syntax]),
      options: [
        OptionDeclaration("replace", summary: "change the role of people already in the portal")
      ],
      requires: [.connected],
      examples: [
        CommandExample(
          given: ["connect sandbox"], "role Manager for where crm.role = \"Sales Manager\"",
          prints: "as Manager")
      ])
  }

  func edit(
    _ session: inout Session, _ arguments: Arguments, in context: EditContext
  ) throws(Stop) -> Reply {
    let portal = try context.connected().portal
    guard let word = arguments[Self.role] else { throw .refusal(.noSelection) }
    let role = try NameResolver(portal: portal).role(word)
    let target = try StagingTarget(arguments, session, context, of: .user)
    let replaces = arguments.has("replace")
    let tally = session.plan.stage(
      Staged(role.id, replaces: replaces, origin: context.origin), for: target.candidates)
    let others =
      replaces ? 0 : KeptRoles.count(target.candidates, otherThan: role.id, in: portal)
    return tally.reply(
      "\(target.count, "person", "people", .strong) staged as \(role.name)", target: target,
      plan: session.plan, notes: KeptRoles.note(others).map { [$0] } ?? [])
  }
}
