import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev` finds the server; the built page is served by the server itself. */
const server = process.env.JIZHUN_SERVER ?? 'http://127.0.0.1:7788';

export default defineConfig(({ command }) => {
  // The page is built for use whoever builds it: a test run says NODE_ENV=test, and would get React for development.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    plugins: [react()],
    build: {
      // Government desks have Chromium-based browsers of some age.
      target: 'chrome88',
      cssTarget: 'chrome88',
      // Everything is a file of its own: the content security policy allows no data: scripts or fonts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 700,
    },
    // The rules, which run beside the page.
    worker: { format: 'es' },
    server: { proxy: { '/api': server } },
  };
});
