// The query page: the tables that a query names are read from their Parquet files into SQLite, all in the browser.
"use strict";
(() => {
  const form = document.getElementById("query");
  const sql = document.getElementById("sql");
  const status = document.getElementById("status");
  const save = document.getElementById("save");
  const { TABLAS, Parquet } = globalThis;
  const { root } = form.dataset;
  const SHOWN = 500;
  let database = null;
  const loaded = new Map();
  let result = null;

  const say = (text, wrong = false) => {
    status.textContent = text;
    status.classList.toggle("error", wrong);
  };
  const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
  const named = (text) => Object.keys(TABLAS).filter((name) => new RegExp(`(?<![\\w.])"?${name}"?(?!\\w)`).test(text));
  const bytes = async (path) => {
    const answer = await fetch(root + path);
    if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
    return answer.arrayBuffer();
  };
  const start = async () => {
    say(status.dataset.wait);
    const wasmBinary = await bytes("estaticos/vendor/sql-wasm.wasm");
    const engine = await initSqlJs({ wasmBinary });
    return new engine.Database();
  };

  // SQLite has no dates, no decimals and no booleans: ISO text, numbers, and 0 or 1
  const value = (type) => (cell) => {
    if (cell === null || cell === undefined) return null;
    if (cell instanceof Date) return type === "date" ? cell.toISOString().slice(0, 10) : cell.toISOString();
    if (typeof cell === "bigint") return Number(cell);
    if (typeof cell === "boolean") return Number(cell);
    return typeof cell === "object" ? JSON.stringify(cell) : cell;
  };
  const affinity = { integer: "INTEGER", year: "INTEGER", boolean: "INTEGER", number: "REAL" };
  const load = async (name) => {
    say(status.dataset.loading.replace("#", name));
    const { u, c } = TABLAS[name];
    const rows = await Parquet.rows(await bytes(u));
    const columns = Object.entries(c);
    const declared = columns.map(([column, type]) => `${quoted(column)} ${affinity[type] ?? "TEXT"}`);
    database.run(`BEGIN; CREATE TABLE ${quoted(name)} (${declared.join(", ")})`);
    const insert = database.prepare(`INSERT INTO ${quoted(name)} VALUES (${columns.map(() => "?").join(", ")})`);
    const convert = columns.map(([column, type]) => [column, value(type)]);
    for (const row of rows) insert.run(convert.map(([column, read]) => read(row[column])));
    insert.free();
    database.run("COMMIT");
    loaded.set(name, rows.length);
  };

  const show = ({ columns, values }) => {
    const table = document.getElementById("result");
    const heading = document.createElement("tr");
    columns.forEach((column, place) => {
      const cell = document.createElement("th");
      cell.scope = "col";
      if (values.some((row) => typeof row[place] === "number")) cell.className = "num";
      cell.textContent = column;
      heading.append(cell);
    });
    table.tHead.replaceChildren(heading);
    table.tBodies[0].replaceChildren(
      ...values.slice(0, SHOWN).map((row) => {
        const line = document.createElement("tr");
        for (const each of row) {
          const cell = line.insertCell();
          cell.textContent = each ?? "";
          if (typeof each === "number") cell.className = "num";
        }
        return line;
      }),
    );
    document.getElementById("frame").hidden = columns.length === 0;
    const more = values.length > SHOWN ? status.dataset.shown : "";
    say(status.dataset.rows.replace("#", values.length.toLocaleString("es-MX")) + more);
  };
  const run = async () => {
    try {
      save.disabled = true;
      const names = named(sql.value);
      if (names.length === 0) return say(status.dataset.missing, true);
      database ??= await start();
      for (const name of names) if (!loaded.has(name)) await load(name);
      const results = database.exec(sql.value);
      result = results.at(-1) ?? { columns: [], values: [] };
      show(result);
      save.disabled = result.columns.length === 0;
      history.replaceState(null, "", `#sql=${encodeURIComponent(sql.value)}`);
    } catch (problem) {
      say(problem.message, true);
    }
  };

  const cell = (each) => (each === null ? "" : /[",\r\n]/.test(each) ? `"${String(each).replaceAll('"', '""')}"` : String(each));
  save.addEventListener("click", () => {
    const lines = [result.columns, ...result.values].map((row) => row.map(cell).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${lines.join("\r\n")}\r\n`], { type: "text/csv" }));
    link.download = "consulta.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  });
  document.getElementById("share").addEventListener("click", async () => {
    history.replaceState(null, "", `#sql=${encodeURIComponent(sql.value)}`);
    await navigator.clipboard.writeText(location.href);
    say(status.dataset.copied);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  sql.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
  });
  const asked = () => {
    const found = new URLSearchParams(location.hash.slice(1)).get("sql");
    if (found !== null) sql.value = found;
    return found !== null;
  };
  addEventListener("hashchange", () => asked() && run());
  if (location.protocol === "file:") {
    document.getElementById("disk").hidden = false;
  } else if (asked()) {
    run();
  }
  sql.value ||= new URLSearchParams(document.querySelector("#examples a, #tables ~ div a").hash.slice(1)).get("sql");
})();
