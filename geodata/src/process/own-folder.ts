// Folders and files that only the program's own user may read: they hold the database, keys and credentials.
import { chmod, mkdir, stat } from "node:fs/promises";

const OWNER_ONLY = 0o700;
/** Of folders that everybody writes into, such as /tmp. */
const STICKY = 0o1000;

/** Files and folders that this process creates from now on are its user's alone. */
export function keepFilesPrivate(): void {
  process.umask(0o077);
}

/** Creates the folder if it is absent, and takes it away from others. A folder of another user is refused. */
export async function ensureOwnFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: OWNER_ONLY });
  const { uid, mode } = await stat(path);
  if ((mode & STICKY) !== 0) throw new Error(`expected ${path} to be a folder of this program alone, got a shared one`);
  const own = process.getuid?.();
  if (own === undefined) return;
  if (uid !== own) {
    throw new Error(`expected ${path} to belong to the user of this process (uid ${own}), got uid ${uid}`);
  }
  if ((mode & 0o077) !== 0) await chmod(path, OWNER_ONLY);
}
