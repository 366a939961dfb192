import { dirname, join, resolve } from 'node:path'
import { ProblemError } from '@invoice-ml/contracts'
import { liesIn, listModels, type StoredModel } from '@invoice-ml/storage'

/**
 * The model that a path names: its folder or its model.onnx, absolute or seen from the folder of models or from where that
 * lies. Links are followed, and must not lead out of it.
 *
 * @throws ProblemError `invalid-request` for a path that leads elsewhere, `model-not-found`, `model-unusable` when it has no
 * manifest that can be read
 */
export async function findModelByPath(modelDir: string, path: string): Promise<StoredModel> {
  const inside = await firstInside(modelDir, [
    resolve(modelDir, path),
    resolve(dirname(resolve(modelDir)), path),
  ])
  const file = inside.endsWith('.onnx') ? inside : join(inside, 'model.onnx')
  const refusals: unknown[] = []
  const models = await listModels(modelDir, (error) => refusals.push(error))
  const model = models.find((candidate) => resolve(candidate.path) === file)
  if (!model) {
    const manifest = join(dirname(file), 'manifest.json')
    const refusal = refusals.find((error) => `${error}`.includes(dirname(file)))
    const why = refusal instanceof Error ? refusal.message : `${manifest} is not there`
    throw new ProblemError('model-unusable', why)
  }
  const namesake = models.find(({ version }) => version === model.version)
  if (namesake !== model)
    throw new ProblemError('model-unusable', `Another model calls itself ${model.version}, too`)
  return model
}

/** The first that is there. What leads elsewhere is refused in the same words whether it is there or not. */
async function firstInside(modelDir: string, paths: string[]): Promise<string> {
  const root = resolve(modelDir)
  const within = paths.filter((path) => path.startsWith(`${root}/`))
  if (within.length === 0) throw leadsElsewhere()
  for (const path of within) {
    const isInside = await liesIn(modelDir, path).catch(() => undefined)
    if (isInside === false) throw leadsElsewhere()
    if (isInside) return path
  }
  throw new ProblemError('model-not-found', 'Nothing lies at this path in the folder of models')
}

function leadsElsewhere(): ProblemError {
  const message = 'expected a path inside the folder of models (MODEL_DIR)'
  return new ProblemError('invalid-request', `body.model_path: ${message}`, {
    errors: [{ path: 'body.model_path', message }],
  })
}
