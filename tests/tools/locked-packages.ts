// What package-lock.json says of the packages that are not ours: versions, and the hash that npm holds a download against.
import { z } from "zod";

/** One name goes without its brackets. */
const names = z.union([z.string(), z.array(z.string())]).transform((one) => [one].flat());

const Locked = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
  optional: z.boolean().optional(),
  os: names.optional(),
  cpu: names.optional(),
});

export const Lock = z.object({ packages: z.record(z.string(), Locked) });

export interface LockedPackage {
  /** `name@version`. */
  id: string;
  /** Place in node_modules. */
  path: string;
  hasIntegrity: boolean;
  /** Null for one that is installed everywhere. */
  platform: string | null;
}

const FOLDER = "node_modules/";

export function lockedPackages(lock: z.infer<typeof Lock>): LockedPackage[] {
  return Object.entries(lock.packages)
    .filter(([path, { link }]) => path.includes(FOLDER) && link !== true)
    .map(([path, { version = "", integrity, os, cpu }]) => ({
      id: `${path.slice(path.lastIndexOf(FOLDER) + FOLDER.length)}@${version}`,
      path,
      hasIntegrity: integrity !== undefined && /^sha512-/.test(integrity),
      platform: os === undefined && cpu === undefined ? null : [...(os ?? []), ...(cpu ?? [])].join(" "),
    }));
}
