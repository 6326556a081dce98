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
      (nil, nil, .unknown("not told")), ("bigin", nil, .unknown("bigin")),
      ("free", "mystery", .unknown("mystery")),
    ] as [(String?, String?, CRMOrganisation.Edition)])
  func `the edition is told from paid and trial type`(
    paid: String?, trial: String?, expected: CRMOrganisation.Edition
  ) {
    let organisation = CRMOrganisation(id: "1", name: "Acme", paidType: paid, trialType: trial)
    #expect(organisation.edition == expected)
  }
}
