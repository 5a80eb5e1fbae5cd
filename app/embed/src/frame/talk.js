(() => {
  // Speaks with the page around the frame: tells it the height, and hears which theme it wants.
  const widget = document.getElementById("widget");
  if (window.parent === window || !widget) return;
  let origin = "";
  try { origin = new URL(document.referrer).origin; } catch { return; }
  const allowed = JSON.parse(widget.dataset.origins);
  // Only with a site that the breeder named. The browser refuses every other site anyhow; this is the second lock.
  if (allowed.length > 0 && !allowed.includes(origin)) return;
  let last = 0;
  const tell = () => {
    const height = Math.ceil(widget.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    window.parent.postMessage({ type: "reptidex:height", version: 1, height }, origin);
  };
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.origin !== origin) return;
    const said = event.data;
    if (typeof said !== "object" || said === null || said.type !== "reptidex:theme" || said.version !== 1) return;
    if (["auto", "light", "dark"].includes(said.theme)) widget.dataset.theme = said.theme;
  });
  new ResizeObserver(tell).observe(widget);
  tell();
})();
