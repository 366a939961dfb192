import { type Blobs, createBlobs } from './blobs.ts'
import { createBucket } from './bucket.ts'
import { createBucketBlobs } from './bucket-blobs.ts'

/** Where the files of the jobs are, as the environment of a service says it. */
export type BlobPlace = {
  BLOB_DIR: string
  S3_BUCKET?: string | undefined
  S3_PREFIX?: string | undefined
  S3_ENDPOINT?: string | undefined
  S3_REGION?: string | undefined
  S3_ACCESS_KEY_ID?: string | undefined
  S3_SECRET_ACCESS_KEY?: string | undefined
}

/** The files in the bucket when one is named, else in the folder. Throws when one of its two keys is missing. */
export function chooseBlobs(place: BlobPlace): Blobs {
  const { BLOB_DIR, S3_BUCKET: name, S3_PREFIX, S3_ENDPOINT: endpoint } = place
  if (name === undefined) return createBlobs(BLOB_DIR)
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = place
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined))
    throw new Error('Set both S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or none of them')
  const credentials =
    accessKeyId !== undefined && secretAccessKey !== undefined
      ? { accessKeyId, secretAccessKey }
      : undefined
  const bucket = createBucket({
    name,
    endpoint,
    region: place.S3_REGION ?? 'us-east-1',
    credentials,
  })
  return createBucketBlobs(bucket, BLOB_DIR, S3_PREFIX)
}
