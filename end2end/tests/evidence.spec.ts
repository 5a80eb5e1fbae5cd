// Files beside claims: added with and without scripts, read by the other side, a certificate that staff accept; a gene that another breeder
// confirms; and the count beside "Verifications".
import { type Browser, type Page } from "@playwright/test";
import { accessible, anAddress, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { asStaff, moderator } from "./support/staff";
import { at, owner } from "./support/world";
import { addAnimal, addParent, open, post, unique } from "./support/animals";

/** The owner of another demo vivarium. */
const other = "sofia@example.com";
const id = (path: string) => path.split("/").pop()!;
const section = (page: Page) => page.getByRole("list", { name: "Verification of the claims" });

/** A file that begins as a PDF does; its words make its bytes unlike those of every other run. */
const report = (name: string, words: string) => ({ name, mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.7\n${words}`) });

async function theirBrowser(browser: Browser, email: string): Promise<Page> {
  const context = await browser.newContext({ extraHTTPHeaders: anAddress() });
  const page = await context.newPage();
  await signIn(page, email, "/verifications");
  return page;
}

/** Claims what a text says, as the page does. */
async function claim(page: Page, animal: string, text: string): Promise<void> {
  await post(page, "/sfn/breeder/genotype_claim", new URLSearchParams({ id: id(animal), text, basis: "seller_stated" }).toString());
}

test("a certificate goes beside a gene, is refused when it is none, and makes it a DNA test once staff have seen it", async ({ page, browser }) => {
  const word = unique("Lab");
  await signIn(page, owner, "/animals");
  const animal = await addAnimal(page, { name: word, sex: "female" });
  await claim(page, animal, "het Clown");
  await open(page, animal);
  const gene = section(page).getByRole("listitem").filter({ hasText: "het Clown" }).first();
  await expect(gene).toContainText("nobody can be asked");
  await gene.locator("summary", { hasText: "Add a file" }).click();
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  await gene.locator("input[type=file]").setInputFiles({ name: "picture.png", mimeType: "image/png", buffer: Buffer.from("<html><script>") });
  await gene.getByRole("button", { name: "Add the file" }).click();
  await expect(gene.getByText("This is no PDF, PNG, JPEG or WebP file").first()).toBeVisible();
  await awake(page);

  await gene.locator("input[name=certificate]").check();
  await gene.locator("input[type=file]").setInputFiles(report(`RGI ${word}.pdf`, word));
  await gene.getByRole("button", { name: "Add the file" }).click();
  await expect(page.getByText("The file stands beside the claim.")).toBeVisible();
  await awake(page);
  await expect(gene).toContainText("waits for ReptiDex");
  const download = page.waitForEvent("download");
  await gene.getByRole("link", { name: `RGI ${word}.pdf` }).click();
  expect((await download).suggestedFilename()).toBe(`RGI ${word}.pdf`);

  const office = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await asStaff(office, moderator, "/disputes");
  const waiting = office.getByRole("list", { name: "Certificates that wait" }).getByRole("listitem").filter({ hasText: word }).first();
  await expect(waiting).toContainText("het Clown");
  await accessible(office);
  await fitsAPhone(office);
  await office.setViewportSize({ width: 1280, height: 800 });
  await waiting.getByRole("button", { name: "Accept…" }).click();
  const dialog = office.getByRole("dialog", { name: new RegExp(`^Accept RGI ${word}`) });
  await dialog.getByLabel("Reason").fill("The report names this animal by its code.");
  await dialog.getByRole("button", { name: "Accept it" }).click();
  await expect(office.getByText("The claim is known by a DNA test, its breeder is told")).toBeVisible();
  await office.context().close();

  await open(page, animal);
  await expect(page.getByRole("list", { name: "Claimed genes" })).toContainText("DNA test");
  await expect(gene).toContainText("The report names this animal by its code.");
  // What staff went by is withdrawn, and stays.
  await gene.locator("summary", { hasText: "Withdraw" }).click();
  await gene.getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("It stays readable")).toBeVisible();
  await awake(page);
  await expect(gene.locator("s")).toContainText(`RGI ${word}.pdf`);
});

test("a breeder who keeps the sire is asked about a gene, reads the file beside it, and the public page names them", async ({ page, browser }) => {
  const word = unique("Gene");
  await signIn(page, owner, "/animals");
  const theirs = await theirBrowser(browser, other);
  const sire = await addAnimal(theirs, { name: `${word} sire`, sex: "male", born: "2019", visibility: "public" });
  const young = await addAnimal(page, { name: `${word} young`, born: "2024-07-01", visibility: "public" });
  await addParent(page, young, sire, "sire");
  await claim(page, young, "het Clown");
  await open(page, young);
  const gene = section(page).getByRole("listitem").filter({ hasText: "het Clown" }).first();
  await gene.locator("summary", { hasText: "Add a file" }).click();
  await gene.locator("input[type=file]").setInputFiles(report(`${word}.pdf`, word));
  await gene.getByRole("button", { name: "Add the file" }).click();
  await expect(page.getByText("The file stands beside the claim.")).toBeVisible();
  await awake(page);
  await gene.locator("summary", { hasText: "Ask them to confirm" }).click();
  await gene.getByRole("textbox", { name: "Message" }).fill(`${word}: the dam was visual.`);
  await gene.getByRole("button", { name: "Ask them to confirm" }).click();
  await expect(page.getByText("Asked. The other breeder has 30 days")).toBeVisible();

  await theirs.goto(at("breeder", "/verifications"));
  await awake(theirs);
  // The place says that something waits, also to those who only hear it.
  await expect(theirs.getByRole("navigation", { name: "Main", exact: true }).getByRole("link", { name: /^Verifications\s+\d+ waiting$/ })).toBeVisible();
  const asked = theirs.getByRole("list", { name: "Asked of you" }).getByRole("listitem").filter({ hasText: `${word} young` }).first();
  await expect(asked).toContainText("het Clown");
  const download = theirs.waitForEvent("download");
  await asked.getByRole("link", { name: `${word}.pdf` }).click();
  await download;
  await asked.getByText("Answer", { exact: true }).click();
  await accessible(theirs);
  await asked.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(theirs.getByText("Everybody who sees the pedigree sees that you did.")).toBeVisible();
  await theirs.context().close();

  await page.goto(at("", young));
  await expect(page.locator("#genotype")).toContainText("Confirmed by Nocturne Morphs");
});
