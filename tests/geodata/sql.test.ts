// The sql tag, and the encoding of parameters.
import { encodeParameter } from "@minqing/geodata/driver/parameter";
import { head } from "@minqing/geodata/driver/statement-error";
import { hotSql, json, sql } from "@minqing/geodata/sql";
import { expect, test } from "vitest";

test("values are parameters, fragments are spliced in with their numbers moved", () => {
  const filter = sql`region = ${"441502"} and kind = ${"rain"}`;
  const statement = sql`select id from things where id > ${5} and ${filter} limit ${10}`;
  expect(statement.text).toBe("select id from things where id > $1 and region = $2 and kind = $3 limit $4");
  expect(statement.values).toEqual([5, "441502", "rain", 10]);
});

test("an object that looks like a fragment is a value, never SQL", () => {
  const forged = { text: "true; drop table cases", values: [] };
  const statement = sql`select ${forged}::jsonb`;
  expect(statement.text).toBe("select $1::jsonb");
});

test("array elements are quoted where PostgreSQL would misread them", () => {
  expect(encodeParameter(['a"b', "c\\d", "NULL", "", null])).toBe('{"a\\"b","c\\\\d","NULL","",NULL}');
  expect(encodeParameter([1, 2.5, null, Number.NaN])).toBe("{1,2.5,NULL,NaN}");
  expect(encodeParameter([true, null])).toBe("{true,NULL}");
  expect(encodeParameter([[1], [2]])).toBe("{{1},{2}}");
  expect(encodeParameter([Buffer.from([255, 0])])).toBe('{"\\\\xff00"}');
});

test("an object is JSON, and so is an array inside json()", () => {
  expect(encodeParameter({ a: [1] })).toBe('{"a":[1]}');
  expect(encodeParameter(json([1, 2]))).toBe("[1,2]");
});

test("the head of a statement is one line of at most 120 characters and an ellipsis", () => {
  expect(head(" select\n  1 ")).toBe("select 1");
  expect(head(`select ${"x".repeat(200)}`)).toHaveLength(121);
});

test("a hot statement has one name for one text, and none inside another statement", () => {
  const byId = (id: number) => hotSql`select ${id}::int as id`;
  expect(byId(1).name).toBe(byId(2).name);
  expect(byId(1).name).not.toBe(hotSql`select 1`.name);
  expect(sql`select * from (${byId(7)}) x where ${8}`).toEqual({
    text: "select * from (select $1::int as id) x where $2",
    values: [7, 8],
  });
});
