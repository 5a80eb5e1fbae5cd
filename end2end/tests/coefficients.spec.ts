// Stored inbreeding: the list's column, brought up to date by the worker after a change of a parent, ordered and narrowed.
import type { Locator, Page } from "@playwright/test";
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { breeder } from "./support/accounts";
import { addAnimal, addParent, open } from "./support/animals";
import { at } from "./support/world";

/** The row of an animal in the list. */
const row = (page: Page, name: string): Locator => page.getByRole("row").filter({ hasText: name });

/** Opens the list until an animal's row says what the worker has reckoned: seconds, not at once. */
async function listed(page: Page, name: string, figure: RegExp): Promise<void> {
  await expect(async () => {
    await page.goto(at("breeder", "/animals?sort=-inbreeding"));
    await expect(row(page, name).locator('[data-label="Inbreeding"]')).toHaveText(figure, { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await awake(page);
}

test("a parent that is added far above changes the figure in the list", async ({ page }) => {
  await breeder(page, "Inbred", "Inbred house");
  const animal = (name: string, sex: "male" | "female", born: string) => addAnimal(page, { name, sex, born });
  const old = await animal("Odin", "male", "2012");
  const [sire, dam] = [await animal("Baldur", "male", "2016"), await animal("Nanna", "female", "2016")];
  const young = await animal("Forseti", "male", "2021");
  await addParent(page, young, sire, "sire");
  await addParent(page, young, dam, "dam");
  await addParent(page, sire, old, "sire");
  await listed(page, "Forseti", /^0%/);
  await expect(row(page, "Odin").locator('[data-label="Inbreeding"]')).toContainText("Unknown");

  await addParent(page, dam, old, "sire");
  await listed(page, "Forseti", /^12\.5%/);
  // The most inbred first.
  await expect(page.locator("tbody tr").first()).toContainText("Forseti");
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  await open(page, "/animals");
  await page.getByText("More filters").click();
  await page.getByLabel("Inbreeding at least").fill("6.25");
  await page.getByLabel("Inbreeding at least").press("Enter");
  await expect(page).toHaveURL(/inbred_from=6\.25/);
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await expect(page.locator("tbody tr")).toContainText("Forseti");
  await expect(page.getByText("inbreeding at least 6.25%").first()).toBeVisible();
  await accessible(page);

  await open(page, young);
  await expect(page.locator(".term", { hasText: "Inbreeding (F)" })).toContainText("12.5%");
  await expect(page.getByText("These figures last changed")).toBeVisible();
});
