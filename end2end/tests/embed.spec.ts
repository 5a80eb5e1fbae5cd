// Widgets on somebody else's site: the demo host on another origin, a site that isn't allowed, and the builder.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "@playwright/test";
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { at, owner } from "./support/world";

const card = "demo-card-riverside";
const pedigree = "demo-pedigree-riverside";
const calculator = "demo-calculator-riverside";

/** The difference between a frame's height and that of what is in it. */
async function slack(page: Page, title: string): Promise<number> {
  const outer = page.locator(`iframe[title="${title}"]`);
  const inner = page.frameLocator(`iframe[title="${title}"]`).locator("#widget");
  const [frame, content] = [await outer.boundingBox(), await inner.evaluate((main) => main.getBoundingClientRect().height)];
  return Math.abs((frame?.height ?? 0) - content);
}

/** A site of somebody's: one page of HTML on a port of its own. Chromium lets a made-up answer load nothing from this machine. */
async function serve(name: string): Promise<{ origin: string; html: string; close: () => void }> {
  const site = { origin: "", html: "", close: () => {} };
  const server = createServer((_, answer) => {
    answer.setHeader("content-type", "text/html; charset=utf-8");
    answer.end(`<!DOCTYPE html><title>A site</title><link rel="icon" href="data:,">${site.html}`);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  site.origin = `http://${name}.localhost:${(server.address() as AddressInfo).port}`;
  site.close = () => server.close();
  return site;
}

/** Opens it. Its console may complain: that is what some of these tests are about. */
async function open(browser: Browser, site: { origin: string }): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(site.origin);
  return page;
}

const snippet = (key: string) =>
  `<script async src="${at("embed", "/v1.js")}"></script><reptidex-widget key="${key}"><a href="https://example.org">On ReptiDex</a></reptidex-widget>`;

test("another site shows a card and a pedigree, each as high as what is in it", async ({ page }) => {
  await page.goto(at("demo-site"));
  for (const title of ["Card of the hatchling", "Pedigree of the hatchling"]) {
    const frame = page.frameLocator(`iframe[title="${title}"]`);
    await page.locator(`iframe[title="${title}"]`).scrollIntoViewIfNeeded();
    await expect(frame.getByRole("heading", { level: 1 })).toBeVisible();
    await expect.poll(() => slack(page, title)).toBeLessThan(2);
  }
  // The links are there for those who don't get the frames.
  await expect(page.getByRole("link", { name: "Riverside Reptiles on ReptiDex" })).toBeHidden();
  const before = (await page.locator("iframe").last().boundingBox())?.height ?? 0;
  // On a phone the tree is a list, which is longer: the frame follows.
  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(async () => (await page.locator("iframe").last().boundingBox())?.height ?? 0).toBeGreaterThan(before + 50);
  await expect.poll(() => slack(page, "Pedigree of the hatchling")).toBeLessThan(2);
  await fitsAPhone(page);
  // Nothing of ours is kept in the browser.
  const cookies = await page.context().cookies();
  expect(cookies.filter((cookie) => cookie.domain.includes("embed"))).toEqual([]);
});

test("a widget costs little: no bundle, and a small script", async ({ page }) => {
  const scripts: string[] = [];
  const loader = page.waitForResponse((answer) => answer.url().endsWith("/v1.js"));
  page.on("request", (asked) => { if (/\.(wasm|js)$/.test(new URL(asked.url()).pathname)) scripts.push(new URL(asked.url()).pathname); });
  await page.goto(at("demo-site"));
  await expect(page.frameLocator("iframe").first().getByRole("heading", { level: 1 })).toBeVisible();
  expect([...new Set(scripts)]).toEqual(["/v1.js"]);
  expect(["br", "gzip"]).toContain((await loader).headers()["content-encoding"]);
  expect((await (await loader).body()).length).toBeLessThan(8_000);
});

test("the calculator answers in a frame as one types, and its links open the question on ReptiDex", async ({ page }) => {
  await page.goto(at("demo-site", "/pairing"));
  const frame = page.frameLocator(`iframe[title="Genetics calculator"]`);
  const answer = frame.getByRole("region", { name: "What the clutch can be" });
  // What the site asks stands there before any code has come.
  await expect(answer).toContainText("25%");
  await expect(frame.getByRole("button", { name: "Swap" })).toBeVisible();
  await frame.getByLabel("Sire").fill("Clown");
  await frame.getByLabel("Dam").fill("Clown");
  await expect(answer).toContainText("Every young is Clown.");
  // Enter asks for nothing that isn't there.
  await frame.getByLabel("Dam").press("Enter");
  await expect(answer).toContainText("Every young is Clown.");
  await expect.poll(() => slack(page, "Genetics calculator")).toBeLessThan(2);
  const opened = page.waitForEvent("popup");
  await frame.getByRole("link", { name: "link to it" }).click();
  const there = await opened;
  await expect(there).toHaveURL(/\/calculator\?species=ball-python&sire=Clown&dam=Clown/);
  await expect(there.getByRole("heading", { level: 1, name: "Genetics calculator" })).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await fitsAPhone(page);
});

for (const theme of ["light", "dark"]) {
  test(`inside the frame everything is accessible in the ${theme} theme`, async ({ page }) => {
    for (const key of [card, pedigree, calculator, "00000000000000000000000000000000"]) {
      await page.goto(at("embed", `/w/${key}?theme=${theme}`));
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.locator("#widget").evaluate((main, theme) => main.setAttribute("data-theme", theme), theme);
      await accessible(page);
      await fitsAPhone(page);
    }
  });
}

test("the site's own switch turns the widget's theme", async ({ browser }) => {
  const page = await browser.newPage();
  await page.goto(at("demo-site"));
  const main = page.frameLocator("iframe").first().locator("#widget");
  await expect(main).toHaveAttribute("data-theme", "auto");
  await page.locator("reptidex-widget").first().evaluate((widget) => widget.setAttribute("theme", "dark"));
  await expect(main).toHaveAttribute("data-theme", "dark");
  // Words that aren't ours change nothing.
  await page.evaluate(() => {
    const frame = document.querySelector("reptidex-widget")?.shadowRoot?.querySelector("iframe");
    for (const said of [null, "dark", { type: "reptidex:theme", version: 2, theme: "light" }, { type: "reptidex:theme", version: 1, theme: "red" }]) {
      frame?.contentWindow?.postMessage(said, "*");
    }
    // Nor do heights that anybody else tells the page.
    window.postMessage({ type: "reptidex:height", version: 1, height: 3000 }, "*");
  });
  await page.waitForTimeout(300);
  await expect(main).toHaveAttribute("data-theme", "dark");
  expect((await page.locator("iframe").first().boundingBox())?.height).toBeLessThan(1000);
  await page.close();
});

test("a site that isn't allowed can't frame it, and keeps its link", async ({ browser }) => {
  const other = await serve("other-site");
  other.html = snippet(card);
  const page = await open(browser, other);
  await expect(page.getByRole("link", { name: "On ReptiDex" })).toBeVisible();
  await expect(page.locator("reptidex-widget")).toHaveAttribute("state", "refused", { timeout: 15_000 });
  await expect(page.locator("iframe")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "On ReptiDex" })).toBeVisible();
  await page.close();
  other.close();
});

