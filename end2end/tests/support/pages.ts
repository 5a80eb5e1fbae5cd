// What every public page has to be, whatever stands on it.
import { accessible, awake, expect, fitsAPhone, test } from "./test";
import { at } from "./world";

/** A test a page, each given as its name and its address. */
export function goodPages(pages: readonly (readonly [name: string, path: string])[]): void {
  for (const [name, path] of pages) {
    test(`${name}: accessible in both themes, silent, fits a phone`, async ({ page }) => {
      const answer = await page.goto(at("", path));
      expect(answer?.status()).toBe(200);
      await awake(page);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await accessible(page);
      await fitsAPhone(page);
    });
  }
}
