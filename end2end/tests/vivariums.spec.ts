// Vivariums: founding one, its profile, who belongs to it, and moving between several.
import { type Browser, type Page } from "@playwright/test";
import { breeder, enter, fill, looksRight, newPassword, press, signUp } from "./support/accounts";
import { linkTo, newAddress } from "./support/mail";
import { signIn } from "./support/people";
import { accessible, anAddress, awake, expect, test } from "./support/test";
import { at, keeper } from "./support/world";

// Several people, each with mails to wait for.
test.describe.configure({ timeout: 120_000 });

/** A page of somebody else's browser. */
async function elsewhere(browser: Browser): Promise<Page> {
  return (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
}

/** Invites by the form. */
async function invite(page: Page, email: string, role: string): Promise<void> {
  await page.goto(at("breeder", "/members"));
  await awake(page);
  await fill(page, /^E-mail/, email);
  await page.getByRole("radio", { name: new RegExp(`^${role}`) }).check();
  await press(page, "Send invitation");
  await expect(page.getByText("The invitation is on its way.")).toBeVisible();
}

test("a first vivarium is founded with the browser's time zone, and its profile is saved", async ({ page }) => {
  await signUp(page, "Nora");
  await expect(page.getByLabel(/^Time zone/)).toHaveValue(/\w/);
  await looksRight(page);
  await fill(page, /^Name/, "admin");
  await press(page, "Create vivarium");
  await expect(page.getByLabel(/^Address/)).toHaveAttribute("aria-invalid", "true");
  const slug = `nordic-${Date.now().toString(36)}`;
  await fill(page, /^Name/, "Nordic Scale Works");
  await fill(page, /^Address/, slug);
  await press(page, "Create vivarium");
  await expect(page.getByRole("heading", { level: 1, name: "Nordic Scale Works" })).toBeVisible();
  await looksRight(page);
  await page.goto(at("breeder", "/vivarium"));
  await awake(page);
  await looksRight(page);
  await fill(page, /^About/, "Hognoses 🐍 from Uppsala.\nSince 2011.");
  await fill(page, /^Website/, "javascript:alert(1)");
  await page.getByRole("main").locator("form").first().evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await press(page, "Save profile");
  await expect(page.getByLabel(/^Website/)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel(/^About/)).toHaveValue("Hognoses 🐍 from Uppsala.\nSince 2011.");
  await accessible(page);
  await fill(page, /^Website/, "https://example.org");
  await press(page, "Save profile");
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.goto(at("", `/breeders/${slug}`));
  await expect(page.getByText("Hognoses 🐍 from Uppsala.")).toBeVisible();
});

test("two people saving the profile see each other's", async ({ page, context }) => {
  await breeder(page, "Tove", "Two Savers");
  await page.goto(at("breeder", "/vivarium"));
  await awake(page);
  const other = await context.newPage();
  await other.goto(at("breeder", "/vivarium"));
  await awake(other);
  await fill(other, /^Location/, "Turku");
  await press(other, "Save profile");
  await expect(other.getByText("Saved.")).toBeVisible();
  await fill(page, /^Location/, "Oulu");
  await press(page, "Save profile");
  await expect(page.getByText("Somebody else changed the profile")).toBeVisible();
  await expect(page.getByText("Turku")).toBeVisible();
  await expect(page.getByLabel(/^Location/)).toHaveValue("Oulu");
  await accessible(page);
  await press(page, "Save profile");
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByLabel(/^Location/)).toHaveValue("Oulu");
});

