// Four portals on one host: each answers by its name, wakes, and keeps to itself.
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { at } from "./support/world";

for (const [portal, path] of [["", "/"], ["breeder", "/sign-in"]] as const) {
  test(`the ${portal || "public"} portal wakes, is accessible and fits a phone`, async ({ page }) => {
    const answer = await page.goto(at(portal, path));
    expect(answer?.status()).toBe(200);
    await awake(page);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await accessible(page);
    await fitsAPhone(page);
  });
}

test("each portal says that it is healthy", async ({ request }) => {
  for (const portal of ["", "breeder", "admin", "embed"] as const) {
    const answer = await request.get(at(portal, "/health"));
    expect(answer.status(), portal).toBe(200);
    expect((await answer.json()).status).toBe("ok");
  }
});

test("a stranger is sent to the sign-in of the breeder portal, and back afterwards", async ({ page }) => {
  await page.goto(at("breeder", "/animals?sex=female"));
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fanimals%3Fsex%3Dfemale$/);
});

test("an address that leads nowhere answers 404 with a way home", async ({ page }) => {
  const answer = await page.goto(at("", "/no-such-page"));
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await accessible(page);
});

test("the theme is chosen by a plain form and stays", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(at("", "/"));
  const form = page.locator("form[action='/preferences']").first();
  await form.locator("button[value=dark], input[value=dark]").first().click({ force: true });
  if ((await page.locator("html").getAttribute("data-theme")) !== "dark") {
    await form.locator("button[type=submit]").first().click();
  }
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.goto(at("", "/"));
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await context.close();
});
