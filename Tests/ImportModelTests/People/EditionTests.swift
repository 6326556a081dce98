import ImportModel
import Testing

struct EditionTests {
  @Test(
    arguments: [
      ("free", nil, .allowed("free")), ("standard", nil, .allowed("standard")),
      ("professional", nil, .allowed("professional")), ("enterprise", nil, .allowed("enterprise")),
      ("ultimate", nil, .allowed("ultimate")), ("Enterprise", nil, .allowed("enterprise")),
      ("free", "Enterprise", .allowed("enterprise")), (nil, "standard", .allowed("standard")),
      ("crmplus", nil, .refused("crmplus")), ("crmplusstarter", nil, .refused("crmplusstarter")),
      ("zohoone", nil, .refused("zohoone")),
      ("zohooneenterprise", nil, .refused("zohooneenterprise")),
      ("ZohoOneStandard", nil, .refused("zohoonestandard")),
      ("free", "crmplus", .refused("crmplus")),
      ("free", "ZohoOne", .refused("zohoone")), ("enterprise", "crmplus", .refused("crmplus")),
      ("CRM Plus", nil, .refused("crm plus")), ("zoho_one", nil, .refused("zoho_one")),
      (nil, nil, .unknown("not told")), ("bigin", nil, .unknown("bigin")),
      ("free", "mystery", .unknown("mystery")),
    ] as [(String?, String?, CRMOrganisation.Edition)])
  func `the edition is told from paid and trial type`(
    paid: String?, trial: String?, expected: CRMOrganisation.Edition
  ) {
    let organisation = CRMOrganisation(id: "1", name: "Acme", paidType: paid, trialType: trial)
    #expect(organisation.edition == expected)
  }

  /// zoho-crm-api.md §2.2: on trial `paid` is false and `trial_expiry` set.
  @Test(
    arguments: [
      (false, 200, true), (false, nil, true), (nil, nil, true), (nil, 200, true),
      (true, nil, false), (true, 50, false), (false, 50, false), (false, 100, false),
      (true, 200, true),
    ] as [(Bool?, Int64?, Bool)])
  func `a trial counts until it is over`(isPaid: Bool?, expiry: Int64?, counts: Bool) {
    let trial = CRMOrganisation.trial("crmplus", isPaid: isPaid, expiry: expiry, now: 100)
    #expect(trial == (counts ? "crmplus" : nil))
  }
}
