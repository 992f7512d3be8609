// Answers by words, as a place to work: the texts of the classes, their form, "none of these", and the prompt lab.
import { Button } from 'react-aria-components';
import { textStatus } from '../../state/class-words';
import { useActions, useApp } from '../../state/context';
import { encoderFits } from '../../state/space';
import { Term } from '../controls/Term';
import { WhyNoWords } from '../item/WordsNote';
import { noTextsElsewhere } from '../space-words';
import { CarriedTexts, ClassTexts } from './ClassTexts';
import { NoneFields, PartsFields } from './FormFields';
import { lackSentences } from './lab-words';
import { WordingLab } from './WordingLab';

export function WordsPanel() {
  const starting = useApp((state) => state.encoder.phase === 'starting');
  const hasTexts = useApp((state) => textStatus(state) !== null);
  const fits = useApp(encoderFits);
  const failed = useApp((state) => state.textsError !== null);
  const classes = useApp((state) => state.classes.length);
  const { addClass } = useActions();

  return (
    <section className="panel words-panel" aria-label="Words" data-testid="words-panel">
      <p className="muted">
        Each class is looked for by its words (<Term of="prompt">prompts</Term>). No labelled image is needed.
      </p>
      {starting && <p className="hint">The encoder is starting.</p>}
      {!starting && !hasTexts && (
        <p className="hint" data-testid="words-missing">
          {fits ? lackSentences['no-texts'] : noTextsElsewhere} The other ways to answer need no words.
        </p>
      )}
      {hasTexts && failed && <WhyNoWords />}
      {hasTexts && (
        <>
          <CarriedTexts />
          {classes < 2 && (
            <div className="hint" data-testid="words-missing">
              <p>{lackSentences['two-classes']}</p>
              <Button className="button small" onPress={() => addClass()}>
                Add a class
              </Button>
            </div>
          )}
          <h3>Words of the classes</h3>
          <PartsFields />
          {classes > 0 && <ClassTexts />}
          <h3>None of these</h3>
          <NoneFields />
          {classes >= 2 && (
            <>
              <h3>Other wordings (prompt lab)</h3>
              <WordingLab />
            </>
          )}
        </>
      )}
    </section>
  );
}
