import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const server = 'http://localhost:5080';

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'es2022',
    // A strict content security policy allows neither inline scripts nor data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '/api': server,
      '/hubs': { target: server, ws: true },
    },
  },
  test: { include: ['src/**/*.test.ts'] },
});
