// Demo credentials, one per thing and camera: random passwords, hashes in the database, the list in DATA_DIR.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { DemoDevice } from "@minqing/core/access/demo";
import { z } from "zod";
import type { Database } from "../../database.ts";
import { devicesToEnrol, replaceDeviceCredentials } from "../../device/credential-queries.ts";
import { hashDevicePassword } from "../../process/secret/device-password.ts";
import { readSecretFile, writeSecretFile } from "../../process/secret/secret-file.ts";

const newPassword = (): string => randomBytes(12).toString("base64url");

/** Returns the stored list if it names exactly the devices of the database; else creates all credentials anew. */
export async function provideDemoDevices(db: Database, dataDir: string): Promise<DemoDevice[]> {
  const path = join(dataDir, "demo-devices.json");
  const enrolled = await devicesToEnrol(db);
  const stored = await readSecretFile(path, z.array(DemoDevice));
  const known = new Set(enrolled.filter((device) => device.enrolled).map((device) => device.id));
  const isCurrent = stored?.length === enrolled.length && stored.every((device) => known.has(device.username));
  if (stored !== null && isCurrent) return stored;
  const devices = enrolled.map(({ id, camera, kind, properties, spare }): DemoDevice => {
    const subject = camera ? { cameraId: id } : { thingId: id };
    return { username: id, password: newPassword(), kind, ...subject, properties, spare };
  });
  await replaceDeviceCredentials(
    db,
    devices.map(({ username, password, cameraId }) => ({
      username,
      passwordHash: hashDevicePassword(password),
      kind: cameraId === undefined ? "thing" : "camera",
    })),
  );
  await writeSecretFile(path, devices);
  db.ring("configuration");
  return devices;
}
