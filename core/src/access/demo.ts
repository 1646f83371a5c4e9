// Credentials that the demo writes into DATA_DIR, so that a person, a simulator or mosquitto_pub can sign in.
import { z } from "zod";
import { Role } from "./account.ts";

export const DemoAccount = z.object({
  username: z.string(),
  password: z.string(),
  roles: z.array(Role),
  /** Region codes. */
  scope: z.array(z.string()),
});
export type DemoAccount = z.infer<typeof DemoAccount>;

export const DemoDevice = z.object({
  username: z.string(),
  password: z.string(),
  kind: z.string(),
  thingId: z.string().optional(),
  cameraId: z.string().optional(),
  properties: z.array(z.string()),
  spare: z.boolean(),
});
export type DemoDevice = z.infer<typeof DemoDevice>;
