// `npm run check`: what is committed as a snapshot is what the program makes. `--write` commits to what it makes now.
import { relative, resolve } from "node:path";
import { differenceOf, makeSnapshots, writeSnapshot } from "./snapshots.ts";

const root = resolve(import.meta.dirname, "../..");
const isWriting = process.argv.includes("--write");

for (const snapshot of await makeSnapshots()) {
  const name = relative(root, snapshot.file);
  const difference = await differenceOf(snapshot);
  if (difference === null) console.log(`snapshots: ${name} is what the program makes`);
  else if (isWriting) {
    await writeSnapshot(snapshot);
    console.log(`snapshots: ${name} written`);
  } else {
    console.error(`snapshots: ${name} differs; node tests/tools/check-snapshots.ts --write\n${difference}`);
    process.exitCode = 1;
  }
}
