package import ImportModel

/// Under which everything stored about a portal is kept, so that nothing of a rehearsal is ever
/// taken for the real portal.
package struct PortalKey: Hashable, Sendable {
  /// Where the server is spoken to, without a slash at the end.
  package let baseURL: String
  /// The e-mail of the sign-in.
  package let account: String
  package let portal: PortalID
  /// The server's world; empty for Zoho itself, new with every sandbox world.
  package let instance: String

  package init(baseURL: String, account: String, portal: PortalID, instance: String) {
    self.baseURL = baseURL
    self.account = account
    self.portal = portal
    self.instance = instance
  }
}

/// Who runs an import, where, and against what.
package struct RunContext: Hashable, Sendable {
  package let key: PortalKey
  package let portalName: String
  /// The name of the operating system's user.
  package let osUser: String
  /// The e-mail of the CRM user whose sign-in is used.
  package let crmCaller: String
  /// The name of the machine.
  package let host: String
  /// crmsh's own version.
  package let version: String

  package init(
    key: PortalKey, portalName: String, osUser: String, crmCaller: String, host: String,
    version: String
  ) {
    self.key = key
    self.portalName = portalName
    self.osUser = osUser
    self.crmCaller = crmCaller
    self.host = host
    self.version = version
  }
}

/// All that an import needs to know before its first call.
package struct ImportOrder: Sendable {
  /// A fresh and complete read, with the members of every project the plan names.
  package let portal: Portal
  package let plan: Plan
  package let assessment: Assessment
  /// Full hexadecimal digests.
  package let planDigest: String
  /// Full, hexadecimal.
  package let stateDigest: String
  package let settings: EngineSettings
  package let capabilities: Capabilities
  package let context: RunContext
  /// What `--reason` said.
  package let reason: String?

  package init(
    portal: Portal, plan: Plan, assessment: Assessment, planDigest: String, stateDigest: String,
    settings: EngineSettings, capabilities: Capabilities, context: RunContext, reason: String?
  ) {
    self.portal = portal
    self.plan = plan
    self.assessment = assessment
    self.planDigest = planDigest
    self.stateDigest = stateDigest
    self.settings = settings
    self.capabilities = capabilities
    self.context = context
    self.reason = reason
  }
}
