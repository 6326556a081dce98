/// A request as a value: what is asked, of which service, with which parameters.
package struct WireRequest: Sendable {
  /// The methods Zoho's endpoints take.
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  /// Zoho's services; each has a host of its own.
  package enum Service: Hashable, Sendable {
    case accounts, crm, projects
  }

  /// A name and its value, neither encoded.
  package typealias Parameter = (name: String, value: String)

  package let method: Method
  package let service: Service
  /// The path, percent-encoded.
  package let path: String
  /// Sent in the address, percent-encoded there.
  package let query: [Parameter]
  /// Sent as a form; empty for a request without a body.
  package let form: [Parameter]
  /// A JSON text sent as the body; nil for none.
  package let json: String?
  /// Sent as the header `If-Modified-Since`, in ISO 8601 as CRM wants it [C] OAS30; nil for none.
  package let ifModifiedSince: String?
  /// What is wanted of the records of a page that is asked for; nil for everything else, and where the
  /// whole answer is wanted as a tree.
  package var recordNames: [String]?

  /// A request; `path` must be percent-encoded already, as ``ZohoPath`` gives it.
  package init(
    _ method: Method, _ service: Service, _ path: String, query: [Parameter] = [],
    form: [Parameter] = [], json: String? = nil, ifModifiedSince: String? = nil
  ) {
    self.method = method
    self.service = service
    self.path = path
    self.query = query
    self.form = form
    self.json = json
    self.ifModifiedSince = ifModifiedSince
  }

  /// The path with its query.
  package var target: String {
    query.isEmpty ? path : path + "?" + PercentEncoding.pairs(query)
  }
}
