// Asks once what becomes of files of several frames and of series of slices; each answer says how many images it gives.
import { Button, Radio, RadioGroup } from 'react-aria-components';
import type { FrameUse } from '../../domain/intake/frame-use';
import { useActions, useApp } from '../../state/context';
import type { FrameReview, FrameQuestion as Question } from '../../state/intake-state';
import { Steps } from '../controls/Steps';
import { count } from '../format';
import { keptSentence, nameOfUse, partSentence } from './frame-words';
import { StudyVectorChoice, StudyVectorSetting } from './StudyVectorChoice';

const order: readonly FrameUse[] = ['middle', 'all', 'nth', 'mean'];

interface PartProps {
  readonly part: 'files' | 'series';
  readonly question: Question;
  readonly every: number;
}

function Part({ part, question, every }: PartProps) {
  const { chooseFrames } = useActions();
  const sentence = partSentence(part, question);
  return (
    <>
      <p className="numbers">{sentence}</p>
      <RadioGroup
        className="radios"
        aria-label={part === 'files' ? 'Frames used of each file' : 'Slices used of each series'}
        value={question.chosen}
        onChange={(value) => chooseFrames({ [part]: value as FrameUse })}
      >
        {order.map((use) => (
          <Radio key={use} value={use} className="radio">
            <span className="radio-dot" aria-hidden="true" />
            <span>
              {nameOfUse(part, use, every)}
              <span className="muted small example numbers">{`gives ${count(question.images[use], 'image')}`}</span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
    </>
  );
}

/** The question alone; the sheet it stands in has the buttons. */
export function FrameQuestion({ review }: { review: FrameReview }) {
  const { chooseFrames } = useActions();
  const { files, series, every, studyVector } = review;
  const chosen = [files?.chosen, series?.chosen];
  const inSteps = chosen.includes('nth');
  return (
    <>
      {files && <Part part="files" question={files} every={every} />}
      {series && <Part part="series" question={series} every={every} />}
      {inSteps && (
        <Steps
          label="Step"
          value={every}
          min={2}
          max={50}
          onChange={(next) => chooseFrames({ every: next })}
        />
      )}
      {chosen.includes('mean') && (
        <StudyVectorChoice value={studyVector} onChange={(next) => chooseFrames({ studyVector: next })} />
      )}
      <p className="muted small">
        Images of one patient stay together; without a patient, those of one study, series or file do. Asked
        once; the answer is kept for later drops.
      </p>
    </>
  );
}

/** The question as a sheet of its own, for a drop that raises no other. */
export function FrameSheet({ review }: { review: FrameReview }) {
  const { confirmReview, cancelReview } = useActions();
  return (
    <section className="card sheet" aria-label="Frames and series">
      <h2>Which frames become images?</h2>
      <FrameQuestion review={review} />
      <div className="row">
        <Button className="button primary grow" onPress={() => void confirmReview()}>
          {`Add ${count(review.images, 'image')}`}
        </Button>
        <Button className="button" onPress={cancelReview}>
          Cancel
        </Button>
      </div>
    </section>
  );
}

/** What the project has answered, with a way to be asked again at the next drop. */
export function FramesKept() {
  const frames = useApp((state) => state.settings.frames);
  const { changeSettings } = useActions();
  const sentence = keptSentence(frames);
  if (sentence === null) return null;
  return (
    <section className="card" aria-label="Frames and series">
      <p className="small">{sentence}</p>
      <Button
        className="link-button"
        onPress={() => changeSettings({ frames: { ...frames, files: null, series: null } })}
      >
        Ask again at the next drop
      </Button>
      <StudyVectorSetting />
    </section>
  );
}
