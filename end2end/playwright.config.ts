import { defineConfig } from "@playwright/test";
import { chromium, port } from "./tests/support/world";

// `script/test browser` starts the server with demo data of its own and says where it listens.
export default defineConfig({
  testDir: "./tests",
  timeout: 150_000,
  expect: { timeout: 20_000 },
  // Two cores, one server: more browsers would only wait for each other.
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // A test that passes on the second try has shown a defect.
  retries: 0,
  use: {
    baseURL: `http://localhost:${port}`,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
