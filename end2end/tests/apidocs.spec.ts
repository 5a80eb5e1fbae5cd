// The API's description for people: drawn by scripts of ours, with nothing asked of anybody else.
import { expect, test } from "./support/test";
import { at } from "./support/world";

for (const [path, words] of [["/docs/", "ReptiDex"], ["/redoc", "ReptiDex"]] as const) {
  test(`${path} is drawn by our own files alone`, async ({ page }) => {
    const strangers: string[] = [];
    page.on("request", (asked) => { if (/^https?:/.test(asked.url()) && !asked.url().startsWith(at("api", "/"))) strangers.push(asked.url()); });
    await page.goto(at("api", path));
    await expect(page.getByRole("heading", { level: 1 }).first()).toContainText(words, { timeout: 60_000 });
    await expect(page.getByText("/api/v1/animal/animals").first()).toBeVisible();
    expect(strangers).toEqual([]);
  });
}
