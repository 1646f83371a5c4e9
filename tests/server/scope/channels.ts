// The registry of channels: every route and message that returns objects in scope, and which objects each shows. The property
// test walks it; a new route without an entry fails.
import { concernsScope, type Scope, seesLive } from "@minqing/core/access/scope";
import {
  type CaseStanding,
  inPlace,
  mayNameCase,
  type Standing,
  seesAlarm,
  seesCase,
  seesDetection,
} from "@minqing/core/access/standing";
import { decodeFrame } from "@minqing/core/live/frame";
import { type Sql, sql } from "@minqing/geodata/sql";

/** An object in the database or the live layers, with the standing that decides who sees it. */
export type Placed = Standing & {
  id: string;
  caseId: string | null;
  /** Of a device: the cases that its alarms or detections have become. */
  via: readonly CaseStanding[];
  /** Of a camera: its pictures, each with its own case. */
  pictures: readonly { secrecy: number; case: CaseStanding | null }[];
};

type Sees = (scope: Scope, placed: Placed) => boolean;
const concerns: Sees = (scope, { code }) => concernsScope(scope, code);
const hasPlace = (scope: Scope, placed: Placed): boolean => scope.caseRange === "region" && inPlace(scope, placed);
/** A device: by its place, or through a case of its own. */
const seesDevice: Sees = (scope, placed) =>
  hasPlace(scope, placed) || (scope.caseRange !== "region" && placed.via.some((ofCase) => seesCase(scope, ofCase)));
const seesNewestPicture: Sees = (scope, placed) =>
  placed.pictures.some(
    (picture) =>
      picture.secrecy <= scope.secrecy &&
      (hasPlace(scope, placed) ||
        (scope.caseRange !== "region" && picture.case !== null && seesCase(scope, picture.case))),
  );

export interface Channel {
  kind: "list" | "read" | "snapshot" | "frame" | "log" | "count";
  /** The route of the contract. */
  route: string;
  /** The request; `next` continues a page. */
  path(next: string | null): string;
  /** The ids in the response. */
  ids(body: unknown): string[];
  /** SQL of all objects regardless of scope: rows of `Placed`. Null: the objects put into the live layers. */
  all: Sql | null;
  sees: Sees;
  /** The key under which `ids` returns an object; default: its id. */
  shown?: (scope: Scope, placed: Placed) => string;
}

type Body = Record<string, { id?: string; code?: string; [key: string]: unknown }[]>;

const itemIds = (key: string) => (body: unknown) => ((body as Body)["items"] ?? []).map((item) => String(item[key]));
const page = (path: string, next: string | null): string =>
  next === null ? path : `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(next)}`;

const list = (route: string, path: string, key: string, all: Sql, sees: Sees = inPlace): Channel => ({
  kind: "list",
  route: `GET /api/${route}`,
  ids: itemIds(key),
  all,
  sees,
  path: (next) => page(`/api/${path}`, next),
});

const snapshot = (
  part: string,
  idOf: (item: Body[string][number]) => string,
  all: Sql,
  sees: Sees = inPlace,
): Channel => ({
  kind: "snapshot",
  route: "GET /api/snapshot",
  path: () => "/api/snapshot",
  all,
  sees,
  ids: (body) => ((body as Body)[part] ?? []).map(idOf),
});

/** For objects that refer to a case: with that case. */
const withCase = (id: string, caseId: unknown): string => `${id} of ${caseId ?? "no case"}`;
const naming = (channel: Channel): Channel => ({
  ...channel,
  shown: (scope, placed) => withCase(placed.id, mayNameCase(scope, placed) ? placed.caseId : null),
});
const namingList = (...args: Parameters<typeof list>): Channel => {
  const ids: Channel["ids"] = (body) =>
    ((body as Body)["items"] ?? []).map((item) => withCase(String(item.id), item["caseId"]));
  return naming({ ...list(...args), ids });
};

const frame = (layer: "positions" | "values"): Channel => ({
  kind: "frame",
  route: `GET /api/live/${layer}`,
  path: () => `/api/live/${layer}`,
  all: null,
  sees: seesLive,
  ids: (body) => {
    const decoded = decodeFrame(body as Uint8Array);
    return [...(decoded.layer === "positions" ? decoded.no : decoded.datastream)].map(String);
  },
});

