import { BlockList } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AddressRefused, createAddressGuard } from './address-guard.ts'

const signal = new AbortController().signal

/** A guard for which every name has these addresses. */
function guardOf(addresses: string[], allowed: { networks?: string[]; hosts?: string[] } = {}) {
  return createAddressGuard({
    allowedNetworks: allowed.networks ?? [],
    allowedHosts: allowed.hosts ?? [],
    lookup: async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  })
}

const check = (url: string, guard = guardOf([])) => guard.check(new URL(url), signal)

test('a name is resolved to the addresses that were checked', async () => {
  const guard = guardOf(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])

  const addresses = await check('https://erp.example/hook', guard)

  expect(addresses).toEqual([
    { address: '93.184.215.14', family: 4 },
    { address: '2606:2800:21f:cb07:6820:80da:af6b:8b2c', family: 6 },
  ])
})

test.each([
  ['loopback', '127.0.0.1'],
  ['private', '10.0.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['link-local, where clouds tell secrets', '169.254.169.254'],
  ['carrier-grade NAT, where another cloud does', '100.100.100.200'],
  ['the wire server of a third cloud', '168.63.129.16'],
  ['unspecified', '0.0.0.0'],
  ['of this network', '0.1.2.3'],
  ['multicast', '224.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['reserved', '240.0.0.1'],
  ['for documentation', '192.0.2.1'],
  ['for benchmarks', '198.18.0.1'],
  ['IPv6 loopback', '::1'],
  ['IPv6 unspecified', '::'],
  ['IPv6 link-local', 'fe80::1'],
  ['IPv6 unique local', 'fd00:ec2::254'],
  ['IPv6 site-local', 'fec0::1'],
  ['IPv6 multicast', 'ff02::1'],
  ['IPv6 for documentation', '2001:db8::1'],
  ['Teredo', '2001:0:a00:1::1'],
  ['a public address in IPv4-mapped form', '::ffff:93.184.215.14'],
])('an address is refused that is %s: %s', async (_what, address) => {
  const literal = address.includes(':') ? `[${address}]` : address

  await expect(check(`https://${literal}/`)).rejects.toThrow(AddressRefused)
  await expect(check('https://erp.example/', guardOf([address]))).rejects.toThrow(AddressRefused)
})

test('one private address among public ones is enough to refuse the name', async () => {
  const guard = guardOf(['93.184.215.14', '10.0.0.1'])

  await expect(check('https://erp.example/', guard)).rejects.toThrow(AddressRefused)
})

test.each(['http://2130706433/', 'http://0x7f.1/', 'http://0177.0.0.1/', 'http://127.1/'])(
  'however loopback is written, it is refused: %s',
  async (url) => {
    await expect(check(url)).rejects.toThrow('loopback')
  },
)

test.each(['ftp://erp.example/', 'file:///etc/passwd', 'gopher://erp.example/'])(
  'no other scheme is served: %s',
  async (url) => {
    await expect(check(url, guardOf(['93.184.215.14']))).rejects.toThrow(AddressRefused)
  },
)

test('http is for allowed hosts and networks only', async () => {
  const open = guardOf(['93.184.215.14'])
  const byHost = guardOf(['93.184.215.14'], { hosts: ['erp.example'] })
  const byNetwork = guardOf(['10.1.2.3'], { networks: ['10.1.2.0/24'] })

  await expect(check('http://erp.example/', open)).rejects.toThrow('https')
  expect(await check('http://erp.example/', byHost)).toHaveLength(1)
  expect(await check('http://erp.example/', byNetwork)).toHaveLength(1)
})

test('an allowed network opens its addresses and no others', async () => {
  const networks = ['10.1.2.0/24', 'fd12::/16']
  const inside = guardOf(['10.1.2.3', 'fd12::1', '::ffff:10.1.2.4'], { networks })
  const outside = guardOf(['10.1.2.3', '10.1.3.1'], { networks })

  expect(await check('https://erp.intern/', inside)).toHaveLength(3)
  await expect(check('https://erp.intern/', outside)).rejects.toThrow(AddressRefused)
})

test('an allowed host may be private, but never where a cloud tells its secrets', async () => {
  const hosts = ['erp.intern']

  expect(await check('https://erp.intern./', guardOf(['10.0.0.1'], { hosts }))).toHaveLength(1)
  await expect(
    check('https://erp.intern/', guardOf(['169.254.169.254'], { hosts })),
  ).rejects.toThrow('linkLocal')
})

test('a host that is not known is told from one that is refused', async () => {
  const guard = createAddressGuard({
    allowedNetworks: [],
    allowedHosts: [],
    lookup: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
  })

  await expect(check('https://nowhere.example/', guard)).rejects.toMatchObject({
    code: 'ENOTFOUND',
  })
})

test('nobody waits for a resolver that does not answer', async () => {
  const never = () => new Promise<never>(() => {})
  const guard = createAddressGuard({ allowedNetworks: [], allowedHosts: [], lookup: never })
  const waiting = new AbortController()

  const checks = Array.from({ length: 5 }, () =>
    guard.check(new URL('https://slow.example/'), waiting.signal),
  )
  waiting.abort(new Error('too late'))

  for (const one of checks) await expect(one).rejects.toThrow('too late')
})

/** What RFC 6890 and its successors keep from the Internet, written by hand beside the library's list. */
const special = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  special.addSubnet(network, bits)

const specialAddress = fc
  .constantFrom('10.0.0.0', '127.0.0.0', '169.254.0.0', '172.16.0.0', '192.168.0.0', '100.64.0.0')
  .chain((network) =>
    fc.nat(0xffff).map((host) => {
      const [first, second] = network.split('.')
      return `${first}.${second}.${host >> 8}.${host & 0xff}`
    }),
  )

const isRefused = (url: string, guard = guardOf([])) =>
  check(url, guard).then(
    () => false,
    (error: unknown) => error instanceof AddressRefused,
  )

test('property: of IPv4, the public addresses pass and no other', async () => {
  const anyAddress = fc.oneof(fc.ipV4(), specialAddress)

  await fc.assert(
    fc.asyncProperty(anyAddress, async (address) => {
      expect(await isRefused(`https://${address}/`)).toBe(special.check(address))
    }),
    { numRuns: 2_000 },
  )
})

test('property: no form of IPv6 leads to an IPv4 address that is not public', async () => {
  const forms = fc.constantFrom<(hex: string) => string>(
    (hex) => `::ffff:${hex}`,
    (hex) => `::${hex}`,
    (hex) => `::ffff:0:${hex}`,
    (hex) => `64:ff9b::${hex}`,
    (hex) => `64:ff9b:1::${hex}`,
    (hex) => `2002:${hex}::1`,
    (hex) => `2001:0:${hex}::`,
  )

  await fc.assert(
    fc.asyncProperty(specialAddress, forms, async (address, form) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
      const written = form(`${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`)
      expect(await isRefused(`https://[${written}]/`)).toBe(true)
      expect(await isRefused('https://erp.example/', guardOf([written]))).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test('property: of IPv6, nothing outside 2000::/3 passes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.ipV6(), async (address) => {
      const first = Number.parseInt(new URL(`http://[${address}]/`).hostname.slice(1), 16)
      const isOutside = Number.isNaN(first) || first < 0x2000 || first > 0x3fff
      if (isOutside) expect(await isRefused(`https://[${address}]/`)).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})
