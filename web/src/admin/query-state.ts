// Keeps a list's filter in the address, so that a reload and a link show the same list.
import { useCallback, useState } from "react";
import { replaceQuery } from "../design/address.ts";

export function readQueryText(search: string, names: readonly string[]): Record<string, string> {
  const query = new URLSearchParams(search);
  return Object.fromEntries(names.map((name) => [name, query.get(name) ?? ""]));
}

/** Removes empty values; leaves other parts of the query unchanged. */
export function writeQueryText(search: string, values: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(values)) {
    if (value === "") query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

export function useQueryState<Name extends string>(names: readonly Name[]) {
  const [values, setValues] = useState(() => readQueryText(location.search, names) as Record<Name, string>);
  const change = useCallback((part: Partial<Record<Name, string>>) => {
    setValues((before) => {
      const next = { ...before, ...part };
      replaceQuery(writeQueryText(location.search, next));
      return next;
    });
  }, []);
  return [values, change] as const;
}
