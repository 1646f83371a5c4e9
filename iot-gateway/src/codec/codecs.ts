// The dialects that the gateway decodes; the first codec that matches the topic is used.
import type { Codec } from "./codec.ts";
import { nativeCodec } from "./native.ts";

export const CODECS: readonly Codec[] = [nativeCodec];
