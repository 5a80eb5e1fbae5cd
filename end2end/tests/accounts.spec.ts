// From the first mail to the last sign-out, as a person does it.
import { enter, fill, looksRight, newPassword, press, signUp } from "./support/accounts";
import { linkTo, newAddress } from "./support/mail";
import { signIn } from "./support/people";
import { accessible, anAddress, awake, expect, fitsAPhone, test } from "./support/test";
import { at, keeper, owner, password } from "./support/world";

// Several people, each with mails to wait for.
test.describe.configure({ timeout: 120_000 });

for (const path of ["/sign-in", "/sign-up", "/sign-up/check-mail", "/forgot-password", "/forgot-password/check-mail", "/reset-password?token=x",
  "/verify-email?token=x", "/confirm-email?token=x", "/invitation?token=x", "/sign-in/second-factor"]) {
  test(`${path} is accessible in both themes and fits a phone`, async ({ page }) => {
    await page.goto(at("breeder", path));
    await awake(page);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await looksRight(page);
  });
}

for (const path of ["/account", "/account/security", "/account/sessions", "/welcome"]) {
  test(`${path} is accessible in both themes and fits a phone`, async ({ page }) => {
    await signIn(page, owner, path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await looksRight(page);
  });
}

test("somebody signs up, answers the mail, and the link works once", async ({ page, request }) => {
  const email = await signUp(page, "Ada");
  await looksRight(page);
  const link = await linkTo(request, email, /Confirm your e-mail/);
  await page.goto(link);
  await awake(page);
  await press(page, "Confirm and sign in");
  await expect(page.getByText("This link has been used or has expired")).toBeVisible();
});

test("a wrong sign-up names each field, keeps what was typed and stands on the first one", async ({ page }) => {
  await page.goto(at("breeder", "/sign-up"));
  await awake(page);
  await page.getByRole("main").locator("form").evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await fill(page, /^Your name/, "🐍 Ada");
  await fill(page, /^E-mail/, "ada at home");
  await fill(page, /^Password/, "short");
  await press(page, "Create account");
  await expect(page.getByLabel(/^E-mail/)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel(/^E-mail/)).toBeFocused();
  await expect(page.getByLabel(/^Your name/)).toHaveValue("🐍 Ada");
  await expect(page.getByLabel(/^Password/)).toHaveAccessibleDescription(/at least 8 characters/i);
  await accessible(page);
});

test("sign-in leads back to where somebody wanted to go, and sign-out ends it", async ({ page }) => {
  await page.goto(at("breeder", "/members"));
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fmembers$/);
  await enter(page, keeper, "not the password", "/sign-in?next=%2Fmembers");
  await expect(page.getByText("The e-mail address or the password is wrong")).toBeVisible();
  await expect(page.getByLabel(/^E-mail/)).toHaveValue(keeper);
  await accessible(page);
  await fill(page, /^Password/, password);
  await press(page, "Sign in");
  await expect(page).toHaveURL(/\/members$/);
  await awake(page);
  await page.locator("header summary").last().click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto(at("breeder", "/members"));
  await expect(page).toHaveURL(/\/sign-in\?next/);
});

test("signing in needs no mouse", async ({ page }) => {
  await page.goto(at("breeder", "/sign-in"));
  await awake(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: /skip/i })).toBeFocused();
  await page.keyboard.press("Enter");
  for (let presses = 0; presses < 8 && !(await page.getByLabel(/^E-mail/).evaluate((e) => e === document.activeElement)); presses++)
    await page.keyboard.press("Tab");
  await page.keyboard.type(owner);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/sign-in/);
});

test("a forgotten password is replaced by mail, and every session ends", async ({ page, request, browser }) => {
  const email = await signUp(page, "Grace");
  const other = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await other.goto(at("breeder", "/sign-in"));
  await other.getByRole("link", { name: /Forgot/ }).click();
  await awake(other);
  await fill(other, /^E-mail/, email);
  await press(other, "Send the link");
  await expect(other).toHaveURL(/check-mail$/);
  await other.goto(await linkTo(request, email, /new password/));
  await awake(other);
  await fill(other, /^New password/, "password1");
  await press(other, "Set the password");
  await expect(other.getByLabel(/^New password/)).toHaveAttribute("aria-invalid", "true");
  await fill(other, /^New password/, "a heron in the reeds");
  await press(other, "Set the password");
  await expect(other.getByText("Your password is changed")).toBeVisible();
  await page.goto(at("breeder", "/account"));
  await expect(page).toHaveURL(/sign-in/);
  await enter(other, email, "a heron in the reeds");
  await expect(other).toHaveURL(/welcome/);
  await other.context().close();
});

