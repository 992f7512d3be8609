// Whether a value from a file is an item as the rest of the application takes it to be: types, ranges, no more.
import type { Item, ItemFormat, Part } from '../types';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value.length <= 2000;
const bool: Check = (value) => typeof value === 'boolean';
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const oneOf =
  (allowed: Readonly<Record<string, true>>): Check =>
  (value) =>
    typeof value === 'string' && Object.hasOwn(allowed, value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const formats: Readonly<Record<ItemFormat, true>> = {
  png: true,
  jpeg: true,
  webp: true,
  bmp: true,
  gif: true,
  tiff: true,
  nifti: true,
  dicom: true,
  vector: true,
};
const parts: Readonly<Record<Part, true>> = { train: true, val: true, test: true, external: true };
const sources: Readonly<Record<NonNullable<Item['groupSource']>, true>> = {
  patient: true,
  study: true,
  folder: true,
  name: true,
  series: true,
  file: true,
};
const textRisks: Readonly<Record<NonNullable<NonNullable<Item['dicom']>['mayCarryText']>, true>> = {
  declared: true,
  ultrasound: true,
  'secondary-capture': true,
  'screen-save': true,
};

/** An object that has each required field, and of the others only those that fit. Fields that are not named pass. */
const fields =
  (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check =>
  (value) =>
    isObject(value) &&
    Object.entries(required).every(([name, check]) => Object.hasOwn(value, name) && check(value[name])) &&
    Object.entries(optional).every(([name, check]) => value[name] === undefined || check(value[name]));

const dicom = fields(
  {
    modality: text,
    bodyPart: text,
    photometric: text,
    transferSyntax: text,
    bitsStored: count,
    window: orNull((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(Number.isFinite)),
  },
  { mayCarryText: oneOf(textRisks), localizer: bool },
);
const stack = fields({ group: text, groupSource: oneOf({ series: true, file: true }) });
const origins = fields(
  { study: orNull(text), patientFolder: orNull(text), folder: orNull(text) },
  { stack: (value) => value === null || stack(value) },
);
const note = fields({
  code: matches(/^[a-z0-9-]{1,60}$/),
  detail: (detail) =>
    isObject(detail) && Object.values(detail).every((fact) => text(fact) || Number.isFinite(fact)),
});
const hash = matches(/^[0-9a-f]{64}$/);

const item = fields(
  {
    id: matches(/^[\w-]{1,80}$/),
    serial: count,
    pixelHash: hash,
    renditions: list(matches(/^[^:/\\\0]{1,200}$/)),
    format: oneOf(formats),
    widthPx: count,
    heightPx: count,
    frames: count,
    dicom: orNull(dicom),
    notes: list(note),
    labels: list(text),
    excluded: bool,
    group: orNull(text),
    groupSource: orNull(oneOf(sources)),
  },
  {
    origins,
    colour: bool,
    look: orNull(text),
    objectKey: orNull(text),
    part: oneOf(parts),
    pictureHash: text,
  },
);

/** True for an item with every field of its type. */
export function isItem(value: unknown): value is Item {
  return item(value);
}

const labelClass = fields({ id: text, name: text, swatch: count }, { prompts: list(text) });

/** True for a project's own record: name, salt, classes (no two with one id), settings; further fields pass. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  const fits = fields(
    {
      projectName: text,
      salt: matches(/^[\w-]{1,200}$/),
      classes: list(labelClass),
      settings: isObject,
      firstRun: bool,
    },
    { keptMarks: list(text), externalJudged: count },
  );
  if (!fits(value)) return false;
  const classes = (value as { classes: readonly { id: string }[] }).classes;
  return new Set(classes.map(({ id }) => id)).size === classes.length;
}
