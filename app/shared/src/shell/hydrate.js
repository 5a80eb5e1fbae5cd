((js, wasm, catalogue) => {
  const known = genes(catalogue);
  // The code says on the document when it has woken the page.
  import(js).then((mod) => mod.default({ module_or_path: wasm }).then(async () => {
    if (await known) mod.hydrate();
  }));
})
