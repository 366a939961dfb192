import { readSettings } from '@invoice-ml/runtime'

type ApiSettings = { host: string; port: number; reload: boolean; dashboardPort: number }

/** Where the settings and the environment want the public API and the dashboard. Throws with every mistake that they hold. */
export function readApiSettings(): ApiSettings {
  const { api, dashboard } = readSettings()
  return { ...api, dashboardPort: dashboard.port }
}
