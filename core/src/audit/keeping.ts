// What a city decides about its audit trail: how long it is kept, how often its head is signed and anchored.
import { z } from "zod";

/** Also where a city has decided nothing. [Cybersecurity Law 网络安全法 art. 21] network logs are kept for six months or more. */
export const MIN_KEEP_DAYS = 180;

export const AuditKeepDays = z.number().int().min(MIN_KEEP_DAYS).max(36_500);
export const AuditAnchorMinutes = z.number().int().min(1).max(1_440);

/** Where a city has decided nothing. */
export const DEFAULT_ANCHOR_MINUTES = 60;

export const KEEP_DAYS_KEY = "audit.keep_days";
export const ANCHOR_MINUTES_KEY = "audit.anchor_minutes";
