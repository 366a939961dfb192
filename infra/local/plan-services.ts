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

type Wanted = { services: ServiceName[]; host: string; ports: number[]; firstAdminPort: number }

/** What runs where: one gateway for each public port, the other services as often as they are named, an admin port for each. */
export function planServices({ services, host, ports, firstAdminPort }: Wanted): ServicePlan[] {
  const plans: ServicePlan[] = []
  const add = (name: string, service: ServiceName, port?: number) => {
    const adminPort = firstAdminPort + plans.length
    plans.push({
      name,
      service,
      adminPort,
      listensOn: port === undefined ? [adminPort] : [port, adminPort],
      env: port === undefined ? {} : { INVOICE_API__HOST: host, INVOICE_API__PORT: `${port}` },
    })
  }
  const replica = (service: ServiceName) => {
    const count = plans.filter((plan) => plan.service === service).length
    return count === 0 ? service : `${service}-${count + 1}`
  }
  for (const service of services) {
    if (service !== 'gateway') add(replica(service), service)
    else for (const port of ports) add(replica(service), service, port)
  }
  return plans
}
