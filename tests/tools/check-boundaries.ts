// `npm run check`: the import rules between the rooms.
import { resolve } from "node:path";
import { checkBoundaries } from "./boundaries.ts";

const { counts, errors } = await checkBoundaries(resolve(import.meta.dirname, "../.."));
const checked = Object.entries(counts).map(([place, count]) => `${place} ${count}`);
console.log(`boundaries: checked modules: ${checked.join(", ")}`);
for (const error of errors) console.error(`boundaries: ${error}`);
process.exitCode = errors.length > 0 ? 1 : 0;
