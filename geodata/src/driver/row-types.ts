// Parses a column's text to a JavaScript value, the same for both drivers.
// number: int2, int4, int8, floats, numeric. Date: timestamptz. parsed: json, jsonb. Buffer: bytea. boolean: bool.
// Arrays become arrays of these. Everything else, date and interval included, stays the text that PostgreSQL wrote.
import pg from "pg";

type Parse = (text: string) => unknown;

const parseText: Parse = (text) => text;
const parseJson: Parse = (text) => JSON.parse(text);
const parseBytes: Parse = (text) => Buffer.from(text.slice(2), "hex");

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`expected an integer within ±2^53, got ${text}`);
  return value;
}

/** Sessions run in UTC and ISO style, so an instant reads `2026-03-01 08:00:00.123456+00`; microseconds are cut off. */
function parseInstant(text: string): Date {
  const value = text.endsWith("+00") ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : new Date(text);
  if (Number.isNaN(value.getTime())) throw new RangeError(`expected an instant in the years 1 to 9999, got ${text}`);
  return value;
}

const libraryParser: (oid: number, format: "text") => (text: string) => Nested = pg.types.getTypeParser;
const splitArray = libraryParser(1009, "text");
type Nested = (string | null | Nested)[];

const arrayOf =
  (parse: Parse): Parse =>
  (text) =>
    mapNested(splitArray(text), parse);

const mapNested = (elements: Nested, parse: Parse): unknown[] =>
  elements.map((element) =>
    element === null ? null : Array.isArray(element) ? mapNested(element, parse) : parse(element),
  );

// [pg_type.dat] type oid, its array's oid, and the parser of its text.
const TYPES: readonly (readonly [oid: number, arrayOid: number, parse: Parse])[] = [
  [16, 1000, (text) => text === "t"], // bool
  [17, 1001, parseBytes], // bytea
  [20, 1016, parseInt8], // int8
  [21, 1005, Number], // int2
  [23, 1007, Number], // int4
  [25, 1009, parseText], // text
  [114, 199, parseJson], // json
  [700, 1021, Number], // float4
  [701, 1022, Number], // float8
  [1042, 1014, parseText], // char(n)
  [1043, 1015, parseText], // varchar
  [1082, 1182, parseText], // date
  [1184, 1185, parseInstant], // timestamptz
  [1700, 1231, Number], // numeric
  [2950, 2951, parseText], // uuid
  [3802, 3807, parseJson], // jsonb
];

const PARSERS = new Map<number, Parse>(
  TYPES.flatMap(([oid, arrayOid, parse]) => [
    [oid, parse],
    [arrayOid, arrayOf(parse)],
  ]),
);

/** In the shape `pg` takes as its `types` setting. */
export const rowTypes = { getTypeParser: (oid: number): Parse => PARSERS.get(oid) ?? parseText };
