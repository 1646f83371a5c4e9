// Routes for maintaining departments, posts, people and regions, and for the history of every unit.

import { createRoute } from "@hono/zod-openapi";
import { DepartmentDraft, DepartmentRecord } from "@minqing/core/organisation/department";
import { PersonRecord, PersonRequest } from "@minqing/core/organisation/person";
import { PostDraft, PostRecord } from "@minqing/core/organisation/post";
import { RegionDraft, RegionRecord } from "@minqing/core/organisation/region";
import { OrganisationKind, UnitChange, UnitId, Versioned } from "@minqing/core/organisation/unit";
import { cityDay } from "@minqing/core/organisation/validity";
import { RegionCode, regionPrefix } from "@minqing/core/region/codes";
import { listDepartmentRecords } from "@minqing/geodata/organisation/department-queries";
import { listHistory } from "@minqing/geodata/organisation/history-queries";
import { listPeople } from "@minqing/geodata/organisation/person-queries";
import { listPosts } from "@minqing/geodata/organisation/post-queries";
import { listRegionRecords } from "@minqing/geodata/organisation/region-queries";
import { z } from "zod";
import { IdempotencyHeader } from "../act/run-once.ts";
import { FlagText, limitUpTo, SearchText, wholeNumber } from "../http/list-query.ts";
import { pageOf } from "../http/page-cursor.ts";
import { itemsSchema, pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../http/router.ts";
import type { ServerContext } from "../server-context.ts";
import { refreshScopes } from "./refresh-scopes.ts";
import { saveRequested } from "./save-requested.ts";
import { DEPARTMENTS, PEOPLE, POSTS, REGIONS } from "./units.ts";

const tags = ["organisation"];
export const SavedUnit = z.object({ id: z.string(), ...Versioned.shape });
export const ById = z.object({ id: z.string().max(128) });
const NewId = z.object({ id: UnitId });
export const savedUnit = (summary: string) => jsonAnswer(SavedUnit, `${summary}: its id and its new version`);

export const Page = z.object({
  text: SearchText.optional(),
  /** True: also units that are not in force today. */
  all: FlagText.default(false),
  limit: limitUpTo(1000, 200),
  cursor: z.string().max(64).default(""),
});

const departments = createRoute({
  method: "get",
  path: "/departments",
  tags,
  operationId: "listKeptDepartments",
  summary: "All departments, including ended ones",
  responses: { 200: jsonAnswer(itemsSchema(DepartmentRecord), "Ordered by id") },
});

const createDepartment = createRoute({
  method: "post",
  path: "/departments",
  tags,
  operationId: "createDepartment",
  summary: "Create a department",
  request: { headers: IdempotencyHeader, body: jsonBody(DepartmentDraft.extend(NewId.shape)) },
  responses: { 201: savedUnit("The department") },
});

const changeDepartment = createRoute({
  method: "put",
  path: "/departments/{id}",
  tags,
  operationId: "changeDepartment",
  summary: "Change a department, or set its last day",
  request: { headers: IdempotencyHeader, params: ById, body: jsonBody(DepartmentDraft.extend(Versioned.shape)) },
  responses: { 200: savedUnit("The department") },
});

const posts = createRoute({
  method: "get",
  path: "/posts",
  tags,
  operationId: "listPosts",
  summary: "Posts",
  request: { query: Page.extend({ department: UnitId.optional() }) },
  responses: { 200: jsonAnswer(pageSchema(PostRecord), "Ordered by id") },
});

const createPost = createRoute({
  method: "post",
  path: "/posts",
  tags,
  operationId: "createPost",
  summary: "Create a post",
  request: { headers: IdempotencyHeader, body: jsonBody(PostDraft.extend(NewId.shape)) },
  responses: { 201: savedUnit("The post") },
});

const changePost = createRoute({
  method: "put",
  path: "/posts/{id}",
  tags,
  operationId: "changePost",
  summary: "Change a post, or set its last day",
  request: { headers: IdempotencyHeader, params: ById, body: jsonBody(PostDraft.extend(Versioned.shape)) },
  responses: { 200: savedUnit("The post") },
});

const people = createRoute({
  method: "get",
  path: "/people",
  tags,
  operationId: "listPeople",
  summary: "People, their telephone numbers masked",
  request: {
    query: Page.extend({
      department: UnitId.optional(),
      post: UnitId.optional(),
      region: RegionCode.optional(),
    }),
  },
  responses: { 200: jsonAnswer(pageSchema(PersonRecord), "Ordered by id") },
});

const createPerson = createRoute({
  method: "post",
  path: "/people",
  tags,
  operationId: "createPerson",
  summary: "Create a person",
  request: { headers: IdempotencyHeader, body: jsonBody(PersonRequest.extend(NewId.shape)) },
  responses: { 201: savedUnit("The person") },
});

const changePerson = createRoute({
  method: "put",
  path: "/people/{id}",
  tags,
  operationId: "changePerson",
  summary: "Change a person, or set their last day; without a phone the stored number stays",
  request: { headers: IdempotencyHeader, params: ById, body: jsonBody(PersonRequest.extend(Versioned.shape)) },
  responses: { 200: savedUnit("The person") },
});

const regions = createRoute({
  method: "get",
  path: "/regions",
  tags,
  operationId: "listKeptRegions",
  summary: "Regions with their management parent and their validity",
  request: { query: Page.extend({ managed: FlagText.default(false) }) },
  responses: { 200: jsonAnswer(pageSchema(RegionRecord), "Ordered by code") },
});

const changeRegion = createRoute({
  method: "put",
  path: "/regions/{id}",
  tags,
  operationId: "changeRegion",
  summary: "Change a region's name, management parent or validity; scopes change at once",
  request: { headers: IdempotencyHeader, params: ById, body: jsonBody(RegionDraft.extend(Versioned.shape)) },
  responses: { 200: savedUnit("The region") },
});

const history = createRoute({
  method: "get",
  path: "/{kind}/{id}/history",
  tags,
  operationId: "readUnitHistory",
  summary: "Changes of one unit, newest first, with actor, time, and the values before and after",
  request: {
    params: ById.extend({ kind: OrganisationKind }),
    query: z.object({ limit: limitUpTo(200, 50), cursor: wholeNumber(1, Number.MAX_SAFE_INTEGER).optional() }),
  },
  responses: { 200: jsonAnswer(pageSchema(UnitChange), "Its changes; telephone numbers masked") },
});

export const filterOf = ({ text, all, limit, cursor }: z.output<typeof Page>, today: string) => ({
  text: text ?? null,
  day: all ? null : today,
  after: cursor,
  limit: limit + 1,
});

export const organisationRoutes = (context: ServerContext) => {
  const { db } = context;
  const today = () => cityDay(context.now());
  return newRouter()
    .openapi(departments, async (c) => c.json({ items: await listDepartmentRecords(db, today()) }, 200))
    .openapi(createDepartment, async (c) => {
      const { id, ...draft } = c.req.valid("json");
      const saved = await saveRequested(context, c, DEPARTMENTS, { id, draft, version: null });
      refreshScopes(context);
      return c.json(saved, 201);
    })
    .openapi(changeDepartment, async (c) => {
      const { version, ...draft } = c.req.valid("json");
      const { id } = c.req.valid("param");
      const saved = await saveRequested(context, c, DEPARTMENTS, { id, draft, version });
      refreshScopes(context);
      return c.json(saved, 200);
    })
    .openapi(posts, async (c) => {
      const { department = null, ...page } = c.req.valid("query");
      const rows = await listPosts(db, { ...filterOf(page, today()), departmentId: department }, today());
      return c.json(
        pageOf(rows, page.limit, ({ id }) => id),
        200,
      );
    })
    .openapi(createPost, async (c) => {
      const { id, ...draft } = c.req.valid("json");
      return c.json(await saveRequested(context, c, POSTS, { id, draft, version: null }), 201);
    })
    .openapi(changePost, async (c) => {
      const { version, ...draft } = c.req.valid("json");
      const { id } = c.req.valid("param");
      return c.json(await saveRequested(context, c, POSTS, { id, draft, version }), 200);
    })
    .openapi(people, async (c) => {
      const { department = null, post = null, region, ...page } = c.req.valid("query");
      const prefix = region === undefined ? null : regionPrefix(region);
      const filter = { ...filterOf(page, today()), departmentId: department, postId: post, prefix };
      return c.json(
        pageOf(await listPeople(db, filter), page.limit, ({ id }) => id),
        200,
      );
    })
    .openapi(createPerson, async (c) => {
      const { id, ...draft } = c.req.valid("json");
      return c.json(await saveRequested(context, c, PEOPLE, { id, draft, version: null }), 201);
    })
    .openapi(changePerson, async (c) => {
      const { version, ...draft } = c.req.valid("json");
      const { id } = c.req.valid("param");
      return c.json(await saveRequested(context, c, PEOPLE, { id, draft, version }), 200);
    })
    .openapi(regions, async (c) => {
      const { managed, ...page } = c.req.valid("query");
      const rows = await listRegionRecords(db, { ...filterOf(page, today()), isManagedElsewhere: managed });
      return c.json(
        pageOf(rows, page.limit, ({ code }) => code),
        200,
      );
    })
    .openapi(changeRegion, async (c) => {
      const { version, ...draft } = c.req.valid("json");
      const { id } = c.req.valid("param");
      const saved = await saveRequested(context, c, REGIONS, { id, draft, version });
      refreshScopes(context);
      return c.json(saved, 200);
    })
    .openapi(history, async (c) => {
      const { kind, id } = c.req.valid("param");
      const { limit, cursor = null } = c.req.valid("query");
      const rows = await listHistory(db, { kind, objectId: id, before: cursor, limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit, ({ no }) => String(no));
      return c.json({ items: items.map(({ no: _, ...change }) => change), nextCursor }, 200);
    });
};
