// Signing in as somebody of the demo data.
import { expect, type Page } from "@playwright/test";
import { awake } from "./test";
import { at, password } from "./world";

/** Signs in by the form, as a person does, and waits for the portal. */
export async function signIn(page: Page, email: string, next = "/"): Promise<void> {
  await page.goto(at("breeder", next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`));
  await awake(page);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("main").locator("button.btn-primary").first().click();
  await expect(page).not.toHaveURL(/\/sign-in/);
  await awake(page);
}
