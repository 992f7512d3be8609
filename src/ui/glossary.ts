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
    text: 'The labelled images whose embeddings are most alike. They vote on the class; the more alike, the more weight.',
  },
  umap: {
    term: 'UMAP',
    text: 'A way to lay embeddings out in two dimensions that keeps near images near. Distances between far groups and the size of a group mean little.',
  },
  pca: {
    term: 'PCA',
    text: 'The two directions along which the embeddings differ most. Fast and without chance, but groups may overlap.',
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
  disagreement: {
    term: 'disagreement',
    text: 'How far the answers of the neighbours and of the adapter lie apart: 0 the same, 1 opposite.',
  },
  parity: {
    term: 'self-test',
    text: 'At the start the encoder embeds known images. The result must agree with reference numbers: cosine similarity at least 0.9999, no number more than 0.001 off.',
  },
  seed: {
    term: 'seed',
    text: 'The number that fixes all random choices. The same seed and images give the same result.',
  },
  group: {
    term: 'group',
    text: 'Images of one patient, or of one study or folder where no patient is known. Kept together wherever the set is parted, and shown under a made-up code; the name in the file is not kept.',
  },
} as const satisfies Readonly<Record<string, { readonly term: string; readonly text: string }>>;

export type GlossaryKey = keyof typeof glossary;
