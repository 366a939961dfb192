/**
 * Why Label Studio did not do what it was asked.
 *
 * - `away`: not reached, too slow, or a proxy spoke for it: it may be back in a while
 * - `unauthorized`: the token does not count
 * - `refused`: it understood, and said no; asking again is of no use, or rarely
 */
export type LabelStudioErrorKind = 'away' | 'unauthorized' | 'refused'

/** What went wrong in a request to Label Studio, without anything that it was about. */
export class LabelStudioError extends Error {
  override readonly name = 'LabelStudioError'
  readonly kind: LabelStudioErrorKind
  readonly status: number | undefined

  constructor(
    kind: LabelStudioErrorKind,
    message: string,
    options: ErrorOptions & { status?: number } = {},
  ) {
    super(message, { cause: options.cause })
    this.kind = kind
    this.status = options.status
  }
}
