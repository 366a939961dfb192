// Apart by this much, the second best casts no doubt on the best.
const clearMargin = 0.3

/**
 * What the runner-up takes from the evidence for a choice, 0 to 0.3: nothing when it lies far behind or says the same, all
 * when it is as good.
 */
export function doubt(best: number, runnerUp: number | undefined): number {
  if (runnerUp === undefined) return 0
  return Math.max(0, clearMargin - Math.max(0, best - runnerUp))
}
