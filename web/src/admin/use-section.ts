// The section in the address, and navigation to another one.
import { goTo, usePathname } from "../design/address.ts";
import { readSection, type Section, sectionPath } from "./sections.ts";

export function goToSection(section: Section, query: Record<string, string> = {}): void {
  const text = new URLSearchParams(query).toString();
  goTo(text === "" ? sectionPath(section) : `${sectionPath(section)}?${text}`);
}

export const useSection = (): Section | "first" | "unknown" => readSection(usePathname());
