// Animals of a test's own: tests share one vivarium and must not meet.
import { expect, type Locator, type Page } from "@playwright/test";
import { awake } from "./test";
import { at } from "./world";

/** A name that no other test and no other run has. */
export function unique(name: string): string {
  return `${name} ${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
}

/** The control of a field in the form of an animal. */
export function fieldOf(page: Page, name: string): Locator {
  return page.locator(`form[data-animal] [name="${name}"]`);
}

export interface NewAnimal {
  name: string;
  species?: string;
  sex?: "male" | "female" | "unknown";
  born?: string;
  genotype?: string;
  visibility?: "private" | "lineage_only" | "public";
}

/** Sends the form of a new animal as the page does and gives the address of its page. */
export async function addAnimal(page: Page, animal: NewAnimal): Promise<string> {
  const taxon = await taxonOf(page, animal.species ?? "Ball python");
  const body = new URLSearchParams({
    taxon_id: taxon,
    name: animal.name,
    sex: animal.sex ?? "unknown",
    sex_confidence: "certain",
    born: animal.born ?? "",
    genotype_text: animal.genotype ?? "",
    ...(animal.visibility ? { visibility: animal.visibility } : {}),
  }).toString();
  const path = await post(page, "/sfn/breeder/animal_save", body);
  return path.split("?")[0];
}

/** Many animals whose names begin with a word. */
export async function herd(page: Page, word: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await addAnimal(page, { name: `${word} ${n}`, species: "Boa" });
}

async function taxonOf(page: Page, species: string): Promise<string> {
  const taxa: { id: string; common_name: string }[] = await page.evaluate(async () => {
    const answer = await fetch("/sfn/breeder/taxa", { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
    return answer.json();
  });
  const found = taxa.find((taxon) => taxon.common_name === species);
  expect(found, species).toBeTruthy();
  return found!.id;
}

/** Sends a form in the page's own session; gives where it leads. */
export async function post(page: Page, path: string, body: string): Promise<string> {
  const [status, text] = await page.evaluate(
    async ([path, body]) => {
      const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
      const answer = await fetch(path, { method: "POST", body, headers });
      return [answer.status, await answer.text()] as const;
    },
    [path, body] as const,
  );
  expect(status, text).toBe(200);
  return JSON.parse(text);
}

/** Names a parent as the page does. */
export async function addParent(page: Page, child: string, parent: string, side: "sire" | "dam", chance = "1"): Promise<void> {
  const id = (path: string) => path.split("/").pop()!;
  await post(page, "/sfn/breeder/parent_add", new URLSearchParams({ id: id(child), side, who: id(parent), chance }).toString());
}

/** Opens an animal's page and waits until it is awake. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(at("breeder", path));
  await awake(page);
}

/** The form of a new animal without what an earlier try had left in it. Each test uses a person of its own: drafts are a person's. */
export async function freshForm(page: Page): Promise<void> {
  await post(page, "/sfn/breeder/animal_draft_discard", "");
  await open(page, "/animals/new");
}