test("a widget that is none says a quiet word on any site", async ({ browser }) => {
  const other = await serve("other-site");
  other.html = snippet("00000000000000000000000000000000");
  const page = await open(browser, other);
  await expect(page.frameLocator("iframe").getByRole("heading", { name: "Nothing to show here" })).toBeVisible();
  await expect.poll(async () => (await page.locator("iframe").boundingBox())?.height ?? 999).toBeLessThan(220);
  await page.close();
  other.close();
});

test("without JavaScript the links stand there", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(at("demo-site"));
  const link = page.getByRole("link", { name: "Riverside Reptiles on ReptiDex" });
  await expect(link).toBeVisible();
  await link.click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await context.close();
});

test("a breeder makes a widget, sees it, copies it, and takes it back", async ({ page, browser }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: at("breeder", "") });
  await signIn(page, owner, "/embeds");
  await expect(page.getByRole("heading", { level: 1, name: "Widgets" })).toBeVisible();
  await accessible(page);
  await page.getByRole("link", { name: "New widget" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New widget" })).toBeVisible();
  const preview = page.frameLocator("iframe[title='Preview of the widget']");
  // Before anything is chosen there is an example to look at.
  await expect(preview.getByRole("heading", { level: 1 })).toBeVisible();
  // As high as it is, also where the address was opened directly.
  await page.reload();
  await expect.poll(() => slack(page, "Preview of the widget")).toBeLessThan(2);
  await accessible(page);
  const code = (await page.locator("#widget-animals option").nth(2).getAttribute("value")) ?? "";
  await page.getByLabel("Animal", { exact: true }).fill(code);
  await expect(preview.getByText(code)).toBeVisible();
  await page.getByRole("radio", { name: "Pedigree" }).check();
  await expect(preview.locator(".pedigree")).toBeVisible();
  // The calculator belongs to no animal; the choice comes back with the other kinds.
  await page.getByRole("radio", { name: "Genetics calculator" }).check();
  await expect(preview.getByLabel("Sire")).toBeVisible();
  await expect(page.getByLabel("Animal", { exact: true })).toBeHidden();
  await page.getByRole("radio", { name: "Pedigree" }).check();
  await expect(page.getByLabel("Animal", { exact: true })).toHaveValue(code);
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect(preview.locator("#widget")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("radio", { name: "Clay" }).check();
  await expect(preview.locator("#widget")).toHaveAttribute("data-accent", "clay");
  await expect.poll(() => slack(page, "Preview of the widget")).toBeLessThan(2);

  const sites = page.getByLabel("Sites that may show it");
  await sites.fill("https://example.org/blog");
  await page.getByRole("button", { name: "Make widget" }).click();
  await expect(sites).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("#f-allowed-origins-error")).toContainText("Name its site: https://example.org");
  await expect(sites).toHaveValue("https://example.org/blog");
  await accessible(page);
  const shop = await serve("shop");
  await sites.fill(`https://example.org\n${shop.origin}`);
  await page.getByRole("button", { name: "Make widget" }).click();
  await expect(page).toHaveURL(/\/embeds\/[0-9a-f-]{36}/);
  await awake(page);
  await accessible(page);

  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("<reptidex-widget key=");
  shop.html = copied;
  const seen = await open(browser, shop);
  await expect(seen.frameLocator("iframe").locator(".pedigree")).toBeVisible();
  await expect(seen.frameLocator("iframe").locator("#widget")).toHaveAttribute("data-theme", "dark");

  // What is changed here shows there.
  await page.getByRole("radio", { name: "Animal card" }).check();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await seen.reload();
  await expect(seen.frameLocator("iframe").locator(".widget-card")).toBeVisible();

  await page.goto(at("breeder", "/embeds"));
  await awake(page);
  await fitsAPhone(page);
  await page.getByRole("row").filter({ hasText: code }).getByRole("button", { name: /Switch off/ }).click();
  await expect(page.getByText("The widget is switched off.")).toBeVisible();
  await seen.reload();
  await expect(seen.frameLocator("iframe").getByText("Nothing to show here")).toBeVisible();
  await awake(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The widget is on again.")).toBeVisible();
  await seen.reload();
  await expect(seen.frameLocator("iframe").locator(".widget-card")).toBeVisible();
  await seen.close();
  shop.close();
});
