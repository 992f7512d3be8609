// Where we do not give what ../shared/dicom/reference.json gives, and why. A difference or refusal not listed here fails.

export interface Figures {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
}

interface Difference {
  readonly why: string;
  /** What must hold between our figures and the reference's. */
  readonly holds: (got: Figures, reference: Figures) => boolean;
}

const colourRounding: Difference = {
  why:
    'lossy JPEG: the reference turns YCbCr to RGB in floats, libjpeg-turbo (and Pillow, bit-equal to us) in integers: ' +
    '8 and 14 of 768,000 values differ by one level',
  holds: (got, reference) => Math.abs(got.mean - reference.mean) < 1e-4,
};

export const differences: Readonly<Record<string, Difference>> = {
  'cornerstone3D/TestPattern_JPEG-Baseline_YBR422.dcm': colourRounding,
  'cornerstone3D/TestPattern_JPEG-Baseline_YBRFull.dcm': colourRounding,
  'pydicom/SC_rgb_small_odd_big_endian.dcm': {
    why:
      '8-bit pixels in 16-bit big-endian words lie swapped two by two (PS3.5 8.1.1), which pydicom 2.3 leaves so: ' +
      'swapped back they are those of its little-endian twin SC_rgb_small_odd.dcm, hash and all',
    holds: (got) => got.min === 52 && got.max === 176 && Math.abs(got.mean - 1159 / 9) < 1e-9,
  },
  'cornerstone3D/CT0012.fragmented_no_bot_jpeg_baseline.51.dcm': {
    why: 'enhanced CT: rescale (1, -1024) lies in the functional groups, which pydicom 2.3 does not look into (pydicom #2353)',
    holds: (got, reference) =>
      got.min === reference.min - 1024 &&
      got.max === reference.max - 1024 &&
      Math.abs(got.mean - reference.mean + 1024) < 1e-9,
  },
};

const mask = { code: 'unsupported-pixels', why: '1-bit segmentation: a mask, not a picture to embed' };

/** Files the reference reads and we refuse on purpose, with the code they must be refused with. */
export const refusals: Readonly<Record<string, { readonly code: string; readonly why: string }>> = {
  'pydicom/liver_1frame.dcm': mask,
  'pydicom/liver_expb_1frame.dcm': mask,
};
