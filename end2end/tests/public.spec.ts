// The public portal: complete without JavaScript, awake with it, and nothing private on it.
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { at } from "./support/world";

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a visitor finds an animal and reads its pedigree", async ({ page }) => {
    await page.goto(at("", "/search"));
    const first = page.locator("article.animal-card a").first();
    await expect(first).toBeVisible();
    await first.click();
    await expect(page).toHaveURL(/\/animals\/[0-9a-f-]{36}/);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator(".pedigree").first()).toBeVisible();
  });

  test("a search that finds nothing says so and shows the way back", async ({ page }) => {
    await page.goto(at("", "/search?q=zzzzqqqq"));
    await expect(page.locator("a[href='/search']").first()).toBeVisible();
  });
});

for (const path of ["/", "/search", "/breeders", "/about"]) {
  test(`${path} is accessible in both themes and fits a phone`, async ({ page }) => {
    const answer = await page.goto(at("", path));
    expect(answer?.status()).toBe(200);
    await awake(page);
    await accessible(page);
    await fitsAPhone(page);
  });
}

test("an animal's page is accessible, names its address and says how each claim is known", async ({ page }) => {
  await page.goto(at("", "/search"));
  await page.locator("article.animal-card a").first().click();
  await expect(page).toHaveURL(/\/animals\//);
  await awake(page);
  const canonical = await page.locator("link[rel=canonical]").getAttribute("href");
  expect(canonical).toContain(new URL(page.url()).pathname);
  const data = JSON.parse((await page.locator("script[type='application/ld+json']").first().textContent()) ?? "");
  expect(data["@context"]).toBe("https://schema.org");
  await accessible(page);
  await fitsAPhone(page);
});

test("crawlers find the sitemap, the robots file and the feed", async ({ request }) => {
  for (const [path, part] of [["/sitemap.xml", "<sitemap"], ["/robots.txt", "Sitemap:"], ["/feed.xml", "<feed"]] as const) {
    const answer = await request.get(at("", path));
    expect(answer.status(), path).toBe(200);
    expect(await answer.text()).toContain(part);
  }
});
