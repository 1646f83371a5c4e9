// Finds and starts headless Chromium for tests, with flags for WebGL in software and without background network traffic.
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/opt/google/chrome/chrome"];

// SwiftShader draws MapLibre and deck.gl correctly but slowly (10 frames/s with 1,000 points): good for correctness, not for
// speed. Only maps need it. Pages are rasterised and composited by the CPU, which makes a test with two walls a quarter
// shorter (Debian's wrapper turns on rasterisation by the GPU, which is emulated here and slower).
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
  return [...(named === undefined ? [] : [named]), ...PATHS].find((path) => existsSync(path)) ?? null;
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
