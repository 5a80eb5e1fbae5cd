import { chromium } from "@playwright/test";
const [,, out, ...urls] = process.argv;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [name, width, scheme] of [["d", 1280, "light"], ["p", 390, "dark"]]) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && console.log(name, m.type(), m.text()));
  page.on("pageerror", (e) => console.log(name, "EXC", e.message));
  let n = 0;
  for (const url of urls) {
    const t = Date.now();
    await page.goto(url, { waitUntil: "load" });
    try { await page.waitForSelector('html[data-awake="true"]', { timeout: 8000 }); } catch { console.log(name, url, "not awake"); }
    console.log(name, url, Date.now() - t, "ms");
    await page.screenshot({ path: `${out}-${n++}-${name}.png`, fullPage: true });
  }
}
await browser.close();
