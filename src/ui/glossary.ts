// The words of the field in one or two plain sentences each; shown by <Term> on hover and on focus.

export const glossary = {
  embedding: {
    term: 'embedding',
    text: 'A list of numbers the encoder makes of one image. Images that look alike get similar lists.',
  },
  encoder: {
    term: 'encoder',
    text: 'The network that turns an image into its embedding. It is fixed: nothing you do here changes it.',
  },
  cosine: {
    term: 'cosine similarity',
    text: 'How alike two embeddings are: 1 means the same direction, 0 means nothing in common.',
  },
  neighbours: {
    term: 'nearest neighbours',
    text: 'The labelled images whose embeddings are most alike. They vote on the class; unless set otherwise, the more alike, the more weight.',
  },
  umap: {
    term: 'UMAP',
    text: 'A way to lay embeddings out in two dimensions that keeps near images near. Long distances and the size of a heap mean little.',
  },
  pca: {
    term: 'PCA',
    text: 'The two directions along which the embeddings differ most. Fast and without chance, but images that differ may lie on one another.',
  },
  trustworthiness: {
    term: 'trustworthiness',
    text: 'How far neighbours on the map are also neighbours in the embedding: 1 is perfect, 0.5 is no better than chance.',
  },
  adapter: {
    term: 'adapter',
    text: 'A small network trained here, on your labels, from embedding to class.',
  },
  balanced: {
    term: 'balanced accuracy',
    text: 'The share of right answers in each class, averaged over the classes, so that a large class cannot hide a small one.',
  },
  validation: {
    term: 'validation part',
    text: 'Labelled images kept out of training to tell when to stop. As they took part in that choice, they are not a test.',
  },
  loss: {
    term: 'loss',
    text: 'How far the answers are from the labels (cross-entropy). Lower is better.',
  },
  probability: {
    term: 'not calibrated',
    text: 'The adapter gives numbers that sum to 1. A 0.9 does not mean that nine in ten such images are of this class.',
  },
  words: {
    term: 'similarity share',
    text: 'How alike the image and the words of each class are (cosine similarity of their embeddings), scaled and shared out among the classes. Not calibrated: a 0.9 does not mean that nine in ten such images are of this class.',
  },
  prompt: {
    term: 'prompt',
    text: 'A text the encoder turns into a list of numbers, as it does with an image, so that the two can be compared.',
  },
  stability: {
    term: 'stability',
    text: 'The share of images whose answer by words stays the same however the words of a class are put: capitals, one or several, another order, with “image” around them.',
  },
  heatMap: {
    term: 'heat map',
    text: 'How alike the single parts of this image and what it is held against are, as the encoder sees them. A bright part need not show what the other image shows, and is no finding.',
  },
  disagreement: {
    term: 'disagreement',
    text: 'The share of the pairs of routes that name different classes: 0 all agree, 1 no two do. Where several labels are named, a pair counts by what it does not share.',
  },
  distanceFromSet: {
    term: 'distance from the set',
    text: '1 minus the cosine similarity to the most alike labelled image. Red: less alike than 99 in 100 images of the set are to one another, so not like anything here.',
  },
  prototype: {
    term: 'cosine to the class mean',
    text: 'The prototype of a class is the mean of the embeddings of its images. An image that is in the class itself is left out of that mean first.',
  },
  counterExample: {
    term: 'counter-examples',
    text: 'The most alike labelled images that do not have the class the neighbours name: what speaks against that answer.',
  },
  clusters: {
    term: 'clusters',
    text: 'Clusters are groups of images that are alike, found without looking at your classes. They are found in the embedding, never on the map.',
  },
  eps: {
    term: 'eps',
    text: 'How far apart (1 minus the cosine similarity) two images may be to count as near each other. Larger: fewer and wider clusters, fewer images in none.',
  },
  silhouette: {
    term: 'silhouette',
    text: 'How much nearer images lie to their own cluster than to the next one: 1 well parted, 0 on the border, below 0 nearer to another cluster.',
  },
  purity: {
    term: 'purity',
    text: 'The share of the labelled images of a cluster that are of its most frequent class. Small clusters are pure by chance.',
  },
  adjustedRand: {
    term: 'adjusted Rand index',
    text: 'How far clusters and classes put the same pairs of images together: 1 always, 0 no better than chance.',
  },
  mutualInformation: {
    term: 'normalised mutual information',
    text: 'How much the cluster of an image says about its class: 1 all, 0 nothing. Rises with the number of clusters, also by chance.',
  },
  precisionAt: {
    term: 'precision at k',
    text: 'Of the k images found for a labelled image, the share that has its class; averaged over the images of the class. At 1 it is how often the most alike image has the same class.',
  },
  outlierScore: {
    term: 'outlier score',
    text: 'The mean distance (1 minus cosine similarity) to the two most alike images of the chosen class. Large: unlike all of them. It is no limit by itself; compare it with that of images known to be usual.',
  },
  parity: {
    term: 'self-test',
    text: 'At the start the encoder embeds known images. The result must agree with reference numbers: cosine similarity at least 0.9999, no number more than 0.001 off.',
  },
  smoothing: {
    term: 'label smoothing',
    text: 'A small part of each label is spread evenly over the other answers while training, so that the adapter does not grow too sure. 0: none; 0.1 is usual.',
  },
  dropout: {
    term: 'dropout',
    text: 'A share of the hidden numbers is left out at random in each training step, so that none is leant on alone. 0: none. A linear adapter has none to leave out.',
  },
  labelDoubt: {
    term: 'label doubt',
    text: 'A label that the most alike images of other parts of the set (folds) speak against more than is usual for its class. It may be right all the same.',
  },
  outlier: {
    term: 'outlier',
    text: 'An image far from all others: the mean of 1 - cosine similarity to the two nearest images of other groups (patients, or what stands in for them), above the usual spread of the set or of its class.',
  },
  groupOut: {
    term: 'leave one group out',
    text: 'Each labelled image is answered by its 5 nearest labelled images of other groups (patients, or what stands in for them). It shows how well the labels hang together, and rises by tidying alone: no held-out evaluation.',
  },
  accuracy: {
    term: 'accuracy',
    text: 'The share of all held-out answers that are right. Where one class is large, always naming it looks good: see balanced accuracy.',
  },
  macroF1: {
    term: 'macro F1',
    text: 'For each class the harmonic mean of how many of its images were found (recall) and how many of those named so are right (precision); averaged over the classes. 1 is perfect.',
  },
  f1: {
    term: 'F1',
    text: 'The harmonic mean of how many images of the class were found (recall) and how many of those named so are right (precision).',
  },
  mcc: {
    term: 'MCC',
    text: 'Matthews correlation coefficient: how far answers and labels go together. 1 always, 0 no better than chance, below 0 worse.',
  },
  auc: {
    term: 'AUC',
    text: 'Area under the ROC curve: how often an image that has the class scores above one that has not. 0.5 is chance, 1 perfect. It needs no threshold.',
  },
  averagePrecision: {
    term: 'average precision',
    text: 'Going from the highest score down: how many of those named are right, averaged over the images that have the class. Chance is the share of the class.',
  },
  brier: {
    term: 'Brier score',
    text: 'The squared distance of the probabilities from what was true, added up over the classes and averaged. 0 is perfect.',
  },
  ece: {
    term: 'ECE',
    text: 'Expected calibration error: how far, on the whole, the probability of the answers lies from the share that is right. 0 is perfect. Not under 100 images.',
  },
  calibration: {
    term: 'calibration',
    text: 'Whether of the images that were given 0.8 for a class eight in ten have it. Points on the dotted line: as said.',
  },
  sensitivity: {
    term: 'sensitivity',
    text: 'Of the images that have the class, the share that was found. Also called recall.',
  },
  specificity: {
    term: 'specificity',
    text: 'Of the images that do not have the class, the share that was not named so.',
  },
  ppv: {
    term: 'PPV',
    text: 'Positive predictive value: of the images named so, the share that has the class. It falls where the class is rare.',
  },
  npv: {
    term: 'NPV',
    text: 'Negative predictive value: of the images not named so, the share that does not have the class.',
  },
  prevalence: {
    term: 'prevalence',
    text: 'How frequent the class is where the answers will be used. It is seldom as frequent there as in a set that was collected.',
  },
  operatingPoint: {
    term: 'operating point',
    text: 'The score from which on the class is said. Chosen on a part of what was learnt from, then tried on what was held out.',
  },
  youden: {
    term: 'Youden',
    text: 'The threshold with the largest sensitivity + specificity - 1 (Youden index): finds much and calls little wrongly.',
  },
  sensitive90: {
    term: 'sensitivity 0.9',
    text: 'The highest threshold that still found nine in ten on the inner part. A no then leaves few behind; held out it may find fewer.',
  },
  interval: {
    term: '95 % interval',
    text: 'Where the figure may lie with other patients (or what stands in for them) of the same kind. Small sets have wide ones. Overlapping intervals do not mean that two approaches are equal.',
  },
  folds: {
    term: 'folds',
    text: 'The set is cut into parts; each is answered by what was learnt from the others (cross-validation). No group (a patient, or what stands in for one) is cut.',
  },
  innerPart: {
    term: 'inner part',
    text: 'A fifth of what a fold may learn from, kept back to choose k, epoch, threshold and temperature by. What is judged takes no part in any choice.',
  },
  permutation: {
    term: 'permutation test',
    text: 'The labels are shuffled many times. p is the share of shuffles that do as well as the labels as they are: small means that labels and pictures go together.',
  },
  seed: {
    term: 'seed',
    text: 'The number that fixes all random choices. The same seed and images give the same result.',
  },
  group: {
    term: 'group',
    text: 'A patient, or what stands in for one: a folder or part of the file name that you confirmed, else the study, series or file. Its images are kept together wherever the set is parted. Shown under a made-up code; the name in the file is not kept.',
  },
} as const satisfies Readonly<Record<string, { readonly term: string; readonly text: string }>>;

export type GlossaryKey = keyof typeof glossary;
