/// The values of records as CRM writes them.
extension RecordWorld {
  /// The value of a field of a record; nil where the module has no such field. `A.B` looks a field up
  /// in the record that `A` points to.
  func value(_ name: String, of index: Int, in module: RecordModule) -> JSON? {
    if name.lowercased() == "id" {
      return .text(module == .contacts ? Self.contactID(index) : Self.accountID(index))
    }
    if let dot = name.firstIndex(of: ".") {
      guard isVisible(String(name[..<dot])) else { return nil }
      return looked(
        String(name[..<dot]), String(name[name.index(after: dot)...]), index, module)
    }
    guard let field = module.field(name)?.name, isVisible(field) else { return nil }
    switch field {
    case "Owner":
      let owner = owner(index)
      return [
        "name": .text(owner.fullName), "id": .text(owner.id), "email": .optional(owner.email),
      ]
    case "Record_Status__s": return "Available"
    case "Created_Time": return .text(CivilTime.crm(created(index)))
    case "Modified_Time": return .text(CivilTime.crm(modified(index)))
    default: return module == .contacts ? ofContact(field, index) : ofAccount(field, index)
    }
  }

  private func looked(
    _ lookup: String, _ name: String, _ index: Int, _ module: RecordModule
  ) -> JSON? {
    guard module == .contacts, lookup == "Account_Name" else {
      guard let field = module.field(lookup), field.type.hasSuffix("lookup") else { return nil }
      return value(field.name, of: index, in: module)?[name] ?? .null
    }
    guard let account = contact(index).account else { return .null }
    return value(name, of: account, in: .accounts)
  }

  private func ofContact(_ field: String, _ index: Int) -> JSON {
    let person = contact(index)
    switch field {
    case "First_Name": return .optional(person.first)
    case "Last_Name": return .text(person.last)
    case "Full_Name":
      return .text([person.first, person.last].compactMap { $0 }.joined(separator: " "))
    case "Email": return .optional(person.email)
    case "Title": return .optional(person.title)
    case "Department": return .optional(person.department)
    case "Account_Name":
      return person.account.map {
        ["name": .text(account($0).name), "id": .text(Self.accountID($0))]
      } ?? .null
    case "Tag": return []
    default: return further(field, index)
    }
  }

  /// What nobody looks for, but every record has.
  private func further(_ field: String, _ index: Int) -> JSON {
    var random = SplitMix64(seed: seed &+ 0xF0F0_0000_0000 &+ UInt64(index))
    let (phone, place, level, day) = (
      random.below(10_000), random.pick(Place.all), random.below(9), random.below(600)
    )
    switch field {
    case "Phone": return phone % 3 == 0 ? .null : .text("+1 555 \(1_000 + phone % 9_000)")
    case "Mobile": return phone % 2 == 0 ? .null : .text("+1 555 \(2_000 + phone % 8_000)")
    case "Mailing_City", "Billing_City": return .text(place.city)
    case "Mailing_Country", "Billing_Country": return .text(place.country)
    case "Lead_Source": return .text(RecordField.leadSources[phone % 4])
    case "Email_Opt_Out": return .bool(phone % 11 == 0)
    case "Newsletter": return .bool(phone % 4 == 0)
    case "Partner_Level": return level < 3 ? .text(RecordField.partnerLevels[level]) : .null
    case "Contract_End":
      let start = CivilTime.milliseconds(year: 2026, month: 1, day: 1)
      return level % 2 == 0
        ? .null : .text(String(CivilTime.crm(start + Int64(day) * CivilTime.day).prefix(10)))
    default: return .null
    }
  }

  private func ofAccount(_ field: String, _ index: Int) -> JSON {
    let account = account(index)
    switch field {
    case "Account_Name": return .text(account.name)
    case "Website": return .text("https://www.\(account.domain)")
    case "Industry": return .text(account.industry)
    case "Account_Type": return .text(["Customer", "Partner", "Prospect"][index % 3])
    case "Employees": return .count(10 + index * 7 % 900)
    default: return further(field, index)
    }
  }

  /// A record with these fields and its id; unknown ones are left out.
  func record(_ index: Int, of module: RecordModule, _ fields: [String]) -> JSON {
    var members = [
      JSON.Member(key: "id", value: value("id", of: index, in: module) ?? .null)
    ]
    for name in fields where name.lowercased() != "id" {
      guard let value = value(name, of: index, in: module) else { continue }
      members.append(JSON.Member(key: module.field(name)?.name ?? name, value: value))
    }
    return .object(members)
  }
}
