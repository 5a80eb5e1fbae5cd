// Checks the colour tokens of tokens.css against WCAG 2.2 AA, in both themes. Run: node style/contrast.mjs
import { readFileSync } from "node:fs";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const tokens = {};
for (const [, name, light, dark] of css.matchAll(/--([\w-]+):\s*light-dark\(\s*oklch\(([^)]+)\),\s*oklch\(([^)]+)\)\s*\)/g)) {
  tokens[name] = { light: parse(light), dark: parse(dark) };
}

function parse(text) {
  const [l, c, h] = text.trim().split(/\s+/).map((v) => (v.endsWith("%") ? parseFloat(v) / 100 : parseFloat(v)));
  return [l, c, (h * Math.PI) / 180];
}

/** OKLCH to relative luminance, clipped to sRGB as a browser would show it on an ordinary display. */
function luminance([L, C, h]) {
  const a = C * Math.cos(h), b = C * Math.sin(h);
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (v) => Math.min(1, Math.max(0, v));
  const r = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const g = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const bl = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
}

const ratio = (x, y) => {
  const [a, b] = [luminance(x), luminance(y)].sort((p, q) => q - p);
  return (a + 0.05) / (b + 0.05);
};

const TEXT = 4.5, SHAPE = 3;
const pairs = [];
for (const bg of ["bg", "surface", "sunken"]) {
  for (const fg of ["text", "muted", "primary", "accent", "success", "warning", "error", "info"]) pairs.push([fg, bg, TEXT]);
  for (const fg of ["line-strong", "focus"]) pairs.push([fg, bg, SHAPE]);
}
for (const tone of ["primary", "accent", "success", "warning", "error", "info"]) pairs.push([`on-${tone}`, tone, TEXT]);
for (const tone of ["success", "warning", "error", "info", "primary", "accent"]) {
  pairs.push([tone, `${tone}-soft`, TEXT], ["text", `${tone}-soft`, TEXT], ["muted", `${tone}-soft`, TEXT]);
}

let failed = 0;
for (const [fg, bg, least] of pairs) {
  for (const theme of ["light", "dark"]) {
    if (!tokens[fg] || !tokens[bg]) { console.log(`missing token: ${fg} or ${bg}`); failed++; continue; }
    const r = ratio(tokens[fg][theme], tokens[bg][theme]);
    if (r < least || process.argv.includes("-v")) console.log(`${r < least ? "FAIL" : "ok  "} ${theme} ${fg} on ${bg}: ${r.toFixed(2)} (${least})`);
    if (r < least) failed++;
  }
}
console.log(`${pairs.length * 2 - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
