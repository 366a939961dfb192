import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createRotatingFile } from './rotating-file.ts'

const folder = testFolder()
let files = 0

function pathOfNewFile(): string {
  files += 1
  return join(folder, `${files}`, 'system.log')
}

function open(path: string, maxBytes = 1_600) {
  const onTrouble = (error: unknown) => {
    throw error
  }
  return createRotatingFile({ path, maxBytes, maxFiles: 2, onTrouble })
}

const line = `${'x'.repeat(99)}\n`

test('size and number of files stay bounded, whatever is written', () => {
  const path = pathOfNewFile()
  const file = open(path)

  for (let count = 0; count < 500; count += 1) file.write(line)

  const names = readdirSync(join(path, '..')).sort()
  expect(names).toEqual(['system.log', 'system.log.1', 'system.log.2'])
  for (const name of names)
    expect(statSync(join(path, '..', name)).size).toBeLessThanOrEqual(1_600 + line.length)
})

test('two writers of one file lose no line and tear none apart', () => {
  const path = pathOfNewFile()
  const [one, other] = [open(path), open(path)]

  for (let count = 0; count < 18; count += 1) {
    one.write(`one ${count}\n${line}`)
    other.write(`other ${count}\n${line}`)
  }

  const text = ['system.log.2', 'system.log.1', 'system.log']
    .map((name) => readFileSync(join(path, '..', name), 'utf8'))
    .join('')
  for (let count = 0; count < 18; count += 1)
    expect(text.match(new RegExp(`^(one|other) ${count}$`, 'gm'))).toHaveLength(2)
})

test('a file that something else has moved away is begun anew', () => {
  const path = pathOfNewFile()
  const file = open(path)
  file.write(line.repeat(2))
  renameSync(path, `${path}.moved`)

  file.write('after\n')

  expect(readFileSync(path, 'utf8')).toBe('after\n')
})

test('the lock of a process that ended while it rotated holds nobody up for ever', () => {
  const path = pathOfNewFile()
  const file = open(path)
  file.write(line)
  writeFileSync(`${path}.rotating`, '')

  for (let count = 0; count < 40; count += 1) file.write(line)

  expect(statSync(path).size).toBe(41 * line.length)
})
