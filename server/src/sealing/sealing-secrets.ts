// The secrets that seal contacts of cases and second factors, each with its previous secrets (密钥轮换).
import type { Secrets } from "./sealing-keys.ts";

export interface SealingSecrets {
  contact: Secrets;
  factor: Secrets;
}

/** One secret for both, without previous ones. */
export const sealingSecretsOf = (secret: string): SealingSecrets => {
  const secrets = { current: secret, previous: [] };
  return { contact: secrets, factor: secrets };
};
