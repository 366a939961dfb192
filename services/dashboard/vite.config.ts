import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const outDir = join(import.meta.dirname, 'dist')

/** The invoice that an empty list offers. */
const sample = join(import.meta.dirname, '..', '..', 'docs', 'sample-invoice.pdf')

function emitSample(): Plugin {
  return {
    name: 'emit-sample',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'sample-invoice.pdf',
        source: readFileSync(sample),
      })
    },
  }
}

/** Lays a compressed copy beside each file, for the server to send as it is. */
function compress(): Plugin {
  return {
    name: 'compress',
    writeBundle({ dir = outDir }) {
      const folder = join(dir, 'assets')
      for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg)$/.test(file))) {
        const bytes = readFileSync(join(folder, name))
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes))
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes))
      }
    },
  }
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/dashboard/',
  plugins: [react(), emitSample(), compress()],
  build: { outDir, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
})
