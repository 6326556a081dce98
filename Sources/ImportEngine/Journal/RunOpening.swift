package import ImportModel

/// Something of Zoho's by id and by the name it had then.
package struct NamedValue: Hashable, Sendable {
  package let id: String
  package let name: String

  package init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// One row of a plan as the journal keeps it: readable years later, without Zoho.
package struct JournalPerson: Hashable, Sendable {
  /// A project of the row with the profile in it.
  package struct Assignment: Hashable, Sendable {
    package let project: NamedValue
    package let profile: NamedValue?

    package init(project: NamedValue, profile: NamedValue?) {
      self.project = project
      self.profile = profile
    }
  }

  package let id: PersonID
  package let name: String
  /// As CRM has it; nil when CRM has none.
  package let emailText: String?
  /// The form in which addresses are compared; nil when CRM's text is no address.
  package let canonicalEmail: String?
  package let change: ChangeKind
  package let blocked: [BlockReason]
  /// The one asked for, whether or not somebody who has another one keeps that.
  package let role: NamedValue?
  /// A contact's customer; the id is empty for one that the run is to make.
  package let customer: NamedValue?
  package let profile: NamedValue?
  /// In plan order.
  package let projects: [Assignment]
  package let origins: [Origin]
  /// The values a filter matched the person by, e.g. `crm.role=Sales Manager`.
  package let matched: [String]

  package init(
    id: PersonID, name: String, emailText: String?, canonicalEmail: String?, change: ChangeKind,
    blocked: [BlockReason], role: NamedValue?, customer: NamedValue? = nil,
    profile: NamedValue?, projects: [Assignment],
    origins: [Origin], matched: [String]
  ) {
    self.id = id
    self.name = name
    self.emailText = emailText
    self.canonicalEmail = canonicalEmail
    self.change = change
    self.blocked = blocked
    self.role = role
    self.customer = customer
    self.profile = profile
    self.projects = projects
    self.origins = origins
    self.matched = matched
  }
}

/// One thing the plan touches: what it is to be and what it was before the first send.
package struct ItemSnapshot: Hashable, Sendable {
  package let item: Item
  package let planned: ItemValue
  package let before: ItemValue

  package init(item: Item, planned: ItemValue, before: ItemValue) {
    self.item = item
    self.planned = planned
    self.before = before
  }
}

/// What a run is bound to for as long as it lasts, whoever goes on with it.
package struct RunSettings: Hashable, Sendable {
  package let notify: EngineSettings.Notify
  /// The most people in one call, at least 1.
  package let batch: Int

  package init(notify: EngineSettings.Notify, batch: Int) {
    self.notify = notify
    self.batch = batch
  }

  package init(_ settings: EngineSettings) {
    self.init(notify: settings.notify, batch: settings.batch)
  }
}

/// What a run starts with.
package struct RunOpening: Hashable, Sendable {
  package let context: RunContext
  /// Full, hexadecimal.
  package let planDigest: String
  /// Full, hexadecimal.
  package let stateDigest: String
  /// What `--reason` said; nil without.
  package let reason: String?
  /// Seconds since 1970.
  package let startedAt: Int64
  /// In plan order.
  package let people: [JournalPerson]
  /// Of people and of customers.
  package let items: [ItemSnapshot]
  package let settings: RunSettings
  /// The run that this one undoes; nil for an import.
  package let revertOf: Int?

  package init(
    context: RunContext, planDigest: String, stateDigest: String, reason: String?,
    startedAt: Int64, people: [JournalPerson], items: [ItemSnapshot],
    settings: RunSettings = RunSettings(EngineSettings()), revertOf: Int? = nil
  ) {
    self.context = context
    self.planDigest = planDigest
    self.stateDigest = stateDigest
    self.reason = reason
    self.startedAt = startedAt
    self.people = people
    self.items = items
    self.settings = settings
    self.revertOf = revertOf
  }
}
