// Every page beside this file, one build; `dev-server.ts` adds what development needs. MapLibre 6 is ESM with its worker
// in a file of its own: left out of the optimizer, or the map stays blank in development.
import { globSync } from "node:fs";
import { resolve } from "node:path";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const root = import.meta.dirname;

export default defineConfig({
  root,
  // The component library brings the words of thirty languages; the pages speak two.
  plugins: [react(), { ...optimizeLocales.vite({ locales: ["zh-CN", "en-US"] }), enforce: "pre" }],
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
    rollupOptions: { input: globSync("*.html", { cwd: root }).map((page) => resolve(root, page)) },
  },
});
