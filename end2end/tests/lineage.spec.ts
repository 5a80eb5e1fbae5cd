// Where an animal comes from, as evidence: parents, what is refused, what is asked, the tree, and two people at one record.
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { at, owner } from "./support/world";
import { addAnimal, addParent, fieldOf, open, unique } from "./support/animals";

const curator = "curator@example.com";

test("a dam and two candidate sires are recorded, each with its basis and chance", async ({ page }) => {
  const word = unique("Clutch");
  await signIn(page, owner, "/animals");
  const child = await addAnimal(page, { name: `${word} child`, born: "2024-07-01" });
  await addAnimal(page, { name: `${word} dam`, sex: "female", born: "2018" });
  await addAnimal(page, { name: `${word} one`, sex: "male", born: "2019-06" });
  await addAnimal(page, { name: `${word} two`, sex: "male", born: "2019-06" });

  await open(page, `${child}/parents/new?side=dam&q=${encodeURIComponent(`${word} dam`)}`);
  await accessible(page);
  await page.locator("input[name=who]").first().check();
  await page.locator("#f-basis").selectOption("breeding_record");
  await page.getByRole("button", { name: "Record as dam" }).click();
  await expect(page.getByText("The parent is recorded.")).toBeVisible();
  await awake(page);
  const parents = page.getByRole("list", { name: "Parents", exact: true });
  await expect(parents.locator(".badge-pill", { hasText: "Breeding record" })).toBeVisible();

  // A certain sire leaves no room for a second one: the message names him and says what to do.
  await open(page, `${child}/parents/new?side=sire&q=${encodeURIComponent(`${word} one`)}`);
  await page.locator("input[name=who]").first().check();
  await page.getByRole("button", { name: "Record as sire" }).click();
  await expect(page.getByText("The parent is recorded.")).toBeVisible();
  await open(page, `${child}/parents/new?side=sire&q=${encodeURIComponent(`${word} two`)}`);
  await page.locator("input[name=who]").first().check();
  await page.locator("#f-chance").fill("1/2");
  await page.getByRole("button", { name: "Record as sire" }).click();
  await expect(page.getByText(/The sire is recorded as certain: .* one .*Lower that chance/).first()).toBeVisible();
  await accessible(page);

  await page.getByRole("link", { name: "Change the one that is recorded" }).click();
  await expect(parents).toBeVisible();
  await parents.getByText("Change", { exact: true }).first().click();
  const claim = parents.getByRole("listitem").first();
  await claim.getByLabel("Chance").fill("nonsense");
  await claim.getByRole("button", { name: /^Save claim/ }).click();
  await expect(page.getByText("Write the chance as 1/2, 50% or 1.")).toBeVisible();
  await claim.getByLabel("Chance").fill("2/3");
  await claim.getByRole("button", { name: /^Save claim/ }).click();
  await expect(page.getByText("The claim is changed.")).toBeVisible();

  await open(page, `${child}/parents/new?side=sire&q=${encodeURIComponent(`${word} two`)}`);
  await page.locator("input[name=who]").first().check();
  await page.locator("#f-chance").fill("1/3");
  await page.getByRole("button", { name: "Record as sire" }).click();
  await expect(page.getByText("The parent is recorded.")).toBeVisible();
  await awake(page);
  await expect(parents.getByText("2/3 · 66 %")).toBeVisible();
  await expect(parents.getByText("1/3 · 33 %")).toBeVisible();
  // The chart shows the likeliest with the other beside it.
  await expect(page.getByRole("list", { name: "Other candidates" })).toContainText("33%");
  await accessible(page);
  await fitsAPhone(page);
});

