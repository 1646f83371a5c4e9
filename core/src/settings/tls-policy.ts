// TLS of our listeners and clients (传输加密): TLS 1.2 and 1.3, ephemeral keys and authenticated ciphers, strongest first.
// This is the only place; nothing outside of this list is offered or accepted. [RFC 9325 (BCP 195) §3.1.1, §4.2]
// versions and suites of TLS 1.2, [RFC 7905] ChaCha20 for devices without AES in hardware, [RFC 8446 §9.1] suites of
// TLS 1.3. SM2 (国密) would be a line here, [RFC 8998] TLS_SM4_GCM_SM3, once OpenSSL of Node has it.

const TLS_1_3 = ["TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"] as const;

const TLS_1_2 = [
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
] as const;

export const TLS_POLICY = {
  minVersion: "TLSv1.2",
  maxVersion: "TLSv1.3",
  ciphers: [...TLS_1_3, ...TLS_1_2].join(":"),
} as const;
