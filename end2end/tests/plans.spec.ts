// A vivarium's plan: given by an administrator with a reason, seen by its breeder, and held where a photo is sent.
import { type Page } from "@playwright/test";
import { accessible, anAddress, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { administrator, asStaff, moderator, sql } from "./support/staff";
import { mailTo } from "./support/mail";
import { at } from "./support/world";
import { addAnimal, open, unique } from "./support/animals";

// Each login of staff is made once, and its session taken along.
test.describe.configure({ mode: "serial" });
// The media host knows who sends parts by the address, so only signing in says another.
test.use({ extraHTTPHeaders: {} });
test.setTimeout(120_000);

/** A vivarium that no other test works in, and its owner. */
const slug = "nocturne-morphs";
const breeder = "sofia@example.com";
const one = `(SELECT id FROM media.photo WHERE vivarium_id = (SELECT id FROM core.vivarium WHERE slug = '${slug}') ORDER BY id LIMIT 1)`;
const much = 3 * 2 ** 30;

async function enter(page: Page, next: string): Promise<void> {
  await page.setExtraHTTPHeaders(anAddress());
  await signIn(page, breeder, next);
  await page.setExtraHTTPHeaders({});
}

/** The page of the vivarium in the admin portal. */
async function vivariumOf(page: Page, staff: string): Promise<void> {
  await asStaff(page, staff, `/vivariums?q=${slug}`);
  await page.locator("main tbody .row-link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Nocturne Morphs" })).toBeVisible();
}

async function give(page: Page, plan: string, reason: string): Promise<void> {
  await page.getByRole("button", { name: "Plan…" }).click();
  const dialog = page.getByRole("dialog", { name: "Plan of Nocturne Morphs" });
  await dialog.getByRole("radio", { name: plan }).check();
  await dialog.locator("input[name=reason]").fill(reason);
  await dialog.getByRole("button", { name: "Change the plan" }).click();
  await expect(page).toHaveURL(/note=plan-changed/);
  await awake(page);
}

test("an administrator gives another plan with a reason; a moderator only sees it", async ({ page, browser }) => {
  await vivariumOf(page, administrator);
  await expect(page.locator(".facts")).toContainText("Keeper, 3.40 USD a month");
  await expect(page.locator(".facts")).toContainText("of 10 GB");
  await page.getByRole("button", { name: "Plan…" }).click();
  const dialog = page.getByRole("dialog", { name: "Plan of Nocturne Morphs" });
  await expect(dialog.getByRole("radio", { name: "Keeper" })).toBeChecked();
  await expect(dialog.getByRole("radio")).toHaveCount(4);
  await accessible(page);
  await dialog.getByRole("radio", { name: "Hobbyist" }).check();
  await dialog.locator("input[name=reason]").fill("no");
  await dialog.getByRole("button", { name: "Change the plan" }).click();
  await expect(dialog.locator("input[name=reason]")).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.getByRole("radio", { name: "Hobbyist" })).toBeChecked();
  await accessible(page);
  await dialog.locator("input[name=reason]").fill("Keeps a few animals only");
  await dialog.getByRole("button", { name: "Change the plan" }).click();
  await expect(page).toHaveURL(/note=plan-changed/);
  await awake(page);
  await expect(page.locator(".facts")).toContainText("Hobbyist, Free");
  await expect(page.locator(".history-line").first()).toContainText("Keeps a few animals only");
  await expect(page.locator(".history-line").first()).toContainText("was Keeper, Clara Jensen");
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  const told = await mailTo(page.request, breeder, /Nocturne Morphs has the plan Hobbyist now/);
  expect(told).toContain("Before it had Keeper.");
  expect(told).toContain("There is room for 1 GB of photos and videos; it was 10 GB.");
  expect(told).not.toContain("Keeps a few animals");
  await page.goto(at("admin", "/vivariums"));
  await awake(page);
  await page.getByRole("group", { name: "Plan" }).getByRole("link", { name: "Hobbyist" }).click();
  await expect(page).toHaveURL(/plan=hobbyist/);
  const line = page.getByRole("row").filter({ hasText: "Nocturne Morphs" });
  await expect(line.locator("td[data-label=Plan]")).toHaveText("Hobbyist");
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("group", { name: "Plan" }).getByRole("link", { name: "Collector" }).click();
  await expect(line).toHaveCount(0);
  await page.goto(at("admin", "/audit?action=vivarium.plan_changed"));
  await awake(page);
  await expect(page.locator("main tbody td[data-label=Action]").first()).toHaveText("vivarium.plan_changed");

  const helper = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await vivariumOf(helper, moderator);
  await expect(helper.getByText("Another plan needs an administrator.")).toBeVisible();
  await expect(helper.getByRole("button", { name: "Plan…" })).toHaveCount(0);
  await helper.context().close();
});

test("the breeder sees plan and room, and at its end is told what to do before a byte is sent", async ({ page, browser }) => {
  await enter(page, "/vivarium");
  const card = page.locator("#plan");
  await expect(card).toContainText("Hobbyist");
  await expect(card).toContainText(/\d+ MB of 1 GB used/);
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  const animal = await addAnimal(page, { name: unique("Room") });

  sql(`UPDATE media.photo SET made = made + ${much} WHERE id = ${one}`);
  await page.reload();
  await awake(page);
  await expect(card).toContainText("3 GB of 1 GB used");
  await expect(card.getByText("No room for more photos")).toBeVisible();
  await expect(card.getByRole("button")).toHaveCount(0);
  await accessible(page);

  await open(page, `${animal}/photos`);
  await expect(page.getByText("No room for more photos")).toBeVisible();
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "PUT") sent.push(request.url());
  });
  const file = { name: "late.jpg", mimeType: "image/jpeg", buffer: Buffer.from("\xff\xd8\xff\xe0 a photo that is never looked at", "latin1") };
  await page.getByLabel("Choose photos").setInputFiles([file]);
  const line = page.getByRole("list", { name: "Photos on their way" }).getByRole("listitem").filter({ hasText: "late.jpg" });
  await expect(line).toContainText("There is no room for this photo");
  await expect(line).toContainText("3 GB of 1 GB");
  expect(sent).toEqual([]);
  await accessible(page);

  const staff = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await vivariumOf(staff, administrator);
  await give(staff, "Keeper", "Needs the room after all");
  await staff.context().close();
  await page.reload();
  await awake(page);
  await expect(page.getByText(/3 GB of 10 GB used by all photos of your vivarium\. Plan: Keeper\./)).toBeVisible();
  await expect(page.getByText("No room for more photos")).toHaveCount(0);
});

test.afterAll(() => {
  sql(`UPDATE media.photo SET made = made - ${much} WHERE id = ${one} AND made >= ${much}`);
  sql(`UPDATE core.vivarium_plan SET plan = 'keeper' WHERE vivarium_id = (SELECT id FROM core.vivarium WHERE slug = '${slug}')`);
});
