import { join } from 'node:path'
import { z } from 'zod'

/** The environment of the dashboard. */
export const DashboardConfig = z.object({
  /** Where the gateway is reached from here. */
  GATEWAY_URL: z.url({ protocol: /^https?$/ }),
  /** What sessions are sealed with; the same for all replicas. Whoever has it can make no key, but can read stolen cookies. */
  DASHBOARD_SECRET: z.string().min(32),
  /** The built page. */
  PAGE_DIR: z.string().default(join(import.meta.dirname, '..', 'dist')),
})
export type DashboardConfig = z.infer<typeof DashboardConfig>
