// Photographs of an animal: sent from the browser, put in order, said of, removed and brought back; going on after a lost connection and a reload;
// what is refused; two people at one photo; and what the public sees.
import { type Locator, type Page } from "@playwright/test";
import { accessible, anAddress, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { at, keeper, owner } from "./support/world";
import { addAnimal, open, post, unique } from "./support/animals";

// A header that isn't the browser's own would make the media host refuse parts, whose senders it knows; so only signing in says where it comes from.
test.use({ extraHTTPHeaders: {} });

async function enter(page: Page, email: string, next: string): Promise<void> {
  await page.setExtraHTTPHeaders(anAddress());
  await signIn(page, email, next);
  await page.setExtraHTTPHeaders({});
}

interface Chosen {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const grid = (page: Page) => page.getByRole("list", { name: "Photos", exact: true }).getByRole("listitem");
const coming = (page: Page, name: string) => page.getByRole("list", { name: "Photos on their way" }).getByRole("listitem").filter({ hasText: name });
const choose = (page: Page) => page.getByLabel("Choose photos");

/** A JPEG that no other test has: coarse squares, and grain where it has to be large. */
async function jpeg(page: Page, name: string, width = 640, height = 480, grain = 0): Promise<Chosen> {
  const base64 = await page.evaluate(
    ([width, height, grain]) => {
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = height;
      const context = canvas.getContext("2d")!;
      for (let x = 0; x < 8; x += 1) {
        for (let y = 0; y < 8; y += 1) {
          context.fillStyle = `hsl(${Math.random() * 360} 60% ${20 + Math.random() * 60}%)`;
          context.fillRect((x * width) / 8, (y * height) / 8, width / 8 + 1, height / 8 + 1);
        }
      }
      if (grain > 0) {
        const pixels = context.getImageData(0, 0, width, height);
        for (let at = 0; at < pixels.data.length; at += 1) if (at % 4 < 3) pixels.data[at] += (Math.random() - 0.5) * grain;
        context.putImageData(pixels, 0, 0);
      }
      return canvas.toDataURL("image/jpeg", grain > 0 ? 1 : 0.9).split(",")[1];
    },
    [width, height, grain] as const,
  );
  return { name, mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") };
}

/** A picture's bytes are there and can be drawn. */
async function drawn(image: Locator): Promise<void> {
  await image.scrollIntoViewIfNeeded();
  await expect.poll(() => image.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
}

/** The page of an animal's photographs, awake. */
async function photosOf(page: Page, animal: string): Promise<void> {
  await open(page, `${animal}/photos`);
}

async function desk(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
}

test("two photos are sent, said of, put in order, removed and brought back, and stand on the public page", async ({ page }) => {
  const word = unique("Sun");
  await enter(page, owner, "/animals");
  const animal = await addAnimal(page, { name: word, born: "2024-07-01", visibility: "public" });
  await open(page, animal);
  await page.getByRole("link", { name: "Add photos" }).click();
  await expect(page).toHaveURL(/\/photos$/);
  await expect(page.getByText("No photo yet")).toBeVisible();
  await accessible(page);
  await fitsAPhone(page);
  await desk(page);

  await choose(page).setInputFiles([await jpeg(page, "one.jpg"), await jpeg(page, "two.jpg")]);
  await expect(grid(page)).toHaveCount(2, { timeout: 60_000 });
  await expect(page.getByRole("heading", { name: "Photos (2)" })).toBeVisible();
  await expect(page.getByText("used by all photos of your vivarium")).toBeVisible();
  await drawn(grid(page).nth(0).getByRole("img"));
  await drawn(grid(page).nth(1).getByRole("img"));

  await page.getByRole("button", { name: "Edit photo 2" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit photo" });
  await accessible(page);
  await dialog.getByLabel("Caption").fill(`${word} on its branch`);
  await dialog.getByLabel("Taken on").fill("2025-07-01");
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(dialog).toBeHidden();
  await expect(grid(page).nth(1)).toContainText(`${word} on its branch`);
  await expect(grid(page).nth(1)).toContainText("1 July 2025 · 1 year old");

  await expect(grid(page).nth(0)).toContainText("Cover");
  await page.getByRole("button", { name: "Make photo 2 the cover" }).click();
  await expect(grid(page).nth(0)).toContainText(`${word} on its branch`);
  await expect(grid(page).nth(0)).toContainText("Cover");
  await expect(grid(page).nth(1)).not.toContainText("Cover");
  // By keyboard there and back; the focus stays with the photo.
  await page.getByRole("button", { name: "Move photo 1 later" }).press("Enter");
  await expect(grid(page).nth(1)).toContainText(`${word} on its branch`);
  await expect(page.getByRole("button", { name: "Move photo 2 earlier" })).toBeFocused();
  const ordered = page.waitForResponse((answer) => answer.url().includes("/sfn/breeder/photos_arrange"));
  await page.keyboard.press("Enter");
  await expect(grid(page).nth(0)).toContainText(`${word} on its branch`);
  await ordered;

  await page.getByRole("button", { name: "Remove photo 2" }).click();
  await expect(grid(page)).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(grid(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Remove photo 2" }).click();
  await expect(grid(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await page.getByText("Removed (1)").click();
  await accessible(page);
  await fitsAPhone(page);
  await desk(page);
  await page.getByRole("button", { name: /^Bring back/ }).click();
  await expect(grid(page)).toHaveCount(2);
  await expect(page.getByText("Removed (1)")).toBeHidden();

  await page.reload();
  await awake(page);
  await expect(grid(page)).toHaveCount(2);
  await expect(grid(page).nth(0)).toContainText(`${word} on its branch`);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download photo 1 as it was sent" }).click();
  await saved;
  await accessible(page);
  await fitsAPhone(page);
  await desk(page);

  await open(page, animal);
  await expect(page.getByRole("heading", { name: "Photos (2)" })).toBeVisible();
  await expect(page.getByRole("link", { name: "All 2 photos" })).toBeVisible();

  await page.goto(at("", animal));
  await awake(page);
  await expect(page.getByText(`${word} on its branch`).first()).toBeVisible();
  await drawn(page.locator("main picture img").first());
});

test("a photo goes on where it was after the connection was lost and the page loaded anew", async ({ page, complaints }) => {
  const word = unique("Lost");
  await enter(page, owner, "/animals");
  const animal = await addAnimal(page, { name: word });
  await photosOf(page, animal);
  const large = await jpeg(page, `${word}.jpg`, 2200, 1600, 200);
  expect(large.buffer.length, "two parts").toBeGreaterThan(5 << 20);
  const parts: string[] = [];
  page.on("request", (request) => {
    const part = /\/u\/[^/]+\/[^/]+\/(\d+)\?/.exec(request.url());
    if (part && request.method() === "PUT") parts.push(part[1]);
  });

  const second = /\/u\/[^/]+\/[^/]+\/2\?/;
  await page.route(second, (route) => route.abort("internetdisconnected"));
  await choose(page).setInputFiles(large);
  const line = coming(page, word);
  await expect(line).toContainText("No connection. It goes on by itself", { timeout: 30_000 });
  await expect(line.getByRole("progressbar")).not.toHaveAttribute("value", "0");
  await accessible(page);
  await fitsAPhone(page);
  await desk(page);
  expect(parts.filter((part) => part === "1")).toHaveLength(1);

  await page.reload();
  await awake(page);
  await expect(line).toContainText("No connection. It goes on by itself", { timeout: 30_000 });
  await page.unroute(second);
  // What a browser says when it has a connection again; without it the next try would come a few seconds later.
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(grid(page)).toHaveCount(1, { timeout: 90_000 });
  await expect(line).toHaveCount(0);
  expect(parts.filter((part) => part === "1"), "what had arrived isn't sent again").toHaveLength(1);
  await drawn(grid(page).getByRole("img"));

  // The browser's own word for the requests that this test broke off.
  const others = complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED/.test(text));
  complaints.splice(0, complaints.length, ...others);
});

test("a photo is paused, also over a reload, and cancelled for good", async ({ page }) => {
  const word = unique("Pause");
  await enter(page, owner, "/animals");
  const animal = await addAnimal(page, { name: word });
  await photosOf(page, animal);
  // Parts that never get through.
  await page.route(/\/u\/[^/]+\/[^/]+\/\d+\?/, () => {});
  await choose(page).setInputFiles([await jpeg(page, `${word} kept.jpg`), await jpeg(page, `${word} dropped.jpg`)]);
  await page.getByRole("button", { name: `Pause ${word} kept.jpg` }).click();
  await expect(coming(page, "kept")).toContainText("Paused");
  const forgotten = page.waitForResponse((answer) => answer.url().includes("/sfn/breeder/photo_cancel"));
  await expect(coming(page, "dropped")).toContainText("% of");
  await page.getByRole("button", { name: `Cancel ${word} dropped.jpg` }).click();
  await expect(coming(page, "dropped")).toHaveCount(0);
  expect((await forgotten).ok()).toBe(true);

  await page.unroute(/\/u\/[^/]+\/[^/]+\/\d+\?/);
  await page.reload();
  await awake(page);
  await expect(coming(page, "kept")).toContainText("Paused");
  await expect(coming(page, "dropped")).toHaveCount(0);
  await page.getByRole("button", { name: `Resume ${word} kept.jpg` }).click();
  await expect(grid(page)).toHaveCount(1, { timeout: 60_000 });
});

test("what is no photo is refused with a sentence that helps, before or after it is sent", async ({ page }) => {
  const word = unique("Refused");
  await enter(page, owner, "/animals");
  const animal = await addAnimal(page, { name: word });
  await photosOf(page, animal);
  await choose(page).setInputFiles([
    { name: "IMG_0001.HEIC", mimeType: "image/heic", buffer: Buffer.from("ftypheic") },
    { name: "empty.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(0) },
    { name: "letter.jpg", mimeType: "image/jpeg", buffer: Buffer.from(`Dear ${word}, this is a letter.`) },
  ]);
  await expect(coming(page, "IMG_0001.HEIC")).toContainText("Most Compatible");
  await expect(coming(page, "empty.jpg")).toContainText("This file is empty");
  await page.getByRole("button", { name: "Dismiss empty.jpg" }).click();
  await expect(coming(page, "empty.jpg")).toHaveCount(0);
  // The server has looked at the bytes.
  const letter = coming(page, "letter.jpg");
  await expect(letter.getByRole("button", { name: /^Send another file/ })).toBeVisible({ timeout: 60_000 });
  await accessible(page);
  await fitsAPhone(page);
  await desk(page);
  await letter.getByRole("button", { name: /^Remove/ }).click();
  await expect(letter).toHaveCount(0);
});

test("two people at one photo see both captions, and a keeper sees photos only", async ({ page, browser }) => {
  const word = unique("Both");
  await enter(page, owner, "/animals");
  const animal = await addAnimal(page, { name: word });
  await photosOf(page, animal);
  await choose(page).setInputFiles(await jpeg(page, "one.jpg"));
  await expect(grid(page)).toHaveCount(1, { timeout: 60_000 });

  await page.getByRole("button", { name: "Edit photo 1" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit photo" });
  const field = (name: string) => dialog.locator(`input[name=${name}]`).inputValue();
  const theirs = new URLSearchParams({ id: await field("id"), version: await field("version"), caption: `${word} theirs` });
  await post(page, "/sfn/breeder/photo_edit", theirs.toString());
  await dialog.getByLabel("Caption").fill(`${word} yours`);
  await dialog.getByRole("button", { name: "Save changes" }).click();
  const both = dialog.getByRole("group", { name: "Both values" });
  await expect(both).toContainText(`${word} theirs`);
  await expect(both).toContainText(`${word} yours`);
  await accessible(page);
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(dialog).toBeHidden();
  await expect(grid(page).first()).toContainText(`${word} yours`);

  const context = await browser.newContext();
  const theirPage = await context.newPage();
  await enter(theirPage, keeper, `${animal}/photos`);
  await expect(grid(theirPage)).toHaveCount(1);
  await expect(grid(theirPage).first()).toContainText(`${word} yours`);
  await expect(choose(theirPage)).toHaveCount(0);
  await expect(grid(theirPage).first().getByRole("button")).toHaveCount(0);
  await accessible(theirPage);
  await context.close();
});
