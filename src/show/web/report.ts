// Draws the charts of the page, and again when the page gets wider or narrower; filters the table of all measures.
// Everything that can be read stands in the page already: without this script only the pictures are missing.
import { byDay, course } from "./charts";
import type { Data } from "./data";
import { slide } from "./standing";

const data = JSON.parse(document.getElementById("chart-data")?.textContent ?? "{}") as Data;
const frames = [...document.querySelectorAll<HTMLElement>("[data-curve]")];

function untilChosen(): number {
  const chosen = document.querySelector<HTMLInputElement>('input[name="span"]:checked');
  return chosen?.value === "day" ? Math.min(86400, data.horizon_s) : data.horizon_s;
}

function draw(frame: HTMLElement): void {
  const curve = data.curves[Number(frame.dataset["curve"])];
  const width = Math.floor(frame.clientWidth);
  if (!curve || width < 50) return;
  const chart = curve.days ? byDay(curve, data, width) : course(curve, data, untilChosen(), width);
  // The figure says in words what the picture shows, and its numbers stand in the table below it.
  chart.setAttribute("aria-hidden", "true");
  frame.replaceChildren(chart);
}

function drawAll(): void {
  frames.forEach(draw);
}

function watchWidth(): void {
  let width = document.body.clientWidth;
  window.addEventListener("resize", () => {
    if (document.body.clientWidth === width) return;
    width = document.body.clientWidth;
    drawAll();
  });
}

function filterRows(): void {
  const box = document.querySelector<HTMLInputElement>("#filter");
  const rows = [...document.querySelectorAll<HTMLTableRowElement>("#all-measures tbody tr")];
  const count = document.getElementById("filter-count");
  if (!box || !count) return;
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/);
    let shown = 0;
    for (const row of rows) {
      const text = (row.textContent ?? "").toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    count.textContent = `${shown} of ${rows.length} shown`;
  });
}

/** On a phone the rows are blocks; roles keep them a table for those who do not see it. */
function giveRoles(): void {
  const roles: [string, string][] = [
    ["thead, tbody", "rowgroup"],
    ["tr", "row"],
    ["thead th", "columnheader"],
    ["tbody th", "rowheader"],
    ["td", "cell"],
  ];
  const table = document.querySelector("#all-measures");
  table?.setAttribute("role", "table");
  for (const [which, role] of roles) table?.querySelectorAll(which).forEach((part) => part.setAttribute("role", role));
}

function print(): void {
  const folded = [...document.querySelectorAll<HTMLDetailsElement>("details[data-print]")];
  const wasOpen = new Map<HTMLDetailsElement, boolean>();
  window.addEventListener("beforeprint", () => {
    for (const details of folded) {
      wasOpen.set(details, details.open);
      details.open = true;
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of folded) details.open = wasOpen.get(details) ?? false;
  });
}

document.documentElement.classList.add("drawn");
for (const input of document.querySelectorAll('input[name="span"]')) input.addEventListener("change", drawAll);
drawAll();
watchWidth();
slide(data.start_ms, data.horizon_s);
filterRows();
giveRoles();
print();
