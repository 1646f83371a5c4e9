// Filter and page of a list of objects that have a place and a time.
import type { Scope } from "@minqing/core/access/scope";
import type { Bbox } from "@minqing/core/geo/position";

/** The last object of the previous page: lists are newest first, ties by id. */
export interface PageEnd {
  at: Date;
  id: string;
}

export interface ListFilter {
  scope: Scope;
  region: string | null;
  bbox: Bbox | null;
  since: Date | null;
  until: Date | null;
  before: PageEnd | null;
  limit: number;
}
