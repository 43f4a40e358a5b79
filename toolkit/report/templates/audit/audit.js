"use strict";
(() => {
  const contents = document.querySelector("nav details");
  if (matchMedia("(max-width: 60rem)").matches) contents.open = false;

  const form = document.getElementById("filter");
  if (!form) return;
  const input = form.querySelector("input");
  const count = form.querySelector("[role=status]");
  const tables = [...document.querySelectorAll("table.data")].map((table) => ({
    scroll: table.parentElement,
    rows: [...table.tBodies[0].rows].filter((row) => row.className !== "empty")
      .map((row) => ({ row, text: row.textContent.toLowerCase() })),
  }));

  const apply = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let all = 0;
    let shown = 0;
    for (const { scroll, rows } of tables) {
      let here = 0;
      for (const { row, text } of rows) {
        const match = words.every((word) => text.includes(word));
        row.classList.toggle("filtered", !match);
        here += match;
      }
      scroll.classList.toggle("none", words.length > 0 && rows.length > 0 && here === 0);
      all += rows.length;
      shown += here;
    }
    count.textContent = words.length ? `${shown} of ${all} rows match` : "";
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", apply);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { input.value = ""; apply(); }
  });
})();
