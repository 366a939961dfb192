import { readdirSync, statSync } from 'node:fs'
import { dirname, extname, join, parse, relative, resolve, sep } from 'node:path'

export type FoundDocument = {
  path: string
  /** Of this document alone: its path within the folder that was named, without the extension where that suffices. */
  name: string
}

type Place = { path: string; within: string }

const extensions = ['.pdf', '.jpg', '.jpeg', '.png', '.tif', '.tiff', '.webp', '.xml']

/**
 * The documents among files and folders, folders at any depth, each once; a file that was named is taken whatever it is.
 * @throws Error when there is nothing at a path
 */
export function findDocuments(paths: string[]): FoundDocument[] {
  const places = new Map(paths.flatMap(placesOf).map((place) => [resolve(place.path), place]))
  return nameEach([...places.values()])
}

function placesOf(path: string): Place[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) throw new Error(`There is no file or folder at ${path}`)
  if (!stats.isDirectory()) return [{ path, within: dirname(path) }]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => extensions.includes(extname(name).toLowerCase()))
    .sort()
    .map((name) => ({ path: join(path, name), within: path }))
}

/** The shortest name that can be meant for no other: without the extension, with it, or from the folder that holds them all. */
function nameEach(places: Place[]): FoundDocument[] {
  const common = commonFolder(places)
  const choices = places.map(({ path, within }) => {
    const short = relative(within, path)
    const { dir, name } = parse(short)
    return [...new Set([join(dir, name), short, relative(common, path)])]
  })
  const takers = new Map<string, number>()
  for (const choice of choices.flat()) takers.set(choice, (takers.get(choice) ?? 0) + 1)
  return places.map(({ path }, index) => {
    const names = choices[index] ?? []
    return { path, name: names.find((name) => takers.get(name) === 1) ?? names.at(-1) ?? path }
  })
}

function commonFolder(places: Place[]): string {
  const [first = [], ...others] = places.map(({ path }) => dirname(resolve(path)).split(sep))
  const differs = first.findIndex((part, index) => others.some((other) => other[index] !== part))
  return join(sep, ...first.slice(0, differs < 0 ? first.length : differs))
}
