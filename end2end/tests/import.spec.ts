// A collection from another program: looked at, brought in, found again, taken back, and out again.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { signIn } from "./support/people";
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { at, keeper, owner } from "./support/world";

/** Three animals and one row that can't be read, with ids that no other test uses. */
function collection(tag: string): string {
  return [
    "id,name,species,sex,born,sire,dam,rack",
    `${tag}-1,Zeus ${tag},Ball Pythons,male,2018-05-01,,,A1`,
    `${tag}-2,Hera ${tag},Ball Pythons,female,2018-06-01,,,A2`,
    `${tag}-3,Ares ${tag},Ball Pythons,male,2021-07-01,${tag}-1,${tag}-2,A3`,
    `${tag}-4,Bad ${tag},Ball Pythons,hen,,${tag}-1,,A4`,
    "",
  ].join("\n");
}

async function upload(page: Page, name: string, content: string | Buffer): Promise<void> {
  await page.goto(at("breeder", "/import"));
  await awake(page);
  const buffer = Buffer.from(content);
  await page.getByLabel("File", { exact: false }).setInputFiles({ name, mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Read the file" }).click();
}

function figure(page: Page, label: string) {
  return page.locator(".stat-tile", { hasText: label }).locator(".stat-value");
}

test("a file is previewed, imported, found again and taken back", async ({ page }) => {
  test.slow();
  const tag = `E${Date.now() % 1_000_000}`;
  await signIn(page, owner, "/import");
  await expect(page.getByRole("heading", { level: 1, name: "Import" })).toBeVisible();
  await accessible(page);
  await upload(page, "collection.csv", collection(tag));

  // The columns: what was recognised, and what is only kept.
  await expect(page.getByRole("heading", { level: 1, name: "collection.csv" })).toBeVisible();
  await awake(page);
  await expect(page.getByLabel("What sire means")).toHaveValue("sire");
  await expect(page.getByLabel("What rack means")).toHaveValue("");
  await accessible(page);
  await page.getByRole("button", { name: "Show the preview" }).click();

  // The dry run.
  await expect(figure(page, "New animals")).toHaveText("3");
  await awake(page);
  await expect(figure(page, "Left out, with an error")).toHaveText("1");
  await expect(figure(page, "Parent links")).toHaveText("2");
  await page.getByRole("link", { name: /^Errors/ }).click();
  await expect(page.getByRole("row", { name: new RegExp(`Bad ${tag}`) })).toContainText("male, female or unknown");
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await accessible(page);
  await page.getByRole("button", { name: "Import now" }).click();

  // The work behind it, without a reload by hand.
  await expect(figure(page, "Created")).toHaveText("3", { timeout: 30_000 });
  await awake(page);
  await expect(page.locator("table").getByRole("link", { name: `Ares ${tag}` })).toBeVisible();
  await accessible(page);
  await page.locator("table").getByRole("link", { name: `Ares ${tag}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Ares ${tag}` })).toBeVisible();
  await expect(page.getByRole("link", { name: new RegExp(`Hera ${tag}`) }).first()).toBeVisible();

  // Again: nothing new.
  await upload(page, "collection.csv", collection(tag));
  await expect(page.getByText("This very file was imported before")).toBeVisible();
  await awake(page);
  await page.getByRole("button", { name: "Show the preview" }).click();
  await expect(page.getByText("There is nothing new in this file")).toBeVisible();
  await expect(page.getByRole("button", { name: "Import now" })).toHaveCount(0);
  await awake(page);
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByText("The upload is thrown away.")).toBeVisible();

  // Taken back.
  await page.getByRole("link", { name: "collection.csv" }).first().click();
  await page.getByRole("button", { name: "Take it back" }).click();
  await page.getByRole("button", { name: "Take the import back" }).click();
  await expect(page.getByText("3 animals removed, 0 animals set back, 2 parent links taken away.")).toBeVisible({ timeout: 30_000 });
  await page.goto(at("breeder", `/animals?q=${tag}`));
  await expect(page.locator("table tbody tr")).toHaveCount(0);
});

test("a sheet without species asks for one, at the field", async ({ page }) => {
  await signIn(page, owner, "/import");
  await upload(page, "pedigree.csv", "id,sire,dam\nPX1,0,0\nPX2,PX1,0\n");
  await expect(page.getByRole("heading", { level: 1, name: "pedigree.csv" })).toBeVisible();
  await awake(page);
  await page.getByLabel("What dam means").selectOption("sire");
  await page.getByRole("button", { name: "Show the preview" }).click();
  await expect(page.getByLabel("Species of every row")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("What dam means")).toHaveAttribute("aria-invalid", "true");
  // Nothing that was chosen is lost.
  await expect(page.getByLabel("What dam means")).toHaveValue("sire");
  await page.getByLabel("What dam means").selectOption("dam");
  await page.getByLabel("Species of every row").selectOption({ label: "Ball python" });
  await page.getByRole("button", { name: "Show the preview" }).click();
  await expect(figure(page, "Parent links")).toHaveText("1");
  await fitsAPhone(page);
  await awake(page);
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByText("The upload is thrown away.")).toBeVisible();
  await fitsAPhone(page);
});

test("files that are no tables come back with the reason", async ({ page }) => {
  await signIn(page, owner, "/import");
  await upload(page, "photo.csv", Buffer.from("\x89PNG\r\n\x1a\n\0\0\0", "latin1"));
  await expect(page.getByRole("alert")).toContainText("a picture (PNG)");
  await upload(page, "empty.csv", "");
  await expect(page.getByRole("alert")).toContainText("This file is empty");
  await accessible(page);
  // Too large: said before it is sent.
  await awake(page);
  await page.getByLabel("File", { exact: false }).evaluate((input: HTMLInputElement) => {
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(200 * 1024 * 1024)], "huge.csv"));
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const complaint = await page.getByLabel("File", { exact: false }).evaluate((input: HTMLInputElement) => input.validationMessage);
  expect(complaint).toContain("larger than 25 MB");
});

test("everything can be taken along", async ({ page }) => {
  await signIn(page, owner, "/export");
  await expect(page.getByText("mark every animal that is missing from the file as sold")).toBeVisible();
  await accessible(page);
  for (const [name, ending, beginning] of [
    ["Download Full table (CSV)", ".csv", "\ufeff"],
    ["Download MorphMarket (CSV)", ".csv", "\ufeffCategory*,Title*,Animal_Id*"],
    ["Download Full table (Excel)", ".xlsx", "PK"],
    ["Download Complete archive (ZIP)", ".zip", "PK"],
  ]) {
    const coming = page.waitForEvent("download");
    await page.getByRole("link", { name }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(/^reptidex-riverside-reptiles-/);
    expect(download.suggestedFilename().endsWith(ending)).toBe(true);
    expect((await readFile(await download.path())).toString("utf8").startsWith(beginning)).toBe(true);
  }
  await fitsAPhone(page);
});

test("a keeper is offered neither and told why", async ({ page }) => {
  await signIn(page, keeper);
  await expect(page.getByRole("link", { name: "Import" })).toHaveCount(0);
  await page.goto(at("breeder", "/import"));
  await expect(page.getByText("Your role doesn't allow this")).toBeVisible();
  await expect(page.getByRole("button", { name: "Read the file" })).toHaveCount(0);
});
