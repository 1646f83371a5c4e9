// `npm run check`: the committed generated files are what the program generates now. `--write` writes them.
import { relative, resolve } from "node:path";
import { differenceOf, makeGeneratedFiles, writeGeneratedFile } from "./generated-files.ts";

const root = resolve(import.meta.dirname, "../..");
const isWriting = process.argv.includes("--write");

for (const generated of await makeGeneratedFiles()) {
  const name = relative(root, generated.file);
  const difference = await differenceOf(generated);
  if (difference === null) console.log(`generated: ${name} is up to date`);
  else if (isWriting) {
    await writeGeneratedFile(generated);
    console.log(`generated: ${name} written`);
  } else {
    console.error(`generated: ${name} differs; node tests/tools/check-generated.ts --write\n${difference}`);
    process.exitCode = 1;
  }
}
