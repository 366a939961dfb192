import type { Manifest } from './render.ts'

type ModelClass = { prototype: { validate: (this: object) => void } }

/**
 * What is wrong with a manifest by the schema of its kind, as Kubernetes and KEDA publish it; keys that the schema does not know
 * count as wrong, as they do for `kubectl apply --validate=strict`.
 */
export async function mistakesOf(manifest: Manifest): Promise<string[]> {
  const { prototype } = await modelOf(manifest)
  const { watched, unread } = watch(manifest)
  try {
    prototype.validate.call(watched)
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
  return unread().map((path) => `${path} is not in the schema`)
}

async function modelOf({ apiVersion, kind }: Manifest): Promise<ModelClass> {
  const home = apiVersion.startsWith('keda.sh/') ? '@kubernetes-models/keda' : 'kubernetes-models'
  const models: Record<string, ModelClass> = await import(`${home}/${apiVersion}`)
  const model = models[kind]
  if (!model) throw new Error(`${apiVersion} has no ${kind}`)
  return model
}

/** A schema reads every key that it knows: what nobody has read in the end, it does not know. */
function watch(root: object): { watched: object; unread: () => string[] } {
  const paths = new Set<string>()
  const proxies = new WeakMap<object, object>()
  const wrap = (value: object, path: string): object => {
    const known = proxies.get(value)
    if (known) return known
    if (!Array.isArray(value)) for (const key of Object.keys(value)) paths.add(`${path}/${key}`)
    const proxy = new Proxy(value, {
      get: (target, key, receiver) => {
        const inner: unknown = Reflect.get(target, key, receiver)
        if (typeof key !== 'string' || !Object.hasOwn(target, key)) return inner
        paths.delete(`${path}/${key}`)
        return typeof inner === 'object' && inner !== null ? wrap(inner, `${path}/${key}`) : inner
      },
    })
    proxies.set(value, proxy)
    return proxy
  }
  return { watched: wrap(root, ''), unread: () => [...paths] }
}
