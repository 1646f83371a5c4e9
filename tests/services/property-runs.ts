// The number of generated cases for properties that set none themselves.
import fc from "fast-check";
import { times } from "./night.ts";

fc.configureGlobal({ numRuns: times(100, 5_000) });
