import type { ServiceName } from './services.ts'

export type ServicePlan = {
  /** Distinguishes replicas: `gateway`, `gateway-2`. */
  name: string
  service: ServiceName
  adminPort: number
  /** Every port that must be free for it. */
  listensOn: number[]
  env: NodeJS.ProcessEnv
}

type Wanted = {
  services: ServiceName[]
  host: string
  ports: number[]
  dashboardPort?: number | undefined
  firstAdminPort: number
}

/** What runs where: one gateway for each public port, the other services as often as they are named, an admin port for each. */
export function planServices(wanted: Wanted): ServicePlan[] {
  const { services, host, ports, dashboardPort, firstAdminPort } = wanted
  const plans: ServicePlan[] = []
  const add = (
    name: string,
    service: ServiceName,
    { port, env = {} }: { port?: number | undefined; env?: NodeJS.ProcessEnv } = {},
  ) => {
    const adminPort = firstAdminPort + plans.length
    plans.push({
      name,
      service,
      adminPort,
      listensOn: port === undefined ? [adminPort] : [port, adminPort],
      env: { INVOICE_API__HOST: host, ...env },
    })
  }
  const replica = (service: ServiceName) => {
    const count = plans.filter((plan) => plan.service === service).length
    return count === 0 ? service : `${service}-${count + 1}`
  }
  for (const service of services) {
    if (service === 'gateway')
      for (const port of ports)
        add(replica(service), service, { port, env: { INVOICE_API__PORT: `${port}` } })
    else if (service === 'dashboard')
      add(service, service, {
        port: dashboardPort,
        env: {
          INVOICE_DASHBOARD__PORT: `${dashboardPort}`,
          GATEWAY_URL: urlOf(host, ports[0]),
        },
      })
    else add(replica(service), service)
  }
  return plans
}

/** How this machine reaches what listens on an address: any address means this one as well. */
export function urlOf(host: string, port: number | undefined): string {
  const isAny = host === '0.0.0.0' || host === '::'
  const reachable = isAny ? '127.0.0.1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}
