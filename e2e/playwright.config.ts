// Every journey in a real Chromium, as a resident would go through it: with JavaScript, without it,
// and with WebAssembly that fails to load. All specs run in all three modes, except those about
// WebAssembly itself (`*.wasm.spec.ts`) and those about plain forms (`*.plain.spec.ts`), which run
// only in the modes that have them.
//
// `cargo xtask test` sets DOORSTEP_BIN, DOORSTEP_ROOT, DOORSTEP_BROWSER and DOORSTEP__HTTP__ASSETS;
// see `support/global-setup.ts` for the defaults.
import { defineConfig } from "@playwright/test";

const root = process.getuid?.() === 0;

// Without update checks, synchronisation and telemetry the browser starts faster and does not
// depend on a network.
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
  globalSetup: "./support/global-setup.ts",
  outputDir: "test-results",
  fullyParallel: true,
  // A journey that passes only on retry is a failure.
  retries: 0,
  workers: Number(process.env.DOORSTEP_WORKERS ?? 2),
  // Generous, for busy machines: no test here measures time.
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
