import ImportEngine
import ImportModel
import Reporting

/// What is to be said of the portal.
struct PortalFindings {
  let examination: Examination

  private var portal: PortalExamination { examination.portal }

  var all: [Finding] {
    [chosen, rank, projects, people]
      + [
        count(portal.roles, .roles, "role", "roles", without: Self.harvested),
        count(portal.profiles, .profiles, "profile", "profiles", without: Self.harvested),
        count(portal.customers, .customers, "customer", "customers"), integration,
      ] + licences
  }

  private static let listed: Text = "the list of portals"

  private var chosen: Finding {
    portal.portals.finding(.portal, by: Self.listed, isReadability: true) { _ in
      switch portal.choice {
      case .one(let summary):
        return .ok(.portal, "\(summary.name) (\(summary.id.text))", by: Self.listed)
      case .several(let names):
        return .failed(
          .portal, "there are several: \(names.joined(separator: ", "))", by: Self.listed,
          do: "doctor \(examination.target ?? "TARGET") --portal with one of them", .usage)
      case .noneNamed(let name, let names):
        return .failed(
          .portal, "there is no portal \(name); there are: \(names.joined(separator: ", "))",
          by: Self.listed, do: "name one of them", .usage)
      case .goneSince(let id, let names):
        let words = RefusalWords.words(of: .chosenPortalGone(id, known: names))
        return .failed(.portal, words.message, by: Self.listed, do: words.hint, .usage)
      case .none:
        return .failed(
          .portal, "this account has no Zoho Projects portal", by: Self.listed,
          do: "ask the owner of the portal for an invitation")
      }
    }
  }

  private var rank: Finding {
    let source: Text = "the caller's profile in the list of portals"
    guard case .one(let summary) = portal.choice else {
      return .unknown(.rank, "it is not known which portal is meant", by: source, do: nil)
    }
    switch summary.invitingRight {
    case .given:
      return .ok(.rank, "you are \(summary.callerProfile), who may invite", by: source)
    case .withheld:
      let words = GateWords.words(of: .mayNotInvite(profile: summary.callerProfile))
      return .failed(.rank, words.message, by: source, do: words.hint)
    case .unknown:
      return .unknown(
        .rank, GateWords.unknownRight(of: summary.callerProfile), by: source,
        do: "nothing: an import tries each kind of call on one person first")
    }
  }

  private var projects: Finding {
    let source: Text = "the portal's list of projects"
    return portal.projects.finding(.projects, by: source, isReadability: true) { projects in
      let active = projects.count(where: \.isActive)
      guard active > 0 else {
        return .failed(
          .projects, "none is active, of \(projects.count)", by: source,
          do: "make a project: people are imported into projects")
      }
      return .ok(.projects, "\(active) active of \(projects.count)", by: source)
    }
  }

  /// What the portal's people show where the server has no list.
  private static let harvested: Text = "nothing: those that somebody in the portal has are known"

  private var people: Finding {
    let source: Text = "the portal's lists of users by type and view_type"
    return portal.people.finding(.portalUsers, by: source, isReadability: true) { people in
      let clients = people.users.count { $0.kind == .client }
      let seen: Text =
        "\(people.users.count - clients, "portal user", "portal users"), \(clients, "client user", "client users")"
      guard !people.gaps.isEmpty else { return .ok(.portalUsers, seen, by: source) }
      let gaps = people.gaps.map { GapWords.words(of: $0).raw }
      return .unknown(
        .portalUsers, "\(seen); \(gaps.joined(separator: "; "))", by: source,
        do: "look in Zoho Projects before an import whether people of the plan are there already")
    }
  }

  /// `remedy`: what is done without the list, where it can be done without.
  private func count(
    _ heard: Heard<Int>, _ check: Check, _ one: String, _ many: String, without remedy: Text? = nil
  ) -> Finding {
    let source: Text = "the portal's list of \(many)"
    if let remedy, let failure = heard.failure, failure.isBearable {
      let words = FailureWords.words(of: failure)
      return .unknown(check, words.message, by: source, do: remedy)
    }
    return heard.finding(check, by: source, isReadability: true) { count in
      .ok(check, "\(count, one, many)", by: source)
    }
  }

  /// Zoho documents no way to ask; see `PortalService.crmIntegration`.
  private var integration: Finding {
    let source: Text =
      "whether a project's CRM accounts can be read: Zoho documents no way to ask"
    return portal.integration.finding(.integration, by: source) { integration in
      switch integration {
      case .on: return .ok(.integration, "on", by: source)
      case .off:
        let words = GateWords.words(of: .integrationOff)
        return .failed(.integration, words.message, by: source, do: words.hint)
      case .unknown(let why):
        return .unknown(
          .integration, "not knowable: \(why)", by: source,
          do: "look in CRM: Setup, Marketplace, Zoho, Zoho Projects; import goes on without knowing"
        )
      }
    }
  }

  /// One line a kind; the two that an import uses up first.
  private var licences: [Finding] {
    let source: Text = "the portal's license-details"
    guard let counts = portal.licences.value?.counts else {
      return [
        portal.licences.finding(.licences, by: source) { _ in
          .unknown(.licences, "not told", by: source, do: nil)
        }
      ]
    }
    let own = ["portal_user", "client_user"]
    let kinds = own + counts.keys.filter { !own.contains($0) }.sorted()
    return kinds.map { kind in
      let title = String(kind.map { $0 == "_" ? " " : $0 }) + "s"
      guard let count = counts[kind] else {
        return .unknown(
          .licences, of: title, "not told", by: source,
          do: "look in Zoho Projects before an import: licences may not suffice")
      }
      return licence(count, kind, title, source)
    }
  }

  private func licence(
    _ count: LicenceCount, _ kind: String, _ title: String, _ source: Text
  ) -> Finding {
    guard let left = count.remaining else {
      return .ok(.licences, of: title, "unlimited, \(count.used) used", by: source)
    }
    let seen: Text = "\(count.total) in all, \(count.used) used, \(left) left"
    let needs = examination.needs
    let needed = kind == "portal_user" ? needs.staff : kind == "client_user" ? needs.clients : nil
    guard let needed, left < max(needed, 1) else {
      return .ok(.licences, of: title, seen, by: source)
    }
    return .failed(
      .licences, of: title, needed > 0 ? "\(seen), and the plan needs \(needed)" : seen, by: source,
      do: "buy licences or deactivate people; who is in the portal can still be joined to projects")
  }
}
