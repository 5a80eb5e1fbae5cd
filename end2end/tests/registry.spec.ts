// A breeder's day in the registry: find, add, edit, change many, archive and take it back.
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { at, keeper, owner } from "./support/world";
import { addAnimal, fieldOf, freshForm, herd, unique } from "./support/animals";

test("the list is searched, filtered and sorted by its address", async ({ page }) => {
  await signIn(page, owner, "/animals");
  await expect(page.getByRole("heading", { level: 1, name: "Animals" })).toBeVisible();
  await expect(page.locator("table tbody tr")).toHaveCount(48);
  await accessible(page);
  await page.getByLabel("Sex", { exact: true }).selectOption("female");
  await expect(page).toHaveURL(/sex=female/);
  await awake(page);
  await expect(page.locator("table tbody td[data-label=Sex]").first()).toContainText("emale");
  await page.goto(at("breeder", "/animals?sex=female&sort=-born"));
  await awake(page);
  await expect(page.locator("th[aria-sort=descending]")).toHaveCount(1);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page.getByRole("link", { name: "Previous" })).toBeVisible();
  await page.goto(at("breeder", "/animals?q=zzzzqqqq&sex=female"));
  await awake(page);
  await expect(page.getByText("No animals match all of this")).toBeVisible();
  await accessible(page);
  await fitsAPhone(page);
  // The filter to drop is named, and dropping it shows animals again.
  await page.getByRole("link", { name: "Without “zzzzqqqq”" }).click();
  await expect(page.locator("table tbody tr").first()).toBeVisible();
  await fitsAPhone(page);
});

test("the keyboard is enough to search, walk the rows, select and open", async ({ page }) => {
  await signIn(page, owner, "/animals");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(page.locator("table tbody tr").nth(1).locator("a.row-link")).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.locator("table tbody tr").nth(1).locator("input[type=checkbox]")).toBeChecked();
  await expect(page.getByRole("button", { name: "Apply" }).last()).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("/");
  await page.keyboard.type("pastel");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=pastel/);
  await awake(page);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/animals\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("link", { name: "Edit" }).first()).toBeVisible();
  await page.keyboard.press("e");
  await expect(page).toHaveURL(/\/edit$/);
});

test("an animal is added with the suggested code, corrected, archived and taken out again", async ({ page }) => {
  const name = unique("Marmalade");
  await signIn(page, owner, "/animals");
  await freshForm(page);
  await page.locator("select[name=taxon_id]").selectOption({ label: "Ball python" });
  const suggested = ((await page.locator("[data-next-code]").textContent()) ?? "").match(/BP-\d+/)?.[0];
  expect(suggested).toBeTruthy();
  await page.locator("input[name=name]").fill(name);
  await page.locator("input[name=born]").fill("30.2.2024");
  await accessible(page);
  await page.getByRole("button", { name: "Add animal", exact: true }).click();
  // The wrong date is named at its field, and nothing that was typed is lost.
  await expect(page.locator("input[name=born]")).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("input[name=name]")).toHaveValue(name);
  await accessible(page);
  await page.locator("input[name=born]").fill("2024-06");
  await page.getByRole("button", { name: "Add animal", exact: true }).click();
  await expect(page).toHaveURL(/\/animals\/[0-9a-f-]{36}/);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.locator(".page-head .code")).toHaveText(/BP-\d+/);
  await awake(page);
  await accessible(page);
  await fitsAPhone(page);
  await page.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByText("This animal is in the archive")).toBeVisible();
  await awake(page);
  await page.getByRole("button", { name: "Take it out" }).click();
  await expect(page.getByText("Taken out of the archive.")).toBeVisible();
  await expect(page.getByText("This animal is in the archive")).toHaveCount(0);
  await page.getByRole("link", { name: "All of it" }).click();
  await expect(page.getByText("took it out of the archive")).toBeVisible();
  await accessible(page);
  await fitsAPhone(page);
});

test("the same form sent twice makes one animal", async ({ page }) => {
  const name = unique("Twice");
  await signIn(page, "handler@example.com", "/animals");
  await freshForm(page);
  await page.locator("select[name=taxon_id]").selectOption({ label: "Corn snake" });
  await page.locator("input[name=name]").fill(name);
  // Both presses before the first answer, as a nervous thumb does it: the page's own guard is passed by.
  const fields = await page.locator("form[data-animal]").evaluate((form) =>
    new URLSearchParams(new FormData(form as HTMLFormElement) as unknown as Record<string, string>).toString());
  const answers = await page.evaluate(
    (body) =>
      Promise.all([1, 2].map(() => fetch("/sfn/breeder/animal_save", {
        method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      }).then(async (answer) => [answer.status, await answer.text()] as const))),
    fields,
  );
  expect(answers.map(([status]) => status)).toEqual([200, 200]);
  expect(answers[0][1]).toBe(answers[1][1]);
  await page.goto(at("breeder", `/animals?q=${encodeURIComponent(name)}`));
  await expect(page.locator("table tbody tr")).toHaveCount(1);
});

