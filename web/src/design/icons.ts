// Icons: a 24 grid, stroke 2, round caps, one path each.
export const ICONS = {
  check: "M4 12.5 9.5 18 20 6.5",
  cross: "M5 5l14 14M19 5 5 19",
  question: "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .6-1.5 1.2-1.5 2.3M12 19h.010",
  arrowUp: "M12 20V5M5.5 11 12 4.5 18.5 11",
  arrowDown: "M12 4v15M5.5 13l6.5 6.5L18.5 13",
  arrowFlat: "M4 12h15M13 5.5 19.5 12 13 18.5",
  back: "M20 12H5M11 5.5 4.5 12l6.5 6.5",
  chevronRight: "M9 5l7 7-7 7",
  chevronDown: "M5 9l7 7 7-7",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
  filter: "M3 5h18l-7 8v6l-4 2v-8z",
  plus: "M12 4v16M4 12h16",
  rain: "M7 15a4.5 4.5 0 0 1 .4-9 5.5 5.5 0 0 1 10.5 1.6A3.8 3.8 0 0 1 17.5 15M8 18l-1 3M12.5 18l-1 3M17 18l-1 3",
  wave: "M2 9c2.5-2.5 4.5-2.5 6.7 0s4.3 2.5 6.6 0 4.3-2.5 6.7 0M2 16c2.5-2.5 4.5-2.5 6.7 0s4.3 2.5 6.6 0 4.3-2.5 6.7 0",
  tide: "M12 3v8M8.5 6.5 12 3l3.5 3.5M2 15c2.5-2 4.5-2 6.7 0s4.3 2 6.6 0 4.3-2 6.7 0M2 20c2.5-2 4.5-2 6.7 0s4.3 2 6.6 0 4.3-2 6.7 0",
  air: "M20 4C10 4 5 8 5 14c0 1.8.6 3.5 1.5 4.5C14 19 19 14 20 4zM4 21c2-5 5-8 10-11",
  online: "M2.5 9.5a14 14 0 0 1 19 0M5.5 13a9.5 9.5 0 0 1 13 0M8.7 16.3a5 5 0 0 1 6.6 0M12 20h.010",
  camera: "M3 7h12v10H3zM15 10.5l6-3v9l-6-3",
  car: "M4 16v-4l2-5h12l2 5v4zM4 12h16M7.5 19v-3M16.5 19v-3",
  truck: "M2 6h11v11H2zM13 10h4.5l4 4v3H13M6.5 19.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM17 19.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  walker: "M13 3.5a1.5 1.5 0 1 0 .010 0M9 21l2.5-6-1-4 2.5-3 2.5 3 3 1M11 15l4 2v4M10.5 11 7 12.5V15",
  people:
    "M9 11a3.5 3.5 0 1 0-.010 0M2.5 20c0-3.5 3-5.5 6.5-5.5s6.5 2 6.5 5.5M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.8c2.2.7 3.5 2.5 3.5 5.2",
  siren: "M6 19v-6a6 6 0 0 1 12 0v6M3 19h18M12 3v2M4 6l1.5 1.5M20 6l-1.5 1.5M12 13v3",
  gauge: "M9 3h6v18H9zM9 8h3M9 12h3M9 16h3",
  drop: "M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11z",
  pipe: "M3 8h6v8H3zM15 8h6v8h-6zM9 10h6M9 14h6",
  roadBlock: "M3 8h18v6H3zM6 14v6M18 14v6M6 8l5 6M13 8l5 6",
  trash: "M4 7h16M9 7V4h6v3M6.5 7l1 14h9l1-14M10.5 11v6M13.5 11v6",
  manhole: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 9h8M7 12h10M8 15h8",
  lamp: "M6 21V6a3 3 0 0 1 3-3h5a4 4 0 0 1 4 4v1h-6V7M4 21h5",
  stall: "M3 9l2-5h14l2 5zM5 9v11M19 9v11M3 9c1 3 5 3 6 0 1 3 5 3 6 0 1 3 5 3 6 0",
  sewage: "M4 5h9v5h4a3 3 0 0 1 3 3v2M13 5v5M20 18v.010M4 10h9M17 20v.010",
  fire: "M12 3c1 4 5 6 5 11a5 5 0 0 1-10 0c0-2.5 1-4 2.5-5.5C10 11 12 9 12 3z",
  tree: "M12 21v-7M12 14c-4 0-6-2-6-5s2.5-6 6-6 6 3 6 6-2 5-6 5z",
  component: "M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9",
  noise: "M4 10v4h3l5 4V6l-5 4zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
  build: "M4 20V8l6-4v16M10 20h10V10l-10-3M14 13v.010M14 16.5v.010M17 13v.010M17 16.5v.010",
  alert: "M12 8v5M12 17h.010",
  silent: "M4 20 20 4M5 9v6h3l4 3.5V5.5L8 9z",
  expand: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  globe: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c3 3 3.8 6 3.8 9S15 18 12 21c-3-3-3.8-6-3.8-9S9 6 12 3z",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
  user: "M12 12a4 4 0 1 0-.010 0M4 21c0-4 3.5-6.5 8-6.5s8 2.5 8 6.5",
  countersign: "M5 3h10l4 4v14H5zM8.5 13.5l2.5 2.5 4.5-5M9 8h4",
  key: "M8 9a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM11.5 10.5 20 3M16 6.5l3 3M13.5 8.8l2 2",
  exit: "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
} as const;
export type IconName = keyof typeof ICONS;

const isIcon = (name: string): name is IconName => Object.hasOwn(ICONS, name);

/** The icon that a row of the database names; `neutral` when it names none, or one that is not here. */
export const iconNamed = (name: string | null | undefined, neutral: IconName): IconName =>
  name !== null && name !== undefined && isIcon(name) ? name : neutral;
