// What pairings give, in the breeder portal: the calculator with the own collection, and mates for an animal.
import { accessible, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { owner } from "./support/world";
import { addAnimal, addParent, open, unique } from "./support/animals";
import type { Page } from "@playwright/test";

const rows = (page: Page) => page.locator(".data-table tbody tr");

test("an animal of the collection goes into the calculator, and the address keeps the question", async ({ page }) => {
  const word = unique("Sire");
  await signIn(page, owner, "/animals");
  await addAnimal(page, { name: word, sex: "male", genotype: "Pastel het Clown" });
  await open(page, "/calculator");
  await page.getByRole("list", { name: "Sire from the collection" }).getByRole("link", { name: new RegExp(word) }).click();
  await expect(page).toHaveURL(/sire=Pastel\+het\+Clown/);
  await page.getByLabel("Dam", { exact: true }).fill("Clown");
  await expect(page.locator(".calc-sum")).toContainText("4 kinds of young");
  await expect(page).toHaveURL(/dam=Clown/);
  await accessible(page);
  await fitsAPhone(page);
});

test("mates are ranked for a goal, with what speaks against each", async ({ page }) => {
  const word = unique("Mate");
  await signIn(page, owner, "/animals");
  const him = await addAnimal(page, { name: `${word} him`, sex: "male", genotype: "Spider het Clown" });
  await addAnimal(page, { name: `${word} visual`, sex: "female", genotype: "Clown" });
  await addAnimal(page, { name: `${word} spider`, sex: "female", genotype: "Spider Clown" });
  await open(page, him);
  await page.getByRole("link", { name: "Mates" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Mates for ${word} him` })).toBeVisible();
  await page.getByLabel("The young shall be").fill("Clwn");
  await page.getByRole("button", { name: "Rank" }).click();
  await expect(page.getByText(/Did you mean .*Clown/)).toBeVisible();
  await page.getByLabel("The young shall be").fill("Clown");
  await page.getByRole("button", { name: "Rank" }).click();
  const visual = rows(page).filter({ hasText: `${word} visual` });
  await expect(visual).toContainText("50%");
  await expect(rows(page).filter({ hasText: `${word} spider` })).toContainText("25% of eggs would not live");
  await accessible(page);
  await page.getByLabel("Only pairings whose eggs can all live").check();
  await page.getByRole("button", { name: "Rank" }).click();
  await expect(visual).toBeVisible();
  await expect(rows(page).filter({ hasText: `${word} spider` })).toHaveCount(0);
  await visual.getByRole("link", { name: /^Reckon with/ }).click();
  await expect(page).toHaveURL(/\/calculator\?species=ball-python&sire=Spider\+het\+Clown&dam=Clown/);
  await expect(page.locator(".calc-sum")).toContainText("4 kinds of young");
});

test("plans lead to a wish by one pairing or two, and a wish that can't be read is said", async ({ page }) => {
  const word = unique("Plan");
  await signIn(page, owner, "/animals");
  await addAnimal(page, { name: `${word} him`, sex: "male", genotype: "Clown het Pied" });
  await addAnimal(page, { name: `${word} her`, sex: "female", genotype: "Clown Pied" });
  await open(page, "/plans");
  await accessible(page);
  await page.getByRole("list", { name: "Examples" }).getByRole("link", { name: "Clown Pied" }).click();
  const direct = page.getByRole("list", { name: "With one pairing" });
  await expect(direct.getByRole("listitem").first()).toContainText("Clown Piebald: 50% of eggs");
  await expect(direct.getByRole("listitem").first()).toContainText("2 eggs to expect");
  await expect(page.getByRole("list", { name: "With two pairings" }).getByText(/^Keep a (son|daughter)/).first()).toBeVisible();
  await accessible(page);
  await fitsAPhone(page);
  await direct.getByRole("link", { name: /^Reckon with/ }).first().click();
  await expect(page.locator(".calc-sum")).toContainText("of young");
  await open(page, "/plans");
  await page.getByLabel("The young shall be").fill("Clwn");
  await page.getByRole("button", { name: "Plan" }).click();
  await expect(page.getByText(/Did you mean .*clown/i)).toBeVisible();
  await accessible(page);
});

test("an animal says how inbred it is, and how much of its pedigree that rests on", async ({ page }) => {
  const word = unique("Line");
  await signIn(page, owner, "/animals");
  const animal = (name: string, sex: "male" | "female", born: string) => addAnimal(page, { name: `${word} ${name}`, sex, born });
  const [old, mother] = [await animal("old", "male", "2015"), await animal("mother", "female", "2015")];
  const [brother, sister] = [await animal("brother", "male", "2018"), await animal("sister", "female", "2018")];
  const young = await animal("young", "female", "2022");
  for (const child of [brother, sister]) {
    await addParent(page, child, old, "sire");
    await addParent(page, child, mother, "dam");
  }
  await addParent(page, young, brother, "sire");
  await addParent(page, young, sister, "dam");
  await open(page, young);
  const inbreeding = page.locator(".term", { hasText: "Inbreeding (F)" });
  await expect(inbreeding).toContainText("25%");
  await expect(page.locator(".term", { hasText: "Pedigree known" })).toContainText("4 known ancestors, up to 2 generations back");
  await open(page, brother);
  await expect(inbreeding).toContainText("0% in what is known");
});
