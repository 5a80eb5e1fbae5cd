// The genotype of an animal as claims: typed with live reading, taken from the record's text, changed, taken back and put back; and apart from it
// what relatives say.
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { owner } from "./support/world";
import { addAnimal, addParent, open, post, unique } from "./support/animals";
import type { Page } from "@playwright/test";

const claims = (page: Page) => page.getByRole("list", { name: "Claimed genes" });
const id = (path: string) => path.split("/").pop()!;

/** Claims what a text says, as the page does. */
async function claim(page: Page, animal: string, text: string, basis = "seller_stated"): Promise<void> {
  await post(page, "/sfn/breeder/genotype_claim", new URLSearchParams({ id: id(animal), text, basis }).toString());
}

test("genes are typed and read as they are typed, changed, taken back and put back", async ({ page }) => {
  const word = unique("Claims");
  await signIn(page, owner, "/animals");
  const animal = await addAnimal(page, { name: word, sex: "female" });
  await open(page, animal);
  await page.getByRole("link", { name: "Claim genes" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Claim genes" })).toBeVisible();

  const text = page.locator("#f-text");
  const read = page.getByRole("list", { name: "Genes of the text" });
  await text.fill("Pastel 66% het Clwn");
  await expect(page.getByText(/Did you mean/)).toBeVisible();
  await expect(read).toHaveCount(0);
  await accessible(page);
  await page.getByRole("button", { name: "clown", exact: true }).click();
  await expect(read).toContainText("66% het Clown");
  await page.locator("#f-basis").selectOption("breeding_odds");
  await page.locator("#f-evidence").fill("Clutch 7");
  await page.getByRole("button", { name: "Claim these genes" }).click();
  await expect(page.getByText("Recorded. Each gene says how it is known.")).toBeVisible();
  await awake(page);
  const clown = claims(page).getByRole("listitem").filter({ hasText: "66% het Clown" });
  await expect(clown).toContainText("Odds of the breeding");
  await expect(clown).toContainText("“Clutch 7”");

  // The same gene a second time is refused by its name.
  await open(page, `${animal}/genotype`);
  await text.fill("Clown");
  await page.getByRole("button", { name: "Claim these genes" }).click();
  await expect(page.getByText(/Clown is claimed already/).first()).toBeVisible();
  await page.locator("#pick-gene").selectOption({ label: "Piebald" });
  await page.locator("#pick-copies").selectOption("0");
  await page.locator("#pick-basis").selectOption("test_bred");
  await page.getByRole("button", { name: "Claim this gene" }).click();
  await expect(claims(page)).toContainText("no Piebald");
  await awake(page);

  await clown.getByText("Change", { exact: true }).click();
  await clown.getByLabel("Chance").fill("1");
  await clown.getByLabel("How is it known?").selectOption("test_bred");
  await clown.getByRole("button", { name: /^Save claim/ }).click();
  await expect(page.getByText("The claim is changed.")).toBeVisible();
  await awake(page);
  const het = claims(page).getByRole("listitem").filter({ hasText: "het Clown" });
  await expect(het).toContainText("Proven by breeding");
  await het.getByText("Change", { exact: true }).click();
  await het.getByRole("button", { name: "Take back het Clown" }).click();
  await expect(page.getByText(/The claim is taken back/)).toBeVisible();
  await awake(page);
  await expect(het).toHaveCount(0);
  await page.getByText("Taken back", { exact: true }).click();
  await accessible(page);
  await page.getByRole("button", { name: "Put it back: het Clown" }).click();
  await expect(page.getByText("The claim stands again.")).toBeVisible();
  await expect(het).toBeVisible();
  await fitsAPhone(page);
});

test("the record's text is offered and overwrites nothing", async ({ page }) => {
  const word = unique("Offer");
  await signIn(page, owner, "/animals");
  const animal = await addAnimal(page, { name: word, genotype: "Pastel het Clown" });
  await claim(page, animal, "50% het Clown", "breeding_odds");
  await open(page, animal);
  const offered = page.getByRole("list", { name: "Genes of the genotype text" });
  await expect(offered.getByRole("listitem")).toHaveText(["visual: Pastel"]);
  await page.getByRole("button", { name: "Claim them as seen on the animal" }).click();
  await expect(page.getByText("Recorded. Each gene says how it is known.")).toBeVisible();
  await expect(claims(page)).toContainText("50% het Clown");
  await expect(claims(page)).toContainText("Seen on the animal");
  await expect(offered).toHaveCount(0);
});

test("what relatives say stands apart, with the animals it rests on", async ({ page }) => {
  const word = unique("Odds");
  await signIn(page, owner, "/animals");
  const sire = await addAnimal(page, { name: `${word} sire`, sex: "male", born: "2018" });
  const dam = await addAnimal(page, { name: `${word} dam`, sex: "female", born: "2018" });
  const young = await addAnimal(page, { name: `${word} young`, born: "2024" });
  await addParent(page, young, sire, "sire");
  await addParent(page, young, dam, "dam");
  await claim(page, sire, "het Clown");
  await claim(page, dam, "Enchi het Clown", "test_bred");
  await claim(page, young, "Enchi", "visual");
  await open(page, young);
  const odds = page.getByRole("list", { name: "What its relatives say" });
  await expect(odds).toContainText("66% het Clown");
  await expect(odds).toContainText("2/3");
  await expect(odds).toContainText("not claimed");
  await expect(claims(page)).not.toContainText("Clown");
  await odds.getByText("Why?", { exact: true }).click();
  await expect(odds.getByRole("link", { name: new RegExp(`${word} sire`) })).toBeVisible();
  await accessible(page);
  await fitsAPhone(page);

  // Two Clowns have no other young: the page asks, with the names.
  const visual = await addAnimal(page, { name: `${word} visual`, sex: "female", born: "2018" });
  const other = await addAnimal(page, { name: `${word} other`, sex: "male", born: "2018" });
  const odd = await addAnimal(page, { name: `${word} odd`, born: "2024" });
  await addParent(page, odd, other, "sire");
  await addParent(page, odd, visual, "dam");
  await claim(page, visual, "Enchi Clown", "visual");
  await claim(page, other, "Clown", "visual");
  await claim(page, odd, "Enchi", "visual");
  await open(page, odd);
  const question = page.getByText(/these can’t all be true/);
  await expect(question).toContainText(`${word} visual`);
  await expect(question).toContainText(`${word} other`);
});
