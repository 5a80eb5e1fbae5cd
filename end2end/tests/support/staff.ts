// Signing in as somebody of staff: password, then the six digits of an authenticator app.
import { createHmac } from "node:crypto";
import { execFileSync } from "node:child_process";
import { expect, type BrowserContext, type Page } from "@playwright/test";
import { awake } from "./test";
import { at, password } from "./world";

/** The second factor of every staff login of the demo data (`reptidex seed --print-logins`). */
const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

export const support = "support@example.com";
export const moderator = "moderator@example.com";
export const administrator = "administrator@example.com";

function base32(text: string): Buffer {
  const bits = [...text].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

/** What the app shows in the time step `step` (RFC 6238). */
export function code(step: number, key = secret): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", base32(key)).update(counter).digest();
  const from = mac[mac.length - 1] & 15;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

export const now = (): number => Math.floor(Date.now() / 30_000);

/**
 * Signs in as a person does. A code works once and no older one after it, so a login takes the step before, the one now and the
 * one after, in this order. When all are used it waits for the next step.
 */
export async function signInAsStaff(page: Page, email: string): Promise<void> {
  await page.goto(at("admin", "/sign-in"));
  await awake(page);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/second-factor$/);
  await awake(page);
  for (let round = 0; round < 2; round++) {
    for (const step of [now() - 1, now(), now() + 1].filter((step) => step > (used.get(email) ?? 0))) {
      used.set(email, step);
      await page.locator("input[name=code]").fill(code(step));
      const answer = page.waitForResponse((answer) => answer.url().includes("/sfn/admin/sign_in_with_code"));
      await page.getByRole("button", { name: "Confirm" }).click();
      if ((await answer).ok()) {
        await expect(page).not.toHaveURL(/\/sign-in/);
        await awake(page);
        return;
      }
    }
    await page.waitForTimeout(30_500 - (Date.now() % 30_000));
  }
  throw new Error(`no code was taken for ${email}`);
}

/** A page for somebody of staff: signs in once in this process, and takes the session along afterwards. */
export async function asStaff(page: Page, email: string, path = "/"): Promise<void> {
  const kept = sessions.get(email);
  if (kept) {
    await page.context().addCookies(kept);
  } else {
    await signInAsStaff(page, email);
    sessions.set(email, await page.context().cookies(at("admin")));
  }
  await page.goto(at("admin", path));
  await awake(page);
}

const sessions = new Map<string, Awaited<ReturnType<BrowserContext["cookies"]>>>();
/** The last step that a login used in this process. */
const used = new Map<string, number>();

/** The operator's command line. */
export function reptidex(...args: string[]): { status: number; out: string } {
  try {
    return { status: 0, out: execFileSync(process.env.REPTIDEX_BIN ?? "reptidex", args, { encoding: "utf8" }) };
  } catch (error) {
    const failed = error as { status: number; stdout: string; stderr: string };
    return { status: failed.status, out: failed.stdout + failed.stderr };
  }
}

/** One statement on the database under test, as its owner. */
export function sql(statement: string): string {
  return execFileSync("psql", ["-X", "-q", "-t", "-A", "-c", statement, process.env.DATABASE_URL ?? ""], { encoding: "utf8" }).trim();
}
