// Runs an ONNX detector as the platform does, on one core, for the trainer to compare and to time:
// node run-model.ts MODEL INPUTS OUTPUT [REPEATS]
// INPUTS: a JSON list of {name, type, shape, file}; the files and OUTPUT hold raw little-endian numbers.
// Prints {"shape": […], "median_ms": …, "p95_ms": …}.
import { readFile, writeFile } from 'node:fs/promises'
import { InferenceSession, Tensor } from 'onnxruntime-node'

type Input = { name: string; type: 'float32' | 'int32'; shape: number[]; file: string }

const [modelPath = '', inputsPath = '', outputPath = '', repeats = '1'] = process.argv.slice(2)
const session = await InferenceSession.create(modelPath, {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
})
// The trainer writes this list; its shape is agreed between the two.
const inputs = JSON.parse(await readFile(inputsPath, 'utf8')) as Input[]
const feeds = Object.fromEntries(
  await Promise.all(inputs.map(async (input) => [input.name, await readTensor(input)] as const)),
)
const timesMs: number[] = []
let output = await run()
for (let count = 0; count < Number(repeats); count += 1) {
  const start = performance.now()
  output = await run()
  timesMs.push(performance.now() - start)
}
timesMs.sort((a, b) => a - b)
await writeFile(outputPath, new Uint8Array(output.data.buffer, output.data.byteOffset, output.data.byteLength))
process.stdout.write(
  JSON.stringify({ shape: output.dims, median_ms: quantile(0.5), p95_ms: quantile(0.95) }),
)
await session.release()

async function readTensor({ type, shape, file }: Input): Promise<Tensor> {
  const { buffer, byteOffset, byteLength } = await readFile(file)
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength)
  return type === 'int32'
    ? new Tensor(type, new Int32Array(bytes), shape)
    : new Tensor(type, new Float32Array(bytes), shape)
}

async function run(): Promise<{ data: Float32Array; dims: readonly number[] }> {
  const results = await session.run(feeds)
  const first = results[session.outputNames[0] ?? '']
  if (!first || !(first.data instanceof Float32Array)) throw new Error('The model gives no floats')
  return { data: first.data, dims: first.dims }
}

function quantile(share: number): number {
  const value = timesMs[Math.min(timesMs.length - 1, Math.floor(share * timesMs.length))] ?? 0
  return Math.round(value * 10) / 10
}
