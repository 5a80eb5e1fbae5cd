// What the public page of an animal with ten photographs weighs on a phone before anybody scrolls: with a cold cache, as it is transferred.
import { type Browser, type CDPSession, type Page } from "@playwright/test";
import { anAddress, awake, expect, test } from "./support/test";
import { signIn } from "./support/people";
import { at, owner } from "./support/world";
import { addAnimal, open, unique } from "./support/animals";

// The media host knows who sends parts by the address, so only signing in says another.
test.use({ extraHTTPHeaders: {} });

const PHOTOS = 10;
/** What a phone's camera has, somewhat shrunk, in pixels. */
const [WIDTH, HEIGHT] = [2400, 1800];
const LIMIT = 300_000;

/**
 * A made-up photograph with as much in it as a real one: patches of every size, the small ones fainter, as in nature, and a sensor's grain. As JPEG.
 */
async function photograph(page: Page, name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const base64 = await page.evaluate(
    ([width, height]) => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [width, height];
      const context = canvas.getContext("2d", { willReadFrequently: true })!;
      for (let cells = 4, share = 1; cells <= 1024; cells *= 2, share *= 0.72) {
        const layer = document.createElement("canvas");
        [layer.width, layer.height] = [cells, (cells * 3) / 4];
        const pixels = layer.getContext("2d")!.createImageData(layer.width, layer.height);
        for (let at = 0; at < pixels.data.length; at += 4) {
          const light = Math.random() * 256;
          for (let colour = 0; colour < 3; colour += 1) pixels.data[at + colour] = light + (Math.random() - 0.5) * 90;
          pixels.data[at + 3] = 255;
        }
        layer.getContext("2d")!.putImageData(pixels, 0, 0);
        context.globalAlpha = share;
        context.drawImage(layer, 0, 0, width, height);
      }
      const pixels = context.getImageData(0, 0, width, height);
      for (let at = 0; at < pixels.data.length; at += 4) {
        const grain = (Math.random() + Math.random() - 1) * 12;
        for (let colour = 0; colour < 3; colour += 1) pixels.data[at + colour] += grain;
      }
      context.putImageData(pixels, 0, 0);
      return canvas.toDataURL("image/jpeg", 0.9).split(",")[1]!;
    },
    [WIDTH, HEIGHT] as const,
  );
  return { name, mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") };
}

/** A public animal with its photographs, prepared. */
async function pictured(page: Page): Promise<string> {
  await page.setExtraHTTPHeaders(anAddress());
  await signIn(page, owner, "/animals");
  await page.setExtraHTTPHeaders({});
  const animal = await addAnimal(page, { name: unique("Heavy"), born: "2024-07-01", visibility: "public" });
  await open(page, `${animal}/photos`);
  const sizes: number[] = [];
  for (let n = 1; n <= PHOTOS; n += 1) {
    const file = await photograph(page, `${n}.jpg`);
    sizes.push(file.buffer.length);
    await page.getByLabel("Choose photos").setInputFiles(file);
  }
  const grid = page.getByRole("list", { name: "Photos", exact: true }).getByRole("listitem");
  await expect(grid).toHaveCount(PHOTOS, { timeout: 100_000 });
  // Two bits a pixel are three megabytes of a phone's twelve million pixels. Lighter ones would prove nothing.
  expect((Math.min(...sizes) * 8) / (WIDTH * HEIGHT), "bits a pixel").toBeGreaterThan(2);
  return animal;
}

interface Parts {
  html: number;
  css: number;
  fonts: number;
  "js and wasm": number;
  pictures: number;
  other: number;
}

/** Counts what comes over the line, heads included. */
async function weigh(session: CDPSession): Promise<{ parts: Parts; pictures: string[]; finished: () => number }> {
  const parts: Parts = { html: 0, css: 0, fonts: 0, "js and wasm": 0, pictures: 0, other: 0 };
  const pictures: string[] = [];
  const answers = new Map<string, { url: string; kind: string }>();
  let finished = 0;
  const groups: Record<string, keyof Parts> = { Document: "html", Stylesheet: "css", Font: "fonts", Script: "js and wasm", Image: "pictures" };
  session.on("Network.responseReceived", ({ requestId, response, type }) => answers.set(requestId, { url: response.url, kind: response.mimeType === "application/wasm" ? "Script" : type }));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const answer = answers.get(requestId);
    if (!answer || answer.url.startsWith("data:")) return;
    finished += 1;
    const part = groups[answer.kind] ?? "other";
    parts[part] += encodedDataLength;
    if (part === "pictures") pictures.push(`${new URL(answer.url).pathname.split("/").pop()} ${encodedDataLength}`);
  });
  await session.send("Network.enable");
  return { parts, pictures, finished: () => finished };
}

/** The page as a phone with two pixels a point opens it for the first time; all that it fetches until nothing comes for two seconds. */
async function phone(browser: Browser, path: string): Promise<{ parts: Parts; pictures: string[] }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  const { parts, pictures, finished } = await weigh(await context.newCDPSession(page));
  await page.goto(at("", path), { waitUntil: "networkidle" });
  await awake(page);
  for (let before = -1; before !== finished(); ) {
    before = finished();
    await page.waitForTimeout(2_000);
  }
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await expect(page.locator(".photo-slide")).toHaveCount(PHOTOS);
  await expect.poll(() => page.locator(".photo-slide img").first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  // The others come when the strip is moved, each before it is reached.
  const came = async (place: number) => page.locator(".photo-slide").nth(place).locator("img").first().evaluate((image: HTMLImageElement) => image.naturalWidth);
  expect(await came(2)).toBe(0);
  const seen = { parts: { ...parts }, pictures: [...pictures] };
  await page.locator(".photo-strip").evaluate((strip) => strip.scrollTo({ left: strip.clientWidth, behavior: "instant" }));
  await expect.poll(() => came(2)).toBeGreaterThan(0);
  await page.locator(".photo-slide").last().evaluate((slide) => slide.scrollIntoView({ behavior: "instant", block: "nearest" }));
  await expect.poll(() => came(PHOTOS - 1)).toBeGreaterThan(0);
  await context.close();
  return seen;
}

test("the public page of an animal with ten photos is light on a phone", async ({ page, browser }) => {
  test.setTimeout(240_000);
  const animal = await pictured(page);
  const { parts, pictures } = await phone(browser, animal);
  const all = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
  const said = [...Object.entries(parts), ["all", all] as const].map(([part, bytes]) => `${part} ${(bytes / 1000).toFixed(1)} kB`).join(", ");
  console.log(`ten photos at 390 × 844, two pixels a point: ${said}\n  ${pictures.join(", ")}`);
  expect(pictures.length, "the one that is seen, and the next").toBe(2);
  expect(parts.pictures, said).toBeGreaterThan(10_000);
  expect(all, said).toBeLessThan(LIMIT);
});
