import { readSuppliers } from '@invoice-ml/contracts'
import { route } from '@invoice-ml/http'
import type { SupplierPeriod, SupplierQuality } from '@invoice-ml/storage'
import type { Express } from 'express'

type Dependencies = { suppliers: () => Promise<SupplierQuality[]> }

/** GET /stats/suppliers */
export function addReadSuppliers(app: Express, { suppliers }: Dependencies): void {
  route(app, readSuppliers, async ({ noteRead }) => {
    const found = await suppliers()
    noteRead('results.listed')
    return {
      status: 200,
      body: {
        suppliers: found.map(({ name, siren, last30Days, before }) => ({
          fournisseur_nom: name,
          fournisseur_siren: siren,
          last_30_days: present(last30Days),
          before: present(before),
        })),
      },
    }
  })
}

function present({ documents, meanConfidence, correctedShare }: SupplierPeriod) {
  return { documents, mean_confidence: meanConfidence, corrected_share: correctedShare }
}
