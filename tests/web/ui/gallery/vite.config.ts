// The gallery is built as the pages are.
import { join } from "node:path";
import base from "../../../../web/vite.config.ts";

export default {
  ...base,
  root: import.meta.dirname,
  build: { ...base.build, rollupOptions: { input: join(import.meta.dirname, "index.html") } },
};
