// Planned pairings: saved from where one looks at two animals, changed by two people at once, cancelled and planned again.
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { breeder } from "./support/accounts";
import { signIn } from "./support/people";
import { owner } from "./support/world";
import { addAnimal, open, post, unique } from "./support/animals";
import type { Page } from "@playwright/test";

const id = (path: string) => path.split("?")[0].split("/").pop()!;

/** Plans a pairing as the form does; gives its address. */
async function plan(page: Page, sire: string, dam: string, season: string, wish = ""): Promise<string> {
  const body = new URLSearchParams({ sire: id(sire), dam: id(dam), season, wish }).toString();
  return (await post(page, "/sfn/breeder/pairing_plan", body)).split("?")[0];
}

async function couple(page: Page, word: string): Promise<[string, string]> {
  const sire = await addAnimal(page, { name: `${word} him`, sex: "male", born: "2020", genotype: "Spider het Clown" });
  const dam = await addAnimal(page, { name: `${word} her`, sex: "female", born: "2020", genotype: "Clown" });
  return [sire, dam];
}

test("a mate is saved as a planned pairing, which shows what it can give", async ({ page }) => {
  const word = unique("Pair");
  await signIn(page, owner, "/animals");
  const [sire] = await couple(page, word);
  await open(page, `${sire}/mates?goal=Clown`);
  const row = page.locator(".data-table tbody tr").filter({ hasText: `${word} her` });
  await row.getByRole("link", { name: /^Save as planned pairing/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Plan a pairing" })).toBeVisible();
  await expect(page.getByLabel("Wish")).toHaveValue("Clown");
  await expect(page.getByLabel(/^Season/)).toHaveValue(String(new Date().getUTCFullYear()));
  await accessible(page);
  await page.getByLabel("Put together").fill("soon");
  await page.getByRole("button", { name: "Plan this pairing" }).click();
  await expect(page.getByLabel("Put together")).toBeFocused();
  await page.getByLabel(/^Season/).fill("2028");
  await page.getByLabel("Put together").fill("2028-03");
  await page.getByRole("button", { name: "Plan this pairing" }).click();

  await expect(page.getByText("The pairing is planned.")).toBeVisible();
  await awake(page);
  await expect(page.getByRole("heading", { level: 1, name: `${word} him × ${word} her` })).toBeVisible();
  await expect(page.locator(".term", { hasText: "Put together" })).toContainText("March 2028");
  await expect(page.locator(".term", { hasText: "Inbreeding (F)" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "What can hatch" })).toBeVisible();
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 720 });

  // The calculator is filled with both, and leads back as long as nobody types something else.
  await page.getByRole("link", { name: "Open in the calculator" }).click();
  await expect(page.locator("#f-sire")).toHaveValue("Spider het Clown");
  await expect(page.getByRole("link", { name: /^Save as planned pairing/ })).toBeVisible();
  await page.locator("#f-dam").fill("Pastel");
  await expect(page.getByRole("link", { name: /^Save as planned pairing/ })).toHaveCount(0);

  // The animal's page has it, and so has its history.
  await open(page, sire);
  const planned = page.getByRole("list", { name: "Planned pairings" });
  await expect(planned).toContainText("2028");
  await planned.getByRole("link", { name: `with ${word} her` }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${word} him × ${word} her` })).toBeVisible();
});

test("the same two are planned once a season, and the pairing that stands is named", async ({ page }) => {
  const word = unique("Once");
  await signIn(page, owner, "/animals");
  const [sire, dam] = await couple(page, word);
  const first = await plan(page, sire, dam, "2027");
  await open(page, `/relatedness/pairing?sire=${id(sire)}&dam=${id(dam)}`);
  await page.getByRole("link", { name: /^Save as planned pairing/ }).click();
  await page.getByLabel(/^Season/).fill("2027");
  await page.getByRole("button", { name: "Plan this pairing" }).click();
  await expect(page.getByText(`${word} him and ${word} her are planned for 2027 already.`).first()).toBeVisible();
  await accessible(page);
  await page.getByRole("link", { name: "Open the pairing that is planned already" }).click();
  await expect(page).toHaveURL(new RegExp(`${first}$`));
});

test("two who save at once see both values and choose", async ({ page }) => {
  const word = unique("Met");
  await signIn(page, owner, "/animals");
  const [sire, dam] = await couple(page, word);
  const path = await plan(page, sire, dam, "2027", "Clown");
  await open(page, `${path}/edit`);
  const read = JSON.stringify({ season: 2027, planned: null, wish: "Clown", note: "" });
  const other = new URLSearchParams({ id: id(path), version: "1", read, season: "2027", wish: "Clown Pied", note: "" });
  await post(page, "/sfn/breeder/pairing_change", other.toString());
  await page.getByLabel("Wish").fill("Spider Clown");
  await page.getByRole("button", { name: "Save changes" }).click();
  const both = page.getByRole("group", { name: "Both values" });
  await expect(both).toContainText("Yours: Spider Clown");
  await expect(both).toContainText("Clown Pied");
  await accessible(page);
  await both.getByRole("radio").nth(1).check();
  await expect(page.getByLabel("Wish")).toHaveValue("Clown Pied");
  await page.getByLabel("Note").fill("Both agree.");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("The pairing is changed.")).toBeVisible();
  await expect(page.locator(".term", { hasText: "Wish" })).toContainText("Clown Pied");
});

test("a pairing is cancelled with a reason and planned again", async ({ page }) => {
  const word = unique("Cancel");
  await signIn(page, owner, "/animals");
  const [sire, dam] = await couple(page, word);
  await open(page, await plan(page, sire, dam, "2027"));
  await page.getByText("Cancel this pairing", { exact: true }).click();
  await page.getByLabel("Why?").fill("She is too light.");
  await page.getByRole("button", { name: "Cancel pairing" }).click();
  await expect(page.getByText("The pairing is cancelled.")).toBeVisible();
  await awake(page);
  await expect(page.getByText(/She is too light/)).toBeVisible();
  await accessible(page);
  await page.getByRole("button", { name: "Plan it again" }).click();
  await expect(page.getByText("The pairing is planned again.")).toBeVisible();
});

test("the list is empty, then filled by season and filtered", async ({ page }) => {
  await breeder(page, "Planner", "Planner house");
  await open(page, "/");
  await page.getByRole("navigation").getByRole("link", { name: "Pairings" }).first().click();
  await expect(page.getByText("No pairing is planned yet")).toBeVisible();
  await accessible(page);
  const [sire, dam] = await couple(page, "Row");
  await open(page, "/pairings/new");
  await page.getByLabel(/^Sire/).selectOption({ label: (await page.locator("#f-sire option", { hasText: "Row him" }).textContent()) ?? "" });
  await page.getByLabel(/^Dam/).selectOption({ label: (await page.locator("#f-dam option", { hasText: "Row her" }).textContent()) ?? "" });
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByLabel(/^Season/).fill("2026");
  await page.getByRole("button", { name: "Plan this pairing" }).click();
  await expect(page.getByText("The pairing is planned.")).toBeVisible();
  await plan(page, sire, dam, "2027", "Clown");
  await open(page, "/pairings");
  const rows = page.locator(".data-table tbody tr");
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("2027");
  await page.locator("#f-season").fill("2026");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/season=2026/);
  await page.locator("#f-state").selectOption("cancelled");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("No pairings match all of this")).toBeVisible();
  await page.getByRole("link", { name: "Clear every filter" }).click();
  await expect(rows).toHaveCount(2);
  await accessible(page);
  await fitsAPhone(page);
});
