// Finds which services of the tests are missing on this machine, and installs them if the user may.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { findChromium } from "./chromium.ts";
import { findMosquitto } from "./mosquitto.ts";
import { findPostgres } from "./postgres-install.ts";

const SERVICES = {
  postgres: { packages: ["postgresql-postgis"], isPresent: () => findPostgres() !== null },
  mosquitto: { packages: ["mosquitto", "mosquitto-clients"], isPresent: () => findMosquitto() !== null },
  chromium: { packages: ["chromium", "fonts-noto-cjk"], isPresent: () => findChromium() !== null && hasChineseFont() },
} as const;

export type ServiceName = keyof typeof SERVICES;

const POLICY_FILE = "/usr/sbin/policy-rc.d";
const POLICY = "#!/bin/sh\n# Written for one installation by a test run: nothing may start.\nexit 101\n";
const CLUSTER_FILE = "/etc/postgresql-common/createcluster.d/no-main-cluster.conf";
const CLUSTER_SETTING = "create_main_cluster = false\n";

export function missingServices(wanted: ServiceName[]): ServiceName[] {
  return wanted.filter((name) => !SERVICES[name].isPresent());
}

export function installCommand(names: ServiceName[]): string {
  return `apt-get install --no-install-recommends ${names.flatMap((name) => SERVICES[name].packages).join(" ")}`;
}

export function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get") && existsSync("/etc/debian_version");
}

/** Installs services one after the other, so that one without a package does not stop the rest. */
export function install(names: ServiceName[]): void {
  // No installed service may start (ports 1883 and 5432 stay free), and Debian must not create its own cluster.
  const undo = [addTemporaryFile(POLICY_FILE, POLICY, 0o755), addTemporaryFile(CLUSTER_FILE, CLUSTER_SETTING, 0o644)];
  try {
    for (const name of names) {
      console.log(`tests: installing ${name}: ${installCommand([name])}`);
      if (!aptInstall(name)) {
        apt(["update"]);
        aptInstall(name);
      }
    }
  } finally {
    for (const remove of undo) remove();
  }
  if (names.includes("mosquitto")) disableService("mosquitto");
}

function hasChineseFont(): boolean {
  return (
    existsSync("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc") || existsSync("/usr/share/fonts/noto-cjk")
  );
}

function aptInstall(name: ServiceName): boolean {
  return apt(["install", "--yes", "--no-install-recommends", ...SERVICES[name].packages]);
}

function apt(args: string[]): boolean {
  // Waits for the lock of another installation. Output goes to stderr, because stdout is for the results.
  const options = ["-o", "DPkg::Lock::Timeout=300", "-q"];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync("apt-get", [...options, ...args], { env, stdio: ["ignore", 2, 2] }).status === 0;
}

/** Writes a file for the time of an installation, unless the machine has its own. Returns a function that removes it. */
function addTemporaryFile(path: string, text: string, mode: number): () => void {
  if (existsSync(path)) return () => undefined;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
  return () => rmSync(path, { force: true });
}

/** A unit that apt enabled would start at the next boot. */
function disableService(name: string): void {
  if (existsSync("/usr/bin/systemctl")) spawnSync("systemctl", ["disable", name], { stdio: "ignore" });
  else if (existsSync("/usr/sbin/update-rc.d")) spawnSync("update-rc.d", [name, "disable"], { stdio: "ignore" });
}