test("two people change one claim: both values are shown, and the second save is meant", async ({ page, browser }) => {
  const word = unique("Claim");
  await signIn(page, owner, "/animals");
  const child = await addAnimal(page, { name: `${word} child`, born: "2024-07-01" });
  const sire = await addAnimal(page, { name: `${word} sire`, sex: "male", born: "2019-06" });
  await addParent(page, child, sire, "sire");
  const other = await browser.newContext();
  const theirs = await other.newPage();
  await signIn(theirs, curator, child);
  await open(page, child);
  const change = async (on: typeof page, chance: string) => {
    const claim = on.getByRole("list", { name: "Parents", exact: true }).getByRole("listitem").first();
    if (!(await claim.getByLabel("Chance").isVisible())) await claim.getByText("Change", { exact: true }).click();
    await claim.getByLabel("Chance").fill(chance);
    await claim.getByRole("button", { name: /^Save claim/ }).click();
  };
  await change(theirs, "1/2");
  await expect(theirs.getByText("The claim is changed.")).toBeVisible();
  await other.close();

  await change(page, "3/4");
  await expect(page.getByText("Somebody changed this claim while you were editing")).toBeVisible();
  await expect(page.getByRole("list", { name: "Both values" })).toHaveText(/yours 3\/4, theirs 1\/2/);
  await accessible(page);
  await change(page, "3/4");
  await expect(page.getByText("The claim is changed.")).toBeVisible();
  await expect(page.getByText("3/4 · 75 %")).toBeVisible();
});

test("a cycle is refused with the way round, and nothing is recorded", async ({ page }) => {
  const word = unique("Ring");
  await signIn(page, owner, "/animals");
  const [a, b, c] = [
    await addAnimal(page, { name: `${word} A`, sex: "male" }),
    await addAnimal(page, { name: `${word} B`, sex: "male" }),
    await addAnimal(page, { name: `${word} C`, sex: "male" }),
  ];
  await addParent(page, a, b, "sire");
  await addParent(page, b, c, "sire");
  await open(page, `${c}/parents/new?side=sire&q=${encodeURIComponent(`${word} A`)}`);
  await page.locator("input[name=who]").first().check();
  await page.getByRole("button", { name: "Record as sire" }).click();
  const refusal = page.getByText(/would be its own ancestor/).first();
  await expect(refusal).toContainText(`${word} A`);
  await expect(refusal).toContainText(`${word} B`);
  await expect(refusal).toContainText(`${word} C`);
  await open(page, c);
  await expect(page.getByText("No parents recorded")).toBeVisible();
});

test("a parent that was too young is refused by name; one that may have been is asked about until somebody answers", async ({ page }) => {
  const word = unique("Age");
  await signIn(page, owner, "/animals");
  const child = await addAnimal(page, { name: `${word} child`, born: "2024-07-01" });
  await addAnimal(page, { name: `${word} hatchling`, sex: "female", born: "2024-01-01" });
  await addAnimal(page, { name: `${word} perhaps`, sex: "female", born: "2023" });
  await open(page, `${child}/parents/new?side=dam&q=${encodeURIComponent(`${word} hatchling`)}`);
  await page.locator("input[name=who]").first().check();
  await page.getByRole("button", { name: "Record as dam" }).click();
  await expect(page.getByText(new RegExp(`${word} hatchling .*was born 2024-01-01.*breeds at`)).first()).toBeVisible();

  await open(page, `${child}/parents/new?side=dam&q=${encodeURIComponent(`${word} perhaps`)}`);
  await page.locator("input[name=who]").first().check();
  await page.getByRole("button", { name: "Record as dam" }).click();
  await expect(page.getByText("Open question")).toBeVisible();
  await awake(page);
  await accessible(page);
  await page.goto(at("breeder", `/animals?q=${encodeURIComponent(word)}&open=1`));
  await expect(page.locator("table tbody tr")).toHaveCount(1);
  await open(page, child);
  await page.getByLabel("Your answer").fill("Seen hatching in March 2023; the year's card was filled in later.");
  await page.getByRole("button", { name: "Answer" }).click();
  await expect(page.getByText("Answered. The question stays")).toBeVisible();
  await expect(page.getByText("Open question")).toHaveCount(0);
  await awake(page);
  await page.getByText("Answered questions").click();
  await expect(page.getByText(/Seen hatching in March 2023/)).toBeVisible();
});

