import { placePage } from '../../infra/local/build-page.ts'
import { hasBrowser } from './browser.ts'

/** Builds the page of the dashboard before the platforms of two files would do so at once. */
export function setup(): void {
  if (hasBrowser) placePage(() => {})
  else
    process.stderr.write(
      'The dashboard is not tested: no Chromium here (apt-get install chromium-headless-shell)\n',
    )
}
