// The last line of a test run. A file that cannot load, a hook that throws and a service that is missing count as failed.
import type { TestModule, TestRunResult } from "vitest/node";

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export function tallyRun(result: TestRunResult): Tally {
  const tally: Tally = { passed: 0, failed: result.unhandledErrors.length, skipped: 0 };
  for (const module of result.testModules) addModule(tally, module);
  return tally;
}

export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function addModule(tally: Tally, module: TestModule): void {
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === "passed") tally.passed += 1;
    else if (state === "skipped") tally.skipped += 1;
    // A test still pending at the end was cut off.
    else tally.failed += 1;
  }
  for (const suite of module.children.allSuites()) if (suite.errors().length > 0) tally.failed += 1;
  if (module.errors().length > 0) tally.failed += 1;
}
