package import ImportModel

/// The CRM and the portal that a scene begins with.
package struct World: Sendable {
  package var caller: CRMCaller
  package var organisation: CRMOrganisation
  package var administrators: [CRMCaller]
  package var users: [CRMUserRecord]
  package var contacts: [CRMRecord]
  package var accounts: [CRMRecord]
  package var portal: Portal

  /// Zylker's, as options want it; nil when its fixture holds what is no id.
  package init?(_ options: Scene.Options = Scene.Options()) {
    guard let caller = Zylker.caller(isAdministrator: options.isAdministrator),
      let portal = Zylker.portal(
        licences: options.licences, callerProfile: options.profile,
        integration: options.integration)
    else { return nil }
    self.caller = caller
    self.portal = portal
    organisation = Zylker.organisation(paid: options.paidType, trial: options.trialType)
    administrators = Zylker.administrators
    (users, contacts, accounts) = (Zylker.users, Zylker.contacts, Zylker.accounts)
  }
}
