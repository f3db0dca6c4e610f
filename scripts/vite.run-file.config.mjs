import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const app = fileURLToPath(new URL('../src/console', import.meta.url));

/** The visualizer as one page with everything in it: what a run is put into to be read without the service. */
export default defineConfig({
  root: app,
  base: './',
  plugins: [react(), inOnePage()],
  logLevel: 'warn',
  build: {
    target: 'es2022',
    emptyOutDir: true,
    cssCodeSplit: false,
    modulePreload: false,
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: { input: join(app, 'run-file.html') },
  },
});

/** Puts the one script and the one style sheet into the page. */
function inOnePage() {
  return {
    name: 'in-one-page',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const parts = Object.values(bundle);
        const page = parts.find(({ fileName }) => fileName.endsWith('.html'));
        const scripts = parts.filter(({ type }) => type === 'chunk');
        const styles = parts.filter(({ fileName }) => fileName.endsWith('.css'));
        if (page === undefined || scripts.length !== 1 || styles.length > 1 || parts.length > 3)
          this.error(
            `The page is in ${parts.length} parts: ${parts.map(({ fileName }) => fileName).join(', ')}`,
          );
        const script = scripts[0].code.replaceAll(/<(?=\/?script|!--)/gi, '\\x3c');
        const style = styles.map(({ source }) => String(source)).join('');
        page.source = String(page.source)
          .replace(/\s*<script type="module"[^>]*><\/script>/, '')
          .replace(/\s*<link rel="stylesheet"[^>]*>/, () => `\n<style>${style}</style>`)
          .replace('</body>', () => `<script type="module">${script}</script>\n</body>`);
        for (const { fileName } of [...scripts, ...styles]) delete bundle[fileName];
      },
    },
  };
}
