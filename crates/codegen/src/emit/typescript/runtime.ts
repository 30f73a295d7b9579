/** What is wrong with a request although its type is right. */
export interface Problem {
  /** Where, such as `images[2]`. */
  readonly path: string;
  /** What stands there and what may. */
  readonly message: string;
}

/** What types cannot say of a place: spans are from and to, both included. */
export interface Limit {
  /** The place; `[]` stands for each element of a list. */
  readonly at: string;
  readonly characters?: readonly [number, number | null];
  readonly elements?: readonly [number, number | null];
  readonly integer?: true;
  readonly value?: readonly [number, number];
}

/** Holds what is given against the limits; a place where nothing stands is fine. */
export function problems(request: object, limits: readonly Limit[]): Problem[] {
  return limits.flatMap((limit) => places(request, limit.at.split("."), "").flatMap(([path, value]) => {
    const message = fault(value, limit);
    return message === undefined ? [] : [{ path, message }];
  }));
}

function places(value: unknown, steps: readonly string[], path: string): [string, unknown][] {
  if (value === undefined || value === null) return [];
  const [step, ...rest] = steps;
  if (step === undefined) return [[path, value]];
  const found = step.match(/^([^\[]*)(?:\[(\d*)\])?$/);
  const key = found?.[1] ?? step;
  const inner = (value as Record<string, unknown>)[key];
  const here = path === "" ? key : `${path}.${key}`;
  if (found?.[2] === undefined) return places(inner, rest, here);
  const list = Array.isArray(inner) ? inner : [];
  const wanted = (at: number) => found[2] === "" || at === Number(found[2]);
  return list.flatMap((element: unknown, at) => (wanted(at) ? places(element, rest, `${here}[${at}]`) : []));
}

function fault(value: unknown, limit: Limit): string | undefined {
  if (typeof value === "string" && limit.characters) return outside([...value].length, limit.characters, "characters");
  if (Array.isArray(value) && limit.elements) return outside(value.length, limit.elements, "elements");
  if (typeof value !== "number") return undefined;
  if (limit.integer && !Number.isInteger(value)) return `${value} is no whole number`;
  if (limit.value) return outside(value, limit.value, "");
  return undefined;
}

function outside(given: number, [from, to]: readonly [number, number | null], unit: string): string | undefined {
  if (given >= from && (to === null || given <= to)) return undefined;
  const allowed = to === null ? `at least ${from}` : `${from} to ${to}`;
  return `${given} ${unit}`.trim() + `: there may be ${allowed}`;
}
