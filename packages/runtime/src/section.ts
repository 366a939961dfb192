import { z } from 'zod'

/** A section of the settings file; one that is not there, or in which all is commented out, has its defaults. */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess((given) => given ?? {}, z.strictObject(shape))
}
