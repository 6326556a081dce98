import Glibc
import ZohoClient

/// Where the hosts of data centres are. A release build knows the internet alone; a build for tests can
/// be told, by `CRMSH_TEST_REACH=DC:PORT:FILE`, that a data centre is on a port of this machine, vouched
/// for by the one authority whose certificate the file holds. TLS is verified all the same.
enum NetworkSwitch {
  #if DEBUG
    static let requested: NetworkReach = {
      guard let text = ProcessSetup.environment("CRMSH_TEST_REACH") else { return .internet }
      if let reach = reach(text) { return reach }
      // Going out to the internet instead would be the worst of all misunderstandings.
      print("CRMSH_TEST_REACH is not DC:PORT:FILE with a certificate")
      exit(2)
    }()

    private static func reach(_ text: String) -> NetworkReach? {
      let parts = text.split(separator: ":", maxSplits: 2).map(String.init)
      guard parts.count == 3, let centre = DataCentre(rawValue: parts[0]), let port = Int(parts[1]),
        let file = fopen(parts[2], "r")
      else { return nil }
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 64 * 1024)
      let count = fread(&bytes, 1, bytes.count, file)
      do {
        return try .rehearsing(centre, port: port, authority: Array(bytes.prefix(count)))
      } catch {
        return nil
      }
    }
  #else
    static let requested = NetworkReach.internet
  #endif
}
