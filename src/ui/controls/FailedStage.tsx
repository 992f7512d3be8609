// What stopped a step, and what to do; nothing for a step that did not fail.
import type { Stage } from '../../domain/types';
import { explain } from '../messages';

export function FailedStage({ stage }: { stage: Stage<unknown> }) {
  if (stage.phase !== 'failed') return null;
  const { sentence, advice } = explain(stage.error);
  return <p className="bad-text" role="alert">{`${sentence} ${advice}`}</p>;
}
