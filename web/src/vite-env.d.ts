// Lets imports of styles and worker addresses type-check.
/// <reference types="vite/client" />
