// The catalogue of genes that this page was made of, where it isn't the one in the code: kept where the code looks for it before it wakes.
// Without it the page would reckon by an older catalogue than the server; then it stays asleep, and works by its forms.
const genes = async (file) => {
  if (!file) return true;
  for (let pause = 500; ; pause *= 2) {
    const answer = await fetch(`/gene-catalogue/${file}`).catch(() => null);
    if (answer?.ok) {
      const kept = document.createElement("script");
      kept.type = "text/plain";
      kept.id = "gene-catalogue";
      kept.dataset.number = parseInt(file);
      kept.textContent = await answer.text();
      document.head.append(kept);
      return true;
    }
    if (pause > 4000) return false;
    await new Promise((go) => setTimeout(go, pause));
  }
};
