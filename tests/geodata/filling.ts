import type { Database } from "@minqing/geodata/database";

/** What many files begin with: made once for a run under its name, then copied. */
export interface Filling {
  readonly name: string;
  fill(owner: Database): Promise<void>;
}
