import ImportEngine
import ImportModel

/// What CRM answered.
struct CRMExamination: Sendable {
  /// A module that can be read.
  struct Module: Sendable {
    /// How many records it has, or why that is not told: counting takes a scope more than reading.
    let count: Result<Int, ServiceFailure>
  }

  var caller: Heard<CRMCaller>
  var organisation: Heard<CRMOrganisation>
  /// Whom to ask; nobody where the caller is one.
  var administrators: Heard<[CRMCaller]>
  /// How many users there are, of every type and status.
  var users: Heard<Int>
  var contacts: Heard<Module>
  var accounts: Heard<Module>
  var fields: Heard<Int>
  /// Whether a contact can be looked up.
  var lookup: Heard<Bool>

  init(asking crm: any CRMService) async {
    var asker = Asker()
    let caller = await asker.ask { () throws(ServiceFailure) in try await crm.caller() }
    self.caller = caller
    organisation = await asker.ask { () throws(ServiceFailure) in try await crm.organisation() }
    administrators = await asker.ask { () throws(ServiceFailure) in
      caller.value?.isAdministrator == true ? [] : try await crm.administrators()
    }
    users = await asker.ask { () throws(ServiceFailure) in try await crm.users().count }
    contacts = await asker.ask { () throws(ServiceFailure) in try await Module(.contacts, crm) }
    accounts = await asker.ask { () throws(ServiceFailure) in try await Module(.accounts, crm) }
    fields = await asker.ask { () throws(ServiceFailure) in
      try await crm.fields(of: .contacts).count
    }
    lookup = await asker.ask { () throws(ServiceFailure) in
      guard let email = caller.value.flatMap({ EmailAddress($0.email) }) else { return false }
      _ = try await crm.contacts(among: [email])
      return true
    }
  }

  init(notAsked why: String) {
    caller = .notAsked(why)
    organisation = .notAsked(why)
    users = .notAsked(why)
    administrators = .notAsked(why)
    contacts = .notAsked(why)
    accounts = .notAsked(why)
    fields = .notAsked(why)
    lookup = .notAsked(why)
  }
}

extension CRMExamination.Module {
  /// Reads one record, then has all counted.
  fileprivate init(_ module: CRMModule, _ crm: any CRMService) async throws(ServiceFailure) {
    _ = try await crm.lastChange(of: module)
    do throws(ServiceFailure) {
      self.init(count: .success(try await crm.count(of: module)))
    } catch {
      self.init(count: .failure(error))
    }
  }
}

/// What Projects answered.
struct PortalExamination: Sendable {
  /// Which portal is meant.
  enum Choice: Hashable, Sendable {
    case one(PortalSummary)
    /// There are several and none was named: their names.
    case several([String])
    /// There is none of that name: the names there are.
    case noneNamed(String, [String])
    /// The one remembered for the sign-in, by its id, is not among these.
    case goneSince(String, [String])
    /// The list of portals was not told, or is empty.
    case none
  }

  var portals: Heard<[PortalSummary]>
  var choice: Choice
  var projects: Heard<[Project]>
  var people: Heard<PortalPeople>
  var roles: Heard<Int>
  var profiles: Heard<Int>
  var customers: Heard<Int>
  var licences: Heard<Licences>
  var integration: Heard<CRMIntegration>

  /// `name`: the id or name of the portal that is meant; nil: the one whose id is `chosen`, or the only
  /// one.
  init(asking service: any PortalService, portal name: String?, else chosen: String?) async {
    var asker = Asker()
    portals = await asker.ask { () throws(ServiceFailure) in try await service.portals() }
    choice = Choice(name, else: chosen, of: portals.value ?? [])
    guard case .one(let summary) = choice else {
      let rest = Self(notAsked: "it is not known which portal is meant")
      (projects, people) = (rest.projects, rest.people)
      (roles, profiles) = (rest.roles, rest.profiles)
      (customers, licences, integration) = (rest.customers, rest.licences, rest.integration)
      return
    }
    let id = summary.id
    let all = await asker.ask { () throws(ServiceFailure) in try await service.projects(of: id) }
    projects = all
    people = await asker.ask { () throws(ServiceFailure) in
      try await service.everybody(of: id)
    }
    roles = await asker.ask { () throws(ServiceFailure) in try await service.roles(of: id).count }
    profiles = await asker.ask { () throws(ServiceFailure) in
      try await service.profiles(of: id).count
    }
    customers = await asker.ask { () throws(ServiceFailure) in
      try await service.customers(of: id).count
    }
    licences = await asker.ask { () throws(ServiceFailure) in try await service.licences(of: id) }
    integration = await asker.ask { () throws(ServiceFailure) in
      try await service.crmIntegration(
        of: id, probing: all.value?.first(where: \.isActive)?.id)
    }
  }

  init(notAsked why: String) {
    portals = .notAsked(why)
    choice = .none
    projects = .notAsked(why)
    people = .notAsked(why)
    roles = .notAsked(why)
    profiles = .notAsked(why)
    customers = .notAsked(why)
    licences = .notAsked(why)
    integration = .notAsked(why)
  }
}

extension PortalExamination.Choice {
  /// `name`: the id or name that was typed; `chosen`: the id that is remembered for the sign-in.
  init(_ name: String?, else chosen: String?, of portals: [PortalSummary]) {
    let names = portals.map { "\($0.name) (\($0.id))" }
    let wanted = name ?? chosen
    let match = portals.first {
      wanted == nil || $0.id.text == wanted || name != nil && $0.name == name
    }
    if let match {
      self = wanted == nil && portals.count > 1 ? .several(names) : .one(match)
    } else if let name, !portals.isEmpty {
      self = .noneNamed(name, names)
    } else if let chosen, !portals.isEmpty {
      self = .goneSince(chosen, names)
    } else {
      self = .none
    }
  }
}

/// What is known on this machine.
struct LocalExamination: Sendable {
  /// Where the journal lies; nil where that is not told.
  var folder: String?
  /// Whether the journal there can be used.
  var opening: Result<Bool, JournalFailure>
  var chain: Result<ChainVerdict, JournalFailure>
  /// The numbers of runs without an end.
  var unfinished: Result<[Int], JournalFailure>
}

/// What a connection says of itself.
struct StandingExamination: Sendable {
  var signs: ServerSigns
  var uses: Result<[SlotUse], JournalFailure>
  var tokens: Result<TokenTurns, JournalFailure>
}

/// Everything `doctor` looked at.
struct Examination: Sendable {
  /// What was looked at; nil: nothing was named, and nothing is connected.
  var target: String?
  /// Where it speaks to; nil: it could not be opened.
  var address: String?
  /// Why it could not be opened.
  var opening: ConnectFailure?
  var dataCentre: String?
  var grantedScopes: [String]?
  var crm: CRMExamination
  var portal: PortalExamination
  var local: LocalExamination
  /// Nil where the connection keeps no such account.
  var standing: StandingExamination?
  /// Whom the plan brings in that the portal does not have.
  var needs = Needs()
  /// Seconds since 1970.
  var now: Int64

  /// Licences that the plan needs.
  struct Needs: Hashable, Sendable {
    var staff = 0
    var clients = 0
  }
}
