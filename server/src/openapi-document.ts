// Generates the OpenAPI 3.1 document of the contract from the routes.

import { Problem } from "@minqing/core/problem/problem";
import { z } from "zod";
import server from "../package.json" with { type: "json" };
import type { createApi } from "./api.ts";

const PROBLEM_RESPONSE = {
  description: "A problem as RFC 9457 problem details; its `type` is `urn:problem:<code>`",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
} as const;

type Document = ReturnType<ReturnType<typeof createApi>["getOpenAPI31Document"]>;
type JsonSchema = NonNullable<NonNullable<Document["components"]>["schemas"]>[string];

/**
 * The generator writes a nullable reference as "all of the schema and null", which nothing is: in JSON Schema it is either.
 * [JSON Schema 2020-12 §10.2.1]
 */
function withNullableReferences(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withNullableReferences);
  if (typeof node !== "object" || node === null) return node;
  const { allOf } = node as { allOf?: { $ref?: string; type?: unknown }[] };
  const [reference, other] = allOf ?? [];
  if (allOf?.length === 2 && reference?.$ref !== undefined && Array.isArray(other?.type) && other.type.includes("null"))
    return { anyOf: [{ $ref: reference.$ref }, { type: "null" }] };
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withNullableReferences(value)]));
}

export function openapiDocument(api: ReturnType<typeof createApi>): Document {
  const document = api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Minqing 民情地图",
      version: server.version,
      description:
        "What happens in a city, who acts, and until when. Positions are [lon, lat] in WGS84, instants RFC 3339 in UTC. " +
        "Everything generated carries `synthetic: true` (模拟数据).",
      license: { name: "Apache-2.0" },
    },
    security: [{ bearer: [] }, { cookie: [] }],
  });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: z.toJSONSchema(Problem) as JsonSchema },
    securitySchemes: {
      bearer: { type: "http", scheme: "bearer" },
      cookie: { type: "apiKey", in: "cookie", name: "minqing" },
    },
  };
  for (const item of Object.values(document.paths ?? {})) {
    for (const operation of [item?.get, item?.post, item?.put, item?.delete]) {
      if (operation !== undefined) operation.responses = { ...operation.responses, default: PROBLEM_RESPONSE };
    }
  }
  return withNullableReferences(document) as Document;
}
