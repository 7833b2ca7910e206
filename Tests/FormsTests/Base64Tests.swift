import Foundation
import LedgerTesting
import Testing

@testable import Forms

@Suite struct Base64Tests {
    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `the RFC's own examples`(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test func `every length agrees with Foundation`() {
        var random = SeededGenerator(for: #function)
        for length in 0..<200 {
            let bytes = random.bytes(length)
            #expect(Base64.encode(bytes) == Data(bytes).base64EncodedString())
            #expect(Base64.decode(Data(bytes).base64EncodedString()) == bytes)
        }
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zg===", "====", "=", "Zh==", "Zm9=", "Zg==Zg==", "Z=g=", "Zm 9v", "Zm9v\n", "-_-_", "Zm9é",
    ])
    func `anything that encoding would not write is refused`(text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
