import Forms
import HTTPTypes
import Hummingbird
import Intake
import Ledger
import NIOCore

/// What the columns of tables mean: the mappings that come with the program, and those that people send.
enum MappingRoutes {
    static let all = [list, show, put]

    private static let name = Parameter.path(
        "name", "The mapping's name.", .text(pattern: "^[a-z0-9][a-z0-9-]{0,99}$"))

    private static let list = Route(
        id: "listMappings", method: .get, path: "/v1/mappings",
        summary: "The mappings by which a table can be imported.", group: .write, permission: .records,
        answers: [.init(summary: "Their names.", content: [("application/json", .list(of: .named("MappingName")))])]
    ) { call in
        let store = call.service.mappings
        return .json(
            try await call.asking { _ in
                let builtIn = BuiltInMappings.names + [MappingStore.anyMissingMigrants]
                let all = builtIn.map { ($0, true) } + (try store.names()).map { ($0, false) }
                return .array(
                    all.map { .object([.init("name", .string($0.0)), .init("isBuiltIn", .bool($0.1))]) })
            })
    }

    private static let show = Route(
        id: "showMapping", method: .get, path: "/v1/mappings/{name}", summary: "A mapping, as its file is.",
        group: .write, permission: .records, parameters: [name],
        answers: [.init(summary: "The file.", content: [("application/json", .object([]))])]
    ) { call in
        let (store, name) = (call.service.mappings, call.path("name"))
        let bytes = try await call.asking { _ in try store.bytes(of: name) }
        guard let bytes else { throw Problem(.notFound, .notFound, "There is no mapping \"\(name)\".") }
        return Response(
            status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static let put = Route(
        id: "putMapping", method: .put, path: "/v1/mappings/{name}",
        summary:
            "Sends a mapping (MAPPINGS.md), in the place of the one of the same name: so that an agency can import its own table. "
            + "An import says by which one it was read, with its digest.",
        group: .write, permission: .write, parameters: [name],
        body: .init(mediaTypes: ["application/json"], schema: .object([]), summary: "The mapping, under its own name."),
        answers: [.init(summary: "It is kept.", content: [("application/json", .named("MappingName"))])]
    ) { call in
        let (store, name) = (call.service.mappings, call.path("name"))
        let bytes = Array((try await call.body()).readableBytesView)
        try await call.asking { _ in
            let mapping = try MappingStore.read(bytes)
            guard MappingStore.isName(name), mapping.name == name else {
                throw Problem(
                    field: "name", given: name, allowed: mapping.name,
                    "The mapping calls itself \"\(mapping.name)\": send it under that name.")
            }
            guard !BuiltInMappings.names.contains(name), name != MappingStore.anyMissingMigrants else {
                throw Problem(
                    .conflict, .conflict, "\"\(name)\" comes with the program: give yours another name.")
            }
            let earlier = try store.bytes(of: name).flatMap { try? MappingStore.read($0) }
            for dataset in Set([mapping.dataset] + (earlier.map { [$0.dataset] } ?? [])).sorted() {
                try call.checkMayWrite(for: dataset, "Mapping \"\(name)\"")
            }
            try store.keep(bytes, as: name)
        }
        return .json(.object([.init("name", .string(name)), .init("isBuiltIn", .bool(false))]))
    }

    static let schemas: [(name: String, schema: Schema)] = [
        (
            "MappingName",
            .object([("name", .text()), ("isBuiltIn", .truth)], required: ["name", "isBuiltIn"], isClosed: true)
        )
    ]
}
