// Settings of the audit trail: how long it is retained, how often its head is signed and anchored.
import { z } from "zod";

/** Also the default. [Cybersecurity Law 网络安全法 art. 21] network logs are retained for six months or more. */
export const MIN_AUDIT_RETENTION_DAYS = 180;

export const AuditRetentionDays = z.number().int().min(MIN_AUDIT_RETENTION_DAYS).max(36_500);
export const AuditAnchorMinutes = z.number().int().min(1).max(1_440);

/** In force while the city has set none. */
export const DEFAULT_AUDIT_ANCHOR_MINUTES = 60;

export const AUDIT_RETENTION_KEY = "audit.keep_days";
export const AUDIT_ANCHOR_KEY = "audit.anchor_minutes";
