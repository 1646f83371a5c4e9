// `npm run check`: what is generated and committed is what the program makes. `--write` commits to what it makes now.
import { relative, resolve } from "node:path";
import { differenceOf, makeGeneratedFiles, writeSchemaDump } from "./generated-files.ts";

const root = resolve(import.meta.dirname, "../..");
const isWriting = process.argv.includes("--write");

for (const generated of await makeGeneratedFiles()) {
  const name = relative(root, generated.file);
  const difference = await differenceOf(generated);
  if (difference === null) console.log(`generated: ${name} is what the program makes`);
  else if (isWriting) {
    await writeSchemaDump(generated);
    console.log(`generated: ${name} written`);
  } else {
    console.error(`generated: ${name} differs; node tests/tools/check-generated.ts --write\n${difference}`);
    process.exitCode = 1;
  }
}