const caseStanding = sql`region_code as code, reach_code as reach, department_id as lead, assisting, reporters,
  assignees, secrecy`;
const caseColumns = sql`id::text, ${caseStanding}`;
const standingOf = (caseId: Sql): Sql => sql`(
  select jsonb_build_object('code', c.region_code, 'reach', c.reach_code, 'lead', c.department_id,
    'assisting', c.assisting, 'reporters', c.reporters, 'assignees', c.assignees, 'secrecy', c.secrecy) from cases c where c.id = ${caseId})`;
const thingColumns = sql`t.id, t.region_code as code, t.reach_code as reach, coalesce((
  select jsonb_agg(${standingOf(sql`a.case_id`)}) from alarms a where a.thing_id = t.id and a.case_id is not null), '[]') as via`;
const cameraColumns = sql`k.id, k.region_code as code, k.reach_code as reach, coalesce((
  select jsonb_agg(${standingOf(sql`d.case_id`)}) from detections d where d.camera_id = k.id and d.case_id is not null), '[]') as via`;
const alarmColumns = sql`a.id::text, a.region_code as code,
  (select t.reach_code from things t where t.id = a.thing_id) as reach,
  a.case_id::text as case_id, ${standingOf(sql`a.case_id`)} as "case"`;
// The grade is read from the case: the test checks that the detection has it.
const detectionColumns = sql`d.id, d.region_code as code,
  (select k.reach_code from cameras k where k.id = d.camera_id) as reach,
  coalesce((select c.secrecy from cases c where c.id = d.case_id), 0) as secrecy,
  d.case_id::text as case_id, ${standingOf(sql`d.case_id`)} as "case"`;
/** Each picture is as confidential as the most confidential case that any detection with the same bytes belongs to. */
const pictures = sql`
  select d.camera_id, d.id, d.region_code as code, k.region_code as camera_code, k.reach_code as reach,
    ${standingOf(sql`d.case_id`)} as "case",
    (select coalesce(max(c.secrecy), 0) from detections o left join cases c on c.id = o.case_id
      where o.snapshot_sha256 = d.snapshot_sha256) as secrecy
  from detections d join cameras k on k.id = d.camera_id where d.snapshot_sha256 is not null`;
const openCase = sql`ended_at is null`;

