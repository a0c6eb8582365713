// The search page: MiniSearch over the index made at build time; words are compared by their Spanish stem, without accents.
"use strict";
(() => {
  const { MiniSearch, stem } = globalThis.Search;
  const plain = (word) => word.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const little = new Set("a al con de del el en es la las lo los o para por que se su sus un una y".split(" "));
  // stemmed with its accents first, as the stemmer's rules expect, then folded
  const processTerm = (term) => {
    const word = term.toLowerCase();
    return little.has(word) ? null : plain(stem(word));
  };
  const engine = new MiniSearch({
    idField: "u",
    fields: ["t", "r", "x"],
    storeFields: ["t", "r", "c"],
    processTerm,
    searchOptions: { boost: { t: 4, x: 1.5 }, prefix: (term) => term.length > 2, fuzzy: (term) => (term.length > 5 ? 0.15 : 0), combineWith: "AND" },
  });
  engine.addAll(globalThis.INDICE);

  const box = document.getElementById("q");
  const status = document.getElementById("found");
  const list = document.getElementById("results");
  const show = (found) => {
    const { none, one, many } = status.dataset;
    status.textContent = box.value.trim() === "" ? "" : found.length === 0 ? none : found.length === 1 ? one : many.replace("#", found.length);
    list.replaceChildren(...found.slice(0, 50).map(card));
  };
  const card = ({ id, t, r, c }) => {
    const item = document.createElement("li");
    const heading = document.createElement("h3");
    const link = document.createElement("a");
    link.href = list.dataset.home + id;
    link.textContent = t;
    link.lang = "es";
    heading.append(link);
    const summary = document.createElement("p");
    summary.textContent = r;
    summary.lang = "es";
    const kind = document.createElement("p");
    kind.className = "facts";
    kind.textContent = c;
    item.append(heading, summary, kind);
    return item;
  };
  const search = () => show(engine.search(box.value));
  box.addEventListener("input", () => {
    history.replaceState(null, "", box.value ? `?q=${encodeURIComponent(box.value)}` : location.pathname);
    search();
  });
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  search();
  box.focus();
})();
