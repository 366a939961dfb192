// A sentence is followed so far, in characters.
const reach = { before: 300, behind: 150 } as const
// The dot of « art. » or « T.V.A. » ends none.
const shortened =
  'art|nr|no|abs|al|gem|ges|gesetzl|inkl|incl|exkl|excl|zzgl|bzw|ggf|par|ss|cf|ex|reg|lett|dell|[a-z]'
const end = new RegExp(String.raw`[;!?•|]|(?<!\b(?:${shortened}))\.(?= |$)`)

/** What stands in the sentence of some characters of a text before and behind them. The text is normalised. */
export function sentenceAround(text: string, index: number, length: number) {
  const before =
    text
      .slice(Math.max(0, index - reach.before), index)
      .split(end)
      .at(-1) ?? ''
  const from = index + length
  const [behind = ''] = text.slice(from, from + reach.behind).split(end)
  return { before, behind }
}
