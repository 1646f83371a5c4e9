// Which tests there are: pure ones, database suites on both drivers, and whole-program ones; each group after the other.
import { availableParallelism, totalmem } from "node:os";
import { defineConfig } from "vitest/config";

const isDatabase = "tests/**/*.db.test.ts";
const isEndToEnd = "tests/**/*.e2e.test.ts";

// Time limits only end what hangs: a machine that does ten other things must not fail a test.
const shared = { pool: "forks", exclude: ["**/node_modules/**", "tests/**/fixtures/**"] } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
          exclude: [...shared.exclude, isDatabase, isEndToEnd],
          testTimeout: 30_000,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...shared,
          name: "db-pg",
          include: [isDatabase],
          env: { MINQING_TEST_DRIVER: "pg" },
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...shared,
          name: "db-pglite",
          include: [isDatabase],
          env: { MINQING_TEST_DRIVER: "pglite" },
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // One embedded database costs about 1.1 GB.
          maxWorkers: totalmem() > 8 * 2 ** 30 ? Math.min(2, availableParallelism()) : 1,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...shared,
          name: "e2e",
          include: [isEndToEnd],
          globalSetup: "tests/services/shared-demo.ts",
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
