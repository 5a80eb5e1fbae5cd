// Every test fails on a console error, an uncaught exception or a request of ours that fails.
import AxeBuilder from "@axe-core/playwright";
import { expect, test as base, type Page } from "@playwright/test";

export { expect } from "@playwright/test";

/** A sender's address of its own: the server limits mails and passwords by it, and every browser here is the same machine. */
export function anAddress(): Record<string, string> {
  const part = () => Math.floor(Math.random() * 65_536).toString(16);
  return { "x-forwarded-for": `fd00::${part()}:${part()}:${part()}` };
}

export const test = base.extend<{ complaints: string[] }>({
  extraHTTPHeaders: async ({}, use) => use(anAddress()),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() !== "error" && message.type() !== "warning") return;
        const text = message.text();
        // The browser's own word for an answer that a test asks for on purpose; the page shows what it means.
        if (/Failed to load resource: the server responded with a status of 4\d\d/.test(text)) return;
        // A preload that a fast test leaves unused.
        if (/was preloaded using link preload but not used/.test(text)) return;
        // Playwright and axe look into the sandboxed frame of a mail, and are refused as everybody is.
        if (/Blocked script execution in 'about:srcdoc'/.test(text)) return;
        complaints.push(`${message.type()}: ${text}`);
      });
      page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
      await use(complaints);
      expect(complaints, "the browser's console stays empty").toEqual([]);
    },
    { auto: true },
  ],
});

/** Waits until the WASM bundle has taken over the page. */
export async function awake(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-awake", "true", { timeout: 20_000 });
}

/** Nothing runs in such a frame, so axe's timers there would never fire, and it would wait for ever. */
const MUTE_FRAME = 'iframe[sandbox]:not([sandbox*="allow-scripts"])';

/** axe finds nothing, in the light and in the dark theme. */
export async function accessible(page: Page): Promise<void> {
  for (const theme of ["light", "dark"]) {
    // Colours on their way from one theme to the other belong to neither. They are sent to their ends instead of waited for: where no frame is
    // painted they would never arrive. An element that inherits its colour may set out once its parent has arrived.
    await page.locator("html").evaluate((html, theme) => {
      html.setAttribute("data-theme", theme);
      for (let round = 0; round < 10; round += 1) {
        const turning = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
        if (turning.length === 0) return;
        for (const transition of turning) transition.finish();
      }
      throw new Error("Colours still turn after ten rounds.");
    }, theme);
    const { violations } = await new AxeBuilder({ page })
      .exclude(MUTE_FRAME)
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    const said = violations.map((v) => `${v.id}: ${v.help} — ${v.nodes.map((n) => n.target.join(" ")).join("; ")}`);
    expect(said, `${page.url()} in the ${theme} theme`).toEqual([]);
  }
}

/** Nothing sticks out of a phone's width. */
export async function fitsAPhone(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 700 });
  // A phone's fonts are others than a desk's, and come when they are wanted first.
  const excess = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(excess, { message: `${page.url()} at 320 px` }).toBeLessThanOrEqual(0);
}
