export { sampleJob, sampleReading } from './samples.ts'
export { testConnections } from './test-connections.ts'
export { type TestDatabase, testDatabase } from './test-database.ts'
export { testFolder } from './test-folder.ts'
