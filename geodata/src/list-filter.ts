// What a list of objects that stand somewhere and began some time can be asked for.
import type { Scope } from "@minqing/core/access/scope";
import type { Bbox } from "@minqing/core/geo/position";

/** Where the page before ended: lists are newest first, ties by id. */
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
