// The tests that mutants of `core` are tried on (`npm run mutation`): pure, in one thread, on the sandbox's own sources.
import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: [{ find: /^@minqing\/core\/(.*)$/, replacement: `${join(import.meta.dirname, "core/src")}/$1.ts` }],
  },
  test: { include: ["tests/core/**/*.test.ts"], testTimeout: 30_000 },
});
