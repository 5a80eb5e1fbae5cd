// A photo that somebody took from another breeder: its sender is warned, staff see both beside each other, a moderator takes it down, and puts it
// back; without scripts, too.
import { type Browser, type Locator, type Page } from "@playwright/test";
import { accessible, anAddress, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { asStaff, moderator, support } from "./support/staff";
import { at, owner } from "./support/world";
import { addAnimal, unique } from "./support/animals";

// Each login of staff is made once, and its session taken along.
test.describe.configure({ mode: "serial" });

/** The owner of another demo vivarium. */
const other = "sofia@example.com";
const id = (path: string) => path.split("/").pop()!;

interface Sent {
  id: string;
  animal_id: string;
  state: string;
  refusal: string;
  taken_down: boolean;
  files: { base: string; signature: string } | null;
  alike: { breeder: { name: string } | null } | null;
}

async function theirBrowser(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await signIn(page, other, "/animals");
  return page;
}

/** Asks a server function in the page's own session. */
async function ask<T>(page: Page, name: string, asked: object): Promise<T> {
  const [status, text] = await page.evaluate(
    async ([path, body]) => {
      const answer = await fetch(path, { method: "POST", body, headers: { "content-type": "application/json" } });
      return [answer.status, await answer.text()] as const;
    },
    [`/sfn/breeder/${name}`, JSON.stringify(asked)] as const,
  );
  expect(status, text).toBe(200);
  return JSON.parse(text);
}

/** Pictures that no other run has: coloured patches by a number, as JPEG, and the same pressed harder and mirrored. */
async function pictures(page: Page): Promise<{ original: string; copy: string }> {
  return page.evaluate(async (seed) => {
    let state = seed;
    const next = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * below);
    };
    const drawn = new OffscreenCanvas(800, 600);
    const brush = drawn.getContext("2d")!;
    for (let patch = 0; patch < 60; patch += 1) {
      brush.fillStyle = `hsl(${next(360)} ${next(100)}% ${next(100)}%)`;
      brush.fillRect(next(800) - 100, next(600) - 100, 80 + next(260), 80 + next(260));
    }
    const jpeg = async (mirrored: boolean, quality: number) => {
      const canvas = new OffscreenCanvas(800, 600);
      const paper = canvas.getContext("2d")!;
      if (mirrored) paper.setTransform(-1, 0, 0, 1, 800, 0);
      paper.drawImage(drawn, 0, 0);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/jpeg", quality })).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    };
    return { original: await jpeg(false, 0.92), copy: await jpeg(true, 0.5) };
  }, Math.floor(Math.random() * 2_000_000_000));
}

/** Sends a file to an animal as the page does, and waits until it is prepared. */
async function send(page: Page, animal: string, file: string): Promise<Sent> {
  const size = Buffer.from(file, "base64").length;
  const upload = await ask<{ id: string; parts: { url: string; start: number; size: number }[] }>(page, "photo_begin", {
    animal: id(animal),
    new: { name: "snake.jpg", size },
  });
  expect(upload.parts).toHaveLength(1);
  const put = await toMedia(page, "put", upload.parts[0]!.url, Buffer.from(file, "base64"));
  expect(put).toBeLessThan(300);
  await ask(page, "photo_finish", { id: upload.id });
  return until(page, animal, (photo) => photo.state === "ready");
}

/** The only photo of an animal, once it is so. */
async function until(page: Page, animal: string, so: (photo: Sent) => boolean): Promise<Sent> {
  let last: Sent | undefined;
  await expect(async () => {
    const { photos } = await ask<{ photos: Sent[] }>(page, "photos_now", { animal: id(animal), only: [] });
    last = photos[0];
    expect(last && so(last), JSON.stringify(last)).toBe(true);
  }).toPass({ timeout: 60_000 });
  return last!;
}

/** Two public animals of two vivariums, the second with a copy of the first one's photo; the sender knows. */
async function theft(page: Page, browser: Browser, word: string): Promise<{ theirs: Page; animal: string; stolen: string; copy: Sent }> {
  await signIn(page, owner, "/animals");
  const theirs = await theirBrowser(browser);
  const animal = await addAnimal(page, { name: `${word} first`, visibility: "public" });
  const stolen = await addAnimal(theirs, { name: `${word} second`, visibility: "public" });
  const made = await pictures(page);
  await send(page, animal, made.original);
  await send(theirs, stolen, made.copy);
  const copy = await until(theirs, stolen, (photo) => photo.alike !== null);
  expect(copy.alike?.breeder?.name).toBeTruthy();
  // The other one isn't told.
  expect((await until(page, animal, () => true)).alike).toBeNull();
  return { theirs, animal, stolen, copy };
}

function caseOf(page: Page, word: string): Locator {
  return page.locator("main .page-section").filter({ hasText: `${word} second` });
}

/** What the media host says to a stranger who asks for a picture. */
const publicly = (page: Page, photo: Sent) => toMedia(page, "get", `${photo.files!.base}/320.jpg`);

