// The sheet of an intake inside the left pane: counting, the questions asked once, the report afterwards.
import { useApp } from '../../state/context';
import { EmbeddingsSheet } from '../data/EmbeddingsSheet';
import { LabelsSheet } from '../data/LabelsSheet';
import { ProjectSheet } from '../data/ProjectSheet';
import { count } from '../format';
import { FrameSheet, FramesKept } from './FrameQuestion';
import { GroupSheet } from './GroupSheet';
import { IntakeReport } from './IntakeReport';
import { ReviewSheet } from './ReviewSheet';

export function IntakePanel() {
  const intake = useApp((state) => state.intake);
  const listing = useApp((state) => state.listing);
  const review = useApp((state) => state.review);
  const frames = useApp((state) => state.frameReview);
  const groups = useApp((state) => state.groupQuestion);
  return (
    <>
      <ProjectSheet />
      {listing !== null && (
        <section className="card" aria-label="Files being counted">
          <p className="numbers">{`Looking through the folder: ${count(listing, 'file')} so far…`}</p>
        </section>
      )}
      {review !== null && <ReviewSheet review={review} />}
      {review === null && frames !== null && <FrameSheet review={frames} />}
      {groups !== null && <GroupSheet question={groups} />}
      <EmbeddingsSheet />
      <LabelsSheet />
      {intake.phase === 'done' && <IntakeReport report={intake} />}
      {intake.phase === 'done' && <FramesKept />}
    </>
  );
}
