/// The organisation, CRM roles and CRM profiles as CRM writes them.
extension Company {
  /// One element of `org`. [C] OAS26 org/org.yaml, reference zoho-crm-api.md 2.2
  func organizationJSON(edition: String, now: Int64) -> JSON {
    let owner = users[0]
    return [
      "id": .text(CRMID.text(123)), "company_name": .text(name),
      "primary_email": .optional(owner.email), "primary_zuid": .optional(owner.zuid),
      "zgid": "8410023300", "domain_name": "org8410023300", "type": "production",
      "created_time": .text(
        CivilTime.crm(CivilTime.milliseconds(year: 2024, month: 1, day: 8))),
      "country": "India", "country_code": "IN", "city": "Chennai", "street": .null, "state": .null,
      "zip": .null, "phone": .null, "mobile": .null, "fax": .null, "website": .null,
      "employee_count": .text(String(users.count)), "alias": .null, "description": .null,
      "photo_id": .null, "time_zone": "Asia/Kolkata", "currency": "Indian Rupee - INR",
      "currency_symbol": "₹", "currency_locale": "en_IN", "iso_code": "INR", "mc_status": false,
      "gapps_enabled": false, "translation_enabled": false, "privacy_settings": false,
      "hipaa_compliance_enabled": false,
      "lite_users_enabled": .bool(users.contains { $0.type == CRMUser.lite }),
      "deletable_org_account": true, "zia_portal_id": .null,
      "hierarchy_preferences": ["type": "Role_Hierarchy", "strictly_reporting": false],
      "license_details": licenceJSON(edition: edition, now: now),
    ]
  }

  /// On trial: `paid` false, `paid_type` free, the edition in `trial_type`. [C] OAS26 sample
  private func licenceJSON(edition: String, now: Int64) -> JSON {
    let suffix = "-trial"
    let isTrial = edition.hasSuffix(suffix)
    let name = isTrial ? String(edition.dropLast(suffix.count)) : edition
    let type = SandboxOptions.editions.first { $0.name == name }?.paidType ?? name
    // A trial that runs, and a licence that holds, whenever the sandbox does.
    let expiry = CivilTime.crm((now / CivilTime.day + 30) * CivilTime.day)
    return [
      "paid": .bool(!isTrial && type != "free"), "paid_type": .text(isTrial ? "free" : type),
      "paid_expiry": isTrial ? .null : .text(expiry), "trial_type": isTrial ? .text(type) : .null,
      "trial_expiry": isTrial ? .text(expiry) : .null,
      "users_license_purchased": .count(users.count), "portal_users_license_purchased": 0,
    ]
  }
}

extension CRMRole {
  /// One element of `roles`. [C] OAS31 roles.json
  func json(createdBy creator: Reference) -> JSON {
    let time = CivilTime.crm(CivilTime.milliseconds(year: 2024, month: 1, day: 8))
    return [
      "display_label": .text(reference.name), "created_by__s": creator.json,
      "modified_by__s": creator.json, "forecast_manager": .null, "share_with_peers": false,
      "modified_time__s": .text(time), "description": .null,
      "reporting_to": above?.json ?? .null, "id": .text(reference.id),
      "name": .text(reference.name), "created_time__s": .text(time),
      "api_name": .text(apiName(of: reference.name)),
    ]
  }
}

extension CRMProfile {
  /// One element of `profiles`; Zoho's own have no maker. [C] OAS26 profiles
  func json(createdBy creator: Reference) -> JSON {
    let time = CivilTime.crm(CivilTime.milliseconds(year: 2024, month: 1, day: 8))
    return [
      "id": .text(reference.id), "name": .text(reference.name),
      "display_label": .text(reference.name), "api_name": .text(apiName(of: reference.name)),
      "custom": .bool(isCustom), "type": "normal_profile", "description": .null,
      "created_time": isCustom ? .text(time) : .null,
      "modified_time": isCustom ? .text(time) : .null,
      "created_by": isCustom ? creator.json : .null, "modified_by": isCustom ? creator.json : .null,
    ]
  }
}

/// CRM makes API names by taking `_` for each blank.
private func apiName(of name: String) -> String {
  String(name.map { $0 == " " ? "_" : $0 })
}
