((js, wasm, catalogue) => {
  // Nothing to wake, nothing to load: a page without islands costs no WASM.
  if (!document.querySelector("leptos-island")) {
    document.documentElement.dataset.awake = "true";
    return;
  }
  const childrenCallbacks = [];
  async function traverse(node, mod) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const tag = node.tagName.toLowerCase();
    if (tag === "leptos-island") {
      const island = mod[node.dataset.component];
      if (island) {
        childrenCallbacks[childrenCallbacks.length - 1]?.();
        await island(node);
      } else {
        console.warn(`No island ${node.dataset.component} in this bundle.`);
      }
      for (const child of node.children) await traverse(child, mod);
    } else if (tag === "leptos-children") {
      childrenCallbacks.push(node.$$on_hydrate);
      for (const child of node.children) await traverse(child, mod);
      childrenCallbacks.pop();
    } else {
      for (const child of node.children) await traverse(child, mod);
    }
  }
  // Only the calculator reckons.
  const known = genes(document.querySelector("leptos-island[data-component*=Calculator]") ? catalogue : "");
  // A frame on a busy page may never be idle.
  const idle = (f) => window.requestIdleCallback?.(f, { timeout: 1000 }) ?? setTimeout(f, 1);
  idle(() => import(js).then((mod) => mod.default({ module_or_path: wasm }).then(async () => {
    if (!(await known)) return;
    mod.hydrate();
    await traverse(document.body, mod);
    document.documentElement.dataset.awake = "true";
  })));
})
