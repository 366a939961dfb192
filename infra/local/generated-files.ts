import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  detectorLabels,
  fieldDefinition,
  fieldLabels,
  labellingInterface,
} from '@invoice-ml/contracts'
import { createOpenApi } from '@invoice-ml/contracts/openapi'
import { root } from './paths.ts'

/** Every file that is derived from contracts, by its path in the checkout, with its whole content. */
export function generatedFiles(): Map<string, string> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return new Map([
    ['config/fields.json', toFile(labels())],
    ['config/label-studio.xml', labellingInterface()],
    ['docs/openapi.json', toFile(createOpenApi(version))],
  ])
}

/** What the trainer knows of the labels: their order is the order of the classes. */
function labels() {
  return {
    fields: fieldLabels.map((label) => {
      const { type, key = false, repeatable = false, description } = fieldDefinition(label)
      return { label, type, key, repeatable, description }
    }),
    detector_labels: detectorLabels,
  }
}

function toFile(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
