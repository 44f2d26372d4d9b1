// The picture of all organisations at the time that the slider stands at. Written by src/show/report/html_story.cc, which
// also draws the stills.
import { clock, day } from "./data";

interface Story {
  width: number;
  height: number;
  x: number[]; // [organisation]
  y: number[];
  labels: { y: number; text: string }[];
  names: string[]; // [standing]
  classes: string[];
  marks: string[]; // path of a mark at 0, 0: "M4 4h4..."
  turns: [number, number, number][]; // seconds after the start, organisation, standing from then on
}

const svg = "http://www.w3.org/2000/svg";
const step_s = 600;

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** The mark moved to a place: only its first, absolute, command changes. */
function at(mark: string, x: number, y: number): string {
  return mark.replace(/^M(-?\d+) (-?\d+)/, (_, a: string, b: string) => `M${Number(a) + x} ${Number(b) + y}`);
}

export function slide(start_ms: number, horizon_s: number): void {
  const text = document.getElementById("story-data")?.textContent;
  const control = document.querySelector<HTMLInputElement>("#slide");
  const says = document.querySelector<HTMLOutputElement>("#slide-says");
  const frame = document.getElementById("slide-picture");
  if (!text || !control || !says || !frame) return;
  const story = JSON.parse(text) as Story;

  const picture = element("svg", { class: "standing", viewBox: `-2 0 ${story.width + 4} ${story.height + 2}`, "aria-hidden": "true" });
  for (const label of story.labels) picture.append(Object.assign(element("text", { x: 0, y: label.y }), { textContent: label.text }));
  const paths = story.classes.map((name) => picture.appendChild(element("path", { class: name })));
  frame.replaceChildren(picture);

  function show(): void {
    const now = Number(control?.value) * step_s;
    const standing = new Array<number>(story.x.length).fill(0);
    for (const [from, organisation, how] of story.turns) if (from <= now) standing[organisation] = how;
    const drawn = story.marks.map(() => [] as string[]);
    standing.forEach((how, i) => drawn[how]?.push(at(story.marks[how] ?? "", story.x[i] ?? 0, story.y[i] ?? 0)));
    paths.forEach((path, how) => path.setAttribute("d", drawn[how]?.join("") ?? ""));
    const date = new Date(start_ms + now * 1000);
    const counts = story.names.map((name, how) => `${drawn[how]?.length ?? 0} ${name}`).slice(1);
    if (!says || !control) return;
    says.textContent = `${day(date)} ${clock(date)}: ${counts.join(", ")}`;
    control.setAttribute("aria-valuetext", says.textContent);
  }

  const first = story.turns[0]?.[0] ?? 0;
  const last = story.turns[story.turns.length - 1]?.[0] ?? 0;
  control.min = String(Math.floor(first / step_s));
  control.max = String(Math.min(Math.ceil(horizon_s / step_s), Math.ceil(last / step_s)));
  control.value = String(Math.ceil((story.turns[Math.floor(story.turns.length / 4)]?.[0] ?? first) / step_s));
  control.addEventListener("input", show);
  show();
}
