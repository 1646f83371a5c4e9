// Where the page is: the address is the state; going to a section is a history entry that keeps the language.
import { useSyncExternalStore } from "react";
import { readSection, type Section, sectionPath } from "./sections.ts";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

export function goToSection(section: Section, query: Record<string, string> = {}): void {
  const url = new URL(sectionPath(section), location.href);
  const language = new URLSearchParams(location.search).get("lang");
  if (language !== null) url.searchParams.set("lang", language);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  history.pushState(null, "", url);
  for (const listener of listeners) listener();
}

export const useSection = (): Section | "first" | "unknown" =>
  readSection(useSyncExternalStore(subscribe, () => location.pathname));
