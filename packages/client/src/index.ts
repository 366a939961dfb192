export * from './client.ts'
export * from './extract-files.ts'
export * from './follow.ts'
