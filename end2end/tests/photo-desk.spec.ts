// All photos for staff: found, narrowed, taken down with a reason and put back, what vivariums have stored; small pictures in lists; the form without
// scripts; and dragging into another order.
import { type Page } from "@playwright/test";
import { accessible, anAddress, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { asStaff, moderator, support } from "./support/staff";
import { at, owner } from "./support/world";
import { addAnimal, open, unique } from "./support/animals";

// Each login of staff is made once, and its session taken along.
test.describe.configure({ mode: "serial" });
// The media host knows who sends parts by the address, so only signing in says another.
test.use({ extraHTTPHeaders: {} });

async function enter(page: Page, next: string): Promise<void> {
  await page.setExtraHTTPHeaders(anAddress());
  await signIn(page, owner, next);
  await page.setExtraHTTPHeaders({});
}

/** A JPEG that no other run has. */
async function jpeg(page: Page, name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [640, 480];
    const context = canvas.getContext("2d")!;
    for (let place = 0; place < 64; place += 1) {
      context.fillStyle = `hsl(${Math.random() * 360} 60% ${20 + Math.random() * 60}%)`;
      context.fillRect((place % 8) * 80, Math.floor(place / 8) * 60, 81, 61);
    }
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1]!;
  });
  return { name, mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") };
}

const grid = (page: Page) => page.getByRole("list", { name: "Photos", exact: true }).getByRole("listitem");

/** An animal with so many photos. */
async function pictured(page: Page, name: string, count: number): Promise<string> {
  const animal = await addAnimal(page, { name, visibility: "public" });
  await open(page, `${animal}/photos`);
  const files = [];
  for (let n = 0; n < count; n += 1) files.push(await jpeg(page, `${n}.jpg`));
  await page.getByLabel("Choose photos").setInputFiles(files);
  await expect(grid(page)).toHaveCount(count, { timeout: 60_000 });
  return animal;
}

