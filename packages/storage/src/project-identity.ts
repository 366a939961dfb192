/** One project of one Label Studio: its number alone is another project's once Label Studio has lost its data. */
export type ProjectIdentity = {
  projectId: number
  /** As Label Studio says. */
  createdAt: Date
}

/** `<number> <created_at>`: of one project for ever. */
export function identityText({ projectId, createdAt }: ProjectIdentity): string {
  return `${projectId} ${createdAt.toISOString()}`
}

/** When the project was made that a text of `identityText` is of; undefined when it is of none of this number. */
export function creationIn(text: string | null, projectId: number): Date | undefined {
  const [number, at] = text?.split(' ') ?? []
  return number === `${projectId}` && at !== undefined ? new Date(at) : undefined
}