test("somebody new joins by the mail of an invitation", async ({ page, browser, request }) => {
  await breeder(page, "Saga", "Saga Reptiles");
  const email = newAddress("bo");
  await invite(page, email, "Handler");
  await expect(page.getByRole("cell", { name: email })).toBeVisible();
  await looksRight(page);
  const link = await linkTo(request, email, /invites you/);
  const bo = await elsewhere(browser);
  await bo.goto(link);
  await awake(bo);
  await expect(bo.getByRole("heading", { level: 1, name: "Join Saga Reptiles" })).toBeVisible();
  await looksRight(bo);
  await bo.getByRole("link", { name: "Create an account" }).click();
  await awake(bo);
  await expect(bo.getByLabel(/^E-mail/)).toHaveValue(email);
  await fill(bo, /^Your name/, "Bo");
  await fill(bo, /^Password/, newPassword);
  await press(bo, "Create account");
  // The link proved the address: no second mail.
  await awake(bo);
  await press(bo, "Join");
  await expect(bo).toHaveURL(at("breeder", "/"));
  await expect(bo.getByRole("heading", { level: 1, name: "Saga Reptiles", exact: true })).toBeVisible();
  await bo.goto(link);
  await expect(bo.getByText("This invitation is no longer open")).toBeVisible();
  // A handler sees who belongs to it and manages nobody.
  await bo.goto(at("breeder", "/members"));
  await expect(bo.getByRole("cell", { name: /Saga/ }).first()).toBeVisible();
  await expect(bo.getByRole("button", { name: "Send invitation" })).toHaveCount(0);
  await expect(bo.getByRole("link", { name: "Profile" })).toHaveCount(0);
  await bo.context().close();
});

test("somebody with an account joins, also when another is signed in first", async ({ page, browser, request }) => {
  await breeder(page, "Ylva", "Ylva Reptiles");
  const joiner = await elsewhere(browser);
  const email = await signUp(joiner, "Cleo");
  await invite(page, email, "Curator");
  const link = await linkTo(request, email, /invites you/);
  const wrong = await elsewhere(browser);
  await signUp(wrong, "Eve");
  await wrong.goto(link);
  await awake(wrong);
  await expect(wrong.getByText("with another address")).toBeVisible();
  await expect(wrong.getByRole("button", { name: "Join" })).toHaveCount(0);
  await looksRight(wrong);
  await press(wrong, "Sign out and go on");
  await awake(wrong);
  await wrong.getByRole("link", { name: "I have an account" }).click();
  await awake(wrong);
  await fill(wrong, /^E-mail/, email);
  await fill(wrong, /^Password/, newPassword);
  await press(wrong, "Sign in");
  await expect(wrong.getByText("You join as Cleo")).toBeVisible();
  await awake(wrong);
  await press(wrong, "Join");
  await expect(wrong.getByRole("heading", { level: 1, name: "Ylva Reptiles", exact: true })).toBeVisible();
  await wrong.context().close();
  await joiner.context().close();
});

test("an invitation in one's own list is declined, and another taken back", async ({ page, browser }) => {
  await breeder(page, "Alva", "Alva Reptiles");
  const guest = await elsewhere(browser);
  const email = await signUp(guest, "Dora");
  await invite(page, email, "Keeper");
  await guest.goto(at("breeder", "/welcome"));
  await awake(guest);
  await expect(guest.getByText("asks you to join Alva Reptiles as keeper")).toBeVisible();
  await looksRight(guest);
  await press(guest, "Decline");
  await expect(guest.getByText("The invitation is declined.")).toBeVisible();
  await invite(page, email, "Keeper");
  await awake(page);
  await press(page, "Take back");
  await expect(page.getByText("The invitation is taken back.")).toBeVisible();
  await guest.context().close();
});

test("roles change, a member is removed, the vivarium is handed over, and its founder leaves", async ({ page, browser, request }) => {
  await breeder(page, "Olga", "Olga Reptiles");
  await page.goto(at("breeder", "/members"));
  await awake(page);
  await press(page, /Leave the vivarium/);
  await page.getByRole("dialog").getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page.getByText("this is the last one. Hand the vivarium over first")).toBeVisible();
  const member = await elsewhere(browser);
  const email = await signUp(member, "Pia");
  await invite(page, email, "Keeper");
  await member.goto(await linkTo(request, email, /invites you/));
  await awake(member);
  await press(member, "Join");
  await expect(member.getByRole("heading", { level: 1, name: "Olga Reptiles", exact: true })).toBeVisible();
  await page.goto(at("breeder", "/members"));
  await awake(page);
  await page.getByLabel("Role of Pia", { exact: true }).selectOption("curator");
  await press(page, "Save the role of Pia");
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByLabel("Role of Pia", { exact: true })).toHaveValue("curator");
  await looksRight(page);
  await member.goto(at("breeder", "/members"));
  await awake(member);
  // A curator invites up to handler only.
  await expect(member.getByRole("radio")).toHaveCount(2);
  await page.reload();
  await awake(page);
  await press(page, /Hand the vivarium over/);
  await accessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Hand over", exact: true }).click();
  await expect(page.getByText("The vivarium is handed over. You are a curator now.")).toBeVisible();
  await awake(page);
  await press(page, /Leave the vivarium/);
  await page.getByRole("dialog").getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page.getByText("You have left the vivarium.")).toBeVisible();
  await expect(page).toHaveURL(/welcome/);
  await member.context().close();
});

