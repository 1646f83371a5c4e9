// Finds the newest PostgreSQL with PostGIS on a Debian or Ubuntu machine.
import { existsSync, readdirSync } from "node:fs";

const MIN_VERSION = 15;

export interface PostgresInstall {
  version: number;
  binDir: string;
}

/** The newest supported server that has PostGIS, or null. */
export function findPostgres(): PostgresInstall | null {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return null;
  const versions = readdirSync(root).map(Number).filter(isUsable);
  const version = versions.toSorted((a, b) => b - a)[0];
  return version === undefined ? null : { version, binDir: `${root}/${version}/bin` };
}

function isUsable(version: number): boolean {
  return (
    version >= MIN_VERSION &&
    existsSync(`/usr/lib/postgresql/${version}/bin/initdb`) &&
    existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`)
  );
}
