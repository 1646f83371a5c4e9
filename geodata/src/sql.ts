// The `sql` tag: text with $1… and values apart, so that no value is ever concatenated into SQL.
import { columnOf } from "./column-name.ts";

export interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Set by `hotSql`: the server stores the parsed statement under this name, for each connection. */
  readonly name?: string;
}

const isSql = (value: unknown): value is Sql =>
  typeof value === "object" && value !== null && fragments.has(value as Sql);

const fragments = new WeakSet<Sql>();

/** A nested `sql` fragment is spliced in, everything else becomes a parameter. */
export function sql(strings: TemplateStringsArray, ...parts: unknown[]): Sql {
  const values: unknown[] = [];
  let text = strings[0] ?? "";
  parts.forEach((part, i) => {
    if (isSql(part)) {
      text += part.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + values.length}`);
      values.push(...part.values);
    } else {
      values.push(part);
      text += `$${values.length}`;
    }
    text += strings[i + 1] ?? "";
  });
  const statement: Sql = { text, values };
  fragments.add(statement);
  return statement;
}

const names = new Map<string, string>();

/**
 * A frequent statement: each connection parses and plans it once. Only for a bounded number of different texts, and if
 * the best plan does not depend on the values.
 */
export function hotSql(strings: TemplateStringsArray, ...parts: unknown[]): Sql {
  const statement = sql(strings, ...parts);
  const name = names.get(statement.text) ?? `minqing_${names.size}`;
  names.set(statement.text, name);
  const hot: Sql = { ...statement, name };
  fragments.add(hot);
  return hot;
}

/** The name of a table or column as a fragment. Names come from the catalogue or the program, never from outside. */
export function sqlName(name: string): Sql {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new TypeError(`expected a plain SQL name, got ${JSON.stringify(name)}`);
  const fragment: Sql = { text: `"${name}"`, values: [] };
  fragments.add(fragment);
  return fragment;
}

/**
 * A value for a json or jsonb parameter. Needed for arrays, which are SQL arrays otherwise; plain objects work without
 * it.
 */
export class Json {
  readonly text: string;
  constructor(value: unknown) {
    this.text = JSON.stringify(value);
  }
}

export const json = (value: unknown): Json => new Json(value);

/** Rows for `json_to_recordset`, under the names of their columns. */
export const jsonRows = (rows: readonly object[]): Json =>
  json(rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [columnOf(key), value]))));
