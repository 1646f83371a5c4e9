// Type declarations for imports of styles and worker addresses.
/// <reference types="vite/client" />
