// Reads the pictures of messages while they wait for their batch. A detection whose picture cannot be used is stored without it.
import { createHash } from "node:crypto";
import { type PlainPicture, plainPicture } from "../picture/plain-picture.ts";
import type { Draft } from "./draft.ts";

export class PictureReads {
  readonly #reads = new Map<Draft, Promise<PlainPicture>>();

  begin(draft: Draft): void {
    const sent = draft.detection?.sentPicture ?? null;
    if (sent !== null) this.#reads.set(draft, plainPicture(sent));
  }

  /** Puts the pictures of these drafts where the batch takes them from. */
  async finish(drafts: readonly Draft[]): Promise<void> {
    for (const draft of drafts) {
      const picture = await this.#reads.get(draft);
      if (picture === undefined || draft.detection === null) continue;
      this.#reads.delete(draft);
      if (!picture.ok) {
        draft.issues.push({ reason: "bad-snapshot", detail: `snapshot: ${picture.issue}` });
        continue;
      }
      draft.detection.jpeg = picture.jpeg;
      draft.detection.row.snapshotSha256 = createHash("sha256").update(picture.jpeg).digest();
    }
  }

  clear(): void {
    this.#reads.clear();
  }
}
