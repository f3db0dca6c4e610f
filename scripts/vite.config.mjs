import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const app = fileURLToPath(new URL('../src/console', import.meta.url));

/** Addresses are relative, for a proxy may show the console under any path; nothing is put inline, for the policy forbids it. */
export default defineConfig({
  root: app,
  base: './',
  plugins: [react()],
  logLevel: 'warn',
  build: {
    target: 'es2022',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: { input: join(app, 'console.html') },
  },
});
