import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { licences } from './test/architecture/licences.ts'

/** The window: the same bundle for Electron's app:// and the browser host. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), licences(import.meta.dirname)],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    chunkSizeWarningLimit: 4000,
    // Of the libraries that are bundled; those that are not bring their own.
    license: { fileName: 'licences.md' },
  },
})
