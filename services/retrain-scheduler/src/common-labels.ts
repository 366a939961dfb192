import type { Measured } from './trainer-client.ts'

/**
 * Mean average precision of two models over the labels that both know. A label that is new to one has hardly been learned by it
 * yet: in its mean it would look like something forgotten. Undefined without such labels.
 */
export function overCommonLabels(
  champion: Measured,
  challenger: Measured,
): { champion: number | undefined; challenger: number | undefined } {
  const common = Object.keys(champion.labels).filter((label) => label in challenger.labels)
  return { champion: meanOf(champion, common), challenger: meanOf(challenger, common) }
}

function meanOf({ labels }: Measured, names: string[]): number | undefined {
  const sum = names.reduce((total, name) => total + (labels[name]?.ap50 ?? 0), 0)
  return names.length > 0 ? sum / names.length : undefined
}