test("another breeder's animal, a public page and an unknown place can be parents", async ({ page, browser }) => {
  const word = unique("Outside");
  await signIn(page, owner, "/animals");
  const child = await addAnimal(page, { name: `${word} child`, born: "2025" });
  await open(page, `${child}/parents/new?side=sire`);
  await page.getByText("Describe the sire").click();
  await page.getByRole("button", { name: "Record this sire" }).click();
  await expect(page.getByText("Give the ancestor a name or a code.").first()).toBeVisible();
  await page.locator("#ext-name").fill(`${word} Nimbus`);
  await page.locator("#ext-breeder").fill("Somebody in Ghent");
  await page.getByRole("button", { name: "Record this sire" }).click();
  await expect(page.getByText("The parent is recorded.")).toBeVisible();
  await open(page, `${child}/parents/new?side=dam`);
  await page.getByLabel("Called").fill(`${word} place`);
  await page.getByRole("button", { name: "Keep the place" }).click();
  await expect(page.getByText("The parent is recorded.")).toBeVisible();
  await awake(page);
  await expect(page.locator(".ped-external")).toContainText(`${word} Nimbus`);
  await expect(page.locator(".ped-blank")).toContainText(`${word} place`);

  // Of another vivarium: by the address of its public page.
  const other = await browser.newContext();
  const theirs = await other.newPage();
  await signIn(theirs, "sofia@example.com", "/animals?q=ball&visibility=public&sex=male&born=2015");
  const found = await theirs.goto(at("breeder", "/animals?visibility=public&sex=male&sort=born")).then(() =>
    theirs.locator("table tbody tr", { hasText: "Ball python" }).first().locator("a.row-link").getAttribute("href"));
  await other.close();
  const second = await addAnimal(page, { name: `${word} second`, born: "2025" });
  await open(page, `${second}/parents/new?side=sire`);
  await page.getByText("Name it by its address").click();
  await page.locator("#page-address").fill("not an address");
  await page.getByRole("button", { name: "Record their sire" }).click();
  await expect(page.getByText("Paste the address of the animal's public page").first()).toBeVisible();
  await page.locator("#page-address").fill(at("", found!));
  await page.getByRole("button", { name: "Record their sire" }).click();
  await expect(page.getByText("The parent is recorded.")).toBeVisible();
  await expect(page.getByText("of Nocturne Morphs")).toBeVisible();
});

