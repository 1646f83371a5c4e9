// Reads the foreign packages of package-lock.json: versions, and whether there is a hash with which npm checks a download.
import { z } from "zod";

/** npm writes a single name without brackets. */
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
  /** Path in node_modules. */
  path: string;
  hasIntegrity: boolean;
  /** Null for a package that is installed on every platform. */
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
