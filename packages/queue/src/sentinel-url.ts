import type { RedisOptions } from 'ioredis'

const form =
  /^redis(?<tls>s?)-sentinel:\/\/(?<account>[^@/?]*@)?(?<hosts>[^@/?]+)(?:\/(?<db>\d*))?(?:\?(?<query>.*))?$/

/** Whether the address names sentinels, who know which Redis is the master now. */
export function isSentinelUrl(url: string): boolean {
  return /^rediss?-sentinel:/.test(url)
}

/**
 * What ioredis needs for an address in the form of Lettuce (https://redis.github.io/lettuce/user-guide/connecting-redis/):
 * `redis-sentinel://[[user:]password@]host[:26379][,host…][/db]?sentinelMasterId=name`. `rediss-sentinel` speaks TLS with the sentinels
 * as well. `sentinelPassword` may stand in the query where the sentinels want one.
 * @throws Error when it has another form, without the address, which holds a password.
 */
export function sentinelOptions(url: string): RedisOptions {
  const { tls, account = '', hosts = '', db, query } = form.exec(url)?.groups ?? {}
  // Not of a form: a plus is a plus.
  const parameters = new URLSearchParams(query?.replaceAll('+', '%2B'))
  const name = parameters.get('sentinelMasterId')
  const sentinels = hosts.split(',').map((host) => parse(`redis://${host}`))
  // Without a colon it is the password alone.
  const owner = parse(`redis://${account.replace(/^[^:]+@$/, ':$&')}host`)
  if (!name || !owner || sentinels.some((sentinel) => !sentinel?.hostname)) {
    throw new Error(
      'REDIS_URL is not of the form redis-sentinel://:password@host:26379,host:26379/0?sentinelMasterId=name',
    )
  }
  return {
    name,
    sentinels: sentinels.map((sentinel) => ({
      host: sentinel?.hostname.replace(/^\[|\]$/g, ''),
      port: Number(sentinel?.port || 26_379),
    })),
    username: decodeURIComponent(owner.username) || undefined,
    password: decodeURIComponent(owner.password) || undefined,
    db: Number(db || 0),
    sentinelPassword: parameters.get('sentinelPassword') ?? undefined,
    ...(tls ? { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
    // A sentinel that is frozen accepts connections, and never answers.
    sentinelCommandTimeout: 2_000,
  }
}

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined
}
