// ReptiDex widgets, version 1. On your page, once:
//
//   <script async src="https://embed.example.org/v1.js"></script>
//
// and for each widget:
//
//   <reptidex-widget key="KEY"><a href="https://example.org/animals/…">Juno on ReptiDex</a></reptidex-widget>
//
// What stands inside the element is shown until the widget is there, and stays where it can't be shown or scripts don't run.
// Attributes: `key` (from the builder), `animal` (an id, for widgets that aren't bound to one), `species`, `sire`, `dam` and `eggs` (what a
// calculator begins with), `theme` (`light`, `dark` or `auto`,
// over the widget's own; may change at any time), `label` (the frame's title), `height` (pixels to keep free while it loads).
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || customElements.get("reptidex-widget")) return;
  const ORIGIN = new URL(script.src).origin;
  const KEY = /^[A-Za-z0-9_-]{16,64}$/;
  const MOST = 4000;
  // A frame that has loaded and says nothing for so long is one that this site may not show.
  const PATIENCE = 4000;

  // A sheet made by script is allowed by every Content-Security-Policy; a <style> or a style attribute is not.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; position: relative; }
    :host([state=ready]) slot { display: none; }
    iframe { display: block; width: 100%; border: 0; border-radius: 10px; color-scheme: normal; }
    :host(:not([state=ready])) iframe { opacity: 0; }
    :host(:not([state=ready])) slot { position: absolute; inset: 0 0 auto; }
    :host([state=refused]) slot { position: static; }
  `);

  class ReptidexWidget extends HTMLElement {
    static observedAttributes = ["key", "animal", "theme", "species", "sire", "dam", "eggs"];
    #frame = null;
    #timer = 0;

    #listen = (event) => {
      // Only our own frame may speak, only from our own origin, and only in these words.
      if (event.origin !== ORIGIN || !this.#frame || event.source !== this.#frame.contentWindow) return;
      const said = event.data;
      if (typeof said !== "object" || said === null || said.type !== "reptidex:height" || said.version !== 1) return;
      const height = said.height;
      if (typeof height !== "number" || !Number.isFinite(height) || height < 1 || height > MOST) return;
      clearTimeout(this.#timer);
      this.#frame.style.height = `${Math.ceil(height)}px`;
      this.setAttribute("state", "ready");
    };

    connectedCallback() {
      window.addEventListener("message", this.#listen);
      this.#show();
    }

    disconnectedCallback() {
      window.removeEventListener("message", this.#listen);
      this.#clear();
    }

    attributeChangedCallback(name, before, now) {
      if (before === now || !this.#frame) return;
      if (name === "theme") this.#frame.contentWindow?.postMessage({ type: "reptidex:theme", version: 1, theme: now ?? "auto" }, ORIGIN);
      else this.#show();
    }

    #clear() {
      clearTimeout(this.#timer);
      this.#frame?.remove();
      this.#frame = null;
      this.removeAttribute("state");
    }

    #show() {
      this.#clear();
      const key = this.getAttribute("key") ?? "";
      if (!KEY.test(key)) return;
      const address = new URL(`/w/${key}`, ORIGIN);
      for (const name of ["animal", "theme", "species", "sire", "dam", "eggs"]) {
        const value = this.getAttribute(name);
        if (value) address.searchParams.set(name, value);
      }
      const frame = document.createElement("iframe");
      frame.src = address.href;
      frame.title = this.getAttribute("label") || "An animal's record on ReptiDex";
      frame.loading = "lazy";
      // The frame has to know which site shows it, also where the site tells nobody else.
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox");
      const height = Number(this.getAttribute("height"));
      frame.style.height = `${height >= 1 && height <= MOST ? Math.ceil(height) : 320}px`;
      frame.addEventListener("load", () => {
        clearTimeout(this.#timer);
        if (this.getAttribute("state") !== "ready") this.#timer = setTimeout(() => this.#refuse(), PATIENCE);
      });
      this.#frame = frame;
      // A shadow root leaves what stands inside the element in the page.
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      if (root.childNodes.length === 0) {
        root.adoptedStyleSheets = [sheet];
        root.append(document.createElement("slot"));
      }
      root.append(frame);
    }

    #refuse() {
      this.#clear();
      this.setAttribute("state", "refused");
    }
  }
  customElements.define("reptidex-widget", ReptidexWidget);
})();
