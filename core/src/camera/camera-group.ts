// A group of cameras (视频编组) of which the city has said more than its name. A group without a row is shown after them.
import { z } from "zod";

export const CameraGroup = z
  .object({
    /** The name that its cameras carry. */
    name: z.string(),
    /** Themes of the wall whose subject the group shows. */
    themes: z.array(z.string()),
  })
  .meta({ id: "CameraGroup" });
export type CameraGroup = z.infer<typeof CameraGroup>;
