import { fieldsOf } from './protobuf.ts'

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
