// The Evaluate tab: which approach does best on patients it has not seen, how sure that is, and what each got wrong.
import { useApp } from '../../state/context';
import { FailedStage } from '../controls/FailedStage';
import { Term } from '../controls/Term';

export function EvaluatePanel() {
  const stage = useApp((state) => state.evaluation);
  return (
    <section className="panel evaluate-panel" aria-label="Evaluation">
      <p className="muted">
        All approaches are judged on the same images, held out by patient (<Term of="folds" />
        ), and told apart in a sentence with its <Term of="interval" />.
      </p>
      <FailedStage stage={stage} />
    </section>
  );
}
