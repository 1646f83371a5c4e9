// Headless Chromium for tests: where it lies, and the flags with which it draws WebGL in software and stays off the network.
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
];

// SwiftShader draws MapLibre and deck.gl right but slowly (10 frames/s with 1,000 points): for correctness, not for speed.
// Only the maps need it: pages themselves are painted and put together by the processor, which takes a quarter off a test
// with two walls (Debian's wrapper asks for rasterization by the GPU, which here is the processor as well, but slower).
const FLAGS = [
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--disable-gpu-rasterization",
  "--disable-gpu-compositing",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function findChromium(): string | null {
  const named = process.env["MINQING_TEST_CHROMIUM"];
  return [...(named === undefined ? [] : [named]), ...PLACES].find((path) => existsSync(path)) ?? null;
}

/** The caller closes the browser. It ends by itself when this process dies: playwright holds its control pipe. */
export async function launchChromium(options: { args?: string[] } = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null)
    throw new Error("chromium: expected /usr/bin/chromium or MINQING_TEST_CHROMIUM, got neither");
  return chromium.launch({
    executablePath,
    headless: true,
    // Chromium's sandbox refuses root, and needs user namespaces that containers often lack.
    chromiumSandbox: false,
    args: [...FLAGS, ...(options.args ?? [])],
  });
}
