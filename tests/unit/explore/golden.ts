// What scikit-learn says of the same rows; made by tests/fixtures/golden/explore/make.py.
import file from '../../fixtures/golden/explore/explore.json';

export const golden = {
  dim: file.dim,
  k: file.k,
  data: Float32Array.from(file.data),
  indices: file.indices,
  similarities: file.similarities,
  pca: file.pca,
  randomMap: Float32Array.from(file.randomMap),
  trustworthiness: file.trustworthiness,
};
