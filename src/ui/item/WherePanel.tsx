// Under the picture: what can be asked of it, and the legend, the caption and the end of a heat map that is shown.
import { Button } from 'react-aria-components';
import type { ItemId } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { type Where, whereLack, whereOn } from '../../state/where';
import { Icon } from '../controls/Icon';
import { Term } from '../controls/Term';
import { explain } from '../messages';
import { whereLackWords } from '../space-words';
import { unknownSentence } from '../words';
import { heatGradient } from './heat-ramp';
import { useTargetName } from './use-target-name';
import { WhereMenu } from './WhereMenu';
import { captionOf, scaleSentence, signed, sourceSentence } from './where-words';

export function WherePanel({ id }: { id: ItemId }) {
  const where = useApp((state) => whereOn(state, id));
  const target = useTargetName(where?.question.target ?? null);
  const lack = useApp((state) => whereLack(state, id));
  const { hideWhere } = useActions();
  const stage = where?.stage ?? null;
  return (
    <section className="where" aria-label="Where it looks">
      <div className="row between">
        <span className="muted small">
          Where it looks (<Term of="heatMap" />)
        </span>
        {lack !== null ? null : stage === null ? (
          <WhereMenu id={id} />
        ) : (
          <Button className="button small" onPress={hideWhere}>
            {stage.phase === 'running' ? 'Stop' : 'Hide'}
          </Button>
        )}
      </div>
      {lack !== null && <p className="muted small">{whereLackWords[lack]}</p>}
      <div role="status" data-testid="where">
        {stage?.phase === 'running' && (
          <p className="muted small numbers">
            {stage.total > 0
              ? `Covered ${stage.done} of ${stage.total} parts …`
              : 'Reading the image once more …'}
          </p>
        )}
        {stage?.phase === 'failed' && <Failed {...explain(stage.error)} />}
        {stage?.phase === 'done' && <Legend where={stage.value} target={target} />}
      </div>
    </section>
  );
}

function Failed({ sentence, advice }: { sentence: string; advice: string }) {
  return <p className="small bad-text">{`No heat map. ${sentence} ${advice}`}</p>;
}

function Legend({ where, target }: { where: Where; target: string }) {
  const { scale, unknownWords, knownShare } = where;
  const source = sourceSentence(where);
  return (
    <>
      {(unknownWords.length > 0 || knownShare === 0) && (
        <p className="word-flag small">
          <Icon name="alert" />
          <span>
            {unknownWords.length > 0 && unknownSentence(unknownWords)}
            {knownShare === 0 && ' Unknown words: do not rely on this.'}
          </span>
        </p>
      )}
      <div className="heat-legend numbers small">
        <span>{signed(-scale.reach)}</span>
        <span className="heat-ramp" style={{ background: heatGradient }} />
        <span>{signed(scale.reach)}</span>
      </div>
      <p className="small">{captionOf(where, target)}</p>
      <p className="muted small numbers">
        {`Difference of each part from the mean (cosine similarity). ${scaleSentence(where)}`}
      </p>
      {source !== null && <p className="muted small">{source}</p>}
    </>
  );
}
