// The two kinds of chart: a course with its bands, and amounts by day.
import * as Plot from "@observablehq/plot";
import { clock, day, number, points, summary, type Curve, type Data } from "./data";

const style = { background: "transparent", fontFamily: "inherit", fontSize: "12px", overflow: "visible" };
const band = (low: "p05" | "p25", high: "p75" | "p95", opacity: number) => ({
  x: "at",
  y1: low,
  y2: high,
  fill: "var(--simulated)",
  fillOpacity: opacity,
});
const tip = { fontSize: 12, lineHeight: 1.35, textPadding: 9, fill: "var(--page)", stroke: "var(--muted)" };

/** Room on the left for the widest number of the axis. */
function marginLeft(most: number): number {
  return 22 + 7 * number(most).length;
}

/** Whole hours, or midnights, of the drill's own clock: as many as have room. */
function ticks(start_ms: number, until_s: number, hours: boolean, width: number): Date[] {
  const unit = hours ? 3600e3 : 86400e3;
  const room = Math.max(2, Math.floor(width / (hours ? 70 : 95)));
  const steps = hours ? [1, 2, 3, 6, 12, 24] : [1, 2, 7, 14, 28, 56, 112];
  const step = unit * (steps.find((each) => (until_s * 1000) / (each * unit) <= room) ?? 364);
  const first = Math.ceil(start_ms / unit) * unit;
  const out = [];
  for (let at = first; at <= start_ms + until_s * 1000; at += step) out.push(new Date(at));
  return out;
}

/** The curve of one thing that is counted over time; `until_s` ends the axis. */
export function course(curve: Curve, data: Data, until_s: number, width: number): Element {
  const shown = points(curve, data).filter((_, i) => (curve.t[i] ?? 0) <= until_s);
  const published = curve.published
    .filter((point) => point.t <= until_s)
    .map((point) => ({ ...point, at: new Date(data.start_ms + point.t * 1000) }));
  const short = until_s <= 2 * 86400;
  const most = Math.max(1, ...shown.map((point) => point.p95 ?? 0), ...published.map((point) => point.value));
  const from = new Date(data.start_ms);
  const until = new Date(data.start_ms + until_s * 1000);
  return Plot.plot({
    width,
    height: Math.round(Math.min(360, Math.max(210, width * 0.46))),
    marginLeft: marginLeft(most),
    marginRight: 30,
    marginTop: 14,
    marginBottom: 30,
    style,
    x: { type: "utc", domain: [from, until], label: null },
    y: { domain: [0, most], nice: true, label: null },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 5 }),
      Plot.axisY({ ticks: 5, tickSize: 0, tickFormat: (value: number) => number(value), fill: "var(--muted)" }),
      Plot.axisX({
        ticks: ticks(data.start_ms, until_s, short, width),
        tickSize: 4,
        tickFormat: (at: Date) => (short ? clock(at) : day(at).slice(width < 480 ? 4 : 0)),
        stroke: "var(--muted)",
        fill: "var(--muted)",
      }),
      Plot.areaY(shown, band("p05", "p95", 0.2)),
      Plot.areaY(shown, band("p25", "p75", 0.38)),
      Plot.lineY(shown, { x: "at", y: "median", stroke: "var(--simulated)", strokeWidth: 2 }),
      Plot.ruleY([0], { stroke: "var(--muted)" }),
      Plot.dot(published, {
        x: "at",
        y: "value",
        symbol: "diamond",
        r: 6,
        fill: "var(--published)",
        stroke: "var(--page)",
        strokeWidth: 1.5,
      }),
      Plot.text(published, {
        x: "at",
        y: "value",
        text: (point: { value: number }) => number(point.value),
        dy: -14,
        fill: "var(--published)",
        stroke: "var(--page)",
        strokeWidth: 4,
        fontWeight: "600",
      }),
      Plot.ruleX(shown, Plot.pointerX({ x: "at", stroke: "var(--muted)", strokeDasharray: "2,3" })),
      Plot.tip(
        shown,
        Plot.pointerX({
          x: "at",
          y: "median",
          title: (point) => `${day(point.at)} ${clock(point.at)}\n${summary(point)}`,
          ...tip,
        }),
      ),
    ],
  });
}

/** One bar a day up to the median, with the intervals drawn over it. */
export function byDay(curve: Curve, data: Data, width: number): Element {
  const shown = points(curve, data);
  const most = Math.max(1, ...shown.map((point) => point.p95 ?? 0));
  const every = Math.max(1, Math.ceil((shown.length * 34) / width));
  return Plot.plot({
    width,
    height: Math.round(Math.min(280, Math.max(190, width * 0.5))),
    marginLeft: marginLeft(most),
    marginRight: 8,
    marginTop: 14,
    marginBottom: 42,
    style,
    x: { type: "band", domain: shown.map((point) => point.at), label: null, paddingInner: 0.35, paddingOuter: 0.2 },
    y: { domain: [0, most], nice: true, label: null },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 5 }),
      Plot.axisY({ ticks: 5, tickSize: 0, tickFormat: (value: number) => number(value), fill: "var(--muted)" }),
      Plot.axisX({
        tickSize: 0,
        ticks: shown.filter((_, i) => i % every === 0).map((point) => point.at),
        tickFormat: (at: Date) => `${day(at).slice(0, 3)}\n${at.getUTCDate()}`,
        fill: "var(--muted)",
      }),
      Plot.barY(shown, { x: "at", y: "median", fill: "var(--simulated)", fillOpacity: 0.38 }),
      Plot.ruleX(shown, { x: "at", y1: "p05", y2: "p95", stroke: "var(--simulated)", strokeWidth: 1.5 }),
      Plot.ruleX(shown, { x: "at", y1: "p25", y2: "p75", stroke: "var(--simulated)", strokeWidth: 5 }),
      Plot.ruleY([0], { stroke: "var(--muted)" }),
      Plot.tip(
        shown,
        Plot.pointerX({ x: "at", y: "median", title: (point) => `${day(point.at)}\n${summary(point)}`, ...tip }),
      ),
    ],
  });
}
