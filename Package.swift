// swift-tools-version: 6.2
import PackageDescription

/// The archive of LLVM's fuzzer, where scripts/fuzz builds: what is ours is then instrumented, and the
/// programs of scripts/fuzz.d are built besides.
let fuzzer = Context.environment["CRMSH_FUZZER"]
let instrumented: [SwiftSetting] =
  fuzzer == nil ? [] : [.unsafeFlags(["-sanitize=address,fuzzer", "-enable-testing"])]

/// One list for every target: strict concurrency, explicit import visibility, warnings are errors.
let strict: [SwiftSetting] =
  instrumented + [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
  ]

func floor(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// Golden files are read from the source tree, hence no resources of a target.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// What scripts/build knows of a build and the compiler does not: a variable of the environment that is
/// there becomes a macro of the same name, a text.
let buildFacts: [CSetting] = ["CRMSH_COMMIT", "CRMSH_SWIFT", "CRMSH_PACKAGES"].compactMap { name in
  Context.environment[name].map { .define(name, to: "\"\($0)\"") }
}

let asyncHTTPClient = Target.Dependency.product(
  name: "AsyncHTTPClient", package: "async-http-client")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPCompression = Target.Dependency.product(
  name: "NIOHTTPCompression", package: "swift-nio-extras")
let serviceLifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")

let package = Package(
  name: "crmsh",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "crmsh", targets: ["crmsh"])],
  dependencies: [
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // System libraries
    .systemLibrary(
      name: "CLibEdit", path: "CLibEdit", pkgConfig: "libedit",
      providers: [.apt(["libedit-dev"])]),
    .systemLibrary(
      name: "CMessageDigest", path: "Sources/CMessageDigest", pkgConfig: "libmd",
      providers: [.apt(["libmd-dev"])]),
    .systemLibrary(name: "CProcess", path: "Sources/CProcess"),
    .systemLibrary(
      name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"])]),

    .target(name: "CBuildFacts", cSettings: buildFacts),
    .target(name: "CCrash"),

    // Floor 1
    floor("ImportModel", []),
    floor("CommandLanguage", []),
    floor("Reporting", []),

    // Floor 2
    floor("ImportEngine", ["ImportModel"]),

    // Floor 3
    floor("ZohoWire", []),
    floor(
      "ZohoClient",
      [
        "ImportModel", "ImportEngine", "ZohoWire", "CZlib", asyncHTTPClient, nioCore, nioHTTP1,
        nioHTTPCompression, nioPosix, nioSSL,
      ]),
    floor(
      "ZohoSandbox",
      ["ZohoWire", "CMessageDigest", "CZlib", hummingbird, nioCore, logging, serviceLifecycle]),
    floor("JournalStore", ["ImportModel", "ImportEngine", "CMessageDigest", grdb, sqlite]),
    floor("LineEditing", ["CommandLanguage", "Reporting", "CLibEdit"]),
    floor("FileSources", ["ImportModel", "ImportEngine"]),

    // Floor 4
    floor("CRMShell", ["ImportModel", "CommandLanguage", "Reporting", "ImportEngine"]),

    // Floor 5
    .executableTarget(
      name: "crmsh",
      dependencies: [
        "CRMShell", "ImportModel", "CommandLanguage", "Reporting", "ImportEngine", "ZohoClient",
        "ZohoSandbox", "JournalStore", "LineEditing", "FileSources", "CBuildFacts", "CCrash",
        "CProcess",
        argumentParser,
      ],
      swiftSettings: strict),

    // Tests
    floor(
      "CRMShellTesting",
      ["CRMShell", "ImportModel", "ImportEngine", "CommandLanguage", "Reporting"]
    ),
    tests("ImportModelTests", ["ImportModel"]),
    tests("CommandLanguageTests", ["CommandLanguage"]),
    tests("ReportingTests", ["Reporting"]),
    tests("ImportEngineTests", ["ImportEngine", "ImportModel", "CRMShellTesting"]),
    tests(
      "ZohoClientTests",
      [
        "ZohoClient", "ZohoWire", "ImportEngine", "ImportModel", "ZohoSandbox", "JournalStore",
        "CRMShellTesting", "CZlib", nioCore, nioPosix, nioSSL,
      ], exclude: ["Certificates"]),
    tests(
      "ZohoSandboxTests", ["ZohoSandbox", "ZohoWire", nioCore, nioPosix, nioHTTP1, logging]),
    tests(
      "JournalStoreTests",
      ["JournalStore", "ImportEngine", "ImportModel", "CRMShellTesting", grdb]),
    tests("LineEditingTests", ["LineEditing", "CommandLanguage", "Reporting"]),
    tests("FileSourcesTests", ["FileSources", "ImportModel", "ImportEngine"]),
    tests(
      "CRMShellTests",
      [
        "CRMShell", "CRMShellTesting", "ImportModel", "ImportEngine", "CommandLanguage",
        "Reporting",
      ], exclude: ["Transcripts", "Formats"]),
    tests("crmshTests", ["CRMShellTesting", nioCore, nioHTTP1, nioPosix, nioSSL]),
  ],
  swiftLanguageModes: [.v6]
)

