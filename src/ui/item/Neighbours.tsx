// The labelled images most like this one, with how alike they are; the evidence of the neighbours' answer.
import { Button } from 'react-aria-components';
import type { ClassId } from '../../domain/types';
import type { Neighbour, NeighbourAnswer } from '../../state/app-state';
import { useActions, useApp } from '../../state/context';
import { classOf } from '../../state/selectors';
import { Bar } from '../controls/Bar';
import { Icon } from '../controls/Icon';
import { Steps } from '../controls/Steps';
import { ClassName } from '../controls/Swatch';
import { Term } from '../controls/Term';
import { Thumb } from '../controls/Thumb';
import { nameOf } from '../format';
import { useView } from '../view-state';

export function Neighbours({
  answer,
  labels,
}: {
  answer: NeighbourAnswer | null;
  labels: readonly ClassId[];
}) {
  const k = useApp((state) => state.settings.voteNeighbours);
  const { changeSettings } = useActions();
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
              <NeighbourRow key={neighbour.id} neighbour={neighbour} labels={labels} />
            ))}
          </ul>
        </>
      )}
      <Steps
        label="Neighbours that vote (k)"
        value={k}
        min={1}
        max={50}
        onChange={(voteNeighbours) => changeSettings({ voteNeighbours })}
      />
    </section>
  );
}

function NeighbourRow({ neighbour, labels }: { neighbour: Neighbour; labels: readonly ClassId[] }) {
  const { openItem } = useView();
  const { id, similarity } = neighbour;
  const classId = useApp((state) => {
    const item = state.items.get(id);
    return item ? classOf(item) : null;
  });
  const name = useApp((state) => nameOf(state.names, id));
  const counter = labels.length > 0 && classId !== null && !labels.includes(classId);
  return (
    <li>
      <Button className="neighbour" aria-label={`Show ${name}`} onPress={() => openItem(id)}>
        <Thumb id={id} sizePx={40} />
        <span className="neighbour-what">
          <ClassName id={classId} />
          <span className="muted small ellipsis">{counter ? `other class · ${name}` : name}</span>
        </span>
        <Bar label={`Similarity of ${name}`} value={similarity} />
      </Button>
    </li>
  );
}
