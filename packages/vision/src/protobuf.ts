/** One field of a protobuf message: a number, or bytes that may be a message themselves. */
export type Field = { field: number; value: Uint8Array | undefined; number: number | undefined }

// Parsers drop what a tag has beyond 32 bits: such a field would be another one to them.
const maxKey = 2 ** 32 - 1

/**
 * The fields of a message, outermost level only. Wire types: 0 is a varint, 1 eight bytes, 2 a length and so many bytes,
 * 5 four bytes.
 *
 * @throws Error when the bytes are no protobuf message.
 */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let offset = 0
  const varint = () => {
    let value = 0
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[offset]
      if (byte === undefined) throw new Error('The ONNX model ends in the middle of a number')
      offset += 1
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    throw new Error('The ONNX model holds a number that is too long')
  }
  while (offset < bytes.length) {
    const key = varint()
    const [field, wire] = [Math.floor(key / 8), key % 8]
    if (key > maxKey || field === 0) throw new Error('The file is no ONNX model')
    if (wire === 0) {
      yield { field, value: undefined, number: varint() }
      continue
    }
    const length = wire === 2 ? varint() : wire === 1 ? 8 : wire === 5 ? 4 : Number.NaN
    if (!(offset + length <= bytes.length)) throw new Error('The file is no ONNX model')
    yield { field, value: bytes.subarray(offset, offset + length), number: undefined }
    offset += length
  }
}
