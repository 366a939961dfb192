import type { Box, FieldLabel } from '@invoice-ml/contracts'
import { findPrint } from './find-print.ts'
import type { Page } from './page.ts'
import { readPrinted } from './read-printed.ts'

/**
 * Where values that are known stand on the pages. Only those of which every part is printed; what the detector saw does not
 * count, so that it can be measured on the answer.
 */
export function locate(
  pages: Page[],
  values: readonly { label: FieldLabel; value: string }[],
): { label: FieldLabel; page: number; box: Box }[] {
  const { printed } = readPrinted(pages.map((page) => ({ ...page, regions: [] })))
  return values.flatMap(({ label, value }) => {
    const print = findPrint(printed, label, value)
    return print?.isWhole ? [{ label, page: print.page, box: print.box }] : []
  })
}
