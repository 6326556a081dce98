import ImportModel

/// A change of the journal as its audit log tells it.
package struct AuditedChange {
  /// Seconds since 1970; nil for what is kept without a time.
  package let at: Int64?
  /// Nil for what belongs to no run.
  package let run: Int?
  package let kind: AuditEntry.Kind
  /// Which thing of its kind within the run; see `AuditEntry`.
  package let subject: String
  let line: CanonicalLine

  private init(
    _ kind: AuditEntry.Kind, _ subject: String = "", run: Int?, at: Int64?,
    _ fill: (inout CanonicalLine) -> Void
  ) {
    var line = CanonicalLine()
    fill(&line)
    self.kind = kind
    self.subject = subject
    self.run = run
    self.at = at
    self.line = line
  }

  /// A run begun.
  package init(_ opening: RunOpening, run: Int) {
    let context = opening.context
    self.init(.begin, run: run, at: opening.startedAt) { line in
      line.add("portal", Self.fields(of: context.key))
      line.add("portal_name", context.portalName)
      line.add("os_user", context.osUser)
      line.add("caller", context.crmCaller)
      line.add("host", context.host)
      line.add("version", context.version)
      line.add("plan", opening.planDigest)
      line.add("state", opening.stateDigest)
      line.add("reason", opening.reason)
      line.add("notify", opening.settings.notify.rawValue)
      line.add("batch", opening.settings.batch)
      line.add("revert_of", opening.revertOf)
      line.add("people", opening.people.count)
      line.add("items", opening.items.count)
    }
  }

  /// A call about to be sent.
  package init(_ intent: IntentRecord, run: Int) {
    self.init(.intent, String(intent.number), run: run, at: intent.at) { line in
      line.add("number", intent.number)
      line.add("attempt", intent.attempt)
      line.add("kind", intent.kind.rawValue)
      line.add("project", intent.project)
      line.add("customer", intent.customer)
      line.add(
        "people",
        intent.entries.map { entry in
          var person = CanonicalLine()
          person.add("email", entry.email.text)
          person.add("role", entry.role)
          person.add("profile", entry.profile)
          return person
        })
      line.add("digest", intent.digest)
      line.add("deadline", Int(intent.deadline))
    }
  }

  /// What came of a call.
  package init(_ outcome: OutcomeRecord, run: Int) {
    self.init(.outcome, String(outcome.number), run: run, at: outcome.at) { line in
      line.add("number", outcome.number)
      line.add("outcome", outcome.state.rawValue)
      line.add("code", outcome.code)
      line.add("message", outcome.message)
      line.add("missing", outcome.missing.map(\.text))
      line.add("status", outcome.refusal?.status)
      line.add("about_entries", outcome.refusal.map { $0.isAboutEntries ? 1 : 0 })
    }
  }

  /// What a read-back showed of a call, for the `round`th time.
  package init(_ record: SettlementRecord, round: Int, run: Int) {
    self.init(.settlement, "\(record.number).\(round)", run: run, at: record.at) { line in
      line.add("number", record.number)
      line.add("round", round)
      line.add(
        "findings",
        record.findings.map { finding in
          var told = CanonicalLine()
          told.add("email", finding.person?.text)
          told.add("showed", finding.state.rawValue)
          return told
        })
    }
  }

  /// A run ended, or given up.
  package init(_ closing: RunClosing, run: Int) {
    self.init(.close, run: run, at: closing.at) { line in
      line.add("word", closing.word)
      line.add("exit_code", Int(closing.exitCode))
      for result in PersonOutcome.allCases {
        let count = closing.people.count { $0.result == result }
        if count > 0 { line.add(result.rawValue, count) }
      }
      line.add("items", closing.items.count)
    }
  }

  /// Something found out about a portal.
  package init(_ found: Capabilities, of key: PortalKey) {
    self.init(.capability, Self.subject(of: key), run: nil, at: nil) { line in
      line.add("portal", Self.fields(of: key))
      line.add("invites", found.invites.rawValue)
      line.add("entry_role", found.entryRole.rawValue)
      line.add("entry_profile", found.entryProfile.rawValue)
      line.add("client_profile", found.clientProfile.rawValue)
      line.add("batch_max", found.batchMax)
      line.add("proven", found.proven.map(\.rawValue).sorted())
    }
  }

  /// The subject of an entry about a portal.
  package static func subject(of key: PortalKey) -> String {
    fields(of: key).map { "\($0.utf8.count):\($0)" }.joined()
  }

  private static func fields(of key: PortalKey) -> [String] {
    [key.baseURL, key.account, key.portal.text, key.instance]
  }
}
