/** Licences that ask for no more than their text to be kept. */
const allowed = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'ISC',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Zlib',
  'Python-2.0',
  'CC0-1.0',
  'BlueOak-1.0.0',
  'Unlicense',
])

/** Packages with another licence, and why they may be used: docs/security.md says more. */
const exceptions: { name: RegExp; license: string }[] = [
  // A shared library that sharp loads and anybody may exchange.
  { name: /^@img\/sharp-libvips-/, license: 'LGPL-3.0-or-later' },
]

/** Whether a package may be part of the product. `license` is an SPDX expression of names, OR and AND. */
export function isAllowed({ name, license }: { name: string; license: string }): boolean {
  if (exceptions.some((one) => one.name.test(name) && one.license === license)) return true
  const choices = license.replaceAll(/[()]/g, '').split(/\s+OR\s+/i)
  return choices.some((choice) => choice.split(/\s+AND\s+/i).every((one) => allowed.has(one)))
}
