// The public portal: complete without JavaScript, awake with it, good on a phone, and printed without its frame.
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { goodPages } from "./support/pages";
import { at } from "./support/world";
import type { Page } from "@playwright/test";

const card = (page: Page) => page.locator("article.animal-card a");

/** Opens the page of an animal whose parents are on record. */
async function openAnimal(page: Page): Promise<void> {
  await page.goto(at("", "/search?taxon=ball-python&sort=youngest"));
  await card(page).first().click();
  await expect(page).toHaveURL(/\/animals\/[0-9a-f-]{36}$/);
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a visitor finds an animal, reads its pedigree and goes on to its breeder", async ({ page }) => {
    await page.goto(at("", "/"));
    const hero = page.getByRole("main").getByRole("search");
    await hero.getByRole("searchbox").fill("clown");
    await hero.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL(/\/search\?q=clown$/);
    await expect(page.getByRole("heading", { level: 1, name: "“clown”" })).toBeVisible();
    // One of the demo data, which has parents: what other tests made public meanwhile has no day of birth, so it comes last.
    await page.getByRole("group", { name: "Order" }).getByRole("link", { name: "Youngest first" }).click();
    await expect(page).toHaveURL(/sort=youngest/);
    await card(page).first().click();
    await expect(page).toHaveURL(/\/animals\/[0-9a-f-]{36}$/);
    await expect(page.getByRole("heading", { level: 2, name: "Pedigree" })).toBeVisible();
    await expect(page.getByText(/Declared by the keeper|Breeding record|DNA/).first()).toBeVisible();
    await expect(page.getByText("Inbreeding (F)")).toBeVisible();
    const ancestor = page.locator(".ped-parents a.ped-name").first();
    await ancestor.click();
    await expect(page).toHaveURL(/\/animals\/[0-9a-f-]{36}$/);
    await page.getByRole("link", { name: "See the breeder" }).click();
    await expect(page).toHaveURL(/\/breeders\/[a-z-]+$/);
    await expect(card(page).first()).toBeVisible();
  });

  test("facets narrow with exact counts, combine, and are given up again", async ({ page }) => {
    await page.goto(at("", "/search"));
    const sex = page.getByRole("group", { name: "Sex" });
    const female = sex.getByRole("link", { name: /^Female/ });
    const promised = Number((await female.locator(".chip-count").innerText()).replace(/\D/g, ""));
    await female.click();
    await expect(page).toHaveURL(/sex=female/);
    await expect(page.locator(".page-head .hint")).toHaveText(new RegExp(`^${promised.toLocaleString("en").replace(",", "[,  ]?")} animals?$`));
    const boa = page.getByRole("group", { name: "Species" }).getByRole("link", { name: /boa/i }).first();
    const both = Number((await boa.locator(".chip-count").innerText()).replace(/\D/g, ""));
    await boa.click();
    await expect(page.locator(".page-head .hint")).toHaveText(new RegExp(`^${both} animals?$`));
    await sex.getByRole("link", { name: /^Female/ }).click();
    await expect(page).not.toHaveURL(/sex=/);
    await expect(page).toHaveURL(/taxon=/);
  });

  test("a search pages forwards and back, in the order that was chosen", async ({ page }) => {
    await page.goto(at("", "/search"));
    await page.getByRole("group", { name: "Order" }).getByRole("link", { name: "Eldest first" }).click();
    await expect(page).toHaveURL(/sort=eldest/);
    const first = await card(page).first().getAttribute("href");
    await page.getByRole("link", { name: "Next" }).click();
    await expect(page).toHaveURL(/sort=eldest&after=/);
    expect(await card(page).first().getAttribute("href")).not.toBe(first);
    await page.getByRole("link", { name: "Previous" }).click();
    await expect(card(page).first()).toHaveAttribute("href", first ?? "");
  });

  test("a typo is searched as what was meant, and a search that finds nothing says what to drop", async ({ page }) => {
    await page.goto(at("", "/search?q=pastle"));
    await expect(page.getByText("These are the animals for “pastel”.")).toBeVisible();
    await expect(card(page).first()).toBeVisible();
    await page.goto(at("", "/search?q=clown&taxon=bearded-dragon"));
    await expect(page.getByText("No animals match all of this")).toBeVisible();
    await page.getByRole("link", { name: /^Without species: Bearded dragon/ }).click();
    await expect(page).toHaveURL(/\/search\?q=clown$/);
    await expect(card(page).first()).toBeVisible();
    await page.goto(at("", "/search?q=zzzzqqqq"));
    await page.getByRole("link", { name: "Clear every filter" }).click();
    await expect(page).toHaveURL(/\/search$/);
  });

  test("breeders are found by name, mistyped too", async ({ page }) => {
    await page.goto(at("", "/breeders"));
    await page.getByRole("main").getByRole("searchbox").fill("riversid reptile");
    await page.getByRole("main").getByRole("searchbox").press("Enter");
    await page.getByRole("main").getByRole("link", { name: /Riverside Reptiles/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Riverside Reptiles" })).toBeVisible();
    await page.goto(at("", "/breeders?q=zzzzqqqq"));
    await expect(page.getByText("No breeders match all of this")).toBeVisible();
  });
});

