// A day of staff: two factors, the overview, a suspension with its reason, the audit log, health and dead letters.
import type { Page } from "@playwright/test";
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { administrator, asStaff, code, moderator, now, reptidex, signInAsStaff, sql, support } from "./support/staff";
import { at, keeper, password } from "./support/world";

// One after the other: a code works once, so each login is made once and its session taken along.
test.describe.configure({ mode: "serial" });
// A login may have to wait for the next code.
test.setTimeout(90_000);

async function figure(page: Page, label: string): Promise<number> {
  const tile = page.locator(".stat-tile").filter({ has: page.locator("dt", { hasText: new RegExp(`^${label}$`) }) });
  return Number((await tile.locator(".stat-value").textContent())?.replaceAll(",", ""));
}

test("the sign-in is accessible, and a breeder's right password is told what a wrong one is told", async ({ page }) => {
  await page.goto(at("admin", "/people"));
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fpeople$/);
  await awake(page);
  await accessible(page);
  const said: (string | null)[] = [];
  for (const guess of [password, "a wrong guess"]) {
    await page.locator("input[name=email]").fill(keeper);
    await page.locator("input[name=password]").fill(guess);
    const answer = page.waitForResponse((answer) => answer.url().includes("/sfn/admin/sign_in"));
    await page.getByRole("button", { name: "Sign in" }).click();
    expect((await answer).status()).toBe(401);
    await expect(page.locator("[data-form-problem]")).toBeVisible();
    said.push(await page.locator("[data-form-problem]").textContent());
    await expect(page.locator("input[name=email]")).toHaveValue(keeper);
  }
  expect(said[0]).toBe(said[1]);
  await fitsAPhone(page);
});

test("somebody appointed on the command line sets up a second factor and is in", async ({ page }) => {
  const email = "tom@example.com";
  expect(reptidex("staff", "appoint", email, "--role", "support").status).toBe(0);
  await page.goto(at("admin", "/sign-in"));
  await awake(page);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/set-up$/);
  await awake(page);
  await accessible(page);
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const key = (await page.locator(".copy-line code").textContent())?.replaceAll(" ", "") ?? "";
  await page.locator("input[name=code]").fill(code(now(), key));
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(page.locator(".code-block pre")).toContainText("-");
  await accessible(page);
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("the overview counts what is there and renews itself", async ({ page, browser }) => {
  await asStaff(page, moderator);
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  expect(await figure(page, "People")).toBe(Number(sql("SELECT count(*) FROM core.person")));
  expect(await figure(page, "Public animals")).toBeGreaterThan(100);
  const before = { at: await page.locator("[data-as-of] time").textContent(), sessions: await figure(page, "Live sessions") };
  const other = await browser.newContext();
  await signIn(await other.newPage(), keeper);
  await expect(page.locator("[data-as-of] time")).not.toHaveText(before.at ?? "", { timeout: 12_000 });
  await expect(async () => expect(await figure(page, "Live sessions")).toBeGreaterThan(before.sessions)).toPass({ timeout: 12_000 });
  await other.close();
  await accessible(page);
  await fitsAPhone(page);
});

test("the keyboard reaches every place", async ({ page }) => {
  await asStaff(page, moderator);
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(page).toHaveURL(/\/people$/);
  await expect(page.locator("main tbody tr").first()).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(page.locator("main tbody tr").nth(1).locator(".row-link")).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.locator("main tbody tr").first().locator(".row-link")).toBeFocused();
  await page.keyboard.press("?");
  await expect(page.locator("#shortcuts")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await expect(page.locator("main .search-input")).toBeFocused();
  await page.keyboard.type("aisha");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=aisha/);
  await awake(page);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Aisha Rahman" })).toBeVisible();
});

test("a person is suspended with a reason, can't sign in, is reinstated, and the log has both", async ({ page, browser }) => {
  await asStaff(page, moderator, "/people?q=aisha%40example.com");
  await accessible(page);
  await page.locator("main tbody .row-link").click();
  await expect(page.getByRole("heading", { level: 1, name: "Aisha Rahman" })).toBeVisible();
  await accessible(page);
  await page.getByRole("button", { name: "Suspend…" }).click();
  const dialog = page.getByRole("dialog", { name: "Suspend Aisha Rahman?" });
  await expect(dialog).toContainText("signed out everywhere at once");
  await dialog.locator("input[name=reason]").fill("no");
  await dialog.getByRole("button", { name: "Suspend" }).click();
  await expect(dialog.locator("input[name=reason]")).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.locator("input[name=reason]")).toHaveValue("no");
  await accessible(page);
  await dialog.locator("input[name=reason]").fill("Sold the same boa twice");
  await dialog.getByRole("button", { name: "Suspend" }).click();
  await expect(page).toHaveURL(/note=suspended/);
  await awake(page);
  await expect(page.getByText("Sold the same boa twice").first()).toBeVisible();
  await accessible(page);

  const other = await browser.newContext();
  const theirs = await other.newPage();
  await theirs.goto(at("breeder", "/sign-in"));
  await awake(theirs);
  await theirs.locator("input[name=email]").fill("aisha@example.com");
  await theirs.locator("input[name=password]").fill(password);
  await theirs.getByRole("main").locator("button.btn-primary").click();
  await expect(theirs.getByText("Sold the same boa twice")).toBeVisible();
  await other.close();

  await page.getByRole("button", { name: "Reinstate…" }).click();
  const back = page.getByRole("dialog", { name: "Reinstate Aisha Rahman?" });
  await back.locator("input[name=reason]").fill("It was two boas");
  await back.getByRole("button", { name: "Reinstate" }).click();
  await expect(page).toHaveURL(/note=reinstated/);
  await awake(page);
  await expect(page.locator(".history-line").first()).toContainText("It was two boas");
  await fitsAPhone(page);

  await page.goto(at("admin", "/audit?object=aisha%40example.com&action=person."));
  await awake(page);
  const actions = page.locator("main tbody td[data-label=Action]");
  await expect(actions.nth(0)).toHaveText("person.reinstated");
  await expect(actions.nth(1)).toHaveText("person.suspended");
  await expect(page.locator("main tbody td[data-label=By]").first()).toHaveText("Samuel Adeyemi");
  await accessible(page);
  await fitsAPhone(page);
});

