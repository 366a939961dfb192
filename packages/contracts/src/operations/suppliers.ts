import { z } from 'zod'
import { defineOperation } from '../operation.ts'
import { everywhere } from './common.ts'

/** How well the documents of one supplier were read within one period. */
const SupplierPeriod = z
  .object({
    documents: z.int().min(0).meta({ description: 'Documents read', example: 40 }),
    mean_confidence: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'Mean of the overall confidence', example: 0.93 }),
    corrected_share: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'Share of them that people have corrected', example: 0.05 }),
  })
  .meta({ id: 'SupplierPeriod', description: 'How well a supplier was read within a period' })

export const SupplierQuality = z
  .object({
    fournisseur_nom: z.string().optional().meta({ description: 'Supplier', example: 'Acme SARL' }),
    fournisseur_siren: z.string().optional().meta({ description: 'SIREN', example: '732829320' }),
    last_30_days: SupplierPeriod,
    before: SupplierPeriod.meta({ description: 'The 90 days before them' }),
  })
  .meta({ id: 'SupplierQuality', description: 'How well a supplier is read, and was before' })
export type SupplierQuality = z.infer<typeof SupplierQuality>

export const SupplierQualityList = z
  .object({
    suppliers: z.array(SupplierQuality).meta({ description: 'Those that became worse most first' }),
  })
  .meta({ id: 'SupplierQualityList', description: 'The suppliers that are read less well' })
export type SupplierQualityList = z.infer<typeof SupplierQualityList>

export const readSuppliers = defineOperation({
  id: 'readSuppliers',
  method: 'get',
  path: '/stats/suppliers',
  scope: 'read',
  tag: 'operating',
  summary: 'Which suppliers are read less well than before',
  description:
    'Twenty at most, of those with five documents in each period. Documents count as they were read, before anybody corrected them. Counted once a minute.',
  success: { 200: { description: 'Worst first', body: SupplierQualityList } },
  problems: [...everywhere],
})
