/// A page of records of a module, of a search or of a query: `{"data":[…],"info":{…}}`.
/// [C] OAS26 record, module_search; OAS31 coql
package struct CRMRecordsAnswer: Equatable, Sendable {
  /// One record; null or missing: everything but `id`.
  package struct Record: Equatable, Sendable {
    /// Up to 19 digits, kept as text.
    package let id: String
    /// The whole object.
    package let fields: JSONNode

    /// A record in its parts, where it comes in no answer of this shape.
    package init(id: String, fields: JSONNode) {
      self.id = id
      self.fields = fields
    }
  }

  /// What an answer tells of its page.
  package struct Info: Equatable, Sendable {
    /// `info.more_records`; nil when it was not told.
    package let hasMore: Bool?
    /// `info.page`, from 1; nil when it was not told.
    package let page: Int64?
    /// `info.next_page_token`: the way to the next page; queries and searches have none.
    package let nextToken: String?

    /// Reads `info`; nil where there is none.
    package init(_ node: JSONNode?) {
      hasMore = node?["more_records"]?.flag
      page = node?["page"]?.integer
      nextToken = node?["next_page_token"]?.text
    }
  }

  /// In the server's order.
  package let records: [Record]
  package let info: Info
  /// `info.more_records`; nil when it was not told.
  package var hasMore: Bool? { info.hasMore }

  /// A page has 200 at most, and no query asks for more [C] OAS26 record; of very many, what is made of each
  /// would take a multiple of the page's bytes.
  static let mostRecords = 2_000

  /// Reads one page.
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    guard let nodes = node["data"]?.elements else { throw ShapeMismatch(expected: "data") }
    guard nodes.count <= Self.mostRecords else {
      throw ShapeMismatch(expected: "data: a page of at most \(Self.mostRecords) records")
    }
    var records: [Record] = []
    records.reserveCapacity(nodes.count)
    for node in nodes {
      records.append(Record(id: try node.required("id", of: "data[]"), fields: node))
    }
    self.records = records
    info = Info(node["info"])
  }
}

/// `GET …/actions/count`: `{"count":n}`, a number or text. [C] OAS31 record_count; [S] text
package struct CRMCountAnswer: Equatable, Sendable {
  /// How many records.
  package let count: Int64

  /// Reads the count; one below 0 is none.
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    guard let count = node["count"]?.integer, count >= 0 else {
      throw ShapeMismatch(expected: "count")
    }
    self.count = count
  }
}

/// `GET /crm/v8/settings/fields`: `{"fields":[…]}`. [C] OAS31 fields
package struct CRMFieldsAnswer: Equatable, Sendable {
  /// One field.
  package struct Field: Equatable, Sendable {
    /// `api_name`.
    package let apiName: String
    /// `field_label`, as people see it.
    package let label: String
    /// `data_type`, e.g. `picklist`.
    package let dataType: String
    /// `custom_field`: whether the organisation made it.
    package let isCustom: Bool
  }

  /// In the server's order.
  package let fields: [Field]

  /// Reads the list; only `api_name` must be there.
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    guard let nodes = node["fields"]?.elements else { throw ShapeMismatch(expected: "fields") }
    var fields: [Field] = []
    for node in nodes {
      let name = try node.required("api_name", of: "fields[]")
      fields.append(
        Field(
          apiName: name, label: node["field_label"]?.text ?? name,
          dataType: node["data_type"]?.text ?? "text",
          isCustom: node["custom_field"]?.flag ?? false))
    }
    self.fields = fields
  }
}
