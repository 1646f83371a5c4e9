// Routes of lists that change rarely: departments and their kinds, case categories, observed properties, kinds of things,
// groups of cameras.
import { createRoute } from "@hono/zod-openapi";
import { CameraGroup } from "@minqing/core/camera/camera-group";
import { CaseCategory } from "@minqing/core/case/category";
import { DEPARTMENT_KINDS_KEY, DepartmentKinds, NamedDepartmentKind } from "@minqing/core/organisation/department";
import { DepartmentView } from "@minqing/core/region/region";
import { ThingKind } from "@minqing/core/thing/kind";
import { ObservedProperty } from "@minqing/core/thing/property";
import { listCameraGroups } from "@minqing/geodata/camera/queries";
import { caseCategories } from "@minqing/geodata/case/queries";
import { listDepartments } from "@minqing/geodata/region/queries";
import { readSetting } from "@minqing/geodata/setting/queries";
import { listProperties, listThingKinds } from "@minqing/geodata/thing/queries";
import { itemsSchema } from "./http/page-schema.ts";
import { jsonAnswer, newRouter } from "./http/router.ts";
import type { ServerContext } from "./server-context.ts";

const departments = createRoute({
  method: "get",
  path: "/departments",
  tags: ["reference"],
  operationId: "listDepartments",
  summary: "Departments",
  responses: { 200: jsonAnswer(itemsSchema(DepartmentView), "Departments in the order of their ids") },
});

const categories = createRoute({
  method: "get",
  path: "/categories",
  tags: ["reference"],
  operationId: "listCategories",
  summary: "Case categories valid now",
  responses: { 200: jsonAnswer(itemsSchema(CaseCategory), "Categories in the order of their codes") },
});

const properties = createRoute({
  method: "get",
  path: "/properties",
  tags: ["reference"],
  operationId: "listProperties",
  summary: "Observed properties",
  responses: { 200: jsonAnswer(itemsSchema(ObservedProperty), "Properties in the order of their keys") },
});

const thingKinds = createRoute({
  method: "get",
  path: "/thing-kinds",
  tags: ["reference"],
  operationId: "listThingKinds",
  summary: "Kinds of things and how they are shown; a thing may be of a kind that is not among them",
  responses: { 200: jsonAnswer(itemsSchema(ThingKind), "Kinds in the order in which they are shown") },
});

const cameraGroups = createRoute({
  method: "get",
  path: "/camera-groups",
  tags: ["reference"],
  operationId: "listCameraGroups",
  summary: "Groups of cameras with their themes; a camera may be of a group that is not among them",
  responses: { 200: jsonAnswer(itemsSchema(CameraGroup), "Groups in the order of their names") },
});

const kinds = createRoute({
  method: "get",
  path: "/department-kinds",
  tags: ["reference"],
  operationId: "listDepartmentKinds",
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
    .openapi(thingKinds, async (c) => c.json({ items: await listThingKinds(db) }, 200))
    .openapi(cameraGroups, async (c) => c.json({ items: await listCameraGroups(db) }, 200))
    .openapi(properties, async (c) => c.json({ items: await listProperties(db) }, 200));
