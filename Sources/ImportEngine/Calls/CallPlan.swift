package import ImportModel

/// Everything an import would send: what `preview calls` lists.
package struct CallPlan: Hashable, Sendable {
  /// In the order they would be sent.
  package let calls: [PlannedCall]
  package let reads: [PlannedRead]
  /// Invitations that Zoho is asked to send to people new to the portal.
  package let mails: Int
  /// Notices that Zoho is asked to send to people already there, one for each project joined.
  package let notices: Int
  package let estimateSeconds: Int

  /// What would be sent first; nil where that is not known before something else was sent, or where
  /// nothing is.
  package func firstRequest(in portal: Portal) -> WriteCall? {
    calls.first?.request(in: portal, made: [:])
  }

  /// How many calls would be sent.
  package var writes: Int { calls.count }

  /// Customers that are made.
  package var customersMade: Int { calls.count { $0.kind == .makeCustomer } }

  /// Customers that are linked, once for each project.
  package var links: Int { calls.count { $0.kind == .linkCustomer } }

  /// How many calls go to each endpoint pattern, reads included.
  package var callsByPattern: [EndpointPattern: Int] { Self.counts(calls, reads) }

  init(calls: [PlannedCall], reads: [PlannedRead], settings: EngineSettings) {
    func mailed(_ kinds: Set<WriteKind>) -> Int {
      calls.filter { $0.notify && kinds.contains($0.kind) }
        .reduce(0) { $0 + $1.peopleCount }
    }
    self.calls = calls
    self.reads = reads
    mails = mailed([.introduce, .addToPortal, .introduceClient])
    notices = mailed([.join, .joinClient])
    estimateSeconds = Self.estimate(Array(Self.counts(calls, reads).values), settings)
  }

  /// A window's wait for every full window of a pattern, and a third of a second a call.
  private static func estimate(_ counts: [Int], _ settings: EngineSettings) -> Int {
    let windows = counts.reduce(0) { $0 + ($1 - 1) / max(settings.rateLimit, 1) }
    return windows * settings.rateWindowSeconds + (counts.reduce(0, +) * 3 + 9) / 10
  }

  private static func counts(
    _ calls: [PlannedCall], _ reads: [PlannedRead]
  ) -> [EndpointPattern: Int] {
    var counts: [EndpointPattern: Int] = [:]
    for call in calls { counts[call.pattern, default: 0] += 1 }
    for read in reads { counts[read.pattern, default: 0] += read.calls }
    return counts
  }
}

/// A list that has to be read to prove what was written.
package struct PlannedRead: Hashable, Sendable {
  /// The most people on a page of a list that is documented. [L] S1
  package static let page = 50

  /// Which list.
  package enum What: Hashable, Sendable {
    case portalUsers
    case members(ProjectID)
    case customers
    case projectCustomers(ProjectID)
    case projectClients(ProjectID)
  }

  package let what: What
  /// How often it is read.
  package let times: Int
  /// How many calls that is, as far as its length is known: a page each, all but the last time as long as
  /// it was.
  package let calls: Int

  /// `lists`: how long each of the lists is that it consists of, before the import, and how much longer
  /// after it.
  init(what: What, times: Int, lists: (count: Int, added: Int)...) {
    func pages(_ people: Int) -> Int { max(1, (people + Self.page - 1) / Self.page) }
    self.what = what
    self.times = times
    calls = lists.reduce(0) {
      $0 + max(0, times - 1) * pages($1.count) + pages($1.count + $1.added)
    }
  }

  package var pattern: EndpointPattern {
    switch what {
    case .portalUsers: .readUsers
    case .members: .readMembers
    case .customers: .readCustomers
    case .projectCustomers: .readProjectCustomers
    case .projectClients: .readProjectClients
    }
  }

  /// The project whose list it is.
  package var project: ProjectID? {
    switch what {
    case .portalUsers, .customers: nil
    case .members(let project), .projectCustomers(let project), .projectClients(let project):
      project
    }
  }
}
