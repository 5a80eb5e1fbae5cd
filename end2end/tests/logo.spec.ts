// A vivarium's own logo: sent on the profile, on papers and on the public page, replaced and removed; what a plan without it says; and how staff take one
// down.
import { deflateSync } from "node:zlib";
import { breeder } from "./support/accounts";
import { accessible, anAddress, awake, expect, fitsAPhone, test } from "./support/test";
import { asStaff, moderator, sql, support } from "./support/staff";
import { at } from "./support/world";
import { addAnimal, open, unique } from "./support/animals";

test.setTimeout(120_000);

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  let sum = ~0;
  for (const byte of body) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(~sum >>> 0);
  return Buffer.concat([head, body, tail]);
}

/** A PNG of one colour; its right half is see-through. */
function png(width: number, height: number, colour: readonly [number, number, number]): Buffer {
  const rows = Buffer.alloc(height * (width * 4 + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set([...colour, x * 2 < width ? 255 : 0], y * (width * 4 + 1) + 1 + x * 4);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

test("a keeper sends a logo, papers and the public page show it, and it is replaced and removed", async ({ page, browser }) => {
  const name = `Logo House ${Date.now().toString(36)}`;
  await breeder(page, "Lotte", name);
  const slug = sql(`SELECT slug FROM core.vivarium WHERE name = '${name}'`).trim();
  const card = page.locator("#logo");

  await page.goto(at("breeder", "/vivarium"));
  await awake(page);
  await expect(card.getByText("An own logo isn’t part of the plan Hobbyist. The plan Collector has one")).toBeVisible();
  await expect(card.getByRole("button")).toHaveCount(0);
  await accessible(page);

  sql(`INSERT INTO core.vivarium_plan (vivarium_id, plan) SELECT id, 'collector' FROM core.vivarium WHERE slug = '${slug}'
       ON CONFLICT (vivarium_id) DO UPDATE SET plan = excluded.plan`);
  sql(`UPDATE core.vivarium SET listed = true WHERE slug = '${slug}'`);
  await page.goto(at("breeder", "/vivarium"));
  await awake(page);
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  const file = card.locator("input[type=file]");
  await file.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from("<svg/>") });
  await card.getByRole("button", { name: "Send the logo" }).click();
  await expect(card.getByText("This is no picture that we know").or(card.getByText("an SVG drawing"))).toBeVisible();
  await expect(file).toHaveAttribute("aria-invalid", "true");
  await awake(page);

  await file.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: png(1200, 300, [200, 30, 40]) });
  await card.getByRole("button", { name: "Send the logo" }).click();
  await expect(page.getByText("The logo stands on papers from now on.")).toBeVisible();
  await awake(page);
  const shown = card.getByRole("img", { name: "The logo of this vivarium" });
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(600);
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  // On a paper: drawn by the browser, from the SVG.
  const animal = await addAnimal(page, { name: unique("Kiwi"), sex: "female", genotype: "Pastel", visibility: "public" });
  await open(page, animal);
  const id = animal.split("/").pop();
  const paper = async (): Promise<string> => page.evaluate(async (path) => (await fetch(path)).text(), `/animals/${id}/pedigree.svg`);
  const first = await paper();
  expect(first.match(/<image /g)).toHaveLength(1);
  const buyer = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await buyer.goto(at("", `/animals/${id}/pedigree.svg`));
  const place = await buyer.locator("image").boundingBox();
  expect(place!.width).toBeGreaterThan(place!.height * 3.9);
  await buyer.goto(at("", `/breeders/${slug}`));
  const sign = buyer.locator("img.own-logo");
  await expect.poll(() => sign.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(600);
  await accessible(buyer);
  await fitsAPhone(buyer);
  await buyer.emulateMedia({ colorScheme: "dark" });
  await accessible(buyer);

  const older = await page.context().newPage();
  await older.goto(at("breeder", "/vivarium"));
  await awake(older);
  await page.goto(at("breeder", "/vivarium"));
  await awake(page);
  await file.setInputFiles({ name: "tall.png", mimeType: "image/png", buffer: png(100, 900, [20, 90, 160]) });
  await card.getByRole("button", { name: "Replace the logo" }).click();
  await expect(page.getByText("The logo stands on papers from now on.")).toBeVisible();
  await awake(page);
  const second = await paper();
  expect(second).not.toBe(first);

  // A tab that shows the one before changes nothing: not by removing, with the script, nor by sending another.
  const stale = older.locator("#logo");
  const told = stale.getByText("The logo has been changed in the meantime, so yours has changed nothing.");
  await stale.locator("summary", { hasText: "Remove the logo" }).click();
  await stale.getByRole("button", { name: "Remove the logo, yes" }).click();
  await expect(told).toBeVisible();
  await expect(stale.locator("[data-form-problem]")).toBeFocused();
  await accessible(older);
  await stale.locator("input[type=file]").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: png(600, 300, [0, 0, 0]) });
  await stale.getByRole("button", { name: "Replace the logo" }).click();
  await expect(older).toHaveURL(/__err/);
  await awake(older);
  await expect(told).toBeVisible();
  await accessible(older);
  await fitsAPhone(older);
  await older.close();
  expect(await paper()).toBe(second);

  await card.locator("summary", { hasText: "Remove the logo" }).click();
  await accessible(page);
  await card.getByRole("button", { name: "Remove the logo, yes" }).click();
  await expect(page.getByText("The logo is gone. Papers do without from now on.")).toBeVisible();
  expect(await paper()).not.toContain("<image ");
  await buyer.goto(at("", `/breeders/${slug}`));
  await expect(sign).toHaveCount(0);
  await buyer.context().close();
});

