import ImportModel
import Reporting

/// What is to be said of CRM.
struct CRMFindings {
  let crm: CRMExamination

  var all: [Finding] { [caller, administrator, edition, users, contacts, accounts, fields] }

  private var caller: Finding {
    crm.caller.finding(.caller, by: "CRM's user of type CurrentUser") { caller in
      .ok(
        .caller, "\(caller.name) <\(caller.email)>, profile \(caller.profile)",
        by: "CRM's user of type CurrentUser")
    }
  }

  private var administrator: Finding {
    let source: Text = "CRM's list of users of type AdminUsers"
    return crm.caller.finding(.administrator, by: source) { caller in
      guard !caller.isAdministrator else {
        return .ok(.administrator, "\(caller.name) is one", by: source)
      }
      let ask = (crm.administrators.value ?? []).prefix(5).map { "\($0.name) <\($0.email)>" }
      let words = GateWords.words(
        of: .notAdministrator(name: caller.name, profile: caller.profile, ask: Array(ask)))
      guard let failure = crm.administrators.failure else {
        return .failed(.administrator, words.message, by: source, do: words.hint)
      }
      return .failed(
        .administrator, words.message, by: source,
        do:
          "ask a CRM administrator; who is one can't be read: \(FailureWords.words(of: failure).message)"
      )
    }
  }

  private var edition: Finding {
    let source: Text = "license_details of CRM's organisation"
    return crm.organisation.finding(.edition, by: source) { organisation in
      switch organisation.edition {
      case .allowed(let name):
        return .ok(.edition, "\(name) (\(organisation.name))", by: source)
      case .refused(let name):
        let words = GateWords.words(of: .edition(name))
        return .failed(.edition, words.message, by: source, do: words.hint)
      case .unknown(let name):
        return .unknown(
          .edition, "\(name): not an edition that is known", by: source,
          do:
            "make sure that it is neither CRM Plus nor Zoho One: Zoho doesn't offer the import to them"
        )
      }
    }
  }

  private var contacts: Finding { count(crm.contacts, .contacts, "contacts") }
  private var accounts: Finding { count(crm.accounts, .accounts, "accounts") }

  private var users: Finding {
    let source: Text = "CRM's lists of users of type AllUsers and DeletedUsers"
    return crm.users.finding(.users, by: source, isReadability: true) { count in
      .ok(.users, "\(count) in CRM", by: source)
    }
  }

  private func count(
    _ heard: Heard<CRMExamination.Module>, _ check: Check, _ word: String
  ) -> Finding {
    let source: Text = "CRM's list and count of \(word)"
    return heard.finding(check, by: source, isReadability: true) { module in
      switch module.count {
      case .success(let count): return .ok(check, "\(count) in CRM", by: source)
      case .failure(let failure):
        let words = FailureWords.words(of: failure)
        return .unknown(
          check, "can be read; how many there are is not told: \(words.message)", by: source,
          do: "nothing: fetch goes without the count")
      }
    }
  }

  private var fields: Finding {
    let source: Text = "CRM's settings/fields of contacts"
    return crm.fields.finding(.fields, by: source, isReadability: true) { count in
      .ok(.fields, "\(count, "field", "fields") of contacts can be read", by: source)
    }
  }
}
