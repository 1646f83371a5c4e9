// Keeps a second process out of an embedded database's folder. PGlite has no lock of its own and two processes
// corrupted one folder (measured). SQLite's file lock is refused at once and is free again after SIGKILL, in
// containers as well, where a file with a process id lies.
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
}

/** Locks `folder` by the file `<folder>.lock` beside it; returns what unlocks it. */
export function lockFolder(folder: string): () => void {
  const path = `${folder}.lock`;
  mkdirSync(dirname(path), { recursive: true });
  const file = new DatabaseSync(path);
  try {
    file.exec("pragma locking_mode = exclusive; begin exclusive");
  } catch (cause) {
    file.close();
    throw new FolderInUse(
      `the database in ${folder} is open in another process (expected to lock ${path}): stop that one first, or choose another DATA_DIR`,
      { cause },
    );
  }
  return () => file.close();
}
