// A parent that another breeder keeps: asked about, confirmed, declined, disputed, settled; and what everybody reads of it.
import { type Browser, type Page } from "@playwright/test";
import { accessible, anAddress, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { asStaff, moderator } from "./support/staff";
import { at, keeper, owner } from "./support/world";
import { addAnimal, addParent, open, unique } from "./support/animals";

/** The owner of another demo vivarium. */
const other = "sofia@example.com";

/** A second person at a browser of their own. */
async function theirBrowser(browser: Browser, email: string): Promise<Page> {
  const context = await browser.newContext({ extraHTTPHeaders: anAddress() });
  const page = await context.newPage();
  await signIn(page, email, "/verifications");
  return page;
}

/** A young animal here and its sire there, named as such. */
async function claim(page: Page, theirs: Page, word: string): Promise<string> {
  const sire = await addAnimal(theirs, { name: `${word} sire`, sex: "male", born: "2019", visibility: "public" });
  const young = await addAnimal(page, { name: `${word} young`, born: "2024-07-01", visibility: "public" });
  await addParent(page, young, sire, "sire");
  return young;
}

/** The section of the animal's page. */
const section = (page: Page) => page.getByRole("list", { name: "Verification of the claims" });

async function ask(page: Page, young: string, message: string): Promise<void> {
  await open(page, young);
  await section(page).locator("summary", { hasText: "Ask them to confirm" }).first().click();
  await section(page).getByLabel("Message").fill(message);
  await section(page).getByRole("button", { name: "Ask them to confirm" }).click();
  await expect(page.getByText("Asked. The other breeder has 30 days")).toBeVisible();
}

test("one breeder asks, the other confirms, and the public page says who", async ({ page, browser }) => {
  const word = unique("Vouch");
  await signIn(page, owner, "/animals");
  const theirs = await theirBrowser(browser, other);
  const young = await claim(page, theirs, word);
  const reader = await (await browser.newContext()).newPage();
  const shown = async () => {
    await reader.goto(at("", young));
    return reader.locator("#pedigree li").filter({ hasText: `${word} sire` }).first();
  };
  await expect(await shown()).toContainText("Declared by the keeper");

  await open(page, young);
  await expect(section(page)).toContainText("Not verified");
  await accessible(page);
  await ask(page, young, `${word}: from the clutch of July`);
  await expect(section(page)).toContainText("Asked");
  await awake(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(at("breeder", "/verifications"));
  await awake(page);
  await expect(page.getByRole("list", { name: "Your requests" })).toContainText(`${word} sire`);

  await theirs.goto(at("breeder", "/verifications"));
  await awake(theirs);
  const asked = theirs.getByRole("list", { name: "Asked of you" }).getByRole("listitem").filter({ hasText: `${word} young` }).first();
  await asked.getByText(/^History/).click();
  await expect(asked).toContainText(`${word}: from the clutch of July`);
  await asked.getByText("Answer", { exact: true }).click();
  await accessible(theirs);
  await fitsAPhone(theirs);
  await theirs.setViewportSize({ width: 1280, height: 800 });
  // A no needs a reason; a yes needs none.
  await asked.getByRole("button", { name: "Decline" }).click();
  await expect(asked.getByText("Say why, in five characters or more.")).toBeVisible();
  await expect(asked.getByLabel("Message")).toBeFocused();
  await asked.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(theirs.getByText("Everybody who sees the pedigree sees that you did.")).toBeVisible();
  await awake(theirs);
  await expect(theirs.getByRole("list", { name: "Asked of you" }).getByText(`${word} young`)).toHaveCount(0);
  await expect(theirs.getByRole("list", { name: "Answered and settled" })).toContainText(`${word} young`);

  await open(page, young);
  await expect(section(page)).toContainText("Confirmed");
  await expect(page.getByRole("list", { name: "Parents", exact: true })).toContainText("Confirmed by the other breeder");
  await expect(await shown()).toContainText("Confirmed by Nocturne Morphs");
  await reader.context().close();
  await theirs.context().close();
});

test("a declined parent never reads as confirmed, and an own one says why it can't be verified", async ({ page, browser }) => {
  const word = unique("Nay");
  await signIn(page, owner, "/animals");
  const theirs = await theirBrowser(browser, other);
  const young = await claim(page, theirs, word);
  const dam = await addAnimal(page, { name: `${word} dam`, sex: "female", born: "2019" });
  await addParent(page, young, dam, "dam");
  await ask(page, young, "Is he?");
  await theirs.goto(at("breeder", "/verifications"));
  await awake(theirs);
  const asked = theirs.getByRole("list", { name: "Asked of you" }).getByRole("listitem").filter({ hasText: `${word} young` }).first();
  await asked.getByText("Answer", { exact: true }).click();
  await asked.getByLabel("Message").fill("He was on loan elsewhere that year.");
  await asked.getByRole("button", { name: "Decline" }).click();
  await expect(theirs.getByText("The claim never shows as confirmed.")).toBeVisible();
  await theirs.context().close();

  await open(page, young);
  await expect(section(page)).toContainText("declined to confirm it");
  await expect(section(page)).toContainText("Both animals are of this vivarium");
  await section(page).getByText(/^History/).click();
  await expect(section(page)).toContainText("He was on loan elsewhere that year.");
  await page.goto(at("", young));
  const known = page.locator("#pedigree li").filter({ hasText: `${word} sire` }).first();
  await expect(known).toContainText("declined to confirm it");
  await expect(known).not.toContainText("Confirmed by");
});

test("a confirmed parent is disputed, and staff overturn it: it is struck, and counts nowhere", async ({ page, browser }) => {
  const word = unique("Doubt");
  await signIn(page, owner, "/animals");
  const theirs = await theirBrowser(browser, other);
  const young = await claim(page, theirs, word);
  await ask(page, young, "Please confirm");
  await theirs.goto(at("breeder", "/verifications"));
  await awake(theirs);
  const row = (list: string) => theirs.getByRole("list", { name: list }).getByRole("listitem").filter({ hasText: `${word} young` }).first();
  await row("Asked of you").getByText("Answer", { exact: true }).click();
  await row("Asked of you").getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(theirs.getByText("Everybody who sees the pedigree")).toBeVisible();
  await awake(theirs);
  await row("Answered and settled").getByText("Dispute it").first().click();
  await row("Answered and settled").getByLabel("Message").fill(`${word}: I mixed him up with his brother.`);
  await row("Answered and settled").getByRole("button", { name: "Dispute it" }).click();
  await expect(theirs.getByText("ReptiDex looks at what both sides wrote")).toBeVisible();
  await theirs.context().close();
  await open(page, young);
  await expect(page.locator(".ped-mark", { hasText: "Disputed" })).toBeVisible();

  const office = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await asStaff(office, moderator, "/disputes");
  const dispute = office.locator("section").filter({ hasText: `${word} young` }).first();
  await expect(dispute).toContainText(`${word}: I mixed him up with his brother.`);
  await accessible(office);
  await fitsAPhone(office);
  await office.setViewportSize({ width: 1280, height: 800 });
  await dispute.getByRole("button", { name: "Overturn…" }).click();
  const dialog = office.getByRole("dialog", { name: new RegExp(`^Overturn ${word}`) });
  await dialog.getByLabel("Reason").fill("Both breeders agree that it was his brother.");
  await dialog.getByRole("button", { name: "Overturn the claim" }).click();
  await expect(office.getByText("The claim counts nowhere any more")).toBeVisible();
  await awake(office);
  await expect(office.locator("section").filter({ hasText: `${word} young` })).toHaveCount(0);
  await office.context().close();

  await open(page, young);
  await expect(page.getByText("No parents recorded")).toBeVisible();
  await expect(section(page).locator("s")).toHaveText(`${word} sire`);
  await accessible(page);
  await page.goto(at("", young));
  await expect(page.locator("#pedigree s")).toHaveText(`${word} sire`);
  await expect(page.locator("#pedigree")).toContainText("Overturned");
});

test("the page of verifications is good for somebody who only reads, and says so", async ({ page }) => {
  await signIn(page, keeper, "/verifications");
  await expect(page.getByRole("heading", { level: 1, name: "Verifications" })).toBeVisible();
  await expect(page.getByText("need the role curator or more")).toBeVisible();
  await accessible(page);
  await fitsAPhone(page);
});
