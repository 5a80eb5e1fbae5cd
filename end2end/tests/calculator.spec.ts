// The public calculator: by a form without JavaScript, with every keystroke where the engine runs in the browser; both say the same.
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { at } from "./support/world";
import type { Page } from "@playwright/test";

const rows = (page: Page) => page.locator(".calc-answer .data-table tbody tr");
const sire = (page: Page) => page.getByLabel("Sire", { exact: true });
const dam = (page: Page) => page.getByLabel("Dam", { exact: true });

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a visitor asks, is told what can hatch, and mends a word by its link", async ({ page }) => {
    await page.goto(at("", "/calculator"));
    await sire(page).fill("66% het Clwn");
    await dam(page).fill("het Clown");
    await page.getByRole("button", { name: "Work it out" }).click();
    await expect(page.getByText("One thing before there are odds")).toBeVisible();
    await page.getByRole("link", { name: /^clown$/i }).first().click();
    await expect(sire(page)).toHaveValue("66% het clown");
    // Uncertain parents are mixed first: 1/6 visuals, and 60% of the others carry it.
    await expect(rows(page)).toHaveCount(2);
    await expect(rows(page).nth(0)).toContainText("60% het Clown");
    await expect(rows(page).nth(0)).toContainText("5/6");
    await expect(rows(page).nth(1)).toContainText("1/6");
  });
});

test("the engine in the browser answers as it is typed, and the address keeps the question", async ({ page }) => {
  await page.goto(at("", "/calculator"));
  await awake(page);
  const asked: string[] = [];
  // Chromium asks for the icon again wherever the address changes.
  page.on("request", (request) => { if (!request.url().endsWith("/favicon.svg")) asked.push(request.url()); });
  await sire(page).fill("Pastel Spider");
  await dam(page).fill("Spider");
  await expect(page.getByText("25% of eggs would not live")).toBeVisible();
  await expect(rows(page).last()).toContainText("Does not live.");
  await expect(page).toHaveURL(/sire=Pastel\+Spider&dam=Spider/);
  expect(asked, "nothing is asked of the server").toEqual([]);
  // The same address without the code: the server says the same.
  const here = await rows(page).allInnerTexts();
  await page.reload();
  await expect(rows(page)).toHaveText(here.map((text) => new RegExp(text.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("\\s*"))));
});

test("a choice mends the text at once, and parents can be swapped", async ({ page }) => {
  await page.goto(at("", "/calculator?species=ball-python&sire=Clwn&dam=Pastel&eggs=6"));
  await awake(page);
  await page.getByRole("link", { name: /^clown$/i }).first().click();
  await expect(sire(page)).toHaveValue("clown");
  await expect(sire(page)).toBeFocused();
  await page.getByRole("button", { name: "Swap" }).click();
  await expect(sire(page)).toHaveValue("Pastel");
  await expect(dam(page)).toHaveValue("clown");
  await expect(rows(page).first()).toContainText("het Clown");
});

test("sexes that differ have tables of their own", async ({ page }) => {
  await page.goto(at("", "/calculator?species=ball-python&sire=Banana+male+maker&dam=&eggs=6"));
  await expect(page.getByRole("heading", { name: "Daughters" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Sons" })).toBeVisible();
});

test("another species has other genes", async ({ page }) => {
  await page.goto(at("", "/calculator"));
  await awake(page);
  await page.getByLabel("Species").selectOption({ label: "Leopard gecko" });
  await sire(page).fill("Mack Snow");
  await dam(page).fill("Mack Snow");
  await expect(rows(page)).toHaveCount(3);
});

test("the calculator is for everybody", async ({ page }) => {
  await page.goto(at("", "/calculator?species=ball-python&sire=Spider+Clwn&dam=Pastel+66%25+het+Clown&eggs=6"));
  await accessible(page);
  await page.goto(at("", "/calculator?species=ball-python&sire=Spider+Pastel+het+Clown&dam=Spider+Enchi+66%25+het+Clown&eggs=6"));
  await accessible(page);
  await fitsAPhone(page);
});
