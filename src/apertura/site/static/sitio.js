// What a page does beyond being read: tables that can be sorted, and code that can be copied.
"use strict";
(() => {
  const spanish = document.documentElement.lang === "es";
  const number = (text) => (/^-?[\d,]*\.?\d+( %)?$/.test(text) ? Number(text.replace(/[,%\s]/g, "")) : NaN);
  const compare = (one, other) => {
    const [a, b] = [number(one), number(other)];
    if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
    return one.localeCompare(other, "es", { numeric: true });
  };
  // what is empty stays last, whichever way
  const order = (way) => ([a], [b]) => (a === "" ? (b === "" ? 0 : 1) : b === "" ? -1 : way * compare(a, b));

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const body = table.tBodies[0];
    [...table.tHead.rows[0].cells].forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const way = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        for (const each of heading.parentNode.cells) each.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
        const rows = [...body.rows].map((row) => [row.cells[column].textContent.trim(), row]);
        body.append(...rows.sort(order(way)).map(([, row]) => row));
      });
    });
  }

  for (const block of document.querySelectorAll("pre[data-copy]")) {
    if (!navigator.clipboard) break;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = spanish ? "Copiar" : "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.querySelector("code").textContent);
      button.textContent = spanish ? "Copiado" : "Copied";
    });
    block.before(button);
  }
})();