// What scripts/bench performance measures of crmsh without its servers; else continuous integration alone
// builds it, so that it is not left behind.
if Context.environment["CRMSH_BENCH"] != nil {
  package.targets.append(
    .executableTarget(
      name: "bench-readers",
      dependencies: ["ImportEngine", "ImportModel", "ZohoClient", "ZohoWire"],
      path: "scripts/bench.d/readers", swiftSettings: strict))
}

/// What reads what others wrote, by what it needs: a program of scripts/fuzz each, or one target of tests.
let fuzzed: [(folder: String, dependencies: [Target.Dependency])] = [
  (
    "Texts",
    ["CommandLanguage", "FileSources", "ImportModel", "LineEditing", "Reporting", "ZohoWire"]
  ),
  (
    "Stores",
    ["CZlib", "ImportEngine", "ImportModel", "JournalStore", "ZohoClient", "ZohoWire", grdb]
  ),
  ("Shell", ["CRMShell", "CommandLanguage", "ImportModel"]),
]
package.targets.append(
  .target(name: "Fuzzing", path: "scripts/fuzz.d/Fuzzing", swiftSettings: strict))
if let fuzzer {
  package.targets += [
    .systemLibrary(name: "CFuzzer", path: "scripts/fuzz.d/CFuzzer"),
    .target(
      name: "Fuzzer", dependencies: ["CFuzzer", "Fuzzing"], path: "scripts/fuzz.d/Fuzzer",
      swiftSettings: strict),
  ]
  package.targets += fuzzed.map { folder, dependencies in
    .executableTarget(
      name: "fuzz-\(folder.lowercased())", dependencies: ["Fuzzer", "Fuzzing"] + dependencies,
      path: "scripts/fuzz.d/\(folder)", swiftSettings: [.unsafeFlags(["-enable-testing"])],
      linkerSettings: [
        .unsafeFlags(
          ["-sanitize=address"]
            + ["--whole-archive", fuzzer, "--no-whole-archive"].flatMap { ["-Xlinker", $0] }),
        .linkedLibrary("stdc++"),
      ])
  }
} else {
  // In the order of their names: a manifest that comes out otherwise each time is built anew each time.
  let needed = Dictionary(
    fuzzed.flatMap(\.dependencies).map { ("\($0)", $0) }, uniquingKeysWith: { one, _ in one }
  ).sorted { $0.key < $1.key }.map(\.value)
  package.targets.append(
    .testTarget(
      name: "FuzzTests", dependencies: ["Fuzzing"] + needed, path: "scripts/fuzz.d",
      exclude: ["CFuzzer", "Fuzzer", "Fuzzing", "regressions", "seeds", "sources"]
        + fuzzed.map { "\($0.folder)/main.swift" },
      swiftSettings: strict))
}
