// The demo's session secret: random, stored in DATA_DIR so that sessions survive a restart. Production sets its own.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { readSecretFile, writeSecretFile } from "../../process/secret/secret-file.ts";

export async function provideDemoSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, "demo-secret.json");
  const stored = await readSecretFile(path, z.string().min(32));
  if (stored !== null) return stored;
  const secret = randomBytes(32).toString("base64url");
  await writeSecretFile(path, secret);
  return secret;
}
