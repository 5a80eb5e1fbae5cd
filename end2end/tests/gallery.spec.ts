// The design system: every component, in both themes and all densities, from a phone to a desktop.
import { accessible, expect, fitsAPhone, test } from "./support/test";
import { at } from "./support/world";

for (const density of ["comfort", "compact", "barn"]) {
  test(`every component is accessible at ${density} density and fits a phone`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.goto(at("breeder", "/gallery"));
    await page.locator("html").evaluate((html, density) => html.setAttribute("data-density", density), density);
    await expect(page.getByRole("heading", { level: 1, name: "Gallery" })).toBeVisible();
    await accessible(page);
    await fitsAPhone(page);
    await accessible(page);
  });
}

test("dialogs open without a script, hold the keyboard, and close by Escape", async ({ page }) => {
  await page.goto(at("breeder", "/gallery"));
  await page.getByRole("button", { name: "Open a dialog" }).click();
  const dialog = page.getByRole("dialog", { name: "Add to a pairing" });
  await expect(dialog).toBeVisible();
  await accessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("theme and density are chosen by plain forms and kept", async ({ page }) => {
  await page.goto(at("breeder", "/gallery"));
  await page.getByRole("banner").getByRole("button", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("banner").getByRole("button", { name: "Barn" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-density", "barn");
  await expect(page).toHaveURL(/\/gallery$/);
});
