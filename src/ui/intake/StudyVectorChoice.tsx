// What describes an image made of many slices: asked beside the question about frames, and changed for the project later.
import { Radio, RadioGroup } from 'react-aria-components';
import type { StudyVector } from '../../domain/explore/study-vector';
import { useActions, useApp } from '../../state/context';
import { stackCount, withoutStatistics } from '../../state/selectors';
import { olderSentence, studyNames } from './frame-words';

interface Props {
  readonly value: StudyVector;
  readonly onChange: (value: StudyVector) => void;
}

/** The choice alone: counts for all such images of the project. */
export function StudyVectorChoice({ value, onChange }: Props) {
  return (
    <RadioGroup
      className="radios"
      aria-label="What describes an image made of many"
      value={value}
      onChange={(next) => onChange(next as StudyVector)}
    >
      <p className="small">An image made of many is described, everywhere in this project:</p>
      {(['mean', 'statistics'] as const).map((key) => (
        <Radio key={key} value={key} className="radio">
          <span className="radio-dot" aria-hidden="true" />
          <span>
            {studyNames[key].name}
            <span className="muted small example">{studyNames[key].hint}</span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

/** The project's choice, where it has images that it counts for. */
export function StudyVectorSetting() {
  const value = useApp((state) => state.settings.studyVector);
  const stacks = useApp(stackCount);
  const older = useApp((state) => withoutStatistics(state).length);
  const { changeSettings } = useActions();
  if (stacks === 0 && value === 'mean') return null;
  const sentence = value === 'statistics' ? olderSentence(older) : null;
  return (
    <>
      <StudyVectorChoice value={value} onChange={(studyVector) => changeSettings({ studyVector })} />
      {sentence !== null && (
        <p className="banner small" role="note">
          {sentence}
        </p>
      )}
    </>
  );
}
