import { type DetectorLabel, type FieldLabel, fieldLabels } from '@invoice-ml/contracts'
import type { Draft } from './draft.ts'
import { plainAmount } from './format.ts'
import { addressLines } from './parties.ts'
import type { Rect } from './sheet.ts'

/** A labelled box on a page: fractions of the upright page, origin top left. */
export type TruthBox = {
  label: DetectorLabel
  page: number
  x: number
  y: number
  w: number
  h: number
}

/** What a drawn document says, in the form of the evaluation set's `<name>.truth.json`. */
export type Truth = {
  document: string
  kind: 'invoice' | 'credit_note' | 'receipt'
  language: string
  currency: string
  rendering: 'digital' | 'scan' | 'photo'
  pages: number
  fields: Partial<Record<FieldLabel, string | string[]>>
  not_visible: FieldLabel[]
  lines: {
    description: string
    quantity: string
    unit_price: string
    amount: string
    vat_rate: string
  }[]
  boxes: TruthBox[]
}

/** The truth of a finished draft: every value that was printed, and where. */
export function truthOf(draft: Draft, document: string): Truth {
  const { invoice, sheet } = draft
  const values = valuesOf(draft)
  const printed = new Set(sheet.marks.map(({ label }) => label))
  const fields = Object.fromEntries(
    fieldLabels.filter((label) => printed.has(label)).map((label) => [label, values[label]]),
  )
  const hasCurrency = printed.has('devise') || draft.layout.money.currency !== 'none'
  return {
    document,
    kind: invoice.kind,
    language: invoice.language,
    currency: invoice.currency,
    rendering: 'digital',
    pages: sheet.page(),
    fields: hasCurrency ? { ...fields, devise: invoice.currency } : fields,
    not_visible: [],
    lines: invoice.items.map((item) => ({
      description: item.description,
      quantity: (item.quantityThousandths / 1000).toFixed(3).replace(/0$/, ''),
      unit_price: plainAmount(item.unitPriceCents),
      amount: plainAmount(item.amountCents),
      vat_rate: (item.rateHundredths / 100).toFixed(2),
    })),
    boxes: sheet.marks.map(({ label, page, box }) => ({ label, page, ...fractions(box, sheet) })),
  }
}

function fractions(box: Rect, paper: { width: number; height: number }) {
  return {
    x: box.x / paper.width,
    y: box.y / paper.height,
    w: box.width / paper.width,
    h: box.height / paper.height,
  }
}

function valuesOf(draft: Draft): Record<FieldLabel, string | string[] | undefined> {
  const { invoice } = draft
  const { supplier, client } = invoice
  const address = (lines: string[]) => lines.join(', ')
  return {
    numero_facture: invoice.number,
    date_facture: invoice.date,
    date_echeance: invoice.dueDate,
    montant_ht: plainAmount(invoice.netCents),
    montant_tva: plainAmount(invoice.vatCents),
    taux_tva: invoice.vats.map(({ rateHundredths }) => (rateHundredths / 100).toFixed(2)),
    montant_ttc: plainAmount(invoice.grossCents),
    devise: invoice.currency,
    fournisseur_nom: supplier.name,
    fournisseur_adresse: address(addressLines(draft, supplier.address)),
    fournisseur_siren: supplier.siren,
    fournisseur_siret: supplier.siret,
    fournisseur_tva: supplier.vat,
    fournisseur_iban: invoice.iban,
    fournisseur_bic: invoice.bic,
    client_nom: client.name,
    client_adresse: address(addressLines(draft, client.address)),
    client_siren: client.siren,
    client_siret: client.siret,
    client_tva: client.vat,
    numero_commande: invoice.order,
    net_a_payer: plainAmount(invoice.payableCents),
    acompte: plainAmount(invoice.depositCents),
    remise: plainAmount(invoice.discountCents),
    frais_port: plainAmount(invoice.shippingCents),
    conditions_paiement: invoice.terms,
    date_livraison: invoice.deliveryDate,
    periode_debut: invoice.period.start,
    periode_fin: invoice.period.end,
  }
}
