import { CallerView, Problem, ProblemError } from '@invoice-ml/contracts'

export type GatewayClient = {
  /** What the key may do. @throws ProblemError as the gateway said no, `service-unavailable` when it does not answer */
  readCaller: (key: string | undefined) => Promise<CallerView>
}

const timeoutMs = 10_000

export function createGatewayClient(gatewayUrl: string): GatewayClient {
  return {
    readCaller: async (key) => {
      const response = await ask(new URL('/caller', gatewayUrl), key)
      const body: unknown = await response.json().catch(() => undefined)
      if (response.ok) return CallerView.parse(body)
      const problem = Problem.safeParse(body)
      if (!problem.success) throw unavailable(`The gateway answered ${response.status}`)
      throw new ProblemError(problem.data.code, problem.data.detail ?? problem.data.title)
    },
  }
}

async function ask(url: URL, key: string | undefined): Promise<Response> {
  try {
    const headers: Record<string, string> = key === undefined ? {} : { 'X-API-Key': key }
    return await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) })
  } catch (cause) {
    throw unavailable('The gateway does not answer', cause)
  }
}

function unavailable(detail: string, cause?: unknown): ProblemError {
  return new ProblemError('service-unavailable', detail, { cause, retryAfterSeconds: 5 })
}
