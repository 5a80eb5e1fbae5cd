// People who sign up as everybody does, each with an address of their own.
import { expect, type Page } from "@playwright/test";
import { createHmac } from "node:crypto";
import { linkTo, newAddress } from "./mail";
import { accessible, awake, fitsAPhone } from "./test";
import { at } from "./world";

export const newPassword = "seven-brown-boas-sleep-late";

/** Looks at a page in both themes, at a phone's width, and goes back to the desk. */
export async function looksRight(page: Page): Promise<void> {
  await accessible(page);
  await fitsAPhone(page);
  await page.setViewportSize({ width: 1280, height: 720 });
}

/** Fills a field by its label. */
export async function fill(page: Page, label: string | RegExp, value: string): Promise<void> {
  await page.getByRole("main").getByLabel(label).fill(value);
}

/** Presses a button of the page itself, not of its frame. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole("main").getByRole("button", { name, exact: typeof name === "string" }).click();
}

/** A new account, confirmed by mail and signed in: stands at the welcome page. */
export async function signUp(page: Page, name: string): Promise<string> {
  const email = newAddress(name.toLowerCase());
  await page.goto(at("breeder", "/sign-up"));
  await awake(page);
  await fill(page, /^Your name/, name);
  await fill(page, /^E-mail/, email);
  await fill(page, /^Password/, newPassword);
  await press(page, "Create account");
  await expect(page).toHaveURL(/\/sign-up\/check-mail$/);
  await page.goto(await linkTo(page.request, email, /Confirm your e-mail/));
  await awake(page);
  await press(page, "Confirm and sign in");
  await expect(page).toHaveURL(/\/welcome$/);
  await awake(page);
  return email;
}

/** The same with a vivarium of their own. */
export async function breeder(page: Page, name: string, vivarium: string): Promise<string> {
  const email = await signUp(page, name);
  await fill(page, /^Name/, vivarium);
  await fill(page, /^Address/, `${vivarium.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${Date.now().toString(36)}`);
  await press(page, "Create vivarium");
  await expect(page.getByRole("heading", { level: 1, name: vivarium })).toBeVisible();
  await awake(page);
  return email;
}

/** Signs in by the form; says nothing about where that leads. */
export async function enter(page: Page, email: string, password = newPassword, path = "/sign-in"): Promise<void> {
  await page.goto(at("breeder", path));
  await awake(page);
  await fill(page, /^E-mail/, email);
  await fill(page, /^Password/, password);
  await press(page, "Sign in");
}

/** What an authenticator app shows for a secret, so many steps from now (RFC 6238). */
export function totp(secret: string, steps = 0): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = "";
  for (const char of secret.replace(/\s/g, "").toUpperCase()) bits += alphabet.indexOf(char).toString(2).padStart(5, "0");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", key).update(counter).digest();
  const offset = (hash[19] ?? 0) & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
