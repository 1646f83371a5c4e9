// Routes of lists that change rarely: departments and their kinds, case categories, observed properties.
import { createRoute } from "@hono/zod-openapi";
import { CaseCategory } from "@minqing/core/case/category";
import { DEPARTMENT_KINDS_KEY, DepartmentKinds, NamedDepartmentKind } from "@minqing/core/organisation/department";
import { DepartmentView } from "@minqing/core/region/region";
import { ObservedProperty } from "@minqing/core/thing/property";
import { caseCategories } from "@minqing/geodata/case/queries";
import { listDepartments } from "@minqing/geodata/region/queries";
import { readSetting } from "@minqing/geodata/setting/queries";
import { listProperties } from "@minqing/geodata/thing/queries";
import { itemsSchema } from "./http/page-schema.ts";
import { jsonAnswer, newRouter } from "./http/router.ts";
import type { ServerContext } from "./server-context.ts";

const departments = createRoute({
  method: "get",
  path: "/departments",
  tags: ["reference"],
  summary: "Departments",
  responses: { 200: jsonAnswer(itemsSchema(DepartmentView), "Departments in the order of their ids") },
});

const categories = createRoute({
  method: "get",
  path: "/categories",
  tags: ["reference"],
  summary: "Case categories valid now",
  responses: { 200: jsonAnswer(itemsSchema(CaseCategory), "Categories in the order of their codes") },
});

const properties = createRoute({
  method: "get",
  path: "/properties",
  tags: ["reference"],
  summary: "Observed properties",
  responses: { 200: jsonAnswer(itemsSchema(ObservedProperty), "Properties in the order of their keys") },
});

const kinds = createRoute({
  method: "get",
  path: "/department-kinds",
  tags: ["reference"],
  summary: "Kinds of departments with their names",
  responses: { 200: jsonAnswer(itemsSchema(NamedDepartmentKind), "The kinds that the city names") },
});

export const referenceRoutes = ({ db, now }: ServerContext) =>
  newRouter()
    .openapi(departments, async (c) => c.json({ items: await listDepartments(db) }, 200))
    .openapi(kinds, async (c) => {
      const items = await readSetting(db, DEPARTMENT_KINDS_KEY, DepartmentKinds, now());
      return c.json({ items: items ?? [] }, 200);
    })
    .openapi(categories, async (c) => c.json({ items: await caseCategories(db, now()) }, 200))
    .openapi(properties, async (c) => c.json({ items: await listProperties(db) }, 200));
