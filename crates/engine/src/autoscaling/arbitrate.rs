//! Several policies on one target: which of them acts.

use crate::run::{Direction, Guard, NotScaledReason, Outcome};

use super::propose::{Proposal, Vote};

/// Out if any is ready, the largest capacity first; in only if all target tracking policies that
/// may scale in are ready, and then to the largest of what they ask (facts 1.17, 1.18). A step
/// policy scales in without their consent (fact 1.19). Equals go in file order. Returns the index
/// of the proposal that acts; the others that were ready learn that it was not they.
pub fn arbitrate(proposals: &mut [Proposal]) -> Option<usize> {
    let ready = |p: &Proposal, direction| p.decision.direction == direction && p.is_ready();
    let largest = |proposals: &[Proposal], direction| {
        let mut winner: Option<usize> = None;
        for (i, p) in proposals
            .iter()
            .enumerate()
            .filter(|(_, p)| p.invoked && ready(p, direction))
        {
            if winner.is_none_or(|w| p.decision.desired > proposals[w].decision.desired) {
                winner = Some(i);
            }
        }
        winner
    };
    let out = largest(proposals, Direction::Out);
    // A policy with insufficient data is not ready, and so vetoes.
    let votes = proposals.iter().filter(|p| p.vote == Vote::Counts);
    let vetoed = votes.clone().any(|p| !ready(p, Direction::In));
    if proposals.iter().filter(|p| p.vote != Vote::Step).count() > 1 {
        let ask = |p: &&mut Proposal| p.vote != Vote::Step && ready(p, Direction::In);
        for p in proposals.iter_mut().filter(ask) {
            p.decision.guards.ask(Guard::PoliciesAgree, !vetoed);
            if vetoed {
                p.decision.outcome = Outcome::NotScaled(NotScaledReason::PoliciesDisagree);
            }
        }
    }
    let winner = out.or_else(|| largest(proposals, Direction::In));
    for (i, p) in proposals.iter_mut().enumerate() {
        if Some(i) != winner && p.is_ready() {
            p.decision.outcome = Outcome::NotScaled(NotScaledReason::OtherPolicyWon);
        }
    }
    winner
}

#[cfg(test)]
mod tests {
    use super::super::propose::tests::proposal;
    use super::*;

    #[test]
    fn fact_1_17_any_scales_out_and_1_18_the_largest_wins() {
        let mut two = [proposal(Direction::Out, 6), proposal(Direction::Out, 9)];
        assert_eq!(arbitrate(&mut two), Some(1));
        assert_eq!(
            two[0].decision.outcome,
            Outcome::NotScaled(NotScaledReason::OtherPolicyWon)
        );
        let mut mixed = [proposal(Direction::Out, 6), proposal(Direction::In, 3)];
        assert_eq!(arbitrate(&mut mixed), Some(0));
        let mut tie = [proposal(Direction::Out, 6), proposal(Direction::Out, 6)];
        assert_eq!(arbitrate(&mut tie), Some(0), "file order");
    }

    #[test]
    fn fact_1_17_all_must_agree_to_scale_in() {
        let mut agree = [proposal(Direction::In, 2), proposal(Direction::In, 3)];
        assert_eq!(
            arbitrate(&mut agree),
            Some(1),
            "the larger of what they ask"
        );
        let mut hold = [proposal(Direction::In, 2), proposal(Direction::Hold, 4)];
        assert_eq!(arbitrate(&mut hold), None);
        assert_eq!(
            hold[0].decision.guards.truth(Guard::PoliciesAgree),
            Some(false)
        );
    }

    #[test]
    fn fact_1_16_a_policy_that_may_not_scale_in_has_no_vote() {
        let mut two = [proposal(Direction::In, 2), proposal(Direction::Hold, 4)];
        two[1].vote = Vote::None;
        assert_eq!(arbitrate(&mut two), Some(0));
    }

    #[test]
    fn fact_1_19_a_step_scales_in_though_target_tracking_is_not_ready() {
        let mut two = [proposal(Direction::In, 3), proposal(Direction::Hold, 4)];
        two[0].vote = Vote::Step;
        assert_eq!(arbitrate(&mut two), Some(0));
        assert_eq!(two[0].decision.guards.truth(Guard::PoliciesAgree), None);
        let mut vetoed = [
            proposal(Direction::In, 3),
            proposal(Direction::Hold, 4),
            proposal(Direction::In, 2),
        ];
        vetoed[0].vote = Vote::Step;
        assert_eq!(arbitrate(&mut vetoed), Some(0), "the veto is not for it");
        let mut out = [proposal(Direction::In, 3), proposal(Direction::Out, 6)];
        out[0].vote = Vote::Step;
        assert_eq!(arbitrate(&mut out), Some(1), "out comes first");
    }
}
