// Which secrets seal what (密钥轮换): contacts of cases and second factors, each with those that sealed before.
import type { Secrets } from "./sealing-keys.ts";

export interface Sealing {
  contact: Secrets;
  factor: Secrets;
}

/** One secret for both, and none before it. */
export const sealedBy = (secret: string): Sealing => {
  const secrets = { current: secret, previous: [] };
  return { contact: secrets, factor: secrets };
};
