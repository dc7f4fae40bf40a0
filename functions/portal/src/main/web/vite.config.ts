import { defineConfig } from "vitest/config";

export default defineConfig({
  build: {
    // Nothing becomes a data: address, which the page's policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    sourcemap: false,
    emptyOutDir: true,
    outDir: "../../../target/web",
  },
  css: {
    preprocessorOptions: { scss: { quietDeps: true } },
  },
  test: {
    environment: "happy-dom",
    include: ["test/**/*.test.ts"],
  },
});
