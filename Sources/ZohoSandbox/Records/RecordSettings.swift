/// Modules and fields. [C] OAS31 modules, fields
enum RecordSettings {
  /// `GET /crm/v8/settings/modules`
  static func modules(_ state: inout SandboxState, _ call: Call) -> Answer {
    let modules = RecordModule.allCases.enumerated().map { index, module -> JSON in
      [
        "id": .text(CRMID.text(2_175 + 2 * index)), "api_name": .text(module.rawValue),
        "module_name": .text(module.rawValue), "singular_label": .text(module.singular),
        "plural_label": .text(module.rawValue), "generated_type": "default",
        "api_supported": true, "visible": true, "viewable": true, "creatable": true,
        "editable": true, "deletable": true, "global_search_supported": true,
        "sequence_number": .count(index + 1),
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
      let fields = module.fields.enumerated().map { index, field in
        json(field, number: 2_600 + 4 * index + (module == .contacts ? 0 : 2))
      }
      return .json(["fields": .array(fields)])
    }
  }

  private static func json(_ field: RecordField, number: Int) -> JSON {
    let choices = field.choices.map { choice -> JSON in
      ["display_value": .text(choice), "actual_value": .text(choice)]
    }
    return [
      "id": .text(CRMID.text(number)), "api_name": .text(field.name),
      "field_label": .text(field.label), "display_label": .text(field.label),
      "data_type": .text(field.type), "json_type": .text(field.jsonType),
      "custom_field": .bool(field.isCustom), "visible": true, "read_only": false,
      "system_mandatory": .bool(field.name == "Last_Name" || field.name == "Account_Name"),
      "length": 255, "pick_list_values": .array(choices),
    ]
  }
}

extension RecordField {
  /// How a value comes in JSON. [C] OAS31 fields
  fileprivate var jsonType: String {
    switch type {
    case "lookup", "ownerlookup": "jsonobject"
    case "boolean": "boolean"
    case "integer": "integer"
    default: "string"
    }
  }
}
