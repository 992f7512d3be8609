// What the decode bench runs in Node: the reader and its codecs as the page has them, and the maker of its files.
export { readFile } from '../src/domain/intake/read-file';
export { nodeCodecs } from '../src/workers/codecs-node';
export { dicomObject } from '../tests/fixtures/intake/dicom-object';
