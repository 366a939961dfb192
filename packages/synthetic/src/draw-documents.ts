// node packages/synthetic/src/draw-documents.ts FOLDER [--suppliers 40] [--each 3] [--seed 1] [--language fi]
//
// Draws documents as PDFs with their truth beside them: several of each supplier, who has one look and one wording. What comes
// out is a folder as `npm run learning-curve` and `npm run evaluate` take it.
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { drawWithLayout } from './draw-invoice.ts'
import { makeLayout } from './make-layout.ts'
import { isLanguage } from './places.ts'
import { createRandom } from './random.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    suppliers: { type: 'string', default: '40' },
    each: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    language: { type: 'string' },
  },
})
const [out] = positionals
const [suppliers, each, seed] = [values.suppliers, values.each, values.seed].map(Number)
const language = values.language !== undefined && isLanguage(values.language) && values.language
if (!out || !suppliers || !each || seed === undefined || (values.language && !language)) {
  process.stderr.write(
    'Usage: draw-documents.ts FOLDER [--suppliers 40] [--each 3] [--seed 1] [--language fi]\n',
  )
  process.exit(2)
}
const folder = resolve(out)
await mkdir(folder, { recursive: true })
for (let id = 0; id < suppliers; id++) {
  const layout = makeLayout(seed, id, language || undefined)
  for (let number = 1; number <= each; number++) {
    const random = createRandom(seed, 'document', id, number)
    const { pdf, truth } = await drawWithLayout(random, { layout, seed: 1_000 * seed + number })
    const name = `${layout.language}-${String(id).padStart(3, '0')}-${number}`
    await writeFile(join(folder, `${name}.pdf`), pdf)
    const written = { ...truth, document: `${name}.pdf` }
    await writeFile(join(folder, `${name}.truth.json`), `${JSON.stringify(written, null, 1)}\n`)
  }
}
