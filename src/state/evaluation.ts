// What an evaluation is asked, what is known of it, and when it is out of date. The judging is the engine's.
import type { Approach, CaseTable, Judged, PlanKind } from '../domain/evaluate/cases';
import type { Summary } from '../domain/evaluate/summary';
import type { ClassId } from '../domain/types';

export interface EvaluationSettings {
  /** `auto`: the split the folders named, where there is one, else folds. */
  readonly plan: 'auto' | PlanKind;
  /** 2..20; fewer are made where a class lies in fewer groups. */
  readonly folds: number;
  /** 1..20. */
  readonly repeats: number;
  /** The class that operating points, curves and calibration are about; null: the last one. */
  readonly positive: ClassId | null;
  /** Share of it that PPV and NPV are for, 0..1; null: as in the rows. */
  readonly prevalence: number | null;
  /** null: all that are ready. */
  readonly approaches: readonly Approach[] | null;
}

export const defaultEvaluation: EvaluationSettings = {
  plan: 'auto',
  folds: 5,
  repeats: 1,
  positive: null,
  prevalence: null,
  approaches: null,
};

export interface EvaluationValue {
  /** The rows that were judged, without their numbers. */
  readonly cases: Omit<CaseTable, 'data'>;
  /** Whether any row has a group of its own; else each counts as one. */
  readonly groupsKnown: boolean;
  readonly judged: Judged;
  readonly summary: Summary;
}
