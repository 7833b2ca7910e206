internal import Foundation
internal import MerkleLog

/// A log that is published in a folder of this machine: a mounted disk, a stick, what `publish` has written.
struct FolderFeed: LogFeed {
    let place: String
    private let folder: URL

    init(_ path: String, place: String) {
        folder = URL(filePath: path)
        self.place = place
    }

    func checkpoint() async throws -> [UInt8] { try read("checkpoint", FeedLimits.checkpoint) }

    func file(_ path: TilePath, maximum: Int) async throws -> [UInt8] { try read(path.description, maximum) }

    private func read(_ name: String, _ maximum: Int) throws -> [UInt8] {
        let path = folder.appending(path: name).path
        // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever. Unsafe: Swift lends the bytes.
        let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT || errno == ENOTDIR
                ? FeedError(.absent, "\(place) has no \(name).")
                : FeedError(.unreachable, "\(path) cannot be read: \(unsafe String(cString: strerror(errno))).")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        // Unsafe: the system fills the variable during the call.
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw FeedError(.wrong, "\(path) is not a plain file.")
        }
        do {
            let bytes = try file.read(upToCount: maximum + 1) ?? Data()
            guard bytes.count <= maximum else {
                throw FeedError(.wrong, "\(path) is longer than it can be: \(maximum) bytes.")
            }
            return [UInt8](bytes)
        } catch let error as FeedError {
            throw error
        } catch {
            throw FeedError(.unreachable, "\(path) cannot be read: \(error).")
        }
    }
}