test("name and e-mail change, the new address by its own mail", async ({ page, request }) => {
  const email = await signUp(page, "Mary");
  await page.goto(at("breeder", "/account"));
  await awake(page);
  await fill(page, /^Your name/, "Mary Anning 🦖");
  await press(page, "Save name");
  await expect(page.getByText("Saved.")).toBeVisible();
  await awake(page);
  const next = newAddress("anning");
  await fill(page, /^New e-mail/, email);
  await press(page, "Change e-mail");
  await expect(page.getByLabel(/^New e-mail/)).toHaveAccessibleDescription(/your address already/);
  await fill(page, /^New e-mail/, next);
  await press(page, "Change e-mail");
  await expect(page.getByText("We have sent a mail to the new address")).toBeVisible();
  await page.goto(await linkTo(request, next, /new e-mail/));
  await awake(page);
  await press(page, "Use this address");
  await expect(page.getByText("Your e-mail address is changed")).toBeVisible();
  await expect(page.getByText(`Now: ${next}`)).toBeVisible();
  await linkTo(request, email, /was changed/);
});

test("sign out everywhere else ends the other session at once", async ({ page, browser }) => {
  const email = await signUp(page, "Rosalind");
  const other = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await enter(other, email);
  await expect(other).toHaveURL(/welcome/);
  await page.goto(at("breeder", "/account/sessions"));
  await awake(page);
  await expect(page.locator("tbody tr")).toHaveCount(2);
  await looksRight(page);
  await press(page, "Sign out everywhere else");
  await expect(page.getByText("Every other session is signed out.")).toBeVisible();
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await other.goto(at("breeder", "/account"));
  await expect(other).toHaveURL(/sign-in/);
  await other.context().close();
  await awake(page);
  await press(page, "Sign out everywhere");
  await expect(page.getByText("You are signed out everywhere.")).toBeVisible();
});

test("a new password asks for strength and signs other devices out", async ({ page }) => {
  const email = await signUp(page, "Jane");
  await page.goto(at("breeder", "/account/security"));
  await awake(page);
  await fill(page, /^New password/, "jane1234");
  await press(page, "Change password");
  await expect(page.getByLabel(/^New password/)).toHaveAccessibleDescription(/guessed soon/);
  await fill(page, /^New password/, "a heron in the reeds");
  await press(page, "Change password");
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await page.context().clearCookies();
  await enter(page, email, newPassword);
  await expect(page.getByText("The e-mail address or the password is wrong")).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("somebody signs up, is told what is wrong without typing again, confirms and founds a vivarium", async ({ page, request }) => {
    const email = newAddress("nojs");
    await page.goto(at("breeder", "/sign-up"));
    await fill(page, /^Your name/, "No Script");
    await fill(page, /^E-mail/, email);
    await fill(page, /^Password/, "password1");
    await press(page, "Create account");
    await expect(page.getByLabel(/^Password/)).toHaveAccessibleDescription(/guessed soon/);
    await expect(page.getByLabel(/^Your name/)).toHaveValue("No Script");
    await expect(page.getByLabel(/^E-mail/)).toHaveValue(email);
    await expect(page.getByLabel(/^Password/)).toHaveValue("");
    await fill(page, /^Password/, newPassword);
    await press(page, "Create account");
    await expect(page).toHaveURL(/check-mail$/);
    await page.goto(await linkTo(request, email, /Confirm/));
    await press(page, "Confirm and sign in");
    await expect(page).toHaveURL(/\/welcome$/);
    await fill(page, /^Name/, "🐍");
    await press(page, "Create vivarium");
    await expect(page.getByLabel(/^Address/)).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel(/^Name/)).toHaveValue("🐍");
    await fill(page, /^Address/, `no-script-${Date.now().toString(36)}`);
    await press(page, "Create vivarium");
    await expect(page.getByRole("heading", { level: 1, name: "🐍" })).toBeVisible();
    await page.goto(at("breeder", "/account/security"));
    await expect(page.getByRole("button", { name: "Set up an app" })).toBeDisabled();
    // Playwright finds no text in a noscript by its words.
    await expect(page.locator("noscript .hint").first()).toHaveText(/needs JavaScript/);
    await page.goto(at("breeder", "/account"));
    await page.locator("header summary").last().click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/sign-in$/);
  });
});

test("the mailbox of development is pleasant and its mails' buttons lead on", async ({ page }) => {
  const email = await signUp(page, "Barbara");
  await page.goto(at("breeder", `/dev/mailbox?to=${encodeURIComponent(email)}`));
  await expect(page.getByRole("heading", { name: "Mailbox" })).toBeVisible();
  await accessible(page);
  await fitsAPhone(page);
  await page.getByRole("link", { name: /Confirm your e-mail/ }).click();
  await accessible(page);
  await fitsAPhone(page);
  // A tab without an opener, as out of a mail program: the page hears nothing of it, the browser does.
  const opened = page.context().waitForEvent("page");
  await page.frameLocator("iframe").getByRole("link", { name: "Confirm my address" }).click();
  await expect(await opened).toHaveURL(/verify-email\?token=/);
});
