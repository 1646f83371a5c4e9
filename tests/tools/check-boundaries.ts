// `npm run check`: the import rules between the rooms.
import { resolve } from "node:path";
import { checkBoundaries } from "./boundaries.ts";

const { counts, faults } = await checkBoundaries(resolve(import.meta.dirname, "../.."));
const checked = Object.entries(counts).map(([place, count]) => `${place} ${count}`);
console.log(`boundaries: looked at ${checked.join(", ")}`);
for (const fault of faults) console.error(`boundaries: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
