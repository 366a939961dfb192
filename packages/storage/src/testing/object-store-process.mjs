// An S3 server over a folder, until its parent lets go of it: object-store-process.mjs FOLDER BUCKET
import S3Server from '@20minutes/s3rver'

const [directory, name] = process.argv.slice(2)
const server = new S3Server({
  address: '127.0.0.1',
  port: 0,
  silent: true,
  vhostBuckets: false,
  // It forgets the slash behind the name of the bucket, which is signed with it.
  allowMismatchedSignatures: true,
  directory,
  configureBuckets: [{ name }],
})
const { port } = await server.run()
process.send({ port })
process.once('disconnect', () => process.exit())