test("a pedigree is walked by the keyboard, goes on beyond five generations, prints, and reads on a phone", async ({ page }) => {
  const word = unique("Line");
  await signIn(page, owner, "/animals");
  let above = await addAnimal(page, { name: `${word} 0`, sex: "male" });
  const root = above;
  for (let n = 1; n <= 7; n += 1) {
    const next = await addAnimal(page, { name: `${word} ${n}`, sex: "male" });
    await addParent(page, above, next, "sire");
    above = next;
  }
  const dam = await addAnimal(page, { name: `${word} dam`, sex: "female" });
  await addParent(page, root, dam, "dam");
  await open(page, `${root}/pedigree`);
  await accessible(page);
  await expect(page.locator(".ped-name", { hasText: `${word} 5` })).toBeVisible();
  await expect(page.locator(".ped-name", { hasText: `${word} 6` })).toHaveCount(0);
  await page.getByRole("region", { name: /Pedigree of/ }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(".ped-name", { hasText: `${word} 0` })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(".ped-name", { hasText: `${word} 1` })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(".ped-name", { hasText: `${word} dam` })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator(".ped-name", { hasText: `${word} 0` })).toBeFocused();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("link", { name: `Further generations of ${word} 5` }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Pedigree of ${word} 5` })).toBeVisible();
  await expect(page.locator(".ped-name", { hasText: `${word} 7` })).toBeVisible();
  await fitsAPhone(page);
  // The other way: descendants, nearest first.
  await open(page, above);
  await expect(page.getByText("Grand-offspring")).toBeVisible();
});

test("two people save one animal: both values are shown, and each field is chosen", async ({ page, browser }) => {
  const word = unique("Both");
  await signIn(page, owner, "/animals");
  const animal = await addAnimal(page, { name: word, sex: "male" });
  const other = await browser.newContext();
  const theirs = await other.newPage();
  await signIn(theirs, curator, `${animal}/edit`);
  await open(page, `${animal}/edit`);

  await fieldOf(theirs, "name").fill(`${word} by Imani`);
  await fieldOf(theirs, "weight_g").fill("450");
  await theirs.getByRole("button", { name: "Save changes" }).click();
  await expect(theirs.getByText("Saved.")).toBeVisible();

  await fieldOf(page, "name").fill(`${word} by Robin`);
  await fieldOf(page, "weight_g").fill("500");
  await fieldOf(page, "born").fill("2020-05");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Imani Okafor saved this animal while you were editing").first()).toBeVisible();
  const both = page.getByRole("group", { name: "Both values" });
  await expect(both).toContainText(`${word} by Robin`);
  await expect(both).toContainText(`${word} by Imani`);
  await expect(both).toContainText("500 g");
  await expect(both).toContainText("450 g");
  await accessible(page);
  await both.getByRole("radio", { name: new RegExp(`Imani Okafor’s.*by Imani`) }).check();
  await expect(fieldOf(page, "name")).toHaveValue(`${word} by Imani`);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${word} by Imani` })).toBeVisible();
  await expect(page.getByText("500 g").first()).toBeVisible();
  await expect(page.getByText("2020-05").first()).toBeVisible();
  await other.close();
});

test("a draft survives a reload, meets a save made since, and a second tab is told", async ({ page, context, browser }) => {
  const word = unique("Draft");
  await signIn(page, owner, "/animals");
  const animal = await addAnimal(page, { name: word });
  await open(page, `${animal}/edit`);
  await fieldOf(page, "name").fill(`${word} typed`);
  await expect(page.locator("[data-kept=Yes]")).toBeVisible();
  const second = await context.newPage();
  await second.goto(at("breeder", `${animal}/edit`));
  await awake(second);
  await expect(second.getByText("This is what you had typed before")).toBeVisible();
  await page.locator("textarea[name=private_notes]").fill("and more");
  await expect.poll(async () => {
    await page.waitForTimeout(300);
    return page.locator("[data-kept=Yes]").count();
  }).toBe(1);
  await page.waitForTimeout(1200);
  await fieldOf(second, "breeder_of_record").fill("Second tab");
  await expect(second.locator("[data-kept=Elsewhere]")).toBeVisible();
  await second.close();

  // Somebody saves another field; the draft comes back and changes only what was typed.
  const other = await browser.newContext();
  const theirs = await other.newPage();
  await signIn(theirs, curator, `${animal}/edit`);
  await fieldOf(theirs, "breeder_of_record").fill("Imani's word");
  await theirs.getByRole("button", { name: "Save changes" }).click();
  await expect(theirs.getByText("Saved.")).toBeVisible();
  await other.close();
  await page.reload();
  await awake(page);
  await expect(page.getByText("This is what you had typed before")).toBeVisible();
  await expect(fieldOf(page, "name")).toHaveValue(`${word} typed`);
  await expect(fieldOf(page, "private_notes")).toHaveValue("and more");
  await expect(fieldOf(page, "breeder_of_record")).toHaveValue("Imani's word");
  await accessible(page);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("saved this animal while you were editing").first()).toBeVisible();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${word} typed` })).toBeVisible();
  await expect(page.getByText("Imani's word").first()).toBeVisible();
  // Saved: no draft is left.
  await open(page, `${animal}/edit`);
  await expect(page.getByText("This is what you had typed before")).toHaveCount(0);
  await fitsAPhone(page);
});
