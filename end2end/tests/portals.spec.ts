// Four portals on one host: each answers by its name, wakes, and keeps to itself.
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { at, owner } from "./support/world";

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

test("each portal says that it is healthy, and an unknown host is told so", async ({ request }) => {
  for (const portal of ["", "breeder", "admin", "embed", "api"] as const) {
    // Only browsers know that *.localhost is here; others are told by the header.
    const answer = await request.get(at("", "/health"), { headers: { Host: new URL(at(portal, "/")).host } });
    expect(answer.status(), portal).toBe(200);
    expect((await answer.json()).status).toBe("ok");
  }
  const stranger = await request.get(at("", "/"), { headers: { Host: "example.org" } });
  expect(stranger.status()).toBe(421);
});

test("a portal answers its own server functions only", async ({ request }) => {
  const answer = await request.post(at("", "/sfn/breeder/sign_in"), { form: { email: "a", password: "b" }, headers: { Origin: at("", "").replace(/\/$/, "") } });
  expect(answer.status()).toBe(404);
});

test("a stranger is sent to the sign-in of the breeder portal, and back afterwards", async ({ page }) => {
  await page.goto(at("breeder", "/animals?sex=female"));
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fanimals%3Fsex%3Dfemale$/);
});

test("the theme is chosen by a plain form, returns to the page and stays", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(at("", "/search?q=clown"));
  await page.getByRole("contentinfo").locator("form[action='/preferences'] button[value=dark]").click();
  await expect(page).toHaveURL(/\/search\?q=clown$/);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.goto(at("", "/"));
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await context.close();
});

test("a page whose code can't be fetched comes whole from the server, and works", async ({ page, complaints }) => {
  await signIn(page, owner);
  // The network gives out after the first page: no more code, but the server still answers.
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.getByRole("navigation").getByRole("link", { name: "Animals" }).first().click();
  await expect(page).toHaveURL(/\/animals$/);
  await expect(page.getByRole("heading", { level: 1, name: "Animals" })).toBeVisible();
  await page.locator("a.row-link").first().click();
  await expect(page.getByRole("heading", { name: "Where it comes from" })).toBeVisible();
  // What is missing is said in the console, and nothing else is.
  expect(complaints.filter((said) => !/Failed to load resource|wasm|WebAssembly|dynamically imported|Failed to fetch/i.test(said))).toEqual([]);
  complaints.length = 0;
});
