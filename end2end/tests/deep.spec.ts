// A line of ten thousand generations, as a broken spreadsheet or a hostile one has it: every page of its ends answers, and says where it stops.
import type { Page } from "@playwright/test";
import { breeder } from "./support/accounts";
import { open } from "./support/animals";
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { at } from "./support/world";

const DEEP = 10_000;

/** Everybody's sire is the one before; the young stand before their parents, so that every parent is met later than its young. */
function line(): string {
  const rows: string[] = [];
  for (let number = DEEP; number >= 1; number -= 1) {
    rows.push(`L-${number},Heir ${number},Ball Python,male,${number > 1 ? `L-${number - 1}` : ""}`);
  }
  return ["id,name,species,sex,sire", ...rows].join("\n");
}

async function find(page: Page, name: string): Promise<string> {
  await open(page, `/animals?q=${encodeURIComponent(name)}&sort=code`);
  const row = page.getByRole("row", { name: new RegExp(`${name} `) }).first();
  await expect(row).toBeVisible();
  return (await row.locator("a.row-link").getAttribute("href"))!;
}

test("a line of ten thousand generations opens at both of its ends", async ({ page }) => {
  test.setTimeout(600_000);
  await breeder(page, "Deep", "Deep line");
  await page.goto(at("breeder", "/import"));
  await awake(page);
  await page.getByLabel("File", { exact: false }).setInputFiles({ name: "line.csv", mimeType: "text/csv", buffer: Buffer.from(line()) });
  await page.getByRole("button", { name: "Read the file" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "line.csv" })).toBeVisible();
  await awake(page);
  await page.getByRole("button", { name: "Show the preview" }).click();
  const figure = (label: string) => page.locator(".stat-tile", { hasText: label }).locator(".stat-value");
  await expect(figure("New animals")).toHaveText("10,000", { timeout: 60_000 });
  await expect(figure("Parent links")).toHaveText("9,999");
  await awake(page);
  await page.getByRole("button", { name: "Import now" }).click();
  await expect(figure("Created")).toHaveText("10,000", { timeout: 300_000 });

  const last = await find(page, `Heir ${DEEP}`);
  await open(page, last);
  await expect(page.getByRole("heading", { level: 1, name: `Heir ${DEEP}` })).toBeVisible();
  await expect(page.getByRole("link", { name: /Heir 9999/ }).first()).toBeVisible();
  await open(page, `${last}/pedigree`);
  await expect(page.getByRole("link", { name: /Heir 9996/ }).first()).toBeVisible();
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 720 });

  const first = await find(page, "Heir 1");
  await open(page, `${first}/descendants`);
  await expect(page.getByRole("link", { name: /Heir 2\b/ }).first()).toBeVisible();
  await accessible(page);

  await open(page, "/relatedness/report");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await accessible(page);
});
