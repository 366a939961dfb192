export { type BatchFile, eraseFiles } from './batch-file.ts'
export { type BatchUpload, createBatchReceiver } from './batch-upload.ts'
export { createApp } from './create-app.ts'
export {
  admit,
  type Caller,
  callerOf,
  type Gate,
  type Guards,
  type Needed,
  type Trail,
} from './guards.ts'
export { readJson } from './json-body.ts'
export { isLoopback, isOfThisMachine } from './loopback.ts'
export { problemHandler, unknownRoute } from './problem-handler.ts'
export { type Answer, type Call, parsePart, refuseOtherMethods, route } from './route.ts'
export { createServer, type HttpServer, longestRequestMs } from './server.ts'
export { createSlots, createUploadSlots, type Slots } from './slots.ts'
export { createUploadReceiver, type Upload } from './upload.ts'
