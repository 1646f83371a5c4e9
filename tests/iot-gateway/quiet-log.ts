// A log for tests: silent unless MINQING_TEST_LOG names a level.
import pino from "pino";

export const quietLog = pino({ level: process.env["MINQING_TEST_LOG"] ?? "silent" });
