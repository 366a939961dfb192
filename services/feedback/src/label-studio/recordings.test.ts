import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readRegions } from './mapping.ts'
import { FileUpload, Imported, Project, Projects, TaskPage, Uploaded, Webhook } from './shapes.ts'

// Recorded traffic with a Label Studio 1.22.0.dev0.
const folder = join(import.meta.dirname, 'recordings')
const shapes: [method: string, path: RegExp, schema: z.ZodType][] = [
  ['GET', /^\/api\/projects\/$/, Projects],
  ['POST', /^\/api\/projects\/$/, Project],
  ['GET', /^\/api\/projects\/\d+\/$/, Project],
  ['PATCH', /^\/api\/projects\/\d+\/$/, Project],
  ['GET', /^\/api\/webhooks\/$/, z.array(Webhook)],
  ['POST', /^\/api\/webhooks\/$/, Webhook],
  ['PATCH', /^\/api\/webhooks\/\d+\/$/, Webhook],
  ['GET', /^\/api\/tasks\/$/, TaskPage],
  ['POST', /\/import$/, z.union([Uploaded, Imported])],
  ['GET', /^\/api\/import\/file-upload\/\d+$/, FileUpload],
]

const recordings = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, ...JSON.parse(readFileSync(join(folder, name), 'utf8')) }))
const understood = recordings.flatMap(({ name, request, response }) => {
  const found = shapes.find(
    ([method, path]) => method === request.method && path.test(request.path),
  )
  return found && response.status < 300 ? [{ name, schema: found[2], body: response.body }] : []
})

test.each(understood)('the answer $name is understood', ({ schema, body }) => {
  expect(schema.safeParse(body).error).toBeUndefined()
})

test('of every region in a recorded list of tasks nothing is lost but what it says wrong', () => {
  const lists = understood.flatMap(({ body }) => TaskPage.safeParse(body).data ?? [])
  const results = lists.flatMap(({ tasks }) =>
    tasks.flatMap(({ annotations = [] }) => annotations.map(({ result }) => result)),
  )

  const troubles = results.flatMap((result) => readRegions(result).troubles)

  expect(results.length).toBeGreaterThan(0)
  expect(troubles).not.toContain('unknown-item')
})
