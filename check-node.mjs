// Says expected and got before a Node that cannot run TypeScript fails with a riddle. Plain JavaScript: it runs on any Node.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  console.error(
    `minqing: expected Node >= 24 (npm ci brings it on linux-x64; elsewhere install it), got ${process.versions.node} at ${process.execPath}`,
  );
  process.exit(1);
}
