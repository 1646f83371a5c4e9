// Demo credentials, one per thing and camera: fresh random passwords, hashes in the database, the list in DATA_DIR.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { DemoDevice } from "@minqing/core/access/demo";
import { z } from "zod";
import type { Database } from "../../database.ts";
import { hashDevicePassword } from "../../process/secret/device-password.ts";
import { readSecretFile, writeSecretFile } from "../../process/secret/secret-file.ts";
import { devicesToEnrol, replaceDeviceCredentials } from "../../thing/credential-queries.ts";

const newPassword = (): string => randomBytes(12).toString("base64url");

/** Keeps the list as it is when it names exactly the devices of the database; else makes all credentials anew. */
export async function provideDemoDevices(db: Database, dataDir: string): Promise<DemoDevice[]> {
  const path = join(dataDir, "demo-devices.json");
  const enrolled = await devicesToEnrol(db);
  const kept = await readSecretFile(path, z.array(DemoDevice));
  const known = new Set(enrolled.filter((device) => device.enrolled).map((device) => device.id));
  if (kept !== null && kept.length === enrolled.length && kept.every((device) => known.has(device.username)))
    return kept;
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
