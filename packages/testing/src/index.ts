export { testConnection } from './test-connection.ts'
export { testDatabase } from './test-database.ts'
