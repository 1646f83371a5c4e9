// Opens the embedded database of a data folder and closes it again. Argument: the folder.
import { openDatabase } from "@minqing/geodata/open-database";

const [dataDir = ""] = process.argv.slice(2);
const database = await openDatabase({ dataDir });
await database.close();
