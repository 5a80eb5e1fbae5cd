// Where the server under test listens, and who the demo data knows.
export const port = process.env.REPTIDEX_PORT ?? "8080";
export const chromium = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

/** The address of a portal: `at("breeder", "/animals")`. The public portal is `""`. */
export function at(portal: "" | "breeder" | "admin" | "embed" | "api" | "demo-site", path = "/"): string {
  const label = portal === "" ? "" : `${portal}.`;
  return `http://${label}localhost:${port}${path}`;
}

/** What every person of the demo data signs in with. */
export const password = "slow-tortoise-basks-at-noon";
/** The owner of the first demo vivarium. */
export const owner = "robin@example.com";
/** Reads everything there, changes nothing. */
export const keeper = "keeper@example.com";
