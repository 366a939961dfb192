import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of a ZIP as it is to be written, true or not. */
export type ZipEntry = {
  name: string | Buffer
  content?: string | Buffer
  /** General purpose flags: 1 is encrypted, 0x800 a name in UTF-8. */
  flags?: number
  /** 8 is deflate. */
  method?: number
  /** What it says of its size when unpacked. */
  size?: number
  checksum?: number
  /** File type and permissions of Unix. */
  mode?: number
}

const utf8Name = 0x800

/** A ZIP byte by byte (APPNOTE 6.3.10), for what no honest program writes. */
export function writeZip(entries: ZipEntry[]): Buffer<ArrayBuffer> {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const { local, central } = writeEntry(entry, offset)
    locals.push(local)
    directory.push(central)
    offset += local.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, ...directory, end])
}

function writeEntry(entry: ZipEntry, offset: number): { local: Buffer; central: Buffer } {
  const { name, content = '', flags = utf8Name, method = 8, mode = 0o100644 } = entry
  const bytes = Buffer.from(content)
  const packed = method === 8 ? deflateRawSync(bytes) : bytes
  const nameBytes = Buffer.from(name)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(flags, 2)
  common.writeUInt16LE(method, 4)
  common.writeUInt32LE(entry.checksum ?? crc32(bytes), 10)
  common.writeUInt32LE(packed.length, 14)
  common.writeUInt32LE(entry.size ?? bytes.length, 18)
  common.writeUInt16LE(nameBytes.length, 22)
  // Version 2.0, made by Unix.
  const [madeBy, rest] = [Buffer.from([20, 3]), Buffer.alloc(14)]
  rest.writeUInt32LE((mode << 16) >>> 0, 6)
  rest.writeUInt32LE(offset, 10)
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, packed]),
    central: Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), madeBy, common, rest, nameBytes]),
  }
}
