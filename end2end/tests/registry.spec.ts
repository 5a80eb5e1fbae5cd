// A breeder's day in the registry: find, add, edit, say who the parents are, archive and take it back.
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { at, keeper, owner } from "./support/world";

test("the list is searched, filtered and sorted by its address", async ({ page }) => {
  await signIn(page, owner, "/animals");
  await expect(page.getByRole("heading", { level: 1, name: "Animals" })).toBeVisible();
  await expect(page.locator("table tbody tr").first()).toBeVisible();
  await accessible(page);
  await page.goto(at("breeder", "/animals?sex=female&sort=-born"));
  await awake(page);
  await expect(page.locator("table tbody tr").first()).toBeVisible();
  await expect(page.locator("th[aria-sort=descending]")).toHaveCount(1);
  await page.goto(at("breeder", "/animals?q=zzzzqqqq"));
  await expect(page.locator("table tbody tr")).toHaveCount(0);
  await fitsAPhone(page);
});

test("an animal is added with a code of its own, corrected, archived and taken out again", async ({ page }) => {
  await signIn(page, owner, "/animals/new");
  await page.locator("select[name=taxon_id]").selectOption({ label: "Ball python" });
  await page.locator("input[name=name]").fill("Marmalade");
  await page.locator("input[name=born]").fill("30.2.2024");
  await page.getByRole("button", { name: "Add animal" }).click();
  // The wrong date is named at its field, and nothing that was typed is lost.
  await expect(page.locator("input[name=born]")).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("input[name=name]")).toHaveValue("Marmalade");
  await page.locator("input[name=born]").fill("2024-06");
  await page.getByRole("button", { name: "Add animal" }).click();
  await expect(page).toHaveURL(/\/animals\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: "Marmalade" })).toBeVisible();
  await awake(page);
  await accessible(page);
  await page.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByText("This animal is in the archive")).toBeVisible();
  await awake(page);
  await page.getByRole("button", { name: "Take it out" }).click();
  await expect(page.getByText("This animal is in the archive")).toHaveCount(0);
});

test("a keeper reads but is offered nothing to change", async ({ page }) => {
  await signIn(page, keeper, "/animals");
  await expect(page.locator("table tbody tr").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Add animal" })).toHaveCount(0);
  await page.locator("table tbody a.row-link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "Edit" })).toHaveCount(0);
});
