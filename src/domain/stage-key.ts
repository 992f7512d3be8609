// A short stable key of a stage's inputs: equal inputs give equal keys in every tab and after every reload.

type Keyable = string | number | boolean | null | readonly Keyable[] | { readonly [name: string]: Keyable };

function canonical(value: Keyable): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const record = value as { readonly [name: string]: Keyable };
    const names = Object.keys(record).sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(record[name] as Keyable)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * Key of a value: field order does not matter, everything else does. Four 32-bit FNV-1a lanes over the UTF-16 units,
 * each from its own start: collisions only have to be implausible, not hard to construct.
 */
export function stageKey(value: object): string {
  const text = canonical(value as Keyable);
  const lanes = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    for (let lane = 0; lane < 4; lane++) {
      lanes[lane] = Math.imul((lanes[lane] as number) ^ (unit + lane * 0x10001), 0x01000193);
    }
  }
  return lanes.map((lane) => (lane >>> 0).toString(36).padStart(7, '0')).join('');
}
