/**
 * The custom metadata of an ONNX model (`metadata_props`), which onnxruntime-node does not give. Only the outermost
 * message is walked: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3, ModelProto, field 14.
 *
 * @throws Error when the bytes are no protobuf message.
 */
export function readOnnxMetadata(bytes: Uint8Array): Map<string, string> {
  const metadata = new Map<string, string>()
  for (const { field, value } of fieldsOf(bytes)) {
    if (field !== 14 || !value) continue
    const entry = new Map([...fieldsOf(value)].map((part) => [part.field, part.value]))
    metadata.set(textOf(entry.get(1)), textOf(entry.get(2)))
  }
  return metadata
}

function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes ?? new Uint8Array())
}

type Field = { field: number; value: Uint8Array | undefined }

// Wire types of protobuf: 0 is a varint, 1 eight bytes, 2 a length and so many bytes, 5 four bytes.
function* fieldsOf(bytes: Uint8Array): Generator<Field> {
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
    if (wire === 0) {
      varint()
      yield { field, value: undefined }
      continue
    }
    const length = wire === 2 ? varint() : wire === 1 ? 8 : wire === 5 ? 4 : Number.NaN
    if (!(offset + length <= bytes.length)) throw new Error('The file is no ONNX model')
    yield { field, value: bytes.subarray(offset, offset + length) }
    offset += length
  }
}
