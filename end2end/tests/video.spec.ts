// A video of an animal: recorded by the browser itself, sent, played by the breeder and by anybody, and what is no video.
import { type Locator, type Page } from "@playwright/test";
import { accessible, anAddress, awake, expect, fitsAPhone, test } from "./support/test";
import { signIn } from "./support/people";
import { at, owner } from "./support/world";
import { addAnimal, open, unique } from "./support/animals";

// As with photographs: a header that isn't the browser's own would make the media host refuse parts.
test.use({ extraHTTPHeaders: {} });

const grid = (page: Page) => page.getByRole("list", { name: "Photos", exact: true }).getByRole("listitem");
const coming = (page: Page, name: string) => page.getByRole("list", { name: "Photos on their way" }).getByRole("listitem").filter({ hasText: name });

/** What a browser records of a drawing that moves: WebM without lengths, as it is written on the go. */
async function recorded(page: Page, name: string) {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 240];
    const context = canvas.getContext("2d")!;
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
    const pieces: Blob[] = [];
    recorder.ondataavailable = (event) => pieces.push(event.data);
    const over = new Promise((done) => (recorder.onstop = done));
    recorder.start(200);
    const begun = performance.now();
    while (performance.now() - begun < 1500) {
      context.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
      context.fillRect(Math.random() * 300, Math.random() * 220, 40, 40);
      await new Promise((next) => setTimeout(next, 40));
    }
    recorder.stop();
    await over;
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  });
  return { name, mimeType: "video/webm", buffer: Buffer.from(base64, "base64") };
}

/** It plays, and says how large its pictures are. */
async function plays(video: Locator): Promise<void> {
  await video.scrollIntoViewIfNeeded();
  await video.evaluate(async (video: HTMLVideoElement) => {
    video.muted = true;
    await video.play();
  });
  await expect.poll(() => video.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.2);
  expect(await video.evaluate((video: HTMLVideoElement) => [video.videoWidth, video.videoHeight])).toEqual([320, 240]);
}

test("a recorded video is sent, played by its breeder, said of, and played by anybody", async ({ page }) => {
  const word = unique("Film");
  await page.setExtraHTTPHeaders(anAddress());
  await signIn(page, owner, "/animals");
  await page.setExtraHTTPHeaders({});
  const animal = await addAnimal(page, { name: word, visibility: "public" });
  await open(page, `${animal}/photos`);
  const asked: string[] = [];
  page.on("request", (request) => {
    if (/\/video\.webm/.test(request.url())) asked.push(request.headers().range ?? "all");
  });
  await page.getByLabel("Choose photos").setInputFiles([
    await recorded(page, "walk.webm"),
    { name: "letter.mp4", mimeType: "video/mp4", buffer: Buffer.from("\x00\x00\x00\x18ftypisom and nothing more") },
  ]);
  await expect(grid(page)).toHaveCount(1, { timeout: 60_000 });
  const tile = grid(page).first();
  await expect(tile).toContainText("Video · 0:0");
  await expect(coming(page, "letter.mp4")).toContainText("damaged", { timeout: 60_000 });
  expect(asked, "nothing is fetched before it is played").toEqual([]);
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await plays(tile.locator("video"));
  expect(asked[0]).toMatch(/^bytes=0-/);

  await page.getByRole("button", { name: "Edit video 1" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Caption").fill(`${word} walks`);
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(dialog).toBeHidden();
  await expect(tile).toContainText(`${word} walks`);

  await page.goto(at("", animal));
  await awake(page);
  const video = page.locator("main video");
  await expect(video).toHaveAccessibleName(new RegExp(word));
  await expect(page.getByText(`${word} walks`)).toBeVisible();
  await accessible(page);
  await fitsAPhone(page);
  await plays(video);
  // By its address alone, as staff open what is reported to them.
  await page.goto(await video.evaluate((video: HTMLVideoElement) => video.currentSrc));
  await plays(page.locator("video"));

  await open(page, `${animal}/photos`);
  await page.getByRole("button", { name: "Remove video 1" }).click();
  await expect(grid(page)).toHaveCount(0);
  await page.goto(at("", animal));
  await awake(page);
  await expect(page.locator("main video")).toHaveCount(0);
});
