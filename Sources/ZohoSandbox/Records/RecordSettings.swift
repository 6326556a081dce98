/// Modules and fields. [C] OAS31 modules, fields
enum RecordSettings {
  /// `GET /crm/v8/settings/modules`
  static func modules(_ state: inout SandboxState, _ call: Call) -> Answer {
    let profiles = state.company.profiles.map(\.reference.json)
    let modules = RecordModule.allCases.enumerated().map { index, module -> JSON in
      [
        "id": .text(module.id), "api_name": .text(module.rawValue),
        "module_name": .text(module.rawValue), "singular_label": .text(module.singular),
        "plural_label": .text(module.rawValue), "generated_type": "default", "status": "visible",
        "description": .null, "api_supported": true, "viewable": true, "creatable": true,
        "editable": true, "deletable": true, "global_search_supported": true,
        "public_fields_configured": false, "recycle_bin_on_delete": true,
        "has_more_profiles": false, "sub_menu_available": true, "profiles": .array(profiles),
        "profile_count": .count(profiles.count), "sequence_number": .count(index + 1),
      ]
    }
    return .json(["modules": .array(modules)])
  }

  /// `GET /crm/v8/settings/fields?module=`
  static func fields(_ state: inout SandboxState, _ call: Call) -> Answer {
    RecordRoutes.answer { () throws(RecordRefusal) in
      guard let name = call.parameter("module") else { throw .missing("module") }
      guard let module = RecordModule(rawValue: name) else {
        throw RecordRefusal(
          400, "INVALID_MODULE", "the module name given seems to be invalid",
          details: ["param_name": "module"])
      }
      let profiles = state.company.profiles.map {
        $0.reference.json.adding("permission_type", "read_write")
      }
      let fields = module.fields.enumerated().filter { state.records.isVisible($1.name) }
        .map { index, field in
          field.json(number: 2_600 + 4 * index + (module == .contacts ? 0 : 2), profiles)
        }
      return .json(["fields": .array(fields)])
    }
  }
}

extension RecordField {
  /// One element of `fields`, with all that the OpenAPI file wants of it. [C] OAS31 fields
  fileprivate func json(number: Int, _ profiles: [JSON]) -> JSON {
    let isLookup = type.hasSuffix("lookup")
    let named: JSON = [
      "id": .text(CRMID.text(number)), "api_name": .text(name), "field_label": .text(label),
      "display_label": .text(label), "data_type": .text(type), "json_type": .text(jsonType),
      "type": "used", "created_source": .text(isCustom ? "custom" : "default"),
      "custom_field": .bool(isCustom), "length": 255, "display_type": -1, "ui_type": 1,
      "pick_list_values": choices.isEmpty ? [] : .array(choiceValues(number)),
      "profiles": .array(profiles), "lookup": isLookup ? lookup(number) : .null,
    ]
    return JSON.joined([named, flags, Self.unused])
  }

  private func choiceValues(_ number: Int) -> [JSON] {
    choices.enumerated().map { index, choice in
      [
        "id": .text(CRMID.text(30_000 + 40 * number + 2 * index)), "display_value": .text(choice),
        "actual_value": .text(choice), "reference_value": .text(choice), "type": "used",
        "sequence_number": .count(index + 1),
      ]
    }
  }

  private func lookup(_ number: Int) -> JSON {
    let target: RecordModule = name == "Reporting_To" ? .contacts : .accounts
    return [
      "display_label": .text(label), "api_name": .text(name), "id": .text(CRMID.text(number + 1)),
      "revalidate_filter_during_edit": false,
      "module": ["api_name": .text(target.rawValue), "id": .text(target.id), "crypt": false],
      "query_details": ["system_query_id": .null],
    ]
  }

  /// How a value comes in JSON. [C] OAS31 fields
  private var jsonType: String {
    switch type {
    case "lookup", "ownerlookup": "jsonobject"
    case "boolean": "boolean"
    case "integer": "integer"
    default: "string"
    }
  }

  private var flags: JSON {
    let isMandatory = name == "Last_Name" || name == "Account_Name"
    return [
      "visible": true, "read_only": false, "field_read_only": false,
      "system_mandatory": .bool(isMandatory), "webhook": true, "filterable": true,
      "searchable": true, "sortable": true, "mass_update": .bool(!isMandatory), "separator": false,
      "businesscard_supported": true, "colour_code_enabled_by_system": false,
      "enable_colour_code": false, "history_tracking_enabled": false, "virtual_field": false,
      "public": false, "display_field": .bool(isMandatory),
      "pick_list_values_sorted_lexically": false,
      "operation_type": [
        "web_update": true, "api_create": true, "web_create": true, "api_update": true,
      ],
      "view_type": ["view": true, "edit": true, "quick_create": false, "create": true],
      "email_parser": ["fields_update_supported": true, "record_operations_supported": true],
    ]
  }

  /// What no field of the sandbox has.
  private static let unused: JSON = [
    "association_details": .null, "multi_module_lookup": .null, "external": .null, "unique": [:],
    "range": .null, "currency": .null, "convert_mapping": [:], "rollup_summary": .null,
    "formula": .null, "multiselectlookup": .null, "auto_number": .null,
  ]
}
