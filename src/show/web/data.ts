// What the page holds for the charts: written by src/show/report/chart_data.cc.

export interface Published {
  t: number; // seconds after the start
  value: number;
  source: string;
}

export interface Curve {
  index: number; // in the JSON result
  label: string;
  unit: string;
  days: boolean; // one value for each day, else a value at each time
  t: number[]; // seconds after the start
  p05: (number | null)[];
  p25: (number | null)[];
  median: (number | null)[];
  p75: (number | null)[];
  p95: (number | null)[];
  published: Published[];
}

export interface Data {
  start_ms: number; // the drill's start on its own clock, as if that were UTC
  horizon_s: number;
  curves: Curve[];
}

export interface Point {
  at: Date; // the drill's own clock, as if it were UTC
  p05: number | null;
  p25: number | null;
  median: number | null;
  p75: number | null;
  p95: number | null;
}

export function points(curve: Curve, data: Data): Point[] {
  const at = (list: (number | null)[], i: number) => list[i] ?? null;
  return curve.t.map((t, i) => ({
    at: new Date(data.start_ms + t * 1000),
    p05: at(curve.p05, i),
    p25: at(curve.p25, i),
    median: at(curve.median, i),
    p75: at(curve.p75, i),
    p95: at(curve.p95, i),
  }));
}

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const clock = (at: Date) => at.toISOString().slice(11, 16);
export const day = (at: Date) => `${days[at.getUTCDay()]} ${at.getUTCDate()} ${months[at.getUTCMonth()]}`;

/** As the tables print it: whole from 10 on, else two significant digits, with separators. */
export function number(value: number | null): string {
  if (value === null) return "not known";
  const digits = Math.abs(value) >= 9.95 || Number.isInteger(value) ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 2 };
  return value.toLocaleString("en-GB", digits);
}

export const summary = (point: Point) =>
  `median ${number(point.median)}\nhalf: ${number(point.p25)}–${number(point.p75)}\n9 of 10: ${number(point.p05)}–${number(point.p95)}`;