test("a search of the log that can't be read names its field and keeps what was typed", async ({ page }) => {
  await asStaff(page, moderator, "/audit?since=yesterday&actor=clara");
  await expect(page.locator("input[name=since]")).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("input[name=since]")).toHaveValue("yesterday");
  await expect(page.locator("input[name=actor]")).toHaveValue("clara");
  await page.goto(at("admin", "/audit?object=zzzzqqqq"));
  await awake(page);
  await expect(page.getByText("No lines match all of this")).toBeVisible();
});

test("a vivarium is found, and everything about it but its animals", async ({ page }) => {
  await asStaff(page, moderator, "/vivariums?q=riverside");
  await page.locator("main tbody .row-link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Riverside Reptiles" })).toBeVisible();
  await expect(page.locator(".facts")).toContainText("riverside-reptiles");
  await expect(page.locator("main tbody tr")).toHaveCount(4);
  await accessible(page);
  await fitsAPhone(page);
});

test("an administrator verifies the log, and the command line agrees", async ({ page }) => {
  await asStaff(page, administrator, "/audit");
  await page.getByRole("button", { name: "Verify the chain" }).click();
  await expect(page.getByText("The log is whole")).toBeVisible();
  await accessible(page);
  const verified = reptidex("audit", "verify");
  expect(verified.out).toContain("The audit log is whole");
  expect(verified.status).toBe(0);
});

test("a dead letter shows its error, is tried again by a moderator and dropped by an administrator", async ({ page }) => {
  const id = sql("SELECT (graphile_worker.add_job(identifier => 'mail_send', payload => '{}'::json, max_attempts => 1)).id");
  await expect(async () => expect(sql(`SELECT attempts FROM graphile_worker._private_jobs WHERE id = ${id} AND locked_at IS NULL`)).toBe("1")).toPass({ timeout: 20_000 });
  await asStaff(page, moderator, "/system");
  for (const check of ["postgres", "redis", "jobs"]) {
    await expect(page.locator(`[data-check=${check}]`)).toContainText("Healthy");
  }
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("link", { name: /Dead letters/ }).click();
  const letter = page.locator(".letter").filter({ hasText: `job ${id},` });
  await expect(letter.locator(".letter-error")).toContainText("missing field");
  await expect(letter.getByRole("button", { name: "Drop…" })).toHaveCount(0);
  await accessible(page);
  await letter.getByRole("button", { name: "Try again" }).click();
  await expect(page).toHaveURL(/note=retried/);
  await expect(async () => expect(sql(`SELECT attempts FROM graphile_worker._private_jobs WHERE id = ${id} AND locked_at IS NULL`)).toBe("1")).toPass({ timeout: 20_000 });
  await page.context().clearCookies();
  await asStaff(page, administrator, "/system/dead-letters");
  await letter.getByRole("button", { name: "Drop…" }).click();
  await page.getByRole("dialog", { name: `Drop job ${id}?` }).getByRole("button", { name: "Drop the job" }).click();
  await expect(page).toHaveURL(/note=dropped/);
  await awake(page);
  await expect(letter).toHaveCount(0);
  await fitsAPhone(page);
});

test("support looks, is offered nothing else, and signs out", async ({ page }) => {
  await signInAsStaff(page, support);
  await page.goto(at("admin", "/people?q=marco"));
  await awake(page);
  await page.locator("main tbody .row-link").click();
  await expect(page.getByText("Suspending needs a moderator")).toBeVisible();
  await expect(page.getByRole("button", { name: /…$/ })).toHaveCount(0);
  await page.goto(at("admin", "/account"));
  await awake(page);
  await expect(page.getByText("This one")).toBeVisible();
  await accessible(page);
  await page.goto(at("admin", "/audit"));
  await awake(page);
  await expect(page.getByRole("button", { name: "Verify the chain" })).toHaveCount(0);
  await page.locator("summary", { hasText: "Nadia Petrova" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in\?note=signed-out$/);
  await page.goto(at("admin", "/people"));
  await expect(page).toHaveURL(/\/sign-in/);
});
