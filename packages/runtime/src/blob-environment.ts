import { z } from 'zod'

/** An empty variable is one that is not set. */
const optional = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z.string().min(1).optional(),
)

/** Where a service finds the files of the jobs: in BLOB_DIR, or in S3_BUCKET; BLOB_DIR then holds what is worked on just now. */
export const blobEnvironment = {
  BLOB_DIR: z.string().default('data/blobs'),
  S3_BUCKET: optional,
  /** Put before the names in the bucket, as `invoices/`. */
  S3_PREFIX: z
    .string()
    .regex(/^([^/].*\/)?$/, { error: 'must end with a slash, and not begin with one' })
    .optional(),
  /** Of a store that is not Amazon's. */
  S3_ENDPOINT: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.url({ protocol: /^https?$/ }).optional(),
  ),
  /** us-east-1 when it is not set; most other stores take any. */
  S3_REGION: optional,
  /** Both or none: without them what the machine or the pod was given is used. */
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
}
