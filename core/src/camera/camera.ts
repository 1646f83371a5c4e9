// A camera (摄像机) and its newest picture.
import { z } from "zod";

export const CameraView = z
  .object({
    id: z.string(),
    no: z.number().int(),
    name: z.string(),
    /** 视频编组 */
    group: z.string(),
    regionCode: z.string(),
    regionName: z.string(),
    position: z.tuple([z.number(), z.number()]),
    azimuth: z.number(),
    status: z.enum(["online", "offline", "unknown"]),
    /** Newest detection picture; null when the camera never sent one. */
    snapshotAt: z.iso.datetime().nullable(),
    snapshotUrl: z.string().nullable(),
    spare: z.boolean(),
    synthetic: z.boolean(),
  })
  .meta({ id: "CameraView" });
export type CameraView = z.infer<typeof CameraView>;
