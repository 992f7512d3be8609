// What acts on a set come to, one after the other, by snapshots: written apart from the code under test, to hold it against.

export interface Shown {
  readonly projectName: string;
  readonly classes: readonly string[];
  /** By file name. */
  readonly images: Readonly<Record<string, { readonly label: string | null; readonly excluded: boolean }>>;
}

export type Act =
  | { readonly act: 'rename'; readonly to: string }
  | { readonly act: 'class' }
  | { readonly act: 'name'; readonly at: number; readonly to: string }
  /** Every image of one class into another: one step, however many they are. */
  | { readonly act: 'all'; readonly of: number; readonly to: number }
  | { readonly act: 'undo' }
  | { readonly act: 'redo' }
  | { readonly act: 'label'; readonly image: string; readonly to: number }
  | { readonly act: 'exclude'; readonly image: string }
  | { readonly act: 'remove'; readonly image: string };

export interface Model {
  readonly now: Shown;
  readonly past: readonly { readonly before: Shown; readonly kind: Act['act'] }[];
  readonly future: readonly { readonly before: Shown; readonly kind: Act['act'] }[];
}

export function modelOf(now: Shown): Model {
  return { now, past: [], future: [] };
}

/** States that compare as text. */
export function textOf({ projectName, classes, images }: Shown): string {
  const sorted = Object.entries(images).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    projectName,
    classes,
    sorted.map(([name, { label, excluded }]) => [name, label, excluded]),
  ]);
}

function renamed(now: Shown, at: number, to: string): Shown {
  const old = now.classes[at];
  const images = Object.entries(now.images).map(
    ([name, image]) => [name, image.label === old ? { ...image, label: to } : image] as const,
  );
  const classes = now.classes.map((name, i) => (i === at ? to : name));
  return { ...now, classes, images: Object.fromEntries(images) };
}

function changed(now: Shown, act: Exclude<Act, { readonly act: 'undo' | 'redo' }>): Shown {
  if (act.act === 'rename') return { ...now, projectName: act.to };
  if (act.act === 'class') return { ...now, classes: [...now.classes, `Class ${now.classes.length + 1}`] };
  if (act.act === 'name') return renamed(now, act.at, act.to);
  if (act.act === 'all') {
    const [of, to] = [now.classes[act.of], now.classes[act.to] ?? null];
    const images = Object.entries(now.images).map(
      ([name, image]) => [name, image.label === of ? { ...image, label: to } : image] as const,
    );
    return { ...now, images: Object.fromEntries(images) };
  }
  const image = now.images[act.image];
  if (!image) return now;
  if (act.act === 'remove') {
    const { [act.image]: _gone, ...images } = now.images;
    return { ...now, images };
  }
  const next =
    act.act === 'exclude'
      ? { ...image, excluded: !image.excluded }
      : { ...image, label: now.classes[act.to] ?? null };
  return { ...now, images: { ...now.images, [act.image]: next } };
}

export function performed({ now, past, future }: Model, act: Act): Model {
  if (act.act === 'undo' || act.act === 'redo') {
    const [from, to] = act.act === 'undo' ? [past, future] : [future, past];
    const step = from.at(-1);
    if (!step) return { now, past, future };
    const [left, gained] = [from.slice(0, -1), [...to, { before: now, kind: step.kind }]];
    return {
      now: step.before,
      past: act.act === 'undo' ? left : gained,
      future: act.act === 'undo' ? gained : left,
    };
  }
  const next = changed(now, act);
  if (textOf(next) === textOf(now)) return { now, past, future };
  // Names typed one after the other are one step.
  const inOneGo = act.act === 'rename' && past.at(-1)?.kind === 'rename' && future.length === 0;
  return { now: next, past: inOneGo ? past : [...past, { before: now, kind: act.act }], future: [] };
}

/** What is found after a kill, as far as a model can say anything of it. */
export interface Kept {
  readonly shown: Shown;
  /** Steps that undo stands at. */
  readonly steps: { readonly past: number };
}

/**
 * Which of the states acts led to is the one that is kept, from one of them on: what it shows and the steps that undo stands
 * at must both be those; -1: none. Acts that cancel each other are told apart by their steps.
 */
export function reached(
  states: readonly Model[],
  from: number,
  { shown, steps }: Kept,
  base: number,
): number {
  const kept = textOf(shown);
  return states.findLastIndex(
    ({ now, past }, at) => at >= from && textOf(now) === kept && past.length + base === steps.past,
  );
}

/** The act that writes most: all of the largest class into another one. */
export function largestAct({ now }: Model): Act {
  const sizes = now.classes.map(
    (name) => Object.values(now.images).filter(({ label }) => label === name).length,
  );
  const of = sizes.indexOf(Math.max(...sizes));
  // With no image in any class there is nothing larger to write than the project's own record.
  if (!sizes[of]) return { act: 'rename', to: `${now.projectName}, all` };
  return { act: 'all', of, to: of === 0 ? 1 : 0 };
}

/** One act, drawn by a seeded generator, on one of the images at hand; undo never goes below the model's own beginning. */
export function drawAct(model: Model, random: () => number, serial: number, atHand: readonly string[]): Act {
  const below = (count: number) => Math.floor(random() * count);
  const names = Object.keys(model.now.images)
    .filter((name) => atHand.includes(name))
    .sort();
  const image = names[below(names.length)] ?? '';
  const dice = random();
  if (dice < 0.15 && model.past.length > 0) return { act: 'undo' };
  if (dice < 0.25 && model.future.length > 0) return { act: 'redo' };
  if (dice < 0.4) return { act: 'rename', to: `Project ${serial}` };
  if (dice < 0.44 && model.now.classes.length < 6) return { act: 'class' };
  if (dice < 0.48) return { act: 'name', at: below(model.now.classes.length), to: `Kind ${serial}` };
  if (dice < 0.52 && names.length > 6) return { act: 'remove', image };
  if (dice < 0.65) return { act: 'exclude', image };
  return { act: 'label', image, to: below(Math.max(1, model.now.classes.length)) };
}
