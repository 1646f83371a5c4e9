// The state of the wall in its address: ?theme=&region=&size=&lang=. A reload or a shared link shows the same.
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { isTheme, type Theme } from "./theme.ts";

export interface WallRoute {
  theme: Theme;
  /** Null shows the whole scope of the session. */
  region: string | null;
  size: string | null;
}

const REGION = /^\d{6}(\d{3}){0,3}$/;

export function parseRoute(search: string): WallRoute {
  const params = new URLSearchParams(search);
  const theme = params.get("theme");
  const region = params.get("region");
  return {
    theme: isTheme(theme) ? theme : "emergency",
    region: region !== null && REGION.test(region) && !region.endsWith("0000") ? region : null,
    size: params.get("size"),
  };
}

export function routeSearch(route: WallRoute, search: string): string {
  const params = new URLSearchParams(search);
  params.set("theme", route.theme);
  if (route.region === null) params.delete("region");
  else params.set("region", route.region);
  return `?${params}`;
}

const store = createStore<WallRoute>(() => parseRoute(globalThis.location?.search ?? ""));

export const useRoute = <T>(selector: (route: WallRoute) => T): T => useStore(store, selector);

/** Changes the route and adds a history entry, so that the browser's back button undoes each step. */
export function go(step: Partial<WallRoute>): void {
  const before = store.getState();
  const next = { ...before, ...step };
  if (next.theme === before.theme && next.region === before.region && next.size === before.size) return;
  store.setState(next);
  history.pushState(null, "", `${location.pathname}${routeSearch(next, location.search)}`);
}

export function followHistory(): () => void {
  const follow = () => store.setState(parseRoute(location.search));
  addEventListener("popstate", follow);
  return () => removeEventListener("popstate", follow);
}