test("a member is removed after a question and is out at once", async ({ page, browser, request }) => {
  await breeder(page, "Runa", "Runa Reptiles");
  const member = await elsewhere(browser);
  const email = await signUp(member, "Siv");
  await invite(page, email, "Handler");
  await member.goto(await linkTo(request, email, /invites you/));
  await awake(member);
  await press(member, "Join");
  await expect(member.getByRole("heading", { level: 1, name: "Runa Reptiles", exact: true })).toBeVisible();
  await page.goto(at("breeder", "/members"));
  await awake(page);
  await press(page, "Remove Siv");
  await page.getByRole("dialog", { name: /Remove Siv/ }).getByRole("button", { name: "Remove member" }).click();
  await expect(page.getByText("That person is no longer a member.")).toBeVisible();
  await member.goto(at("breeder", "/members"));
  await expect(member).toHaveURL(/welcome/);
  await member.context().close();
});

test("somebody with two vivariums switches between them, and the next sign-in begins in the last one", async ({ page }) => {
  const email = await breeder(page, "Frida", "First House");
  await page.goto(at("breeder", "/welcome"));
  await awake(page);
  await fill(page, /^Name/, "Second House");
  await fill(page, /^Address/, `second-${Date.now().toString(36)}`);
  await press(page, "Create vivarium");
  await expect(page.getByRole("heading", { level: 1, name: "Second House" })).toBeVisible();
  await awake(page);
  await page.locator("details.switcher:visible summary").click();
  await page.getByRole("button", { name: "First House" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "First House" })).toBeVisible();
  await page.context().clearCookies();
  await enter(page, email);
  await expect(page.getByRole("heading", { level: 1, name: "First House" })).toBeVisible();
});

test("a page stays in its vivarium while another tab goes on to another one", async ({ page }) => {
  await breeder(page, "Greta", "Left House");
  await page.goto(at("breeder", "/animals/new"));
  await awake(page);
  const other = await page.context().newPage();
  await other.goto(at("breeder", "/welcome"));
  await awake(other);
  await fill(other, /^Name/, "Right House");
  await fill(other, /^Address/, `right-${Date.now().toString(36)}`);
  await press(other, "Create vivarium");
  await expect(other.getByRole("heading", { level: 1, name: "Right House" })).toBeVisible();

  // The form was opened in the first, and what it makes is there: the page that follows is, too.
  await page.bringToFront();
  await page.getByLabel(/^Species/).selectOption({ label: "Ball python" });
  await fill(page, /^Name/, "Leftie");
  await press(page, "Add animal");
  await expect(page.getByRole("heading", { level: 1, name: /Leftie/ })).toBeVisible();
  await page.getByRole("navigation").getByRole("link", { name: "Animals" }).first().click();
  await expect(page.getByRole("row", { name: /Leftie/ })).toBeVisible();
  // The other tab is in the second still, and what it asks for is asked there.
  await other.bringToFront();
  await awake(other);
  await other.getByRole("navigation").getByRole("link", { name: "Animals" }).first().click();
  await expect(other.getByText("No animals yet")).toBeVisible();
  await expect(other.locator("details.switcher:visible summary")).toContainText("Right House");
  await other.close();
});

test("/members and /vivarium are right for a keeper: to read, nothing to press", async ({ page }) => {
  await signIn(page, keeper, "/members");
  await expect(page.locator("table tbody tr").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Send invitation" })).toHaveCount(0);
  await looksRight(page);
  await page.goto(at("breeder", "/vivarium"));
  await awake(page);
  await looksRight(page);
});
