// Copies the fonts out of node_modules into each portal's assets and writes the icon paths into Rust.
// Run after changing a font's version or the icon list below: npm run assets. The results are committed.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const version = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, root))).version;

// The version stands in the name, so the files may be cached for a year.
const fonts = [
  ["@fontsource-variable/inter", "inter-latin-wght-normal", "inter", ["public", "breeder", "admin", "embed"]],
  ["@fontsource-variable/inter", "inter-latin-ext-wght-normal", "inter-ext", ["public", "breeder", "admin", "embed"]],
  ["@fontsource-variable/source-serif-4", "source-serif-4-latin-wght-normal", "serif", ["public", "breeder", "admin", "embed"]],
  ["@fontsource/source-serif-4", "source-serif-4-latin-600-normal", "serif-600", ["public", "breeder", "admin", "embed"]],
  // Latin names have one weight: two fifths of the bytes of all weights.
  ["@fontsource/source-serif-4", "source-serif-4-latin-400-italic", "serif-italic-400", ["public", "breeder"]],
  ["@fontsource-variable/jetbrains-mono", "jetbrains-mono-latin-wght-normal", "mono", ["public", "breeder", "admin", "embed"]],
];
for (const [pkg, file, out, portals] of fonts) {
  const from = new URL(`node_modules/${pkg}/files/${file}.woff2`, root);
  for (const portal of portals) {
    const dir = new URL(`frontend-${portal}/assets/fonts/`, root);
    mkdirSync(dir, { recursive: true });
    copyFileSync(from, new URL(`${out}-${version(pkg)}.woff2`, dir));
  }
}

// Rust name → lucide name.
const icons = {
  Activity: "activity", Alert: "triangle-alert", Archive: "archive", ArrowDown: "arrow-down", ArrowLeft: "arrow-left",
  ArrowRight: "arrow-right", ArrowUp: "arrow-up", ArrowUpRight: "arrow-up-right", Badge: "badge-check", Ban: "ban",
  Bell: "bell", Book: "book-open", Bookmark: "bookmark", Building: "building-2", Calendar: "calendar", Camera: "camera",
  Check: "check", ChevronDown: "chevron-down", ChevronLeft: "chevron-left", ChevronRight: "chevron-right",
  CircleCheck: "circle-check", CircleX: "circle-x", Clock: "clock", Code: "code", Copy: "copy", Database: "database",
  Dna: "dna", Download: "download", Egg: "egg", Ellipsis: "ellipsis", External: "external-link", Eye: "eye",
  Expand: "maximize-2", EyeOff: "eye-off", File: "file-text", Filter: "list-filter", Flag: "flag", Gauge: "gauge", Globe: "globe",
  Grid: "layout-grid", Help: "circle-question-mark", History: "history", Home: "house", Image: "image", Info: "info",
  Key: "key-round", Keyboard: "keyboard", Link: "link", List: "list", Lock: "lock", LogIn: "log-in", LogOut: "log-out",
  Mail: "mail", MapPin: "map-pin", Menu: "menu", Minus: "minus", Moon: "moon", Network: "network", Offline: "wifi-off",
  Passkey: "fingerprint-pattern", Pencil: "pencil", Phone: "smartphone", Plus: "plus", Printer: "printer", QrCode: "qr-code",
  Refresh: "refresh-cw", Restore: "archive-restore", Rows: "rows-3", Rss: "rss", Ruler: "ruler", Scale: "scale", Scroll: "scroll-text",
  Search: "search", Send: "send", Server: "server", Settings: "settings", Share: "share-2", Shield: "shield",
  ShieldCheck: "shield-check", Sliders: "sliders-horizontal", Sort: "chevrons-up-down", Star: "star", Store: "store",
  Sun: "sun", SunMoon: "sun-moon", Table: "file-spreadsheet", Tag: "tag", Trash: "trash-2", Tree: "git-fork", Undo: "undo-2",
  Upload: "upload", User: "user", UserPlus: "user-plus", Users: "users", X: "x",
};
const shapes = Object.entries(icons).map(([name, file]) => {
  const svg = readFileSync(new URL(`node_modules/lucide-static/icons/${file}.svg`, root), "utf8");
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.indexOf("</svg>"));
  return [name, file, inner.trim().replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>")];
});
writeFileSync(new URL("app/ui/src/icon/set.rs", root), `//! Written by style/assets.mjs from lucide-static ${version("lucide-static")} (ISC). Change the list there.

/// An icon of the set. Each is a 24 × 24 drawing in strokes of the text's colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
${shapes.map(([name, file]) => `    /// \`${file}\`\n    ${name},`).join("\n")}
}

impl Glyph {
    /// Every icon, for the gallery.
    pub const ALL: &[Self] = &[
${shapes.map(([name]) => `        Self::${name},`).join("\n")}
    ];

    /// The inside of the \`<svg>\`.
    #[must_use]
    pub const fn shape(self) -> &'static str {
        match self {
${shapes.map(([name, , shape]) => `            Self::${name} => {\n                r#"${shape}"#\n            }`).join("\n")}
        }
    }
}
`);
