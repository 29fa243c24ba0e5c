//! What AWS does not offer (fact 4.14), as a marked hypothetical: instances behind a real-time
//! endpoint that Spot capacity takes back, with everything that is on them.

use alloc::vec;

use crate::agenda::Control;
use crate::random::sample::Exponential;
use crate::random::stream::{Purpose, Stream};
use crate::run::{InstanceState, What};
use crate::world::World;

impl World {
    /// An instance is in service: its clock starts.
    pub(crate) fn spot_clock(&mut self, now_us: u64, row: u32) {
        let Some(spot) = self.spot else { return };
        let number = self.fleet.rows[row as usize].number;
        let mut stream = Stream::new(self.seed, Purpose::Interruption, u64::from(number));
        let after = Exponential::new().draw(&mut stream) * spot.mean_interval.micros() as f64;
        let reclaim_us = now_us.saturating_add((after + 0.5) as u64);
        let notice_us = reclaim_us.saturating_sub(spot.notice.micros()).max(now_us);
        self.agenda
            .push(notice_us, Control::SpotNotice { row, number });
        self.agenda
            .push(reclaim_us, Control::SpotReclaim { row, number });
    }

    /// The notice. SageMaker has no such notice to act on, and nothing does here [D].
    pub(crate) fn spot_notice(&mut self, now_us: u64, row: u32, number: u32) {
        let instance = &self.fleet.rows[row as usize];
        if instance.number == number && instance.state == InstanceState::InService {
            let because = vec![instance.event];
            self.log.note(now_us, because, What::SpotNotice { number });
        }
    }

    /// The capacity is taken back, and asked for again.
    pub(crate) fn spot_reclaim(&mut self, now_us: u64, row: u32, number: u32) {
        let instance = &self.fleet.rows[row as usize];
        if instance.number == number && instance.state == InstanceState::InService {
            let because = instance.event;
            self.fleet.bar(row);
            self.take_instance(now_us, row, because);
        }
    }

    /// An instance in service dies with everything on it; it is barred already. Its replacement
    /// is asked for at once, and on Spot capacity when there is some again.
    pub(crate) fn take_instance(&mut self, now_us: u64, row: u32, because: u32) {
        let activity = self.instance_lost(now_us, row, because);
        // The open activity is not done before its instance is there again.
        let inherited = match &mut self.activity {
            Some(open) if open.number == activity => {
                open.pending += 1;
                activity
            }
            _ => 0,
        };
        match self.spot {
            Some(spot) if spot.wait_for_capacity.micros() > 0 => self.agenda.push(
                now_us + spot.wait_for_capacity.micros(),
                Control::SpotCapacity {
                    activity: inherited,
                    because: self.fleet.rows[row as usize].event,
                },
            ),
            _ => self.launch(now_us, inherited, because),
        }
    }
}
