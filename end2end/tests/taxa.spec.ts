// Staff keep the table of taxa: a new one is offered to breeders at once, a change is audited, two who change one taxon see both.
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { administrator, asStaff, support } from "./support/staff";
import { at, owner } from "./support/world";

// One after the other: a code works once, so each login is made once and its session taken along.
test.describe.configure({ mode: "serial" });
// A login may have to wait for the next code; another spec may have used the one of now.
test.setTimeout(180_000);

// A name of its own, so that the spec runs again on the same data. Only letters: codes and imports read it.
const word = [...Date.now().toString()].map((digit) => "abcdefghij"[Number(digit)]).join("");
const name = `Woma ${word}`;

test("support sees the taxa with their figures and is offered no change", async ({ page }) => {
  await asStaff(page, support, "/taxa");
  await expect(page.getByRole("heading", { level: 1, name: "Taxa" })).toBeVisible();
  const row = page.locator("main tbody tr").filter({ hasText: "ball-python" });
  await expect(row).toContainText("Python regius");
  await expect(row.locator("td[data-label='Dam from, days']")).toHaveText("365");
  expect(Number((await row.locator("td[data-label=Animals]").textContent())?.replaceAll(",", ""))).toBeGreaterThan(100);
  await expect(page.getByText("needs an administrator")).toBeVisible();
  await expect(page.getByRole("link", { name: "Add a taxon" })).toHaveCount(0);
  await expect(page.locator("main tbody .row-link")).toHaveCount(0);
  await accessible(page);
  await fitsAPhone(page);
});

test("a taxon is added, refused by field first, and a breeder can choose it at once", async ({ page, browser }) => {
  await asStaff(page, administrator);
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page).toHaveURL(/\/taxa$/);
  await page.getByRole("link", { name: "Add a taxon" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Add a taxon" })).toBeVisible();
  await accessible(page);
  await page.locator("input[name=common_name]").fill(name);
  await page.locator("input[name=plural_name]").fill(`${name}s`);
  await page.locator("input[name=scientific_name]").fill(`Aspidites ${word}`);
  await page.locator("textarea[name=aliases]").fill("retic\nsand python");
  await page.locator("input[name=code_prefix]").fill("WO");
  await page.locator("select[name=parent_id]").selectOption({ label: "Carpet python" });
  await page.locator("input[name=min_breeding_days_male]").fill("365");
  await page.locator("input[name=min_breeding_days_female]").fill("700");
  await page.getByRole("button", { name: "Add the taxon" }).click();
  const aliases = page.locator("textarea[name=aliases]");
  await expect(aliases).toHaveAttribute("aria-invalid", "true");
  await expect(aliases).toBeFocused();
  await expect(page.locator("#f-aliases-error")).toContainText("Reticulated python");
  await expect(page.locator("input[name=common_name]")).toHaveValue(name);
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await aliases.fill(`${word} python`);
  await page.getByRole("button", { name: "Add the taxon" }).click();
  await expect(page).toHaveURL(/note=taxon-added/);
  await awake(page);
  await expect(page.locator("main tbody tr").filter({ hasText: name })).toContainText("Species of Carpet python");

  const breeder = await browser.newContext();
  const theirs = await breeder.newPage();
  await signIn(theirs, owner);
  await theirs.goto(at("breeder", "/animals/new"));
  await awake(theirs);
  await theirs.locator("select[name=taxon_id]").selectOption({ label: name });
  await expect(theirs.locator("[data-next-code]")).toContainText("WO-");
  await breeder.close();
});

test("the second of two who change a taxon sees what the first wrote, and the log has both", async ({ page }) => {
  await asStaff(page, administrator, "/taxa");
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Change ${name}` })).toBeVisible();
  await accessible(page);
  const second = await page.context().newPage();
  await second.goto(page.url());
  await awake(second);
  await page.locator("input[name=min_breeding_days_female]").fill("720");
  await page.getByRole("button", { name: "Save the taxon" }).click();
  await expect(page).toHaveURL(/note=taxon-changed/);

  await second.locator("input[name=min_breeding_days_female]").fill("750");
  await second.getByRole("button", { name: "Save the taxon" }).click();
  await expect(second.getByText("What stands there now")).toBeVisible();
  await expect(second.locator(".term").filter({ hasText: "Dam, days" })).toContainText("720");
  await expect(second.locator("input[name=min_breeding_days_female]")).toHaveValue("750");
  await accessible(second);
  await fitsAPhone(second);
  await second.getByRole("button", { name: "Save the taxon" }).click();
  await expect(second).toHaveURL(/note=taxon-changed/);
  await awake(second);
  const row = second.locator("main tbody tr").filter({ hasText: name });
  await expect(row.locator("td[data-label='Dam from, days']")).toHaveText("750");

  await page.goto(at("admin", "/audit?action=taxon."));
  await awake(page);
  const actions = page.locator("main tbody td[data-label=Action]");
  await expect(actions.nth(0)).toHaveText("taxon.changed");
  await expect(actions.nth(1)).toHaveText("taxon.changed");
  await expect(actions.nth(2)).toHaveText("taxon.added");
  await expect(page.locator("main tbody tr").first()).toContainText('"to":750');
});
