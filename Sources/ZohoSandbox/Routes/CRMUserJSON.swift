/// Users in the shape of `GET /crm/v8/users`. [C] OAS26 users, reference zoho-crm-api.md 2.1
extension CRMUser {
  /// The whole user. Who has no e-mail has no such key: the schema allows no `null` there.
  func json(createdBy creator: Reference) -> JSON {
    let personal = personalMembers
    let settings = settingMembers
    let record = recordMembers(creator)
    return .object((personal + record + settings).compactMap { $0 })
  }

  private var personalMembers: [JSON.Member?] {
    [
      member("id", .text(id)), member("zuid", .optional(zuid)),
      member("full_name", isTerse ? .null : .text(fullName)),
      member("first_name", .optional(firstName)),
      member("last_name", .text(lastName)), email.map { member("email", .text($0)) },
      member("alias", .null), member("phone", .optional(phone)), member("mobile", .null),
      member("website", .null), member("fax", .null), member("dob", .null),
      member("street", .null), member("city", .text(place.city)), member("state", .null),
      member("zip", .null), member("country", .text(place.country)),
    ]
  }

  private func recordMembers(_ creator: Reference) -> [JSON.Member?] {
    [
      member("role", role.json), member("profile", profile.json), member("status", .text(status)),
      member("status_reason__s", .optional(statusReason)),
      isTerse ? nil : member("confirm", .bool(isConfirmed)), member("type__s", .text(type)),
      member("Reporting_To", reportingTo?.json ?? .null),
      member("created_by", creator.json), member("created_time", .text(CivilTime.crm(created))),
      member("Modified_By", creator.json), member("Modified_Time", .text(CivilTime.crm(modified))),
    ]
  }

  private var settingMembers: [JSON.Member?] {
    [
      member("language", "en_US"), member("locale", .text(place.locale)),
      member("country_locale", .text(place.countryLocale)),
      member("time_zone", .text(place.timeZone)), member("date_format", "MM/dd/yyyy"),
      member("time_format", "HH:mm"), member("decimal_separator", "Period"),
      member("number_separator", "Comma"),
      member("name_format__s", "Salutation,First Name,Last Name"),
      member("sort_order_preference__s", "First Name,Last Name"), member("microsoft", false),
      member("sandboxDeveloper", false), member("$current_shift", .null),
      member("$next_shift", .null), member("$shift_effective_from", .null),
      member("territories", [territory]),
    ]
  }

  private var territory: JSON {
    ["id": .text(place.territory.id), "name": .text(place.territory.name), "manager": false]
  }

  private func member(_ key: String, _ value: JSON) -> JSON.Member {
    JSON.Member(key: key, value: value)
  }
}
