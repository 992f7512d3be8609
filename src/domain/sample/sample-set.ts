// The synthetic sample set as files, one at a time: four classes of drawn blood cells, some of them DICOM objects.
import { encode as encodePng } from 'fast-png';
import { makeRandom } from '../random';
import { writeDicom } from './dicom-writer';
import { drawSample, type SampleClass, sampleClasses, sampleSizePx } from './scene';

export interface SampleFile {
  /** "Sickle cells/p03/img-07.png": class, patient, file, as a dropped folder would name it. */
  readonly path: string;
  readonly className: SampleClass;
  /** The made-up patient; images of one patient share a stain. */
  readonly group: string;
  readonly bytes: Uint8Array;
}

export const imagesPerClass = 24;
const patientsPerClass = 6;
/** The last patient of a class was "sent" as DICOM: a person's files are not half one and half the other. */
const dicomPerClass = 3;

/** How many files `sampleFiles` gives. */
export const sampleFileCount = imagesPerClass * sampleClasses.length;

/**
 * The set for a seed, classes in turn, file by file (a few milliseconds each): same seed, same bytes. 21 PNG files and 3
 * DICOM objects a class, from 6 patients of its own.
 */
export function* sampleFiles(seed: number): Generator<SampleFile> {
  for (let image = 0; image < imagesPerClass; image++) {
    for (const className of sampleClasses) yield makeFile(seed, className, image);
  }
}

/** One new, unlabelled image of each class, of patients who are not in the set. */
export function* sampleProbes(seed: number): Generator<SampleFile> {
  for (const [c, className] of sampleClasses.entries()) {
    const group = patientName(sampleClasses.length * patientsPerClass + c);
    const pixels = draw(seed, className, group, 'probe');
    yield { path: `New images/new-${c + 1}.png`, className, group, bytes: png(pixels) };
  }
}

function makeFile(seed: number, className: SampleClass, image: number): SampleFile {
  const pngCount = imagesPerClass - dicomPerClass;
  const asDicom = image >= pngCount;
  const own = asDicom ? patientsPerClass - 1 : image % (patientsPerClass - 1);
  const patient = sampleClasses.indexOf(className) * patientsPerClass + own;
  const group = patientName(patient);
  const name = `${className}/${group}/img-${String(image + 1).padStart(2, '0')}`;
  const pixels = draw(seed, className, group, String(image));
  if (!asDicom) return { path: `${name}.png`, className, group, bytes: png(pixels) };
  const serial = 1000 + patient * 100 + image;
  const bytes = writeDicom({
    widthPx: sampleSizePx,
    heightPx: sampleSizePx,
    data: pixels,
    patientId: `SYNTHETIC-${group.toUpperCase()}`,
    serial,
  });
  return { path: `${name}.dcm`, className, group, bytes };
}

function patientName(number: number): string {
  return `p${String(number + 1).padStart(2, '0')}`;
}

function draw(seed: number, className: SampleClass, group: string, image: string): Uint8Array {
  const set = makeRandom(seed).fork('sample');
  return drawSample(className, set.fork(`slide ${group}`), set.fork(`${className} ${image}`));
}

function png(pixels: Uint8Array): Uint8Array {
  return encodePng({ width: sampleSizePx, height: sampleSizePx, channels: 3, depth: 8, data: pixels });
}
