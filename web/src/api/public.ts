// The public cases, which need no session.
import { PublicCases } from "@minqing/core/privacy/public-place";
import { getJson } from "./request.ts";

export const readPublicCases = (): Promise<PublicCases> => getJson("/api/public/cases", PublicCases);