const pages: [string, string][] = [
  ["home", "/"],
  ["search", "/search"],
  ["a search with filters", "/search?q=clown&sex=female&sort=youngest"],
  ["a corrected search", "/search?q=pastle"],
  ["no match", "/search?q=zzzzqqqq&sex=male"],
  ["breeders", "/breeders"],
  ["a breeder", "/breeders/riverside-reptiles"],
  ["about", "/about"],
  ["the status of the site", "/status"],
];
goodPages(pages);

for (const path of ["/no-such-page", "/animals/no-such-animal", "/breeders/no-such-breeder"]) {
  test(`${path} answers 404 with a way on`, async ({ page }) => {
    const answer = await page.goto(at("", path));
    expect(answer?.status()).toBe(404);
    await awake(page);
    await expect(page.getByRole("heading", { level: 1, name: /There is no such/ })).toBeVisible();
    await expect(page.locator("meta[name=robots]")).toHaveAttribute("content", "noindex");
    await accessible(page);
    await fitsAPhone(page);
    await page.getByRole("main").getByRole("link").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
}

test("an animal's page is accessible, names its address, and its picture is there", async ({ page }) => {
  await openAnimal(page);
  await awake(page);
  await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", new RegExp(`${new URL(page.url()).pathname}$`));
  const data = JSON.parse((await page.locator("script[type='application/ld+json']").first().textContent()) ?? "");
  expect(data["@context"]).toBe("https://schema.org");
  // A photograph where there is one, else a plate.
  const picture = page.getByRole("img", { name: /ball python/ }).first();
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await accessible(page);
  await fitsAPhone(page);
});

test("the pedigree is walked by the arrow keys", async ({ page }) => {
  await openAnimal(page);
  await awake(page);
  const names = page.locator(".pedigree .ped-name[href], .pedigree a.ped-name");
  await names.first().focus();
  await page.keyboard.press("ArrowRight");
  const focused = page.locator(".ped-name:focus");
  await expect(focused).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("a phone reaches every place by its menu, and by the keyboard the content comes first", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(at("", "/"));
  await awake(page);
  await page.locator("summary[aria-label=Menu]").click();
  await page.getByRole("navigation", { name: "Main, small screen" }).getByRole("link", { name: "Breeders" }).click();
  await expect(page).toHaveURL(/\/breeders$/);
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus")).toHaveText(/Skip to/);
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
});

test("printed, an animal is its facts and its pedigree, without the frame", async ({ page }) => {
  await openAnimal(page);
  await awake(page);
  await page.emulateMedia({ media: "print" });
  for (const frame of [".site-head", ".site-foot", ".btn"]) await expect(page.locator(frame).first()).toBeHidden();
  await expect(page.locator(".pedigree")).toBeVisible();
  expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(10_000);
});

test("crawlers find the sitemap, the robots file and feeds that are XML", async ({ page, request }) => {
  for (const [path, root] of [["/sitemap.xml", "sitemapindex"], ["/sitemap.xml?part=animals", "urlset"], ["/feed.xml", "feed"], ["/breeders/riverside-reptiles/feed.xml", "feed"]] as const) {
    const answer = await request.get(at("", path));
    expect(answer.status(), path).toBe(200);
    const text = await answer.text();
    await page.goto("about:blank");
    const name = await page.evaluate((text) => new DOMParser().parseFromString(text, "text/xml").documentElement.nodeName, text);
    expect(name, path).toBe(root);
  }
  const robots = await (await request.get(at("", "/robots.txt"))).text();
  expect(robots).toContain(`Sitemap: ${at("", "/sitemap.xml")}`);
});