export const CHANNELS: readonly Channel[] = [
  list("cases", "cases?limit=500", "id", sql`select ${caseColumns} from cases`, seesCase),
  namingList("alarms", "alarms?limit=500", "id", sql`select ${alarmColumns} from alarms a`, seesAlarm),
  namingList(
    "detections",
    "detections?limit=500",
    "id",
    sql`select ${detectionColumns} from detections d`,
    seesDetection,
  ),
  list("warnings", "warnings?limit=500", "id", sql`select id::text, region_code as code from warnings`, concerns),
  list("things", "things?limit=2000", "id", sql`select ${thingColumns} from things t`, seesDevice),
  list("cameras", "cameras?limit=2000", "id", sql`select ${cameraColumns} from cameras k`, seesDevice),
  list("components", "components?limit=2000", "id", sql`select id, region_code as code from components`),
  list("grids", "grids?limit=2000", "code", sql`select code as id, code from grid_cells`),
  list("roads", "roads?limit=2000", "code", sql`select code as id, region_code as code from roads`),
  list("roads/state", "roads/state", "code", sql`select code as id, region_code as code from roads where monitored`),
  list("reaches", "reaches", "code", sql`select code as id, region_code as code, code as reach from reaches`),
  list(
    "regions",
    "regions?level=town",
    "code",
    sql`select code as id, code from regions where level = 'town'`,
    concerns,
  ),
  list(
    "patrols",
    "patrols?limit=100&since=2000-01-01T00:00:00Z",
    "thingId",
    sql`select ${thingColumns} from things t where exists (select from positions p where p.thing_id = t.id)`,
    seesDevice,
  ),
  list(
    "dead-letters",
    "dead-letters?limit=500",
    "deviceId",
    sql`select t.id, t.region_code as code, t.reach_code as reach from things t join dead_letters l on l.device_id = t.id`,
  ),
  {
    kind: "list",
    route: "GET /api/duty",
    path: () => "/api/duty",
    sees: concerns,
    ids: (body) => ((body as Body)["now"] ?? []).map(({ id }) => String(id)),
    all: sql`select s.id, d.region_code as code from shifts s join departments d on d.id = s.department_id
      where s.starts_at <= now() and s.ends_at > now()`,
  },
  {
    kind: "list",
    route: "GET /api/duty",
    path: () => "/api/duty",
    sees: concerns,
    ids: (body) => ((body as Body)["next"] ?? []).map(({ id }) => String(id)),
    all: sql`select s.id, d.region_code as code from shifts s join departments d on d.id = s.department_id
      join people p on p.id = s.person_id
      where s.starts_at > now() and s.starts_at = (
        select min(n.starts_at) from shifts n join people q on q.id = n.person_id
        where n.department_id = s.department_id and q.post_id = p.post_id and n.starts_at > now())`,
  },
  snapshot("cases", ({ id }) => String(id), sql`select ${caseColumns} from cases where ${openCase}`, seesCase),
  naming(
    snapshot(
      "alarms",
      ({ id, caseId }) => withCase(String(id), caseId),
      sql`select ${alarmColumns} from alarms a where cleared_at is null or acknowledged_at is null`,
      seesAlarm,
    ),
  ),
  snapshot(
    "detections",
    ({ id }) => String(id),
    sql`select ${detectionColumns} from detections d where fate = 'review' and verdict is null and case_id is null`,
    seesDetection,
  ),
  snapshot(
    "warnings",
    ({ id }) => String(id),
    sql`select id::text, region_code as code from warnings where lifted_at is null`,
    concerns,
  ),
  {
    // Warnings are visible beyond their scope: the snapshot and the list cover them. Entries written before a
    // classification count with the present grade.
    kind: "log",
    route: "GET /api/changes",
    path: () => "/api/changes?after=0",
    ids: (body) =>
      ((body as Body)["items"] ?? [])
        .filter(({ op, kind }) => op === "put" && kind !== "warning")
        .map(({ kind, id, value }) => withCase(`${kind} ${id}`, (value as { caseId?: unknown }).caseId)),
    all: sql`
      select l.kind || ' ' || object_id as id, scope_after ->> 'code' as code, scope_after ->> 'reach' as reach,
        scope_after ->> 'lead' as lead, scope_after -> 'assisting' as assisting,
        scope_after -> 'reporters' as reporters, scope_after -> 'assignees' as assignees,
        greatest((scope_after ->> 'secrecy')::int, c.secrecy, d.secrecy) as secrecy,
        case when scope_after -> 'case' <> 'null' then jsonb_set(scope_after -> 'case', '{secrecy}',
          to_jsonb(greatest((scope_after -> 'case' ->> 'secrecy')::int, n.secrecy))) end as "case",
        value ->> 'caseId' as case_id
      from change_log l
      left join cases c on c.id = case when l.kind = 'case' then object_id::uuid end
      left join detections d on l.kind = 'detection' and (d.camera_id, d.id) = (value ->> 'cameraId', value ->> 'id')
      left join cases n on n.id = (value ->> 'caseId')::uuid
      where scope_after is not null and l.kind <> 'warning' and l.seq <= (select min(seq) + 499 from change_log)`,
    sees: (scope, placed) => {
      if (placed.id.startsWith("case ")) return seesCase(scope, placed);
      return placed.id.startsWith("detection ") ? seesDetection(scope, placed) : seesAlarm(scope, placed);
    },
    shown: (scope, placed) => withCase(placed.id, mayNameCase(scope, placed) ? placed.caseId : null),
  },
  frame("positions"),
  frame("values"),
  {
    kind: "count",
    route: "GET /api/cases/density",
    path: () => "/api/cases/density?since=2000-01-01T00:00:00Z",
    // One entry per counted case.
    ids: (body) =>
      (body as { cells: [string, number][] }).cells.flatMap(([, n]) => Array.from({ length: n }, () => "case")),
    all: sql`select 'case' as id, ${caseStanding} from cases where geom is not null`,
    sees: seesCase,
  },
  {
    kind: "count",
    route: "GET /api/components/points",
    path: () => "/api/components/points",
    sees: inPlace,
    ids: (body) => (body as { points: unknown[] }).points.map(() => "component"),
    all: sql`select 'component' as id, region_code as code from components`,
  },
];

