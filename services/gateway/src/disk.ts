import { statfs } from 'node:fs/promises'

/** What a disk has for those who are not root, and in all. */
export type Disk = { freeBytes: number; sizeBytes: number }

const lowShare = 0.05
// A few large uploads and what PostgreSQL writes for them.
const fullBytes = 1_000_000_000

/** The disk on which a folder lies. Rejects while it does not answer. */
export async function readDisk(folder: string): Promise<Disk> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize }
}

/** Whether somebody should make room: less than a twentieth is free. */
export function isLow({ freeBytes, sizeBytes }: Disk): boolean {
  return freeBytes < lowShare * sizeBytes
}

/** Whether no document is taken any more: the disk is low, and at most 1 GB is free. */
export function isFull(disk: Disk): boolean {
  return isLow(disk) && disk.freeBytes <= fullBytes
}
