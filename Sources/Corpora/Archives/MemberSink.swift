internal import Diagnostics

/// Hands a member's documents and errors on, with the member's name.
@safe
struct MemberSink<Base: DocumentSink>: DocumentSink {
    let base: UnsafeMutablePointer<Base>
    let path: String
    let member: String

    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>, at position: DocumentPosition) {
        var position = position
        position.member = member
        unsafe base.pointee.receive(bytes, at: position)
    }

    mutating func receive(failure: AssayError) {
        unsafe base.pointee.receive(failure: located(failure))
    }

    mutating func receive(failure: AssayError, count: UInt64) {
        unsafe base.pointee.receive(failure: located(failure), count: count)
    }

    private func located(_ failure: AssayError) -> AssayError {
        var failure = failure
        failure.location.path = path
        failure.location.member = member
        return failure
    }
}
