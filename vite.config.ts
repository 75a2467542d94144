// How the web is built: four pages (phone, console, wall, proof) from src/web into dist/web, and the phone's service
// worker.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const root = path.join(import.meta.dirname, 'src/web')
/** Tests build into a folder of their own by naming it. */
const outDir = process.env.MUSTER_WEB_FOLDER ?? path.join(import.meta.dirname, 'dist/web')
const PAGES = { phone: 'index.html', console: 'console/index.html', wall: 'wall/index.html', proof: 'proof/index.html' }
const WORKER = 'phone/worker/sw.ts'
/** Below this a packed file saves no network packet. */
const PACK_MIN_BYTES = 1024
const PACKED = /\.(js|css|html|svg|json|webmanifest)$/

/** All files below a folder, as paths relative to it. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
}

/** Tells the service worker which files make up the phone, and a hash of them that changes when any of them does. */
function phoneFiles(): Plugin {
  return {
    name: 'muster:phone-files',
    enforce: 'post',
    writeBundle(_, bundle) {
      const worker = path.join(outDir, 'sw.js')
      if (!existsSync(worker)) return
      const wanted = new Set<string>()
      const take = (name: string) => {
        const chunk = bundle[name]
        if (!chunk || wanted.has(name)) return
        wanted.add(name)
        if (chunk.type !== 'chunk') return
        for (const style of chunk.viteMetadata?.importedCss ?? []) wanted.add(style)
        for (const more of [...chunk.imports, ...chunk.dynamicImports]) take(more)
      }
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk' && chunk.isEntry && chunk.name === 'phone') take(chunk.fileName)
      const files = [
        '/',
        ...[...wanted].sort().map((name) => `/${name}`),
        ...filesIn(path.join(root, 'public')).map((name) => `/${name}`),
      ]
      const hash = createHash('sha256')
      for (const file of files)
        hash.update(file).update(readFileSync(path.join(outDir, file === '/' ? 'index.html' : file)))
      const text = readFileSync(worker, 'utf8')
      writeFileSync(
        worker,
        text
          .replace('__PHONE_FILES__', JSON.stringify(files))
          .replace('__PHONE_HASH__', JSON.stringify(hash.digest('hex').slice(0, 16))),
      )
    },
  }
}

/** Packs each text file once at build time, so that serving costs no processor. */
function packed(): Plugin {
  return {
    name: 'muster:packed',
    enforce: 'post',
    closeBundle() {
      for (const name of filesIn(outDir)) {
        if (!PACKED.test(name)) continue
        const file = path.join(outDir, name)
        const bytes = readFileSync(file)
        if (bytes.length < PACK_MIN_BYTES) continue
        writeFileSync(
          `${file}.br`,
          brotliCompressSync(bytes, {
            params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
          }),
        )
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
      }
    },
  }
}

export default defineConfig({
  root,
  base: '/',
  appType: 'mpa',
  publicDir: path.join(root, 'public'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [phoneFiles(), packed()],
  build: {
    outDir,
    emptyOutDir: true,
    // The oldest browsers that our users' phones carry: Chrome 87 (2020) and Safari 14 (2020).
    target: ['chrome87', 'safari14'],
    // Files inlined as data: URLs would need a looser content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      // Chinese comes with the screen and other languages when they are chosen, by one and the same import.
      checks: { ineffectiveDynamicImport: false },
      input: {
        ...Object.fromEntries(Object.entries(PAGES).map(([name, file]) => [name, path.join(root, file)])),
        ...(existsSync(path.join(root, WORKER)) ? { sw: path.join(root, WORKER) } : {}),
      },
      output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  // `vite` for developers: pages from here, everything else from a running house.
  server: {
    proxy: {
      '/v1': process.env.MUSTER_URL ?? 'http://localhost:8080',
      '/log': process.env.MUSTER_URL ?? 'http://localhost:8080',
    },
  },
})
