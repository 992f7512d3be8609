// The labelled images most like this one, and the most alike that speak against its answer: the neighbours' evidence.
import type { VoteWeighting } from '../../domain/predict/knn';
import type { ClassId, ItemId } from '../../domain/types';
import type { NeighbourAnswer } from '../../state/answers';
import { useActions, useApp } from '../../state/context';
import { Choice } from '../controls/Choice';
import { Icon } from '../controls/Icon';
import { Steps } from '../controls/Steps';
import { Term } from '../controls/Term';
import { classNameOf } from '../format';
import { NeighbourRow } from './NeighbourRow';

const weightings: readonly { readonly value: VoteWeighting; readonly name: string }[] = [
  { value: 'similarity', name: 'how alike (cosine)' },
  { value: 'rank', name: 'rank: nearest most' },
  { value: 'uniform', name: 'all the same' },
];

export function Neighbours({
  id,
  answer,
  labels,
}: {
  /** The image they are neighbours of. */
  id: ItemId;
  answer: NeighbourAnswer | null;
  labels: readonly ClassId[];
}) {
  return (
    <section aria-label="Nearest neighbours">
      <h3>
        Most like it (<Term of="neighbours" />)
      </h3>
      {answer?.unlike && (
        <p className="banner" role="note">
          <Icon name="alert" />
          <span>
            <strong>Not like anything here.</strong> Its best similarity is lower than for 99 in 100 images of
            your own set; take the answers below with care.
          </span>
        </p>
      )}
      {answer === null ? (
        <p className="muted">
          The neighbours appear as soon as this image and some labelled images are embedded.
        </p>
      ) : answer.nearest.length === 0 ? (
        <p className="muted">
          No labelled images yet: put some into classes and their likeness appears here.
        </p>
      ) : (
        <>
          <p className="muted small row between">
            <span>Image and class</span>
            <span>
              how alike (<Term of="cosine" />)
            </span>
          </p>
          <ul className="neighbours" aria-label="Neighbours">
            {answer.nearest.map((neighbour) => (
              <NeighbourRow key={neighbour.id} of={id} neighbour={neighbour} labels={labels} verb="Show" />
            ))}
          </ul>
        </>
      )}
      {answer !== null && <CounterExamples id={id} classId={answer.shares[0]?.classId ?? null} />}
      <VoteSettings />
    </section>
  );
}

/** The most alike labelled images that do not have the class the neighbours name. */
function CounterExamples({ id, classId }: { id: ItemId; classId: ClassId | null }) {
  const others = useApp((state) => {
    const examples = state.focusAnswer?.id === id ? state.focusAnswer.examples : null;
    return examples?.find((entry) => entry.classId === classId)?.others ?? null;
  });
  const name = useApp((state) => classNameOf(state.classes, classId));
  if (classId === null || others === null) return null;
  return (
    <>
      <h4 className="small evidence-head">
        Most like it, but not {name}{' '}
        <span className="nowrap">
          (<Term of="counterExample" />)
        </span>
      </h4>
      {others.length === 0 ? (
        <p className="muted small">No labelled image is of another class.</p>
      ) : (
        <ul className="neighbours" aria-label="Counter-examples">
          {others.map((other) => (
            <NeighbourRow key={other.id} of={id} neighbour={other} labels={[]} verb="Compare with" />
          ))}
        </ul>
      )}
    </>
  );
}

function VoteSettings() {
  const k = useApp((state) => state.settings.voteNeighbours);
  const weighting = useApp((state) => state.settings.voteWeighting);
  const { changeSettings } = useActions();
  return (
    <>
      <Steps
        label="Neighbours that vote (k)"
        value={k}
        min={1}
        max={50}
        onChange={(voteNeighbours) => changeSettings({ voteNeighbours })}
      />
      <Choice
        label="A vote counts by"
        value={weighting}
        options={weightings}
        onChange={(voteWeighting) => changeSettings({ voteWeighting })}
      />
      <p className="muted small">
        There is no metric to choose: embeddings have length 1, so cosine similarity and Euclidean distance
        give the same neighbours in the same order.
      </p>
    </>
  );
}
