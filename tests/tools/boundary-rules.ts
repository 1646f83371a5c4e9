// The import rules between the rooms. The checker beside this file makes sure that every module was checked.
import type { IForbiddenRuleType } from "dependency-cruiser";

export const ROOMS = ["core", "geodata", "iot-gateway", "server", "web", "sims"] as const;

const ROOM_PATTERN = `^(${ROOMS.join("|")}|tests)/`;

export const BOUNDARY_RULES: IForbiddenRuleType[] = [
  {
    // No clock, socket, file or environment: no module of Node, and only these small pure packages.
    name: "core-is-pure",
    severity: "error",
    from: { path: "^core/src/" },
    to: { pathNot: ["^core/src/", "^node_modules/(zod|gcoord|h3-js)/"] },
  },
  never("geodata-knows-only-core", "^geodata/src/", "^(iot-gateway|server|web|sims|tests)/"),
  never("gateway-never-imports-server", "^iot-gateway/src/", "^(server|web|sims|tests)/"),
  never("server-never-imports-gateway", "^server/src/", "^(iot-gateway|web|sims|tests)/"),
  never("web-never-imports-behind-the-contract", "^web/src/", "^(geodata|iot-gateway|sims|tests)/"),
  never("sims-never-import-behind-the-contract", "^sims/src/", "^(geodata|iot-gateway|web|tests)/"),
  never("only-the-contract-of-the-server", "^(web|sims)/src/", "^server/src/(?!api\\.ts$)"),
  {
    name: "contract-as-types-only",
    severity: "error",
    from: { path: "^(web|sims)/src/" },
    to: { path: "^server/src/api\\.ts$", dependencyTypesNot: ["type-only"] },
  },
  never("no-database-outside", "^(web|sims)/src/", "^node_modules/(pg|@electric-sql)/"),
  never("start-is-the-root", ROOM_PATTERN, "^(start|dev)\\.ts$"),
  never("start-without-tests", "^(start|dev)\\.ts$", "^tests/"),
  {
    // Tests may: `web` has no `exports`, and its parts are tested one by one.
    name: "across-rooms-by-name",
    severity: "error",
    from: { path: ROOM_PATTERN, pathNot: "^tests/" },
    to: { path: ROOM_PATTERN, pathNot: "^$1/", dependencyTypes: ["local"] },
  },
  // Cycles of types too: files that need each other are one file, or need a third one.
  { name: "no-cycle", severity: "error", from: {}, to: { circular: true } },
  // `geojson` is a package of types only.
  { name: "no-unresolved-import", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^geojson$" } },
];

function never(name: string, from: string, to: string): IForbiddenRuleType {
  return { name, severity: "error", from: { path: from }, to: { path: to } };
}
