import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const guide = readFileSync(join(import.meta.dirname, '../../docs/deployment.md'), 'utf8')

/** Where the guide's files lie while its commands are tried. */
type Places = Record<`/${string}`, string>

/** The commands that follow these words, in a section of docs/deployment.md, with other folders in place of those named. */
export function commandsBelow(section: string, words: string, places: Places): string {
  const [, text = ''] = guide.split(`\n## ${section}\n`)
  const [, after = ''] = text.split(words)
  const [, commands = ''] = after.match(/```sh\n(.*?)```/s) ?? []
  return Object.entries(places).reduce(
    (result, [place, other]) => result.replaceAll(place, other),
    commands,
  )
}

/** Shell scripts that stand for the programs of these names, for a PATH that begins with `folder`. */
export function makePrograms(folder: string, programs: Record<string, string>): void {
  mkdirSync(folder)
  for (const [name, does] of Object.entries(programs))
    writeFileSync(join(folder, name), `#!/bin/sh\n${does}\n`, { mode: 0o755 })
}