/** One object by its id: visible exactly to those who see it in its list. */
export const READS: readonly { route: string; path(id: string): string; all: Sql; sees: Sees }[] = [
  {
    route: "GET /api/cases/:id",
    path: (id) => `/api/cases/${id}`,
    all: sql`select ${caseColumns} from cases order by md5(id::text) limit 40`,
    sees: seesCase,
  },
  {
    route: "GET /api/things/:id",
    path: (id) => `/api/things/${encodeURIComponent(id)}`,
    all: sql`select ${thingColumns} from things t order by reach_code is null, md5(id) limit 40`,
    sees: seesDevice,
  },
  {
    route: "GET /api/devices/:id/ledger",
    path: (id) => `/api/devices/${encodeURIComponent(id)}/ledger`,
    all: sql`select ${thingColumns} from things t order by reach_code is null, md5(id) limit 40`,
    sees: seesDevice,
  },
  {
    route: "GET /api/detections/:cameraId/:id/snapshot",
    path: (id) => `/api/detections/${id}/snapshot`,
    all: sql`select camera_id || '/' || id as id, code, reach, secrecy, "case" from (${pictures}) p`,
    sees: seesDetection,
  },
  {
    // The newest visible picture: there is one for every reader who may see any of them.
    route: "GET /api/cameras/:id/snapshot",
    path: (id) => `/api/cameras/${encodeURIComponent(id)}/snapshot`,
    all: sql`select camera_id as id, camera_code as code, reach,
        jsonb_agg(jsonb_build_object('secrecy', secrecy, 'case', "case")) as pictures from (${pictures}) p
      group by camera_id, camera_code, reach`,
    sees: seesNewestPicture,
  },
];

/** Routes without objects in scope, or tested elsewhere, each with its reason. */
export const NOT_WALKED: Readonly<Record<string, string>> = {
  "GET /api/session": "the own session",
  "GET /api/sign-in-options": "one for all, without a session",
  "GET /api/account/second-factor": "the own account",
  "GET /api/account/sessions": "the own account",
  "GET /api/sign-in-policy": "one for all",
  "GET /api/permissions": "one for all",
  "GET /api/accounts": "administration: by role, not by place",
  "GET /api/accounts/:username/identities": "administration: by role, not by place",
  "GET /api/approvals": "administration: by role, not by place",
  "GET /api/device-limits": "one for all",
  "GET /api/service-tokens": "administration: by role, not by place",
  "GET /api/sessions": "administration: by role, not by place",
  "GET /api/organisation/departments": "administration: by role, not by place",
  "GET /api/organisation/posts": "administration: by role, not by place",
  "GET /api/organisation/people": "administration: by role, not by place",
  "GET /api/organisation/shifts": "administration: by role, not by place",
  "GET /api/organisation/regions": "administration: by role, not by place",
  "GET /api/organisation/grids": "administration: by role, not by place",
  "GET /api/organisation/:kind/:id/history": "administration: by role, not by place",
  "GET /api/reports": "the own reports: reports.db.test",
  "GET /api/reports/:id": "an own report: reports.db.test",
  "GET /api/masking-policy": "one for all",
  "GET /api/public-view": "one for all",
  "GET /api/privacy-changes": "one for all",
  "GET /api/retention": "one for all",
  "GET /api/audit": "administration: by role, not by place",
  "GET /api/audit/state": "administration: by role, not by place",
  "GET /api/audit/export": "administration: by role, not by place",
  "GET /api/department-kinds": "reference: names",
  "GET /api/departments": "reference: the whole city's units, to dispatch to",
  "GET /api/categories": "reference",
  "GET /api/properties": "reference",
  "GET /api/thing-kinds": "reference",
  "GET /api/camera-groups": "reference: names",
  "GET /api/rivers": "reference: the whole river, its reaches are scoped",
  "GET /api/regions/locate": "reference: which region holds a point",
  "GET /api/regions/:code": "reference: names and outlines; its children are scoped as the list is",
  "GET /api/observations": "needs a thing: access.db.test asks for one outside",
  "GET /api/kpis": "sums: kpi.db.test compares them with the rows in scope",
  "GET /api/kpis/timeline": "sums: kpi.db.test",
  "GET /api/kpis/rank": "sums by region: access.db.test looks for foreign codes",
};
