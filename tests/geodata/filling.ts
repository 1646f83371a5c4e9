import type { Database } from "@minqing/geodata/database";

/** Initial content of the databases of many test files: made once per run under its name, then copied. */
export interface Filling {
  readonly name: string;
  fill(owner: Database): Promise<void>;
}
