// Every cap of the intake in one place, each with its reason. Checked from sizes and headers, before memory is taken.

/** Largest file read at all: 1 GiB. A browser holds one file as one ArrayBuffer; whole-slide images are out of scope. */
export const maxFileBytes = 1024 * 1024 * 1024;

/** Largest picture: 100 megapixels. Mammograms reach 30, slides are larger; at 16 bit this is 200 MB of pixels. */
export const maxPixels = 100_000_000;

/** Longest side: 65,535, the largest a DICOM Rows or Columns (US) and a JPEG frame can name. */
export const maxSidePx = 65_535;

/** Shortest side of a picture at all: one row or column of pixels is a profile, not a picture. */
export const minSidePx = 2;

/** Below this side an image is accepted with a note: the encoder sees more interpolation than picture. */
export const tinySidePx = 8;

/** Sequences inside sequences. Real objects stay under 10; past a few thousand a recursive parser overflows its stack. */
export const maxNesting = 64;

/** What one deflated data set may inflate to: 1 GiB, as a plain file may be. */
export const maxInflatedBytes = 1024 * 1024 * 1024;

/**
 * Inflated over deflated bytes from which a data set is a bomb: real images stay under 100, zeros reach 1,032. Small
 * data sets (64 MiB) are let through whatever their ratio: blank slices are honest.
 */
export const maxInflation = 250;
export const freeInflatedBytes = 64 * 1024 * 1024;

/** Frames of one object. A pathology pyramid level or a long cine run stays below. */
export const maxFrames = 100_000;

/** Long side over short side from which the shape is noted as extreme: resizing to a square loses most of one axis. */
export const extremeAspect = 8;

/** Files of one archive. 65,535 is the most that an archive without ZIP64 can name; a set that large is better split. */
export const maxArchiveEntries = 50_000;

/** Images of one array file. The largest MedMNIST set (TissueMNIST) has 236,386. */
export const maxArrayImages = 250_000;

/** Numbers of one table of embeddings: 1 GiB as float32, 500,000 rows of 512. */
export const maxTableNumbers = 2 ** 28;

/** Numbers of one embedding. The largest encoders in use give 4,096. */
export const maxDimension = 16_384;

/** Rows of one table of embeddings or labels. */
export const maxTableRows = 2_000_000;

/** A table as text: a browser holds one text of at most 512 M characters. */
export const maxTableTextBytes = 400 * 1024 * 1024;
