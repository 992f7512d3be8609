// The prompt lab as an act: reads the wordings, compares them on the labelled items, keeps the table in the state.
import { conditionsFor } from '../../domain/encode/word-form';
import { type Wording, wordingsOf } from '../../domain/encode/wordings';
import { filledTemplates } from '../../domain/encode/words';
import { abortError, errorFacts, errorFrom } from '../../domain/errors';
import { type LabInput, promptLab } from '../../domain/evaluate/prompt-lab';
import { takeRows } from '../../domain/matrix';
import type { ClassId } from '../../domain/types';
import type { Actions } from '../actions';
import { type TextWords, textStatus, wordsOfTexts } from '../class-words';
import { pageJob } from '../page-job';
import { embeddingTable } from '../selectors';
import { labLack, labRows, type WordLab, wordLabKey } from '../word-lab';
import type { Services } from '../workbench';
import type { Texts } from './texts';

interface ReadWording {
  readonly classId: ClassId;
  readonly wording: Wording;
  readonly words: TextWords;
}

export function makeWordLabActs(services: Services, texts: Texts): Pick<Actions, 'tryWordings'> {
  const { store, jobs } = services;

  /** Reads the wordings of all classes, class by class; null when cancelled. */
  const readWordings = async (): Promise<readonly ReadWording[] | null> => {
    const { classes, settings } = store.getState();
    const tower = textStatus(store.getState());
    if (!tower) return null;
    const wanted = classes.map((entry) => wordingsOf(entry, settings.words));
    const total = wanted.reduce((sum, list) => sum + list.length, 0);
    return jobs.run('words', 'wordings', total, async ({ signal, progress }) => {
      const out: ReadWording[] = [];
      for (const [at, entry] of classes.entries()) {
        if (signal.aborted) throw abortError();
        const list = wanted[at] ?? [];
        const filled = list.map((wording) => filledTemplates(wording.texts, tower.templates));
        const read = await texts.read(filled.flat());
        const { textsError } = store.getState();
        if (!read) throw textsError ? errorFrom(textsError) : abortError();
        list.forEach((wording, i) => {
          const words = wordsOfTexts(read, filled[i] ?? [], tower);
          if (words) out.push({ classId: entry.id, wording, words });
        });
        progress({ done: out.length, total, perSecond: null });
      }
      return out;
    });
  };

  const compare = async (read: readonly ReadWording[]): Promise<WordLab | null> => {
    const inUse = await texts.readClasses(2);
    if (!inUse) return null;
    const state = store.getState();
    const { data, dim } = embeddingTable(state);
    const at = new Map(inUse.classes.map(({ classId }, i) => [classId, i]));
    // A class may have gone while its wordings were read.
    const indexOf = (classId: ClassId) => at.get(classId) ?? -1;
    const labelled = labRows(state).filter(({ classId }) => at.has(classId));
    const wordings = read.filter(({ classId }) => at.has(classId));
    const input: LabInput = {
      rows: takeRows(
        data,
        dim,
        labelled.map(({ row }) => row),
      ),
      dim,
      labels: labelled.map(({ classId }) => indexOf(classId)),
      classes: inUse.classes.map(({ vector }) => vector),
      none: inUse.none?.vector ?? null,
      wordings: wordings.map(({ classId, wording, words }) => ({
        target: indexOf(classId),
        vector: words.vector,
        saysTheSame: wording.saysTheSame,
      })),
    };
    const lab = await jobs.run('words', 'images', labelled.length, (job) => promptLab(input, pageJob(job)));
    if (!lab) return null;
    const { results, stabilityOf, ...rest } = lab;
    return {
      ...rest,
      table: wordings.flatMap(({ classId, wording, words }, i) => {
        const { kind, text } = wording;
        const { knownShare, unknownWords } = words;
        const prompts = conditionsFor(wording.texts, state.settings.words);
        return results[i] ? [{ ...results[i], classId, kind, text, knownShare, unknownWords, prompts }] : [];
      }),
      stabilityOf: inUse.classes.flatMap(({ classId }, c) =>
        stabilityOf[c] ? [{ ...stabilityOf[c], classId }] : [],
      ),
    };
  };

  return {
    async tryWordings() {
      const state = store.getState();
      if (state.wordLab.phase === 'running' || labLack(state) !== null) return;
      const before = state.wordLab;
      const key = wordLabKey(state);
      const { serial } = services.project;
      store.setState({ wordLab: { phase: 'running', key, done: 0, total: 0 } });
      try {
        const wordings = await readWordings();
        // Between the two jobs nothing could be cancelled: a project that was deleted then must stay empty.
        if (services.project.serial !== serial) return;
        const value = wordings && (await compare(wordings));
        // What was changed meanwhile shows as stale: the key is that of the words that were asked about.
        store.setState({ wordLab: value ? { phase: 'done', key, value } : before });
      } catch (thrown) {
        store.setState({ wordLab: { phase: 'failed', key, error: errorFacts(thrown) } });
      }
    },
  };
}
