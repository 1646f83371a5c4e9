// The address is the state of a page: navigation adds a history entry, list state replaces the current one.
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

/** `path` may include a query; the language in the address stays. */
export function goTo(path: string): void {
  const url = new URL(path, location.href);
  const language = new URLSearchParams(location.search).get("lang");
  if (language !== null && !url.searchParams.has("lang")) url.searchParams.set("lang", language);
  history.pushState(null, "", url);
  for (const listener of listeners) listener();
}

export function replaceQuery(query: string): void {
  if (query === location.search) return;
  history.replaceState(history.state, "", `${location.pathname}${query}`);
}

export const usePathname = (): string => useSyncExternalStore(subscribe, () => location.pathname);
