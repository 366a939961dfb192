const messages = {
  accepted: { fr: 'Document accepté', en: 'Document accepted' },
  batchAccepted: { fr: 'Lot accepté', en: 'Batch accepted' },
  modelReloaded: { fr: 'Modèle rechargé avec succès', en: 'Model reloaded successfully' },
  extracted: { fr: 'Extraction réussie', en: 'Extraction succeeded' },
} as const

/** What a person reads: French, unless the client's languages put English before it. */
export function messageFor(message: keyof typeof messages, acceptLanguage: string | undefined) {
  return messages[message][prefersEnglish(acceptLanguage) ? 'en' : 'fr']
}

function prefersEnglish(acceptLanguage = ''): boolean {
  const quality = { fr: 0, en: 0 }
  for (const part of acceptLanguage.slice(0, 500).split(',')) {
    const [, language, weight = '1'] =
      /^\s*(fr|en)(?:-\w+)?\s*(?:;\s*q=([\d.]+))?\s*$/i.exec(part) ?? []
    const name = language?.toLowerCase()
    if (name === 'fr' || name === 'en') quality[name] = Math.max(quality[name], Number(weight))
  }
  return quality.en > quality.fr
}
