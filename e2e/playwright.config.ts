// Every journey in a real Chromium, as a resident would go through it: with JavaScript,
// without, and with WebAssembly that never arrives. The same specs run in all three modes;
// only what is about WebAssembly itself (`*.wasm.spec.ts`) runs where there is some, and what
// is about plain forms (`*.plain.spec.ts`) where every press is one.
//
// `cargo xtask test` sets DOORSTEP_BIN, DOORSTEP_ROOT, DOORSTEP_BROWSER and
// DOORSTEP__HTTP__ASSETS; see `support/doorstep.ts` for what stands in when they are not set.
import { defineConfig } from "@playwright/test";

const root = process.getuid?.() === 0;

// A browser that is told not to look for updates, not to synchronise and not to phone home
// starts sooner and cannot fail for want of a network.
const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: ".",
  testMatch: ["services/*.spec.ts", "journeys/*.spec.ts", "islands/*.spec.ts"],
  globalSetup: "./support/doorstep.ts",
  outputDir: "test-results",
  fullyParallel: true,
  // A journey that passes only when it is tried again has not passed.
  retries: 0,
  workers: Number(process.env.DOORSTEP_WORKERS ?? 2),
  // Long enough for a machine that is busy with other things: nothing here is a timed test.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/London",
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.DOORSTEP_BROWSER ?? "/usr/bin/chromium",
      args: root ? ["--no-sandbox", ...quiet] : quiet,
    },
  },
  projects: [
    { name: "javascript", testIgnore: "**/*.plain.spec.ts" },
    {
      name: "no-javascript",
      testIgnore: "**/*.wasm.spec.ts",
      use: { javaScriptEnabled: false },
    },
    { name: "wasm-blocked", testIgnore: "**/*.wasm.spec.ts" },
  ],
});
