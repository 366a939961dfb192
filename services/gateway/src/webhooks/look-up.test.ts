import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testFolder } from '@invoice-ml/testing'
import { expect, test } from 'vitest'
import { createLookUp, type LookUp } from './look-up.ts'

const hostsFile = join(testFolder(), 'hosts')

const failing = (code: string) => Promise.reject(Object.assign(new Error(code), { code }))

/** A DNS that knows one name, has a server that never answers, and one that breaks. */
const resolver = {
  resolve4: (host: string) => {
    if (host === 'known.example') return Promise.resolve(['192.0.2.7'])
    if (host.startsWith('silent')) return new Promise<never>(() => {})
    return failing(host === 'broken.example' ? 'ESERVFAIL' : 'ENOTFOUND')
  },
  resolve6: (host: string) =>
    host.startsWith('silent') ? new Promise<never>(() => {}) : failing('ENODATA'),
} as never

const none: LookUp = (host) => failing(`asked for ${host}`)

test('what this machine says itself goes before DNS', async () => {
  await writeFile(hostsFile, '# own\n10.0.0.5 erp Known.example # the ERP\n::1 localhost\n')
  const lookUp = createLookUp({ hostsFile, resolver, system: none })

  const own = await lookUp('known.example')
  const local = await lookUp('localhost')

  expect(own).toEqual([{ address: '10.0.0.5', family: 4 }])
  expect(local).toEqual([{ address: '::1', family: 6 }])
})

test('servers that do not answer delay nobody else', async () => {
  const lookUp = createLookUp({ hostsFile: 'none', resolver, system: none })
  for (let index = 0; index < 100; index += 1) void lookUp(`silent-${index}.example`)

  const found = await lookUp('known.example')

  expect(found).toEqual([{ address: '192.0.2.7', family: 4 }])
})

test('the system is asked for what DNS does not know, by two at once', async () => {
  let asked = 0
  let most = 0
  const system: LookUp = async () => {
    asked += 1
    most = Math.max(most, asked)
    await new Promise((resolve) => setImmediate(resolve))
    asked -= 1
    return [{ address: '10.0.0.9', family: 4 }]
  }
  const lookUp = createLookUp({ hostsFile: 'none', resolver, system })

  const found = await Promise.all(Array.from({ length: 10 }, (_, index) => lookUp(`nas-${index}`)))

  expect(found.flat()).toHaveLength(10)
  expect(most).toBe(2)
})

test('a DNS that breaks is told as it is, and nobody else is asked', async () => {
  const lookUp = createLookUp({ hostsFile: 'none', resolver, system: none })

  await expect(lookUp('broken.example')).rejects.toThrow('ESERVFAIL')
})
