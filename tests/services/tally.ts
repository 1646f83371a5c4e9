// Counts the results of a test run for its last line. A file that cannot load, a hook that throws and a missing service count
// as failed.
import type { TestModule, TestRunResult } from "vitest/node";

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export function tallyRun(result: TestRunResult): Tally {
  const tests = tallyModules(result.testModules);
  return { ...tests, failed: tests.failed + result.unhandledErrors.length };
}

export function tallyModules(modules: readonly TestModule[]): Tally {
  const tally = { ...NOTHING };
  for (const module of modules) addModule(tally, module);
  return tally;
}

export const addTallies = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function addModule(tally: { passed: number; failed: number; skipped: number }, module: TestModule): void {
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === "passed") tally.passed += 1;
    else if (state === "skipped") tally.skipped += 1;
    // A test that is still pending at the end was interrupted.
    else tally.failed += 1;
  }
  for (const suite of module.children.allSuites()) if (suite.errors().length > 0) tally.failed += 1;
  if (module.errors().length > 0) tally.failed += 1;
}
