/** The drawn invoice that comes with the page. */
export async function fetchSample(): Promise<File> {
  const response = await fetch('/dashboard/sample-invoice.pdf')
  return new File([await response.blob()], 'sample-invoice.pdf', { type: 'application/pdf' })
}
