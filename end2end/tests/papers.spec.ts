// Documents: the pedigree of a public animal for everybody, and a certificate from its confirmation over its check page to its revocation.
import { accessible, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { owner } from "./support/world";
import { addAnimal, open, unique } from "./support/animals";

test("a keeper issues a certificate, a buyer checks it, and a revoked one says so", async ({ page, browser }) => {
  const name = unique("Kiwi");
  await signIn(page, owner, "/animals");
  const animal = await addAnimal(page, { name, sex: "female", genotype: "Pastel", visibility: "public" });
  await open(page, animal);
  await page.getByRole("link", { name: "Certificates of origin" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Certificates of");
  await awake(page);
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByRole("button", { name: "Issue the certificate" }).click();
  await expect(page.getByText("Tick the box").first()).toBeVisible();
  await page.getByLabel("This is right, and our vivarium states it on paper").check();
  await page.getByRole("button", { name: "Issue the certificate" }).click();
  await expect(page.getByText("Issued. It stands below, to print.")).toBeVisible();
  await awake(page);

  const pdf = await page.getByRole("link", { name: "Certificate as PDF" }).getAttribute("href");
  const file = await page.evaluate(async (path) => {
    const answer = await fetch(path);
    return [answer.headers.get("content-type"), (await answer.text()).slice(0, 5)];
  }, pdf!);
  expect(file).toEqual(["application/pdf", "%PDF-"]);

  // Whoever has the paper isn't signed in.
  const check = (await page.getByRole("link", { name: "Check page" }).getAttribute("href"))!;
  const buyer = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await buyer.goto(check);
  await expect(buyer.getByText("This certificate holds")).toBeVisible();
  await expect(buyer.getByRole("row", { name: /Name/ })).toContainText(name);
  await buyer.getByRole("link", { name: "See the animal’s page" }).click();
  await expect(buyer.getByRole("heading", { level: 1 })).toHaveText(name);
  for (const kind of ["PDF", "PNG", "SVG"]) {
    const link = await buyer.getByRole("link", { name: `Four generations on A4 as ${kind}` }).getAttribute("href");
    expect((await buyer.request.get(new URL(link!, buyer.url()).href)).status()).toBe(200);
  }

  await page.locator("summary", { hasText: "Revoke" }).first().click();
  await page.getByLabel(/^Why/).fill("Printed for the wrong animal");
  await page.getByRole("button", { name: "Revoke the certificate" }).click();
  await expect(page.getByText("Revoked. Its check page says so from now on.")).toBeVisible();
  await buyer.goto(check);
  await expect(buyer.getByText("This certificate is revoked")).toBeVisible();
  await expect(buyer.getByText(name)).toHaveCount(0);

  const reader = await (await browser.newContext()).newPage();
  await reader.goto(check);
  await accessible(reader);
  await fitsAPhone(reader);
});
