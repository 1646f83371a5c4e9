// What the development server passes on to the server of the city.
/** First segments of the addresses that the server answers, besides the pages and their assets. */
export const SERVER_PATHS = [
  "/api",
  "/basemap",
  "/docs",
  "/enter",
  "/healthz",
  "/metrics",
  "/openapi.json",
  "/readyz",
  "/socket.io",
  "/sso",
] as const;
