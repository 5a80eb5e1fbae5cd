// A page on somebody else's site that embeds ReptiDex widgets, for script/server and the browser tests.
// Usage: node demo-host.mjs PORT APP_PORT
import { createServer } from "node:http";

const [port, appPort] = process.argv.slice(2).map(Number);
const publicOrigin = `http://localhost:${appPort}`;
const embedOrigin = `http://embed.localhost:${appPort}`;

/** The first public animal of the demo data, looked up the way any visitor would: from the sitemap of the public portal. */
async function anAnimal() {
  const response = await fetch(`http://127.0.0.1:${appPort}/sitemap.xml`, { headers: { host: `localhost:${appPort}` } });
  const pages = await response.text();
  return /\/animals\/([^<\s/]+)/.exec(pages)?.[1];
}

const escape = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

function page(animal) {
  const id = escape(animal ?? "");
  const widgets = animal
    ? `<h2>Our animal of the month</h2>
<reptidex-embed kind="animal" id="${id}"><a href="${publicOrigin}/animals/${id}">See it on ReptiDex</a></reptidex-embed>
<h2>Its pedigree</h2>
<reptidex-embed kind="pedigree" id="${id}" theme="dark"><a href="${publicOrigin}/animals/${id}">See its pedigree on ReptiDex</a></reptidex-embed>`
    : "<p>There is no public animal yet. Seed the demo data, then reload this page.</p>";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A breeder's own site</title>
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }</style>
<script async src="${embedOrigin}/v1.js"></script>
</head>
<body>
<h1>A breeder's own site</h1>
<p>This page is on another origin than ReptiDex. The frames below come from its embed portal.</p>
${widgets}
</body>
</html>`;
}

createServer(async (request, response) => {
  const path = new URL(request.url, "http://host").pathname;
  if (path === "/favicon.ico") return response.writeHead(204).end();
  if (path !== "/") return response.writeHead(404, { "content-type": "text/plain" }).end("Not found");
  const animal = await anAnimal().catch(() => undefined);
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page(animal));
}).listen(port, "127.0.0.1");
