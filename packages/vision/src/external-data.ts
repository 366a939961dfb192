import { fieldsOf } from './protobuf.ts'

/**
 * Whether an ONNX model has weights that lie in other files: these would be opened wherever the model says. Such a model is
 * no single file whose digest says what it is. Message and field numbers:
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
 *
 * @throws Error when the bytes are no protobuf message, or messages lie deeper in one another than any network needs.
 */
export function hasExternalData(model: Uint8Array): boolean {
  return isIn('model', model, 0)
}

type Message = keyof typeof parts | 'tensor'

// Where tensors may hide, by message and number of the field.
const parts = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
} as const

// TensorProto: external_data, and data_location with its value DEFAULT. Parsers take EXTERNAL from the lowest 32 bits of any other.
const [externalData, dataLocation, inside] = [13, 14, 0]
const maxDepth = 64

function isIn(message: Message, bytes: Uint8Array, depth: number): boolean {
  if (depth > maxDepth) throw new Error('The graphs of the model lie too deep in one another')
  for (const { field, value, number } of fieldsOf(bytes)) {
    if (message === 'tensor') {
      if (field === externalData || (field === dataLocation && number !== inside)) return true
      continue
    }
    const part: Message | undefined = partOf(message, field)
    if (part && value && isIn(part, value, depth + 1)) return true
  }
  return false
}

function partOf(message: keyof typeof parts, field: number): Message | undefined {
  const known: Partial<Record<number, Message>> = parts[message]
  return known[field]
}
