// The sheet of an intake inside the left pane: counting, the questions asked once, the report afterwards.
import { useApp } from '../../state/context';
import { count } from '../format';
import { IntakeReport } from './IntakeReport';
import { ReviewSheet } from './ReviewSheet';

export function IntakePanel() {
  const intake = useApp((state) => state.intake);
  switch (intake.phase) {
    case 'listing':
      return (
        <section className="card" aria-label="Files being counted">
          <p className="numbers">{`Looking through the folder: ${count(intake.found, 'file')} so far…`}</p>
        </section>
      );
    case 'review':
      return <ReviewSheet review={intake.review} />;
    case 'done':
      return <IntakeReport report={intake} />;
    default:
      return null;
  }
}
