// Reads the credentials that the demo has written into its data folder.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DemoAccount, DemoDevice } from "@minqing/core/access/demo";
import { z } from "zod";

async function readList<T>(path: string, item: z.ZodType<T>): Promise<T[]> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new Error(`expected the demo's credentials in ${path}; start the demo first, or set --data-dir`, { cause });
  });
  const list = z.array(item).safeParse(JSON.parse(text));
  if (!list.success) throw new TypeError(`${path}: ${z.prettifyError(list.error)}`);
  return list.data;
}

export const readAccounts = (dataDir: string): Promise<DemoAccount[]> =>
  readList(join(dataDir, "demo-accounts.json"), DemoAccount);

export const readDevices = (dataDir: string): Promise<DemoDevice[]> =>
  readList(join(dataDir, "demo-devices.json"), DemoDevice);
