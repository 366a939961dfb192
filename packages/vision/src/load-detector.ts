import { createDetector, type Detector, type DetectorOptions } from './detector.ts'
import { selfTest } from './self-test.ts'

/**
 * Loads a detector as for reading: verified, tried on a known page, and warm.
 *
 * @throws Error when the model cannot be used, saying why.
 */
export async function loadDetector(options: DetectorOptions): Promise<Detector> {
  const detector = await createDetector(options)
  await selfTest(detector)
  return detector
}
