// How related animals are: choosing and comparing them, a pairing that is thought of, the report on the collection.
import { accessible, expect, fitsAPhone, test } from "./support/test";
import { breeder } from "./support/accounts";
import { addAnimal, addParent, open } from "./support/animals";
import type { Page } from "@playwright/test";

/** Full sibs and a half sib by the sire, in a vivarium of the test's own: a report is of everything in it. */
async function family(page: Page): Promise<void> {
  const animal = (name: string, sex: "male" | "female", born: string) => addAnimal(page, { name, sex, born });
  const [old, mother] = [await animal("Odin", "male", "2015"), await animal("Frigg", "female", "2015")];
  const [brother, sister] = [await animal("Baldur", "male", "2018"), await animal("Nanna", "female", "2018")];
  const half = await animal("Hel", "female", "2019");
  for (const child of [brother, sister, half]) await addParent(page, child, old, "sire");
  for (const child of [brother, sister]) await addParent(page, child, mother, "dam");
}

test("animals are chosen, compared and thought of as a pairing", async ({ page }) => {
  await breeder(page, "Kin", "Kin house");
  await family(page);
  await open(page, "/");
  await page.getByRole("navigation").getByRole("link", { name: "Relatedness" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Relatedness" })).toBeVisible();
  const boxes = page.getByRole("group", { name: "Animals" });
  await boxes.getByLabel(/Baldur/).check();
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText("Choose at least two animals.")).toBeVisible();
  await expect(page.getByLabel(/Baldur/)).toBeChecked();
  await page.getByLabel(/Nanna/).check();
  await page.getByLabel(/Hel,/).check();
  await page.getByRole("button", { name: "Compare", exact: true }).click();

  const table = page.getByRole("region", { name: "Kinship of each pair" });
  const cell = (words: string) => table.getByTitle(words);
  await expect(cell("Nanna × Baldur: 25%, as close as full sibs")).toHaveText("25");
  await expect(cell("Hel × Baldur: 12.5%, as close as half sibs")).toHaveText("12.5");
  await expect(cell("Baldur with itself: 50%, inbreeding 0%")).toHaveText("50");
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 720 });

  // The arrow keys go from cell to cell.
  await cell("Nanna × Baldur: 25%, as close as full sibs").focus();
  await page.keyboard.press("ArrowDown");
  await expect(cell("Hel × Baldur: 12.5%, as close as half sibs")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Baldur × Hel" })).toBeVisible();
  await expect(page.locator(".term", { hasText: "Inbreeding (F)" })).toContainText("12.5%");
  await expect(page.locator(".term", { hasText: "The parents are" })).toContainText("as close as half sibs");
  const shared = page.getByRole("region", { name: /^Ancestors of both/ }).locator("tbody tr");
  await expect(shared).toHaveCount(1);
  await expect(shared).toContainText("Baldur → Odin ← Hel");
  await expect(page.getByRole("region", { name: "Pedigree of Their young" })).toContainText("Frigg");
  await accessible(page);
  await fitsAPhone(page);
});

test("the list's boxes lead to a comparison", async ({ page }) => {
  await breeder(page, "Kin", "Kin list");
  await family(page);
  await open(page, "/animals");
  for (const name of [/Odin/, /Nanna/]) await page.getByLabel(new RegExp(`^Select .*${name.source}`)).check();
  await page.locator("#bulk").getByRole("button", { name: "Compare relatedness" }).click();
  await expect(page).toHaveURL(/\/relatedness\?/);
  await expect(page.getByTitle(/25%, as close as full sibs/)).toHaveCount(1);
});

test("the report ranks the living and names the lines at risk", async ({ page }) => {
  await breeder(page, "Kin", "Kin report");
  await open(page, "/relatedness/report");
  await expect(page.getByText("No living animals yet")).toBeVisible();
  await family(page);
  await open(page, "/relatedness/report");
  const rows = (name: RegExp) => page.getByRole("region", { name }).locator("tbody tr");
  await expect(rows(/^Animals by mean kinship/)).toHaveCount(5);
  // Frigg: itself 1/2 and its two young 1/4 each, of five; Hel has as much, and a later code.
  await expect(rows(/^Animals by mean kinship/).first()).toContainText("Frigg");
  await expect(rows(/^Animals by mean kinship/).first()).toContainText("20%");
  await expect(rows(/^Founders/).first()).toContainText("Odin");
  await expect(page.getByText("Every founder’s genes are carried by three living animals or more.")).toBeVisible();
  await expect(page.locator(".stat-tile", { hasText: "Living animals" })).toContainText("5");
  await accessible(page);
  await fitsAPhone(page);
});
