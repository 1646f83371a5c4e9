// Writes Mosquitto's password and ACL files into a folder, readable by their owner only, each replaced in one step; and, the
// first time, its configuration.
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Settings } from "@minqing/core/settings/settings";
import type { Executor } from "@minqing/geodata/database";
import { readCredentials } from "@minqing/geodata/device/credential-queries";
import { hashDevicePassword } from "@minqing/geodata/process/secret/device-password";
import { aclFile, configuration, passwordFile } from "./file-contents.ts";

export async function writeMosquittoFiles(
  db: Executor,
  folder: string,
  { MQTT_USERNAME: username, MQTT_PASSWORD: password }: Pick<Settings, "MQTT_USERNAME" | "MQTT_PASSWORD">,
): Promise<void> {
  if (folder === "") throw new Error("expected mosquitto-files DIR, got no folder");
  if (password === undefined) throw new Error("expected MQTT_PASSWORD, the gateway's own password, got none");
  const gateway = { username, passwordHash: hashDevicePassword(password) };
  const devices = await readCredentials(db);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await replace(join(folder, "passwords"), passwordFile([gateway, ...devices]));
  await replace(join(folder, "acl"), aclFile(username));
  await writeOnce(join(folder, "minqing.conf"), configuration(resolve(folder)));
}

async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

async function writeOnce(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600, flag: "wx" }).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code !== "EEXIST") throw fault;
  });
}
