((js, wasm) => {
  import(js).then((mod) => mod.default({ module_or_path: wasm }).then(() => {
    mod.hydrate();
    document.documentElement.dataset.awake = "true";
  }));
})
