// `npm run audit`: the command line of the audit trail.
import { parseArgs } from "node:util";
import { parseSettings } from "@minqing/core/settings/settings";
import { keepFilesPrivate } from "@minqing/geodata/process/own-folder";
import { exportToFile, showKey, verifyFile } from "./cli-commands.ts";

keepFilesPrivate();

const USAGE = `usage: npm run audit -- verify FILE [--anchor FILE] [--key PUBLIC.pem …]
       npm run audit -- export FILE [--since INSTANT] [--until INSTANT]
       npm run audit -- key`;

async function run(): Promise<void> {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { anchor: text, key: { ...text, multiple: true }, since: text, until: text },
  });
  const { anchor = null, key: keys = [], since, until } = values;
  const [name = "", file = ""] = positionals;
  if (name === "verify" && file !== "") await verifyFile(file, { keys, anchor });
  else if (name === "export" && file !== "") await exportToFile(parseSettings(process.env), file, { since, until });
  else if (name === "key") await showKey(parseSettings(process.env));
  else throw new Error(USAGE);
}

try {
  await run();
} catch (fault) {
  console.error(`audit: ${fault instanceof Error ? fault.message : fault}`);
  process.exit(1);
}
