// Compares typed retention periods with those in force. Pure.
import type { RetentionKind, RetentionView } from "@minqing/core/privacy/retention";

export interface RetentionChange {
  view: RetentionView;
  days: number;
  isGood: boolean;
}

export const retentionChanges = (
  views: readonly RetentionView[],
  typed: Partial<Record<RetentionKind, number>>,
): RetentionChange[] =>
  views.flatMap((view) => {
    const days = typed[view.kind] ?? view.days;
    if (days === view.days) return [];
    return [{ view, days, isGood: Number.isInteger(days) && days >= view.least && days <= view.most }];
  });
