// A router that throws invalid input as a problem, and the helpers of route definitions.
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, ValidationTargets } from "hono";
import type { z } from "zod";
import { invalidInput } from "../problem/problem-error.ts";
import type { ServerEnv } from "./server-env.ts";

/** The raw input: schemas name what they expected, this is what they got. */
async function inputOf(target: keyof ValidationTargets, c: Context<ServerEnv>): Promise<unknown> {
  if (target === "json") return c.req.json();
  if (target === "query") return c.req.query();
  return target === "param" ? c.req.param() : c.req.header();
}

export const newRouter = (): OpenAPIHono<ServerEnv> =>
  new OpenAPIHono<ServerEnv>({
    defaultHook: async (result, c) => {
      if (!result.success) throw invalidInput(result.error, await inputOf(result.target, c));
    },
  });

/** A JSON response of a route. */
export const jsonAnswer = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

/** A required JSON body. */
export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  content: { "application/json": { schema } },
  required: true,
});
