// ReptiDex widgets, version 1. On your page:
//
//   <script async src="https://embed.example.org/v1.js"></script>
//   <reptidex-embed widget="KEY" kind="card"><a href="https://example.org/animals/…">Juno on ReptiDex</a></reptidex-embed>
//
// What stands inside the element is shown until the frame is there, and stays when scripts don't run. Attributes: `widget` (the
// key), `kind` (`card` or `pedigree`), `animal` (an id, for widgets that aren't bound to one), `label` (the frame's title).
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || customElements.get("reptidex-embed")) return;
  const ORIGIN = new URL(script.src).origin;
  const KINDS = { card: { title: "Animal card", height: 520 }, pedigree: { title: "Pedigree", height: 420 } };
  const MOST = 4000;

  class ReptidexEmbed extends HTMLElement {
    #frame = null;
    #listen = (event) => {
      // Only our own frame may speak, only from our own origin, and only in these words.
      if (event.origin !== ORIGIN || !this.#frame || event.source !== this.#frame.contentWindow) return;
      const message = event.data;
      if (!message || message.type !== "reptidex:height" || message.version !== 1) return;
      const height = Number(message.height);
      if (!Number.isFinite(height) || height < 1 || height > MOST) return;
      this.#frame.style.height = `${Math.ceil(height)}px`;
      this.toggleAttribute("ready", true);
    };

    connectedCallback() {
      const key = this.getAttribute("widget") ?? "";
      const kind = KINDS[this.getAttribute("kind") ?? "card"];
      if (!/^[A-Za-z0-9_-]{16,64}$/.test(key) || !kind || this.#frame) return;
      const address = new URL(`/${this.getAttribute("kind") ?? "card"}/${key}`, ORIGIN);
      const animal = this.getAttribute("animal");
      if (animal) address.searchParams.set("animal", animal);
      const frame = document.createElement("iframe");
      frame.src = address.href;
      frame.title = this.getAttribute("label") || `${kind.title} on ReptiDex`;
      frame.loading = "lazy";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox");
      frame.style.cssText = `display:block;width:100%;height:${kind.height}px;border:0;color-scheme:normal`;
      this.#frame = frame;
      window.addEventListener("message", this.#listen);
      // A shadow root leaves the link in the page: it shows through until the frame has loaded.
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      root.innerHTML = "<style>:host{display:block}:host([loaded]) slot{display:none}</style><slot></slot>";
      frame.addEventListener("load", () => this.toggleAttribute("loaded", true), { once: true });
      root.append(frame);
    }

    disconnectedCallback() {
      window.removeEventListener("message", this.#listen);
      this.#frame?.remove();
      this.#frame = null;
    }
  }
  customElements.define("reptidex-embed", ReptidexEmbed);
})();
