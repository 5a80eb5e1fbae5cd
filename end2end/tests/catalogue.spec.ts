// The catalogue of genes: proposed by a moderator, discussed and published by an administrator; calculators go by it at once, without a new build.
import { accessible, anAddress, awake, expect, fitsAPhone, test } from "./support/test";
import { administrator, asStaff, moderator, support } from "./support/staff";
import { at } from "./support/world";

// One after the other: a code works once, so each login is made once and its session taken along.
test.describe.configure({ mode: "serial" });
// A login may have to wait for the next code; another spec may have used the one of now.
test.setTimeout(180_000);

// A word that nobody uses, another in every run: the demo data is shared, and all that is published is one more name of a gene.
const word = "Qx" + [...Date.now().toString()].map((digit) => "abcdefghij"[Number(digit)]).join("");
const title = `Another name of the Clown: ${word}`;
const gene = "/catalogue/gene?species=ball+python&name=Clown";

test("support reads species, genes and versions, and is offered no change", async ({ page }) => {
  await asStaff(page, support, "/catalogue");
  await expect(page.getByRole("heading", { level: 1, name: "Catalogue of genes" })).toBeVisible();
  await expect(page.getByText("Choose a species, or search all of them")).toBeVisible();
  await page.getByRole("link", { name: "ball python", exact: false }).first().click();
  await expect(page).toHaveURL(/species=ball/);
  await page.getByRole("link", { name: "Clown", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Clown" })).toBeVisible();
  await expect(page.getByText("recessive", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Propose a change" })).toHaveCount(0);
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(at("admin", "/catalogue/versions"));
  await awake(page);
  await expect(page.getByRole("link", { name: "Version 1", exact: true })).toBeVisible();
  await accessible(page);
  await fitsAPhone(page);
});

test("a moderator proposes a name, and what doesn’t fit is named by its field", async ({ page }) => {
  await asStaff(page, moderator, gene);
  await page.getByRole("link", { name: "Propose a change" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Propose a change" })).toBeVisible();
  await page.locator("input[name=title]").fill(title);
  await page.locator("textarea[name=reason]").fill("Breeders of this spec write it so.");
  await page.getByRole("button", { name: "Begin the proposal" }).click();
  await expect(page.locator("textarea[name=sources]")).toBeFocused();
  await page.locator("textarea[name=sources]").fill("The price list of this spec");
  await accessible(page);
  await page.getByRole("button", { name: "Begin the proposal" }).click();
  await expect(page).toHaveURL(/\/edit\?kind=change_gene/);
  await awake(page);
  const aliases = page.locator("input[name=aliases]");
  const before = await aliases.inputValue();
  await aliases.fill("Pastel");
  await page.getByRole("button", { name: "Put it into the proposal" }).click();
  await expect(aliases).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("#f-aliases-error")).toContainText("Pastel");
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await aliases.fill([before, word].filter((name) => name !== "").join(";"));
  await page.getByRole("button", { name: "Put it into the proposal" }).click();
  await expect(page.getByText("Nothing of the catalogue has changed yet.")).toBeVisible();
  await awake(page);
  await expect(page.getByRole("list", { name: "Edits" })).toContainText(word);
  await page.getByRole("link", { name: "Work it out" }).click();
  await expect(page.getByText("No animal on record would be read differently.")).toBeVisible();
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("button", { name: "Put up for discussion…" }).click();
  await page.getByRole("dialog", { name: /^Put up for discussion/ }).getByRole("button", { name: "Put it up" }).click();
  await expect(page.getByText("It is up for discussion.")).toBeVisible();
  await awake(page);
  await expect(page.getByRole("button", { name: "Publish…" })).toHaveCount(0);
});

test("an administrator publishes it, and the calculator answers by it as it is typed", async ({ page, browser }) => {
  await asStaff(page, administrator, "/catalogue/proposals?show=open");
  await page.getByRole("link", { name: title }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await awake(page);
  await page.getByLabel("Comment", { exact: true }).fill("Seen on two tables.");
  await page.getByRole("button", { name: "Say it" }).click();
  await expect(page.getByRole("list", { name: "Comments" })).toContainText("Seen on two tables.");
  await awake(page);
  await page.getByRole("button", { name: "Publish…" }).click();
  const dialog = page.getByRole("dialog", { name: /^Publish/ });
  await accessible(page);
  await dialog.getByRole("button", { name: "Publish the version" }).click();
  await expect(page).toHaveURL(/note=catalogue-published/);
  await expect(page.getByText(word, { exact: false }).first()).toBeVisible();
  await awake(page);
  await accessible(page);
  await fitsAPhone(page);

  const visitor = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await visitor.goto(at("", "/calculator"));
  await awake(visitor);
  await visitor.locator("#f-sire").fill(word);
  await visitor.locator("#f-dam").fill("Clown");
  await expect(visitor.getByText("Every young is Clown.")).toBeVisible();
  await visitor.goto(at("", "/genes/ball-python/clown"));
  await expect(visitor.getByText(word).first()).toBeVisible();
  await expect(visitor.getByText(/^Version \d+ of /)).toBeVisible();
  await visitor.context().close();
});