/** The status of the media host's answer. Its name is known to browsers, but perhaps not to this machine. */
async function toMedia(page: Page, method: "get" | "put", address: string, data?: Buffer): Promise<number> {
  const { host, pathname, search } = new URL(address);
  return (await page.request[method](at("", `${pathname}${search}`), { headers: { Host: host }, data })).status();
}

test("a copy is seen by support beside the first one, taken down by a moderator, and put back", async ({ page, browser }) => {
  const word = unique("Theft");
  const reason = `${word}: the first breeder has the camera’s own file.`;
  const { theirs, stolen, copy } = await theft(page, browser, word);
  expect(await publicly(page, copy)).toBe(200);
  await theirs.goto(at("breeder", `${stolen}/photos`));
  await awake(theirs);
  await expect(theirs.getByText(/looks like a photo/i).first()).toBeVisible();

  const helper = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await asStaff(helper, support, "/likenesses");
  await expect(caseOf(helper, word)).toContainText(`${word} first`);
  await expect(helper.getByText("Deciding needs a moderator.")).toBeVisible();
  await expect(helper.getByRole("main").getByRole("button")).toHaveCount(0);
  await helper.context().close();

  const office = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await asStaff(office, moderator);
  await office.getByRole("navigation", { name: "Main", exact: true }).getByRole("link", { name: /^Likenesses\s+\d+ waiting$/ }).click();
  const found = caseOf(office, word);
  await expect(found).toContainText(/Practically the same picture|Very similar/);
  await expect(found).toContainText(/of 64 bits|in all 64 bits/);
  for (const which of ["later", "earlier"]) {
    const picture = found.getByRole("region", { name: new RegExp(`^The ${which} photo`) }).locator("img");
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  }
  await expect(found.getByRole("region", { name: /^The later photo/ }).getByRole("link", { name: `${word} second` })).toHaveAttribute(
    "href",
    at("", stolen),
  );
  await accessible(office);
  await fitsAPhone(office);
  await office.setViewportSize({ width: 1280, height: 800 });

  await found.getByRole("button", { name: "Take down the later one…" }).click();
  const dialog = office.getByRole("dialog", { name: /^Take down the later photo/ });
  await expect(dialog).toContainText("Nobody is shown it any more");
  await accessible(office);
  await dialog.getByLabel("Reason").fill("no");
  await dialog.getByRole("button", { name: "Take it down" }).click();
  await expect(dialog.getByText("Say why, in five characters or more.")).toBeVisible();
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: "Take it down" }).click();
  await expect(office.getByText("Nobody is shown the photo any more")).toBeVisible();
  await expect(caseOf(office, word)).toHaveCount(0);

  expect(await publicly(page, copy)).toBe(404);
  const told = await until(theirs, stolen, (photo) => photo.state === "rejected");
  expect(told.taken_down).toBe(true);
  await theirs.goto(at("breeder", `${stolen}/photos`));
  await awake(theirs);
  await expect(theirs.getByText(reason).first()).toBeVisible();

  await office.goto(at("admin", "/likenesses?show=upheld"));
  await awake(office);
  await expect(found).toContainText(reason);
  await expect(found).toContainText("Taken down");
  await accessible(office);
  await found.getByRole("button", { name: "Put back" }).click();
  await expect(office.getByText("Put back. The photo is shown again as soon as it is prepared")).toBeVisible();
  const back = await until(theirs, stolen, (photo) => photo.state === "ready");
  expect(await publicly(page, back)).toBe(200);
  await office.context().close();
  await theirs.context().close();
});

test("without scripts a likeness is said to be no copy, and both photos stay", async ({ page, browser }) => {
  const word = unique("Sibling");
  const { theirs, stolen, copy } = await theft(page, browser, word);
  const office = await (await browser.newContext({ extraHTTPHeaders: anAddress() })).newPage();
  await asStaff(office, moderator, "/likenesses");
  const session = await office.context().cookies();
  await office.context().close();

  const plain = await (await browser.newContext({ javaScriptEnabled: false, extraHTTPHeaders: anAddress() })).newPage();
  await plain.context().addCookies(session);
  await plain.goto(at("admin", "/likenesses"));
  await caseOf(plain, word).getByRole("button", { name: "No copy…" }).click();
  const dialog = plain.getByRole("dialog", { name: /^Dismiss the likeness of/ });
  await dialog.getByLabel("Reason").fill("The same animal before it was sold.");
  await dialog.getByRole("button", { name: "It is no copy" }).click();
  await expect(plain.getByText("No copy: both photos stay as they are")).toBeVisible();
  await expect(caseOf(plain, word)).toHaveCount(0);
  await plain.getByRole("link", { name: "No copy", exact: true }).click();
  await expect(caseOf(plain, word)).toContainText("The same animal before it was sold.");
  await plain.context().close();

  expect((await until(theirs, stolen, () => true)).alike).toBeNull();
  expect(await publicly(page, copy)).toBe(200);
  await theirs.context().close();
});
