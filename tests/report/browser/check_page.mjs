// Opens the report as a reader does and checks what is seen: node check_page.mjs PAGES [PICTURES]
// PAGES holds what report_pages wrote; with PICTURES, screenshots and a print are left there. Ends with 77 (skipped)
// where there is no Chromium.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [pages, pictures] = process.argv.slice(2).map((path) => resolve(path));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(executablePath)) {
  console.log(`skipped: no browser at ${executablePath}; apt-get install chromium`);
  process.exit(77);
}
if (pictures) mkdirSync(pictures, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"],
});

/** Opens a page; `trouble` collects what must not happen. */
async function open(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const url = pathToFileURL(`${pages}/${name}.html`).href;
  const trouble = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && trouble.push(message.text()));
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("request", (request) => request.url() !== url && trouble.push(`asked for ${request.url()}`));
  page.on("dialog", (dialog) => (trouble.push(`dialog ${dialog.message()}`), dialog.dismiss()));
  await page.goto(url, { waitUntil: "load" });
  return { page, trouble, close: () => context.close() };
}

const json = (name) => JSON.parse(readFileSync(`${pages}/${name}.json`, "utf8"));

async function unfold(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
}

async function noViolations(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  const told = violations.flatMap((rule) => rule.nodes.slice(0, 3).map((node) => `${rule.id}: ${node.html}\n${node.failureSummary}`));
  assert.deepEqual(told, [], what);
}