test("wrong, huge and odd values are answered by field, and none breaks the page", async ({ page }) => {
  test.slow();
  await signIn(page, "curator@example.com", "/animals");
  await freshForm(page);
  await page.locator("select[name=taxon_id]").selectOption({ label: "Boa" });
  const huge = "x".repeat(1_000_000);
  await page.locator("input[name=weight_g]").fill("heavy");
  await page.locator("input[name=length_mm]").fill("-3");
  await page.locator("input[name=code]").fill("no spaces 🐍");
  await page.locator("textarea[name=private_notes]").evaluate((area, text) => { (area as HTMLTextAreaElement).value = text; }, huge);
  await page.locator("input[name=name]").evaluate((input, text) => { (input as HTMLInputElement).value = text; }, huge);
  await page.getByRole("button", { name: "Add animal", exact: true }).click();
  await expect(page.locator("input[name=weight_g]")).toHaveAttribute("aria-invalid", "true");
  await page.locator("input[name=weight_g]").fill("41.5");
  await page.getByRole("button", { name: "Add animal", exact: true }).click();
  for (const field of ["name", "length_mm", "code", "private_notes"]) {
    await expect(fieldOf(page, field), field).toHaveAttribute("aria-invalid", "true");
  }
  await expect(page.getByText("At most 120 characters; this has 1000000.").first()).toBeVisible();
  expect((await page.locator("textarea[name=private_notes]").inputValue()).length).toBe(1_000_000);
  const name = unique("🐍 Ünïcode ❄");
  await page.locator("input[name=name]").fill(name);
  await page.locator("input[name=length_mm]").fill("1200");
  await page.locator("input[name=code]").fill("");
  await page.locator("textarea[name=private_notes]").fill("🐍".repeat(1000));
  await page.getByRole("button", { name: "Add animal", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("another vivarium's animal is not found, whatever is asked of it", async ({ page }) => {
  await signIn(page, "lena@example.com", "/animals");
  const theirs = await page.locator("table tbody a.row-link").first().getAttribute("href");
  await page.context().clearCookies();
  await signIn(page, owner, "/animals");
  for (const more of ["", "/edit", "/pedigree", "/history", "/descendants", "/parents/new"]) {
    const answer = await page.goto(at("breeder", `${theirs}${more}`));
    // A public animal's tree may be looked at; its record may not.
    if (more === "/pedigree") continue;
    expect(answer?.status(), more).toBe(404);
    await expect(page.getByText("There is no such page here")).toBeVisible();
  }
});

test("many animals are changed at once, and the change is taken back", async ({ page }) => {
  const word = unique("Bulk");
  await signIn(page, owner, "/animals");
  for (const n of [1, 2, 3]) await addAnimal(page, { name: `${word} ${n}`, species: "Boa" });
  await page.goto(at("breeder", `/animals?q=${word}`));
  await awake(page);
  await page.getByLabel("Select every animal on this page").check();
  await page.locator("#bulk select[name=change]").selectOption("role=holdback");
  await accessible(page);
  await page.locator("#bulk").getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("3 animals changed.")).toBeVisible();
  await page.goto(at("breeder", `/animals?q=${word}&role=holdback`));
  await expect(page.locator("table tbody tr")).toHaveCount(3);
  await page.goBack();
  await awake(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Taken back for 3 animals.")).toBeVisible();
  await page.goto(at("breeder", `/animals?q=${word}&role=holdback`));
  await expect(page.locator("table tbody tr")).toHaveCount(0);
});

test("a bulk change of everything that a filter shows reaches the other pages of the list", async ({ page }) => {
  const word = unique("Whole");
  await signIn(page, owner, "/animals");
  await herd(page, word, 52);
  await page.goto(at("breeder", `/animals?q=${word}`));
  await awake(page);
  await expect(page.locator("table tbody tr")).toHaveCount(48);
  await page.getByLabel("Select every animal on this page").check();
  await page.getByLabel("All 52 of this list").check();
  await page.locator("#bulk select[name=change]").selectOption("visibility=lineage_only");
  await page.locator("#bulk").getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("52 animals changed.")).toBeVisible();
});

test("a view is saved, opened, renamed and deleted", async ({ page }) => {
  const name = unique("Young females");
  await signIn(page, owner, "/animals?sex=female&role=holdback&sort=-born");
  await page.getByText("Save this view").click();
  await page.getByLabel("Name of the view").fill(name);
  await page.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByText("The view is saved.")).toBeVisible();
  await page.goto(at("breeder", "/animals"));
  await awake(page);
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page).toHaveURL(/sex=female/);
  await expect(page.getByRole("link", { name, exact: true })).toHaveAttribute("aria-current", "true");
  await page.getByText(`Rename or delete “${name}”`).click();
  await page.getByLabel("Name of the view").fill(`${name} 2`);
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("link", { name: `${name} 2`, exact: true })).toBeVisible();
  await awake(page);
  await accessible(page);
  await page.getByText(`Rename or delete “${name} 2”`).click();
  await page.getByRole("button", { name: "Delete view" }).click();
  await expect(page.getByText("The view is deleted.")).toBeVisible();
  await expect(page.getByRole("link", { name: `${name} 2`, exact: true })).toHaveCount(0);
});

test("a keeper reads but is offered nothing to change", async ({ page }) => {
  await signIn(page, keeper, "/animals");
  await expect(page.locator("table tbody tr").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Add animal" })).toHaveCount(0);
  await page.locator("table tbody a.row-link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "Edit" })).toHaveCount(0);
  const answer = await page.goto(at("breeder", "/animals/new"));
  expect(answer?.status()).toBe(403);
  await expect(page.getByText("Your role doesn't allow this")).toBeVisible();
});

test("the first page counts what is there and leads on", async ({ page }) => {
  await signIn(page, owner, "/");
  await expect(page.getByText("Males.females.unsexed")).toBeVisible();
  await accessible(page);
  await page.getByRole("link", { name: "Open lineage questions" }).click();
  await expect(page).toHaveURL(/open=1/);
  await expect(page.locator("table tbody tr").first()).toBeVisible();
  await page.goto(at("breeder", "/"));
  await awake(page);
  await fitsAPhone(page);
});
