import { mkdtempSync, rmSync, symlinkSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Job, ModelList, ModelReloaded } from '@invoice-ml/contracts'
import type { AxiosResponse } from 'axios'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { extractToTheEnd } from '../support/clients.ts'
import { textInvoice } from '../support/invoices.ts'
import { addModel, copyModels, field, shipped } from '../support/models-folder.ts'
import { startTestPlatform, type TestPlatform } from '../support/platform.ts'
import { until } from '../support/wait.ts'

const [older, newer] = shipped
const folder = mkdtempSync(join(tmpdir(), 'models-'))
const models = copyModels(folder)

let run: TestPlatform
beforeAll(async () => {
  const env = { MODEL_DIR: models, INVOICE_WORKER__CONCURRENCY: '1' }
  run = await startTestPlatform({ workers: 2, env })
})
afterAll(async () => {
  await run?.stop()
  rmSync(folder, { recursive: true })
})

function activate(version: string): Promise<AxiosResponse> {
  return run.client.http.post(`/models/${version}/activate`)
}

async function registry(): Promise<ModelList> {
  return ModelList.parse((await run.client.http.get('/models')).data)
}

test('a hundred documents in flight while the model is exchanged: none fails, each says what read it', async () => {
  const { client } = run
  const uploads = await Promise.all(Array.from({ length: 100 }, (_, i) => textInvoice(51_000 + i)))
  const ids = await Promise.all(uploads.map(async (upload) => (await client.extract(upload)).jobId))
  const [first = ''] = ids
  await until('the first is read', async () => (await client.readJob(first)).status === 'completed')

  let isExchanged = false
  const activation = activate(older).finally(() => {
    isExchanged = true
  })
  // However long the exchange takes, documents are being read meanwhile.
  for (let seed = 53_000; !isExchanged; seed++)
    ids.push((await extractToTheEnd(client, await textInvoice(seed))).job_id)
  const { data } = await activation
  const after = await extractToTheEnd(client, await textInvoice(52_000))
  const again = uploads[0] && (await extractToTheEnd(client, uploads[0]))
  const jobs = await Promise.all(ids.map((id) => client.waitForJob(id)))

  const reloaded = ModelReloaded.parse(data)
  expect(reloaded.workers.map((worker) => worker.model_version)).toEqual([older, older])
  expect(jobs.filter((job) => job.status !== 'completed')).toEqual([])
  const readBy = (job: Job | undefined) => job?.result?.model_version
  for (const job of jobs) expect([older, newer]).toContain(readBy(job))
  expect(readBy(jobs[0])).toBe(newer)
  expect(readBy(after)).toBe(older)
  // What the other model has read of the same file is no answer any more.
  expect(again?.result).toMatchObject({ model_version: older, cached: false })
}, 900_000)

test('going back is one more entry of the history', async () => {
  const { status, data } = await activate(newer)

  expect({ status, data }).toMatchObject({
    status: 200,
    data: { workers: [{ model_version: newer }, { model_version: newer }] },
  })
  const { model_version, deployments, workers } = await registry()

  expect(model_version).toBe(newer)
  expect(workers.map((worker) => worker.model_version)).toEqual([newer, newer])
  expect(deployments.map((entry) => [entry.reason, entry.model_version])).toEqual([
    ['activated', newer],
    ['activated', older],
    ['initial', newer],
  ])
})

const withExternalData = field(7, field(5, field(8, 'x'), field(13, field(1, 'location'))))
const file = (version: string) => join(models, 'invoice-detector', version, 'model.onnx')

test.each([
  ['cut off', /./, () => addModel(models, 'bad', { model: (bytes) => bytes.subarray(0, 4e6) })],
  [
    'of another digest',
    /SHA-256/,
    () => addModel(models, 'bad', { manifest: { sha256: 'a'.repeat(64) } }),
  ],
  [
    'with a label that nobody knows',
    /unknown labels: numero_facturX/,
    () =>
      addModel(models, 'bad', {
        model: (bytes) =>
          Buffer.from(
            bytes.toString('latin1').replaceAll('numero_facture', 'numero_facturX'),
            'latin1',
          ),
        manifest: { labels: undefined },
      }),
  ],
  [
    'that names its labels in another order than its manifest',
    /labels/,
    () => addModel(models, 'bad', { manifest: { labels: ['montant_ttc', 'numero_facture'] } }),
  ],
  [
    'with weights in another file',
    /outside of its file/,
    () => addModel(models, 'bad', { model: (bytes) => Buffer.concat([bytes, withExternalData]) }),
  ],
  [
    'that is no model',
    /./,
    () => addModel(models, 'bad', { model: () => Buffer.from('<html>not found</html>') }),
  ],
  [
    'larger than may be',
    /at most 500 are read/,
    () => {
      addModel(models, 'bad', {})
      truncateSync(file('bad'), 600_000_000)
    },
  ],
])('a model %s leaves everything as it was', async (_what, why, put) => {
  const before = await registry()
  put()

  const response = await activate('bad')

  expect(response).toMatchObject({ status: 422, data: { code: 'model-unusable' } })
  expect(response.data.detail).toMatch(why)
  const { model_version, deployments, workers } = await registry()
  expect({ model_version, deployments, workers }).toEqual({
    model_version: before.model_version,
    deployments: before.deployments,
    workers: before.workers,
  })
})

test.each([
  ['a path that leads out', '../../../etc/passwd', 400],
  ['an absolute path elsewhere', '/etc/passwd', 400],
  ['a link that leads out', 'linked', 400],
  ['a path where nothing is', 'invoice-detector/nothing', 404],
])('%s is refused', async (_what, model_path, status) => {
  rmSync(join(models, 'linked'), { force: true })
  symlinkSync('/etc', join(models, 'linked'))

  const response = await run.client.http.post('/reload-model', { model_path })

  expect(response.status).toBe(status)
})

test('a model is loaded by its path, and again without one', async () => {
  const { http } = run.client
  const model_path = `invoice-detector/${older}/model.onnx`

  const named = await http.post('/reload-model', { model_path })
  const again = await http.post('/reload-model', undefined, {
    headers: { 'accept-language': 'en' },
  })

  expect(named.data).toMatchObject({
    success: true,
    message: 'Modèle rechargé avec succès',
    model_version: older,
  })
  expect(again.data).toMatchObject({ message: 'Model reloaded successfully', model_version: older })
  expect(ModelReloaded.parse(again.data).workers).toHaveLength(2)
})