const tests = {
  async "charts are drawn, nothing is asked of a network, nothing is complained about"() {
    const { page, trouble, close } = await open("national");
    const drawn = await page.$$eval("[data-curve]", (frames) =>
      frames.map((frame) => [...frame.querySelectorAll("svg path, svg rect")].filter((mark) => (mark.getAttribute("d") ?? "M0,0L1,1").length > 5).length),
    );
    const main = json("national").curves.filter(({ by }) => Object.keys(by).every((key) => key === "sector"));
    assert.equal(drawn.length, main.length);
    assert.ok(drawn.every((marks) => marks >= 3), `marks per chart: ${drawn}`);
    const strips = await page.$$eval("section[aria-labelledby=beside] svg.strip", (list) => list.length);
    assert.equal(strips, json("national").measures.filter((measure) => measure.published).length);
    assert.deepEqual(trouble, []);
    await close();
  },

  async "the numbers on the page are those of the JSON"() {
    const { page, close } = await open("national");
    const result = json("national");
    const data = JSON.parse(await page.textContent("#chart-data"));
    for (const drawn of data.curves) {
      const curve = result.curves[drawn.index];
      assert.deepEqual(drawn.t, curve.times);
      for (const quantile of ["p05", "p25", "median", "p75", "p95"]) assert.deepEqual(drawn[quantile], curve[quantile]);
    }
    const rows = await page.$$eval("#all-measures tbody tr", (list) => list.map((row) => [...row.cells].map((cell) => cell.textContent)));
    assert.equal(rows.length, result.measures.length);
    let compared = 0;
    result.measures.forEach((measure, i) => {
      if (["pounds", "share"].includes(measure.unit) || measure.p05 < 10) return;
      const shown = (value) => Math.round(value).toLocaleString("en-GB");
      assert.equal(rows[i][1], shown(measure.median));
      assert.equal(rows[i][3], `${shown(measure.p05)}–${shown(measure.p95)}`);
      compared += 1;
    });
    assert.ok(compared > 20, `${compared} compared`);
    await close();
  },

  async "first day or the whole horizon, without loading again"() {
    const { page, trouble, close } = await open("national");
    const ticks = () => page.$eval('[data-curve="0"] svg', (svg) => svg.textContent);
    const apart = () =>
      page.$$eval('[aria-label="x-axis tick label"]', (axes) =>
        axes.length > 0 && axes.every((axis) => {
          const boxes = [...axis.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
          return boxes.length > 1 && boxes.every((box, i) => i === 0 || boxes[i - 1].right < box.left);
        }),
      );
    assert.ok(await apart(), "labels of the first day touch");
    assert.match(await ticks(), /12:00/);
    await page.check('input[name="span"][value="all"]');
    assert.match(await ticks(), /May/);
    assert.ok(await apart(), "labels of the whole horizon touch");
    assert.deepEqual(trouble, []);
    await close();
  },

  async "the filter leaves the rows that hold all its words"() {
    const { page, close } = await open("national");
    await page.click("section[aria-labelledby=all] summary");
    await page.fill("#filter", "trusts acute");
    const rows = await page.$$eval("#all-measures tbody tr", (list) => list.filter((row) => !row.hidden).map((row) => row.textContent));
    assert.ok(rows.length >= 1 && rows.length < 5 && rows.every((row) => /trusts.*acute/i.test(row)), rows.join("\n"));
    assert.match(await page.textContent("#filter-count"), /^\d+ of \d+ shown$/);
    await close();
  },

  async "WCAG AA in light and dark, on a desk and on a phone"() {
    for (const colorScheme of ["light", "dark"]) {
      for (const viewport of [{ width: 1280, height: 900 }, { width: 360, height: 740 }]) {
        const { page, close } = await open("national", { colorScheme, viewport });
        await unfold(page);
        await noViolations(page, `${colorScheme} ${viewport.width}`);
        await close();
      }
    }
  },

  async "what would have been otherwise is ranked, and readable by all"() {
    for (const colorScheme of ["light", "dark"]) {
      for (const viewport of [{ width: 1280, height: 900 }, { width: 360, height: 740 }]) {
        const { page, close } = await open("otherwise", { colorScheme, viewport });
        const rows = await page.$$eval("table.otherwise tbody tr", (list) => list.map((row) => row.textContent));
        assert.equal(rows.length, 3);
        assert.match(rows[0], /^The alert acted on−/);
        assert.match(rows.join(""), /<b>The kill switch<\/b> an hour sooner.*cannot be told apart/s);
        await noViolations(page, `otherwise ${colorScheme} ${viewport.width}`);
        await close();
      }
    }
  },

  async "what a fit left open and which assumptions matter, a fit's own page and that of who is exposed, readable by all"() {
    for (const colorScheme of ["light", "dark"]) {
      for (const viewport of [{ width: 1280, height: 900 }, { width: 360, height: 740 }]) {
        for (const name of ["after-a-fit", "fit", "exposed"]) {
          const { page, trouble, close } = await open(name, { colorScheme, viewport });
          await unfold(page);
          await noViolations(page, `${name} ${colorScheme} ${viewport.width}`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(wide <= 0, `${name} is ${wide} px wider than the window of ${viewport.width}`);
          assert.deepEqual(trouble, []);
          await close();
        }
      }
    }
    const { page, close } = await open("after-a-fit");
    assert.equal(await page.$$eval("section[aria-labelledby=assumed] tbody tr", (rows) => rows.length), 15);
    assert.equal(await page.$$eval("section[aria-labelledby=assumed] > table tbody tr", (rows) => rows.length), 12);
    assert.match(await page.textContent("section[aria-labelledby=posterior]"), /open-<chance>.*0\.0[45]\d* to 0\.9.*0\.3.*0\.2 to 0\.5/s);
    await close();
  },

  async "the slider shows how all organisations stand, by keyboard too"() {
    const { page, trouble, close } = await open("story");
    const says = () => page.textContent("#slide-says");
    const marks = (name) => page.$eval(`#slide-picture .${name}`, (path) => (path.getAttribute("d").match(/M/g) ?? []).length);
    const to = (hours) => page.$eval("#slide", (slide, steps) => {
      slide.value = steps;
      slide.dispatchEvent(new Event("input"));
    }, hours * 6);
    await to(9.5);
    assert.match(await says(), /09:30: 0 cut off, not infected, 11 infected, 0 infected and cut off, 0 restored$/);
    assert.deepEqual([await marks("untouched"), await marks("infected")], [19, 11]);
    await to(31);
    assert.match(await says(), /07:00: 1 cut off, not infected, 9 infected, 1 infected and cut off, 1 restored$/);
    await page.focus("#slide");
    await page.keyboard.press("Home");
    assert.match(await says(), /08:30: .* 1 infected, /);
    const table = await page.$$eval("section[aria-labelledby=story] table tbody tr", (rows) => rows.map((row) => row.textContent));
    assert.equal(table.length, 4);
    assert.match(table[3], /190911$/);
    assert.match(await page.textContent("ol.story"), /08:36 Trust 0: emergency department goes on paper/);
    assert.match(await page.textContent("ol.story"), /<b>Practice<\/b> 6: first device locked/);
    assert.deepEqual(trouble, []);
    for (const colorScheme of ["light", "dark"]) {
      for (const viewport of [{ width: 1280, height: 900 }, { width: 360, height: 740 }]) {
        const one = await open("story", { colorScheme, viewport });
        await unfold(one.page);
        await noViolations(one.page, `story ${colorScheme} ${viewport.width}`);
        await one.close();
      }
    }
    await close();
  },

  async "no scrolling to the side at 360 pixels"() {
    for (const name of ["national", "hostile", "bare", "otherwise", "story"]) {
      const { page, close } = await open(name, { viewport: { width: 360, height: 740 } });
      await unfold(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 360, `${name} is ${wide} wide`);
      await close();
    }
  },

  async "the keyboard reaches every control"() {
    const { page, close } = await open("national");
    const controls = await page.$$eval("summary", (list) => list.length);
    const reached = new Set();
    for (let i = 0; i < controls + 8; ++i) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate(() => document.activeElement?.tagName + (document.activeElement?.textContent ?? "")));
    }
    assert.equal([...reached].filter((name) => name.startsWith("SUMMARY")).length, controls);
    assert.ok([...reached].some((name) => name.startsWith("INPUT")));
    await close();
  },

  async "hostile names stay text"() {
    const { page, trouble, close } = await open("hostile");
    assert.deepEqual(trouble, []);
    assert.equal(await page.$$eval("script", (list) => list.length), 2);
    assert.equal(await page.$$eval("img, main h3 b", (list) => list.length), 0);
    assert.match(await page.title(), /<\/script><script>alert\(1\)<\/script>/);
    await close();
  },

  async "without JavaScript the tables are there and the page says so"() {
    const { page, trouble, close } = await open("national", { javaScriptEnabled: false });
    assert.ok(await page.isVisible("noscript p.notice"));
    assert.ok(await page.isVisible("table.beside"));
    assert.ok(await page.isVisible("figure summary"));
    assert.equal(await page.isVisible("fieldset.span"), false);
    assert.deepEqual(trouble.filter((line) => !/script/i.test(line)), []);
    await close();
  },

  async "a partial result says so"() {
    const { page, close } = await open("partial", { colorScheme: "dark" });
    await noViolations(page, "partial");
    assert.match(await page.textContent(".notice"), /PARTIAL: interrupted after 312 of 1,000/);
    await close();
  },

  async "small, and open within a second"() {
    const bytes = statSync(`${pages}/national.html`).size;
    assert.ok(bytes < 3e6, `${bytes} bytes`);
    const times = [];
    for (let i = 0; i < 5; ++i) {
      const { page, close } = await open("national");
      times.push(await page.evaluate(() => performance.getEntriesByType("navigation")[0].loadEventEnd));
      await close();
    }
    console.log(`   ${bytes} bytes; loaded and drawn in ${times.map(Math.round).join(", ")} ms`);
    assert.ok(Math.min(...times) < 1000, `${times}`);
  },
};

async function takePictures() {
  for (const [name, options] of Object.entries({
    desk: { viewport: { width: 1280, height: 900 } },
    dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
    phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 },
  })) {
    const { page, close } = await open("national", options);
    await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
    await page.screenshot({ path: `${pictures}/${name}-top.png` });
    await close();
  }
  const { page, close } = await open("national");
  await page.pdf({ path: `${pictures}/print.pdf`, preferCSSPageSize: true });
  await close();
}

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log(`ok: ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED: ${name}\n${error.message ?? error}`);
  }
}
if (pictures) await takePictures();
await browser.close();
process.exit(failed === 0 ? 0 : 1);