test("staff find a photo, a moderator takes it down with a reason and puts it back", async ({ page, browser }) => {
  const word = unique("Face");
  await enter(page, "/animals");
  const animal = await pictured(page, word, 1);
  const id = animal.split("/").pop()!;

  const helper = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await asStaff(helper, support);
  await helper.getByRole("navigation", { name: "Main", exact: true }).getByRole("link", { name: "Photos" }).click();
  await expect(helper.getByRole("row").filter({ hasText: word })).toBeVisible();
  await expect(helper.getByText("Taking a photo down needs a moderator.")).toBeVisible();
  await expect(helper.getByRole("button", { name: /^Take down/ })).toHaveCount(0);
  await helper.getByRole("link", { name: "Storage" }).click();
  await expect(helper.getByRole("heading", { name: "Storage", exact: true })).toBeVisible();
  await expect(helper.getByRole("table", { name: "Storage by vivarium" }).getByRole("row").nth(1)).toContainText(/MB|kB/);
  await accessible(helper);
  await fitsAPhone(helper);
  await helper.context().close();

  const office = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await asStaff(office, moderator, `/photos?q=${id}`);
  const row = office.getByRole("row").filter({ hasText: word });
  await expect(row).toHaveCount(1);
  await expect.poll(() => row.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await accessible(office);
  await fitsAPhone(office);
  await office.setViewportSize({ width: 1280, height: 800 });
  await row.getByRole("button", { name: /^Take down/ }).click();
  const dialog = office.getByRole("dialog", { name: /^Take down the photo of/ });
  await accessible(office);
  await dialog.getByLabel("Reason").fill("no");
  await dialog.getByRole("button", { name: "Take it down" }).click();
  await expect(dialog.getByText("Say why, in five characters or more.")).toBeVisible();
  await dialog.getByLabel("Reason").fill(`${word}: a person can be seen.`);
  await dialog.getByRole("button", { name: "Take it down" }).click();
  await expect(office.getByText("Nobody is shown the photo any more")).toBeVisible();
  await expect(office).toHaveURL(new RegExp(`q=${id}`));
  await expect(row).toContainText(`${word}: a person can be seen.`);
  await office.getByRole("link", { name: "Taken down", exact: true }).click();
  await expect(row).toHaveCount(1);
  await accessible(office);
  await open(page, `${animal}/photos`);
  await expect(page.getByText(`${word}: a person can be seen.`).first()).toBeVisible();

  await row.getByRole("button", { name: /^Put back/ }).click();
  await expect(office.getByText("Put back. The photo is shown again as soon as it is prepared")).toBeVisible();
  await open(page, `${animal}/photos`);
  await expect(grid(page)).toHaveCount(1, { timeout: 60_000 });
  await office.context().close();
});

test("a list has small pictures that keep their place, and relatives have theirs", async ({ page }) => {
  const word = unique("Cover");
  await enter(page, "/animals");
  const dam = await pictured(page, word, 1);
  const young = await addAnimal(page, { name: `${word} young` });
  const form = new URLSearchParams({ id: young.split("/").pop()!, side: "dam", who: dam.split("/").pop()!, basis: "observed" });
  const status = await page.evaluate(async (body) => {
    const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
    return (await fetch("/sfn/breeder/parent_add", { method: "POST", body, headers })).status;
  }, form.toString());
  expect(status).toBe(200);
  await open(page, `/animals?q=${encodeURIComponent(word)}`);
  const picture = page.getByRole("row").filter({ hasText: word }).locator("img.cover-thumb");
  await expect(picture).toHaveCount(1);
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  const size = await picture.evaluate((image) => [image.clientWidth, image.clientHeight, image.getAttribute("loading")]);
  expect(size).toEqual([40, 40, "lazy"]);
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await open(page, young);
  await expect(page.getByRole("list", { name: "Parents" }).locator("img.cover-thumb")).toHaveCount(1);
  await accessible(page);
});

test("a photo is dragged to another place, given up by Escape, and the order is kept", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await enter(page, "/animals");
  await pictured(page, unique("Drag"), 3);
  const shown = () => grid(page).evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("data-photo")));
  const before = await shown();
  const centre = async (n: number, inside: string) => {
    const box = (await grid(page).nth(n).locator(inside).boundingBox())!;
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  await page.mouse.move(...(await centre(2, ".photo-grip")));
  await page.mouse.down();
  await page.mouse.move(...(await centre(0, ".photo-tile-frame")), { steps: 6 });
  await expect(grid(page).nth(0)).toHaveClass(/photo-target/);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  expect(await shown()).toEqual(before);

  const ordered = page.waitForResponse((answer) => answer.url().includes("/sfn/breeder/photos_arrange"));
  await page.mouse.move(...(await centre(2, ".photo-grip")));
  await page.mouse.down();
  await page.mouse.move(...(await centre(0, ".photo-tile-frame")), { steps: 6 });
  await page.mouse.up();
  await ordered;
  const after = [before[2], before[0], before[1]];
  expect(await shown()).toEqual(after);
  await expect(grid(page).nth(0)).toContainText("Cover");
  await page.reload();
  await awake(page);
  expect(await shown()).toEqual(after);
  await accessible(page);
});

test("a finger drags a photo by its grip", async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await enter(page, "/animals");
  await pictured(page, unique("Touch"), 2);
  const shown = () => grid(page).evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("data-photo")));
  const before = await shown();
  const centre = async (n: number, inside: string) => {
    const box = (await grid(page).nth(n).locator(inside).boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  await grid(page).nth(1).scrollIntoViewIfNeeded();
  const devtools = await context.newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
    devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
  const [from, to] = [await centre(1, ".photo-grip"), await centre(0, ".photo-tile-frame")];
  await touch("touchStart", [from]);
  for (let step = 1; step <= 5; step += 1) {
    await touch("touchMove", [{ x: from.x + ((to.x - from.x) * step) / 5, y: from.y + ((to.y - from.y) * step) / 5 }]);
  }
  await touch("touchEnd", []);
  await expect.poll(shown).toEqual([before[1], before[0]]);
  await context.close();
});

test("without scripts a photo is sent by a plain form", async ({ page, browser }) => {
  const word = unique("Plain");
  await enter(page, "/animals");
  const animal = await addAnimal(page, { name: word });
  const file = await jpeg(page, `${word}.jpg`);
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.context().addCookies(await page.context().cookies());
  await plain.goto(at("breeder", `${animal}/photos`));
  await expect(plain.getByText("Choose photos")).toBeHidden();
  await plain.setViewportSize({ width: 390, height: 844 });
  await plain.getByLabel("Photo or video", { exact: true }).setInputFiles(file);
  await plain.getByRole("button", { name: "Send", exact: true }).click();
  await expect(plain.getByText("It has arrived and is being prepared")).toBeVisible();
  await expect(async () => {
    await plain.goto(at("breeder", `${animal}/photos`));
    await expect(plain.getByRole("heading", { name: "Photos (1)" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await plain.context().close();
});
