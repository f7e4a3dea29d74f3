import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run dev --workspace @holdfast/console` shows changes at once, in front of a service that runs beside it. */
const SERVICE = 'http://127.0.0.1:3000';

export default defineConfig({
  root: 'src',
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    assetsDir: 'assets',
    // The policy of the page allows no data in styles, and a file of its own is kept for good.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
  server: { proxy: { '/v1': SERVICE, '/health': SERVICE, '/console/session': SERVICE } },
});
