// Makes the first opening of a folder all or nothing: a process killed while PGlite initialises leaves half a
// database that looks like a whole one. A mark beside the folder says "not finished"; what carries it is begun again.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export interface FolderInit {
  readonly isNew: boolean;
  /** Call when the new database has been opened and can be kept. */
  finish(): void;
}

export function beginFolder(folder: string): FolderInit {
  const mark = `${folder}.unfinished`;
  if (existsSync(mark)) rmSync(folder, { recursive: true, force: true });
  const isNew = !existsSync(`${folder}/PG_VERSION`);
  if (isNew) {
    mkdirSync(dirname(folder), { recursive: true });
    writeFileSync(mark, "The database beside this file is not complete; the next start begins it again.\n");
  }
  return { isNew, finish: () => rmSync(mark, { force: true }) };
}
