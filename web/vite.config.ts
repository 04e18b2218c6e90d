/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Two entries: the staff's application, and the caller's page, which must stay small enough to open on a phone in a lift.
export default defineConfig({
  plugins: [react()],
  // the form of a flow's file is the engine's: one file for the reader, editors elsewhere and ours
  resolve: { alias: { '@flow': here('../flow/src/main/resources/org/callosum/flow'), '@': here('./src') } },
  server: {
    host: '127.0.0.1',
    fs: { allow: [here('.'), here('../flow/src/main/resources')] },
    proxy: { '/api': { target: process.env.CALLOSUM_API ?? 'http://127.0.0.1:8080', ws: true } },
  },
  build: {
    target: 'es2023',
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: { index: here('./index.html'), call: here('./call.html') },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component)[\\/]/ },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    globals: true,
    setupFiles: ['./src/testing/setup.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
    css: false,
  },
});
