// Second factors: an authenticator app, recovery codes, passkeys by the browser's own virtual authenticator.
import { type Page } from "@playwright/test";
import { enter, fill, looksRight, newPassword, press, signUp, totp } from "./support/accounts";
import { accessible, awake, expect, test } from "./support/test";
import { at } from "./support/world";

// Several people, each with mails to wait for.
test.describe.configure({ timeout: 120_000 });

/** Sets up an app as the page says; answers with its secret and the recovery codes. */
async function setUpApp(page: Page): Promise<{ secret: string; codes: string[] }> {
  await page.goto(at("breeder", "/account/security"));
  await awake(page);
  await press(page, "Set up an app");
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  await accessible(page);
  const secret = (await page.locator(".copy-field code").textContent()) ?? "";
  await fill(page, /^Code/, "000000");
  await press(page, "Confirm");
  await expect(page.getByLabel(/^Code/)).toHaveAttribute("aria-invalid", "true");
  await fill(page, /^Code/, totp(secret, -1));
  await press(page, "Confirm");
  await expect(page.getByText("Keep these codes now")).toBeVisible();
  await accessible(page);
  const codes = ((await page.locator("pre code").textContent()) ?? "").trim().split("\n");
  expect(codes).toHaveLength(10);
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(page.getByText("It is asked for at each sign-in")).toBeVisible();
  return { secret, codes };
}

test("an authenticator app is asked for at the next sign-in; its codes and the recovery codes work once", async ({ page }) => {
  const email = await signUp(page, "Marie");
  const { secret, codes } = await setUpApp(page);
  await looksRight(page);
  await page.context().clearCookies();
  await enter(page, email, newPassword, "/sign-in?next=%2Faccount%2Fsecurity");
  await expect(page).toHaveURL(/second-factor$/);
  await awake(page);
  await looksRight(page);
  const code = totp(secret);
  await fill(page, /^Code/, code);
  await press(page, "Confirm");
  await expect(page).toHaveURL(/\/account\/security$/);
  // The same code again, then a recovery code twice.
  for (const [given, passes] of [[code, false], [codes[0] ?? "", true], [codes[0] ?? "", false]] as const) {
    await page.context().clearCookies();
    await enter(page, email);
    await expect(page).toHaveURL(/second-factor$/);
    await awake(page);
    await fill(page, /^Code/, given);
    await press(page, "Confirm");
    if (passes) await expect(page).toHaveURL(/welcome$/);
    else await expect(page.getByLabel(/^Code/)).toHaveAccessibleDescription(/wrong or was used before/);
  }
});

test("taking the app away asks first, and new recovery codes void the old ones", async ({ page }) => {
  const email = await signUp(page, "Lise");
  const { codes } = await setUpApp(page);
  await awake(page);
  await press(page, "Make new codes");
  await expect(page.getByText("Keep these codes now")).toBeVisible();
  await page.context().clearCookies();
  await enter(page, email);
  await expect(page).toHaveURL(/second-factor$/);
  await awake(page);
  await fill(page, /^Code/, codes[0] ?? "");
  await press(page, "Confirm");
  await expect(page.getByLabel(/^Code/)).toHaveAttribute("aria-invalid", "true");
});

test("the app is removed after a question", async ({ page }) => {
  const email = await signUp(page, "Emmy");
  await setUpApp(page);
  await awake(page);
  await press(page, /Remove the app/);
  await expect(page.getByRole("dialog", { name: /Remove the authenticator app/ })).toBeVisible();
  await accessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByText("Removed. It can't be used to sign in any more.")).toBeVisible();
  await page.context().clearCookies();
  await enter(page, email);
  await expect(page).toHaveURL(/welcome$/);
});

test("a passkey is made, signs in, and is removed", async ({ page }) => {
  const email = await signUp(page, "Ada");
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await page.goto(at("breeder", "/account/security"));
  await awake(page);
  await fill(page, /^Name of the new passkey/, "Blue key 🔑");
  await press(page, "Add a passkey");
  await expect(page.getByText("Keep these codes now")).toBeVisible();
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(page.getByText("Blue key 🔑").first()).toBeVisible();
  await looksRight(page);
  await page.context().clearCookies();
  await enter(page, email);
  await expect(page).toHaveURL(/second-factor$/);
  await awake(page);
  await press(page, "Use a passkey");
  await expect(page).toHaveURL(/welcome$/);
  await page.goto(at("breeder", "/account/security"));
  await awake(page);
  await press(page, /Remove the passkey/);
  await page.getByRole("dialog").getByRole("button", { name: "Remove passkey" }).click();
  await expect(page.getByText("Removed. It can't be used to sign in any more.")).toBeVisible();
});

test("a passkey that isn't there is said so, and the code remains", async ({ page }) => {
  const email = await signUp(page, "Hedy");
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } as const;
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options });
  await page.goto(at("breeder", "/account/security"));
  await awake(page);
  await press(page, "Add a passkey");
  await expect(page.getByText("Keep these codes now")).toBeVisible();
  const codes = ((await page.locator("pre code").textContent()) ?? "").trim().split("\n");
  await cdp.send("WebAuthn.clearCredentials", { authenticatorId });
  await page.context().clearCookies();
  await enter(page, email);
  await expect(page).toHaveURL(/second-factor$/);
  await awake(page);
  await press(page, "Use a passkey");
  await expect(page.getByText("No passkey was chosen")).toBeVisible();
  await fill(page, /^Recovery code/, codes[0] ?? "");
  await press(page, "Confirm");
  await expect(page).toHaveURL(/welcome$/);
});
