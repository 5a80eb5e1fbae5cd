// Webhooks: a breeder makes an endpoint, keeps its secret, hears of a photo at a server of their own, sends again what went wrong, and deletes it.
import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { type Page } from "@playwright/test";
import { accessible, anAddress, awake, expect, fitsAPhone, test } from "./support/test";
import { addAnimal, unique } from "./support/animals";
import { signIn } from "./support/people";
import { at, keeper } from "./support/world";

/** Of a vivarium that no other test has webhooks in. */
const herpetologist = "sofia@example.com";

// A header that isn't the browser's own would make the media host refuse a photo's parts; so only signing in says where it comes from.
test.use({ extraHTTPHeaders: {} });

async function enter(page: Page, email: string, next: string): Promise<void> {
  await page.setExtraHTTPHeaders(anAddress());
  await signIn(page, email, next);
  await page.setExtraHTTPHeaders({});
}

interface Told {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A server of the breeder's own: keeps what it is told, and answers as it is set. */
async function shop() {
  const told: Told[] = [];
  const own = { url: "", told, status: 200, close: () => {} };
  const server = createServer((request, answer) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      told.push({ headers: request.headers, body });
      answer.writeHead(own.status).end(own.status === 200 ? "Thanks." : "Out of order.");
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  own.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/reptidex?shop=1`;
  own.close = () => server.close();
  return own;
}

/** As docs/api.md tells people to check. */
function signedBy(secret: string, { headers, body }: Told): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const wanted = `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
  return String(headers["webhook-signature"]).split(" ").includes(wanted);
}

/** Deletes what a try before this one left behind. */
async function withoutEndpoints(page: Page): Promise<void> {
  const left = page.getByRole("link", { name: /^127\.0\.0\.1/ });
  for (let count = await left.count(); count > 0; count -= 1) {
    await awake(page);
    await left.first().click();
    await page.getByRole("button", { name: "Delete the endpoint…" }).click();
    await page.getByRole("dialog", { name: /^Delete 127/ }).getByRole("button", { name: "Delete endpoint" }).click();
    await expect(page.getByText("The endpoint is deleted.")).toBeVisible();
  }
}

const deliveries = (page: Page) => page.getByRole("list", { name: "Deliveries" }).getByRole("listitem");

test("a breeder hears of a photo at a server of their own", async ({ page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: at("breeder", "") });
  const own = await shop();
  await enter(page, herpetologist, "/webhooks");
  await expect(page.getByRole("heading", { level: 1, name: "Webhooks" })).toBeVisible();
  await withoutEndpoints(page);
  await expect(page.getByText("No endpoint yet")).toBeVisible();
  await accessible(page);
  await page.getByRole("link", { name: "New endpoint" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "New endpoint" })).toBeVisible();
  await accessible(page);

  // What is wrong stands beside its field, and nothing that was typed is lost.
  const address = page.getByLabel("Address");
  await address.fill("https://192.168.1.7/hook");
  await page.getByLabel("What it is for").fill("Our shop");
  for (const name of ["A photo is ready", "A photo wasn’t taken"]) await page.getByRole("checkbox", { name }).uncheck();
  await page.getByRole("button", { name: "Make endpoint" }).click();
  await expect(address).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("#f-url-error")).toContainText("isn't public");
  await expect(page.locator("#f-events-error")).toContainText("Choose at least one event.");
  await expect(address).toHaveValue("https://192.168.1.7/hook");
  await accessible(page);
  await address.fill(own.url);
  for (const name of ["A photo is ready", "A photo wasn’t taken"]) await page.getByRole("checkbox", { name }).check();
  await page.getByRole("button", { name: "Make endpoint" }).click();

  // The secret is shown once.
  await expect(page.getByText("Keep this secret now")).toBeVisible();
  await accessible(page);
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const secret = await page.evaluate(() => navigator.clipboard.readText());
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  await page.getByRole("link", { name: "I have kept it" }).click();
  await expect(page).toHaveURL(/\/webhooks\/[0-9a-f-]{36}$/);
  await awake(page);
  const here = page.url();
  expect(await page.content()).not.toContain("whsec_");
  await expect(page.getByText("Nothing was delivered yet")).toBeVisible();
  await accessible(page);

  // A test arrives, and the page says so by itself.
  await page.getByRole("button", { name: "Send a test" }).click();
  await expect(page.getByText("A test is on its way.")).toBeVisible();
  await expect(deliveries(page).first()).toContainText("Delivered", { timeout: 30_000 });
  await expect.poll(() => own.told.length).toBe(1);
  expect(JSON.parse(own.told[0].body).type).toBe("webhook.test");
  expect(signedBy(secret, own.told[0])).toBe(true);

