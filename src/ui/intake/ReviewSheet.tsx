// Asks once how a dropped folder is to be read, shows what would come of it, and adds it with one button.
import { Button, Radio, RadioGroup } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import type { FolderLayout, FolderReview } from '../../state/intake-state';
import { Toggle } from '../controls/Toggle';
import { count } from '../format';
import { FrameQuestion } from './FrameQuestion';
import { keptSplitSentence } from './part-words';

const layouts: Readonly<Record<FolderLayout, { readonly name: string; readonly example: string }>> = {
  class: { name: 'Each folder is a class', example: 'Sickle / image-01.png' },
  'class-patient': {
    name: 'A folder for each class, in it one for each patient',
    example: 'Sickle / patient-07 / image-01.png',
  },
  'split-class': {
    name: 'Parts such as train and test, in them the classes',
    example: 'train / Sickle / image-01.png',
  },
  flat: { name: 'Folders mean nothing: all images are unlabelled', example: 'anything / image-01.png' },
};

/** Likeliest first; the way out last. */
const order: readonly FolderLayout[] = ['class', 'class-patient', 'split-class', 'flat'];

export function ReviewSheet({ review }: { review: FolderReview }) {
  const { chooseLayout, markReviewExternal, confirmReview, cancelReview } = useActions();
  const frames = useApp((state) => state.frameReview);
  const { layouts: possible, chosen, classes, total, junk } = review;
  const split = keptSplitSentence(review);
  return (
    <section className="card sheet" aria-label="Folder review">
      <h2>How is this folder sorted?</h2>
      {possible.length > 1 ? (
        <RadioGroup
          className="radios"
          aria-label="How the folder is sorted"
          value={chosen}
          onChange={(value) => chooseLayout(value as FolderLayout)}
        >
          {order
            .filter((layout) => possible.includes(layout))
            .map((layout) => (
              <Radio key={layout} value={layout} className="radio">
                <span className="radio-dot" aria-hidden="true" />
                <span>
                  {layouts[layout].name}
                  <span className="muted small mono example">{layouts[layout].example}</span>
                </span>
              </Radio>
            ))}
        </RadioGroup>
      ) : (
        <p>{layouts[chosen].name}.</p>
      )}
      <table className="plain-table">
        <caption className="visually-hidden">Classes found</caption>
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col" className="right">
              Files
            </th>
          </tr>
        </thead>
        <tbody>
          {classes.map(({ name, count: files }) => (
            <tr key={name}>
              <th scope="row" className="ellipsis" title={name}>
                {name}
              </th>
              <td className="right numbers">{files}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {split !== null && <p className="muted small numbers">{split}</p>}
      <Toggle isSelected={review.external} onChange={markReviewExternal}>
        This is an external test set: only judged, never learnt from
      </Toggle>
      {junk > 0 && (
        <p className="muted small">{`${count(junk, 'system file')} (Thumbs.db and the like) left aside.`}</p>
      )}
      {frames !== null && (
        <>
          <h3>Which frames become images?</h3>
          <FrameQuestion review={frames} />
        </>
      )}
      <div className="row">
        <Button className="button primary grow" isDisabled={total === 0} onPress={() => void confirmReview()}>
          {`Add ${count(frames?.images ?? total, 'image')}`}
        </Button>
        <Button className="button" onPress={cancelReview}>
          Cancel
        </Button>
      </div>
    </section>
  );
}
