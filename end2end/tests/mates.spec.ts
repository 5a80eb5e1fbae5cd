// Mates that other breeders have opened to pairings: opened in the animal's form, found by somebody else, and out again once it is closed.
import { accessible, anAddress, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { at, owner } from "./support/world";
import { addAnimal, fieldOf, open, unique } from "./support/animals";
import type { Browser, Page } from "@playwright/test";

/** The owner of another demo vivarium that keeps ball pythons. */
const other = "sofia@example.com";

const rows = (page: Page) => page.locator(".data-table tbody tr");

/** A second person at a browser of their own. */
async function theirBrowser(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await signIn(page, other, "/animals");
  return page;
}

/** Turns the switch of the animal's form and saves. */
async function turn(page: Page, animal: string, to: boolean): Promise<void> {
  await open(page, `${animal}/edit`);
  await fieldOf(page, "open_to_pairings").setChecked(to);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
}

test("an animal that its breeder opened is ranked among the mates of others until it is closed", async ({ page, browser }) => {
  const word = unique("Open");
  await signIn(page, owner, "/animals");
  const theirs = await theirBrowser(browser);
  const him = await addAnimal(page, { name: `${word} him`, sex: "male", genotype: "het Clown" });
  await addAnimal(page, { name: `${word} own`, sex: "female", genotype: "het Clown" });
  const her = await addAnimal(theirs, { name: `${word} her`, sex: "female", genotype: "Clown", visibility: "public" });
  const term = theirs.locator(".term", { hasText: "Open to pairings" });
  await open(theirs, her);
  await expect(term).toContainText("No");
  await turn(theirs, her, true);
  await expect(term).toContainText("Yes: other breeders may find it as a mate");
  await accessible(theirs);

  await open(page, `${him}/mates`);
  await page.getByLabel("The young shall be").fill("Clown");
  await page.getByRole("button", { name: "Rank" }).click();
  const mate = (name: string) => rows(page).filter({ hasText: `${word} ${name}` });
  await expect(mate("own")).toContainText("25%");
  await expect(mate("her")).toHaveCount(0);
  await page.getByLabel("Also animals that other breeders have opened to pairings").check();
  await page.getByRole("button", { name: "Rank" }).click();
  await expect(page).toHaveURL(/others=on/);
  await expect(mate("her")).toContainText("50%");
  await expect(mate("her")).toContainText("Nocturne Morphs");
  await expect(mate("own")).toContainText("This vivarium");
  await expect(mate("own").getByRole("link", { name: /^Save as planned pairing/ })).toBeVisible();
  await expect(mate("her").getByRole("link", { name: /^Save as planned pairing/ })).toHaveCount(0);
  await awake(page);
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  const asking = page.url();

  // What young of the two would be, and their genes.
  await mate("her").getByRole("link", { name: /^Inbreeding of the young with/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${word} him × ${word} her` })).toBeVisible();
  await page.goto(asking);
  await awake(page);
  await mate("her").getByRole("link", { name: /^Reckon with/ }).click();
  await expect(page.locator(".calc-sum")).toContainText("of young");

  // Her page and her breeder's are the public ones.
  await page.goto(asking);
  await awake(page);
  await expect(mate("her").getByRole("link", { name: "Nocturne Morphs" })).toHaveAttribute("href", at("", "/breeders/nocturne-morphs"));
  await mate("her").getByRole("link", { name: `${word} her`, exact: true }).click();
  await expect(page).toHaveURL(at("", her));
  await expect(page.getByText("Open to pairings", { exact: true })).toBeVisible();
  await accessible(page);

  await turn(theirs, her, false);
  await page.reload();
  await expect(page.getByText("Open to pairings", { exact: true })).toHaveCount(0);
  await page.goto(asking);
  await awake(page);
  await expect(mate("own")).toBeVisible();
  await expect(mate("her")).toHaveCount(0);
});

test("an animal that nobody may see says why opening it has no effect yet", async ({ page }) => {
  const word = unique("Shut");
  await signIn(page, owner, "/animals");
  const shut = await addAnimal(page, { name: word, sex: "female" });
  await open(page, `${shut}/edit`);
  await accessible(page);
  await turn(page, shut, true);
  await expect(page.locator(".term", { hasText: "Open to pairings" })).toContainText("without effect: it has no public page");
});