  // A server that is out of order: what it said can be read, and it is sent again by hand once it works.
  own.status = 503;
  await page.getByRole("button", { name: "Send a test" }).click();
  await expect(deliveries(page)).toHaveCount(2);
  await expect(deliveries(page).first()).toContainText("The answer wasn’t 2xx (503).", { timeout: 30_000 });
  await awake(page);
  await deliveries(page).first().getByText(/and what is sent/).click();
  await expect(deliveries(page).first().getByText("Out of order.").first()).toBeVisible();
  await accessible(page);
  own.status = 200;
  await deliveries(page).first().getByRole("button", { name: /^Send again/ }).click();
  await expect(page.getByText("It is on its way again.")).toBeVisible();
  await expect(deliveries(page).first()).toContainText("Delivered", { timeout: 30_000 });
  const second = own.told.filter(({ headers }) => headers["webhook-id"] !== own.told[0].headers["webhook-id"]);
  expect(new Set(second.map(({ headers }) => headers["webhook-id"])).size).toBe(1);

  // A photo of an animal.
  const animal = await addAnimal(page, { name: unique("Photographed") });
  await page.goto(at("breeder", `${animal}/photos`));
  await awake(page);
  const buffer = Buffer.from(
    await page.evaluate(() => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [640, 480];
      const context = canvas.getContext("2d")!;
      for (let x = 0; x < 8; x += 1) {
        context.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
        context.fillRect(x * 80, 0, 81, 480);
      }
      return canvas.toDataURL("image/jpeg", 0.9).split(",")[1];
    }),
    "base64",
  );
  await page.getByLabel("Choose photos").setInputFiles([{ name: "kiwi.jpg", mimeType: "image/jpeg", buffer }]);
  const ofPhoto = () => own.told.find(({ body }) => body.includes("media.processed"));
  await expect.poll(() => ofPhoto() !== undefined, { timeout: 60_000 }).toBe(true);
  const { data } = JSON.parse(ofPhoto()!.body);
  expect(data.animal_id).toBe(animal.split("/").pop());
  expect(data.state).toBe("ready");
  expect(signedBy(secret, ofPhoto()!)).toBe(true);
  await page.goto(here);
  await awake(page);
  await expect(deliveries(page).first()).toContainText("A photo is ready");

  // Another secret: the old one signs beside it.
  await page.getByText("Replace the secret").click();
  await page.getByRole("button", { name: "Replace it" }).click();
  await expect(page.getByText("Keep this secret now")).toBeVisible();
  const other = (await page.getByText(/^whsec_/).textContent()) ?? "";
  expect(other).not.toBe(secret);
  await accessible(page);
  const before = own.told.length;
  await page.getByRole("button", { name: "Send a test" }).click();
  await expect.poll(() => own.told.length, { timeout: 30_000 }).toBeGreaterThan(before);
  const both = own.told[before];
  expect([signedBy(secret, both), signedBy(other, both)]).toEqual([true, true]);

  // Switched off it can't be tried; a change says that it is saved.
  await awake(page);
  await page.getByRole("switch", { name: "On" }).uncheck();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByText("This endpoint is switched off.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send a test" })).toBeDisabled();
  await awake(page);
  await accessible(page);
  await fitsAPhone(page);
  await page.goto(at("breeder", "/webhooks"));
  await awake(page);
  await accessible(page);
  await fitsAPhone(page);

  // By the keyboard alone: the endpoint is opened, and deleted after a question.
  await page.getByRole("link", { name: /^127\.0\.0\.1/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(here);
  await page.getByRole("button", { name: "Delete the endpoint…" }).focus();
  await page.keyboard.press("Enter");
  const question = page.getByRole("dialog", { name: /^Delete 127/ });
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await page.keyboard.press("Enter");
  await question.getByRole("button", { name: "Delete endpoint" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("The endpoint is deleted.")).toBeVisible();
  await expect(page.getByText("No endpoint yet")).toBeVisible();
  own.close();
});

test("who doesn't own the vivarium finds no webhooks, and is told so", async ({ page }) => {
  await enter(page, keeper, "/");
  await expect(page.getByRole("link", { name: "Webhooks" })).toHaveCount(0);
  await page.goto(at("breeder", "/webhooks"));
  await awake(page);
  await expect(page.getByText("Your role doesn't allow this")).toBeVisible();
  await accessible(page);
});
