// `npm run build`: what a start would do before it can stand for the one before: the packages, which came with this command,
// and the page.

import { buildPage } from './build-page.ts'

buildPage((line) => process.stdout.write(`▸ ${line}\n`))
