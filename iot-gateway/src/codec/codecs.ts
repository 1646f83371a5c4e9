// Every dialect the gateway understands; the first that knows the topic decodes.
import type { Codec } from "./codec.ts";
import { nativeCodec } from "./native.ts";

export const CODECS: readonly Codec[] = [nativeCodec];
