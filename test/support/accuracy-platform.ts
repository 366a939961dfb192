import type { TestProject } from 'vitest/node'
import { startTestPlatform } from './platform.ts'

/** A platform as it comes, with all its patience, for the documents that accuracy is measured on. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { platform, stop } = await startTestPlatform({ gateways: 1 })
  project.provide('platformUrls', platform.urls)
  project.provide('adminUrls', [])
  return stop
}