test("support looks at logos, a moderator takes one down with a reason, and its keeper reads it and sends another", async ({ page, browser }) => {
  const name = `Logo Office ${Date.now().toString(36)}`;
  await breeder(page, "Lasse", name);
  const slug = sql(`UPDATE core.vivarium SET listed = true WHERE name = '${name}' RETURNING slug`);
  sql(`INSERT INTO core.vivarium_plan (vivarium_id, plan) SELECT id, 'collector' FROM core.vivarium WHERE slug = '${slug}'
       ON CONFLICT (vivarium_id) DO UPDATE SET plan = excluded.plan`);
  const card = page.locator("#logo");
  const send = async (press: string, colour: readonly [number, number, number]) => {
    await page.goto(at("breeder", "/vivarium"));
    await awake(page);
    await card.locator("input[type=file]").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: png(1200, 300, colour) });
    await card.getByRole("button", { name: press }).click();
    await expect(page.getByText("The logo stands on papers from now on.")).toBeVisible();
    await awake(page);
  };
  await send("Send the logo", [120, 30, 90]);

  const helper = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await asStaff(helper, support, "/photos");
  await helper.getByRole("link", { name: "Logos", exact: true }).click();
  const seen = helper.getByRole("row").filter({ hasText: name });
  await expect(seen).toContainText("Everybody");
  await expect(helper.getByText("Taking a logo down needs a moderator.")).toBeVisible();
  await expect(helper.getByRole("button", { name: /^Take down/ })).toHaveCount(0);
  await accessible(helper);
  await helper.context().close();

  const office = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await asStaff(office, moderator, `/photos/logos?q=${slug}`);
  const row = office.getByRole("row").filter({ hasText: name });
  await expect.poll(() => row.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(600);
  const box = (await row.locator("img").boundingBox())!;
  expect(box.width).toBeGreaterThan(100);
  await accessible(office);
  await fitsAPhone(office);
  await office.emulateMedia({ colorScheme: "dark" });
  await accessible(office);
  await office.setViewportSize({ width: 1280, height: 800 });
  await row.getByRole("button", { name: `Take down the logo of ${name}` }).click();
  const dialog = office.getByRole("dialog", { name: /^Take down the logo of/ });
  await accessible(office);
  await dialog.getByLabel("Reason").fill("no");
  await dialog.getByRole("button", { name: "Take it down" }).click();
  await expect(dialog.getByText("Say why, in five characters or more.")).toBeVisible();
  await dialog.getByLabel("Reason").fill("The sign of another house.");
  await dialog.getByRole("button", { name: "Take it down" }).click();
  await expect(office.getByText("Nobody is shown the logo any more")).toBeVisible();
  await expect(office).toHaveURL(new RegExp(`q=${slug}`));
  await expect(row).toContainText("The sign of another house.");
  await expect(row.getByRole("button")).toHaveCount(0);
  await accessible(office);
  await fitsAPhone(office);
  await office.context().close();

  await page.goto(at("breeder", "/vivarium"));
  await awake(page);
  await expect(card.getByText("ReptiDex has taken this logo down: The sign of another house.")).toBeVisible();
  await expect(card.locator("img")).toHaveCount(0);
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await send("Send the logo", [20, 120, 90]);
  await expect(card.getByText("has taken this logo down")).toHaveCount(0);
  await expect(card.locator("img")).toHaveCount(1);
});
