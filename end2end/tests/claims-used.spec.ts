// Claims about genes where they are used: the calculator, mates, what-if, the list's filter, texts of many made into claims, and the public search.
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { at, owner } from "./support/world";
import { addAnimal, open, post, unique } from "./support/animals";
import type { Page } from "@playwright/test";

const id = (path: string) => path.split("/").pop()!;
const rows = (page: Page) => page.locator(".data-table tbody tr");

/** Claims what a text says, as the page does. */
async function claim(page: Page, animal: string, text: string, basis = "test_bred"): Promise<void> {
  await post(page, "/sfn/breeder/genotype_claim", new URLSearchParams({ id: id(animal), text, basis }).toString());
}

test("mates, what-if and the calculator reckon with claims and say so", async ({ page }) => {
  const word = unique("Used");
  await signIn(page, owner, "/animals");
  const him = await addAnimal(page, { name: `${word} him`, sex: "male", genotype: "50% het Clown" });
  const her = await addAnimal(page, { name: `${word} her`, sex: "female", genotype: "Clown" });
  await claim(page, him, "het Clown");

  await open(page, `${her}/mates?goal=Clown`);
  const mate = rows(page).filter({ hasText: `${word} him` });
  await expect(mate).toContainText("50%");
  await expect(mate).toContainText("The record’s text says otherwise: 50% het Clown.");
  await accessible(page);
  await fitsAPhone(page);
  await mate.getByRole("link", { name: "from claims" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Claim genes" })).toBeVisible();

  await open(page, `/relatedness/pairing?sire=${id(him)}&dam=${id(her)}`);
  await expect(page.locator(".term", { hasText: `Genotype of ${word} him` })).toContainText("het Clown from claims");
  await expect(page.locator(".term", { hasText: `Genotype of ${word} her` })).toContainText("Clown from the record’s text");
  await accessible(page);
  await page.getByRole("link", { name: "Their genes in the calculator" }).click();
  await expect(page).toHaveURL(/sire=het\+Clown&dam=Clown/);

  await open(page, "/calculator");
  const own = page.getByRole("list", { name: "Sire from the collection" }).getByRole("listitem").filter({ hasText: `${word} him` });
  await expect(own).toContainText("from claims");
  await own.getByRole("link", { name: new RegExp(word) }).click();
  await expect(page).toHaveURL(/sire=het\+Clown/);
  await accessible(page);
});

test("the list is narrowed by a gene and by how an animal has it, and a saved view keeps it", async ({ page }) => {
  const word = unique("Gene");
  await signIn(page, owner, "/animals");
  await addAnimal(page, { name: `${word} visual`, genotype: "Clown" });
  await addAnimal(page, { name: `${word} het`, genotype: "het Clown" });
  const claimed = await addAnimal(page, { name: `${word} claimed` });
  await claim(page, claimed, "66% het Clown", "breeding_odds");
  const found = page.locator("table tbody tr");

  await open(page, `/animals?q=${encodeURIComponent(word)}&gene=clown`);
  await expect(found).toHaveCount(3);
  await page.getByLabel("How it has the gene").selectOption("possible");
  await expect(page).toHaveURL(/how=possible/);
  await awake(page);
  await expect(found).toHaveCount(1);
  await expect(found).toContainText(`${word} claimed`);
  await accessible(page);
  await fitsAPhone(page);
  await page.getByLabel("How it has the gene").selectOption("visual");
  await expect(found).toContainText(`${word} visual`);
  await awake(page);
  await page.getByText("Save this view", { exact: true }).click();
  await page.getByLabel("Name of the view").fill(word);
  await page.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByText("The view is saved.")).toBeVisible();
  await open(page, "/animals");
  await page.getByRole("link", { name: word, exact: true }).click();
  await expect(page).toHaveURL(/gene=clown&how=visual/);
  await expect(found).toHaveCount(1);
});

test("texts of many become claims after a look at them, and the step is taken back", async ({ page }) => {
  const word = unique("Texts");
  await signIn(page, owner, "/animals");
  const good = await addAnimal(page, { name: `${word} good`, genotype: "Pastel het Clown" });
  await addAnimal(page, { name: `${word} odd`, genotype: "Pastel Clwn" });
  await open(page, `/animals?q=${encodeURIComponent(word)}`);
  await page.getByRole("checkbox", { name: "Select every animal on this page" }).check();
  await page.getByRole("button", { name: "Claim genes from texts" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Claim genes from texts" })).toBeVisible();
  await awake(page);
  await expect(page.getByRole("table", { name: "What will be claimed" })).toContainText("Pastel, het Clown");
  await expect(page.getByRole("table", { name: "Texts that can’t be read" })).toContainText("Pastel Clwn");
  await accessible(page);
  await fitsAPhone(page);
  await page.getByLabel("Basis").selectOption("visual");
  await page.getByRole("button", { name: "Claim 2 genes of 1 animal" }).click();
  await expect(page.getByText("Genes claimed of 1 animal.")).toBeVisible();
  await open(page, good);
  await expect(page.getByRole("list", { name: "Claimed genes" })).toContainText("Seen on the animal");
  await page.goBack();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Claims taken back of 1 animal.")).toBeVisible();
  await open(page, good);
  await expect(page.getByText("From the genotype text, not claimed yet")).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the public search is narrowed by a gene of a species, and by how the animals have it", async ({ page }) => {
    await page.goto(at("", "/search?taxon=ball-python"));
    const genes = page.getByRole("group", { name: "Genes" });
    await genes.getByRole("link", { name: /^Clown/ }).first().click();
    await expect(page).toHaveURL(/gene=clown$/);
    await genes.getByRole("link", { name: /^Clown: may carry/ }).click();
    await expect(page).toHaveURL(/gene=clown%3Apossible$/);
    await expect(page.locator("article.animal-card").first()).toBeVisible();
    await page.goto(at("", "/genes/ball-python/clown"));
    await page.locator("#animals").getByRole("link", { name: /in the search$/ }).click();
    await expect(page).toHaveURL(/taxon=ball-python&gene=clown$/);
  });
});
