// The encyclopedia of genes: found, read and followed without JavaScript; accessible in both themes; good on a phone.
import { accessible, awake, expect, test } from "./support/test";
import { goodPages } from "./support/pages";
import { at } from "./support/world";

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a visitor searches a gene by another name, reads it, and goes on to an animal that carries it", async ({ page }) => {
    await page.goto(at("", "/genes"));
    const hero = page.getByRole("main").getByRole("search");
    await hero.getByRole("searchbox").fill("pied");
    await hero.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL(/\/genes\?q=pied$/);
    await page.getByRole("link", { name: "Piebald", exact: true }).first().click();
    await expect(page).toHaveURL(/\/genes\/ball-python\/piebald|\/genes\/ball-python\/pied/);
    await expect(page.getByRole("heading", { level: 1, name: "Piebald" })).toBeVisible();
    const table = page.getByRole("table", { name: "het Piebald × het Piebald" });
    await expect(table.getByRole("row", { name: /Normal.*66% het Piebald.*75%/ })).toBeVisible();
    await expect(table.getByRole("row", { name: /^Piebald.*25%/ })).toBeVisible();
    await page.locator("#animals article.animal-card a").first().click();
    await expect(page).toHaveURL(/\/animals\/[0-9a-f-]{36}$/);
  });

  test("a species is filtered by inheritance, and a combo leads to its genes", async ({ page }) => {
    await page.goto(at("", "/genes"));
    await page.getByRole("main").getByRole("link", { name: /^Ball python/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Ball python genes" })).toBeVisible();
    const inheritance = page.getByRole("group", { name: "Inheritance" });
    await inheritance.getByRole("link", { name: /^Dominant/ }).click();
    await expect(page).toHaveURL(/inheritance=dominant$/);
    await expect(page.getByRole("link", { name: "Pinstripe", exact: true })).toBeVisible();
    await expect(page.getByRole("link", { name: "Clown", exact: true })).toHaveCount(0);
    await inheritance.getByRole("link", { name: /^All/ }).click();
    await page.getByRole("link", { name: "Bumblebee", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Bumblebee" })).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: "Spider", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Spider" })).toBeVisible();
    await expect(page.getByText("Doesn’t live").first()).toBeVisible();
  });
});

const pages: [string, string][] = [
  ["the species", "/genes"],
  ["a search", "/genes?q=albino"],
  ["a search that finds nothing", "/genes?q=zzzzqqqq"],
  ["a species", "/genes/ball-python"],
  ["a species with line-bred names", "/genes/leopard-gecko"],
  ["a recessive gene", "/genes/ball-python/clown"],
  ["a gene of a large complex", "/genes/ball-python/mojave"],
  ["a sex-linked gene", "/genes/ball-python/banana"],
  ["a gene that hides others", "/genes/corn-snake/amel"],
  ["a gene with long names", "/genes/reticulated-python/albino-purple"],
  ["a combo", "/genes/ball-python/combos/8-ball"],
  ["a combo without certain genes", "/genes/ball-python/combos/bluel"],
];
goodPages(pages);

for (const path of ["/genes/unicorn", "/genes/ball-python/no-such-gene", "/genes/ball-python/combos/no-such-combo"]) {
  test(`${path} answers 404 with a way on`, async ({ page }) => {
    const answer = await page.goto(at("", path));
    expect(answer?.status()).toBe(404);
    await awake(page);
    await expect(page.getByRole("heading", { level: 1, name: /There is no such/ })).toBeVisible();
    await accessible(page);
  });
}
