// How many cases each property gets that does not say it itself.
import fc from "fast-check";
import { times } from "./night.ts";

fc.configureGlobal({ numRuns: times(100, 5_000) });
