/** What a tiny ONNX model of the tests is made of. */
export type TinyModel = {
  inputs: ('images' | 'tokens')[]
  /** Pixels of the input. */
  height: number
  width: number
  /** The output, given whenever some input holds anything but zeros; zeros otherwise. */
  output: number[]
  dims: number[]
  metadata: Record<string, string>
}

/**
 * An ONNX model written by hand: its output is `output` × min(1, max(inputs)), so that a test sees which input was fed.
 * Field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3.
 */
export function tinyModel({
  inputs,
  height,
  width,
  output,
  dims,
  metadata,
}: TinyModel): Uint8Array {
  const images = valueInfo('images', float32, [1, 3, height, width])
  const tokens = valueInfo('tokens', int32, [1, height / 4, width / 4])
  const nodes = inputs.flatMap((input) => [
    node('Cast', [input], `${input}_float`, [attribute('to', float32)]),
    node('ReduceMax', [`${input}_float`], `${input}_max`, [attribute('keepdims', 0)]),
  ])
  const maxima = inputs.map((input) => `${input}_max`)
  const graph = message([
    ...nodes.map((value) => field(1, value)),
    field(1, node('Min', ['one', ...maxima], 'factor', [])),
    field(1, node('Mul', ['constant', 'factor'], 'output0', [])),
    field(2, text('tiny')),
    field(5, tensor('constant', dims, output)),
    field(5, tensor('one', [], [1])),
    ...inputs.map((input) => field(11, input === 'images' ? images : tokens)),
    field(12, valueInfo('output0', float32, dims)),
  ])
  const opset = message([field(1, text('')), number(2, 13)])
  return message([
    number(1, 8),
    field(7, graph),
    field(8, opset),
    ...Object.entries(metadata).map(([key, value]) =>
      field(14, message([field(1, text(key)), field(2, text(value))])),
    ),
  ])
}

// TensorProto.DataType
const float32 = 1
const int32 = 6

function node(type: string, inputs: string[], output: string, attributes: Uint8Array[]) {
  return message([
    ...inputs.map((input) => field(1, text(input))),
    field(2, text(output)),
    field(3, text(output)),
    field(4, text(type)),
    ...attributes.map((value) => field(5, value)),
  ])
}

// AttributeProto of type INT (2)
function attribute(name: string, value: number): Uint8Array {
  return message([field(1, text(name)), number(3, value), number(20, 2)])
}

function tensor(name: string, dims: number[], values: number[]): Uint8Array {
  const raw = new Uint8Array(Float32Array.from(values).buffer)
  return message([
    ...dims.map((dim) => number(1, dim)),
    number(2, float32),
    field(8, text(name)),
    field(9, raw),
  ])
}

function valueInfo(name: string, type: number, dims: number[]): Uint8Array {
  const shape = message(dims.map((dim) => field(1, number(1, dim))))
  return message([
    field(1, text(name)),
    field(2, field(1, message([number(1, type), field(2, shape)]))),
  ])
}

function message(parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

function field(id: number, value: Uint8Array): Uint8Array {
  return message([varint(id * 8 + 2), varint(value.length), value])
}

function number(id: number, value: number): Uint8Array {
  return message([varint(id * 8), varint(value)])
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
    rest = Math.floor(rest / 128)
  } while (rest > 0)
  return Uint8Array.from(bytes)
}
