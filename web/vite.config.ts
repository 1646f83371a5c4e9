// Five pages, one build. MapLibre 6 is ESM with its worker in a separate file, so it is excluded from the optimizer;
// otherwise the map stays blank in development.
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const page = (name: string) => resolve(import.meta.dirname, `${name}.html`);

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  optimizeDeps: { exclude: ["maplibre-gl"] },
  worker: { format: "es" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    // No inline assets: the pages run under `script-src 'self'; style-src 'self'`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: { wall: page("wall"), console: page("console"), admin: page("admin"), field: page("field"), p: page("p") },
    },
  },
  server: {
    proxy: {
      // The browser's host stays, because the server accepts sign-ins and commands only from its own pages.
      "/api": { target: "http://127.0.0.1:8080", changeOrigin: false },
      "/basemap": "http://127.0.0.1:8080",
      "/enter": "http://127.0.0.1:8080",
      "/socket.io": { target: "http://127.0.0.1:8080", ws: true },
    },
  },
});
